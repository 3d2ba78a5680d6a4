import pytest

from bot.domain.kind import Kind
from bot.summarise.kinds import propose_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We need more time for mentoring.", Kind.NEED),
        ("نحتاج إلى تدريب على القيادة", Kind.NEED),
        ("Leaders should listen first.", Kind.RECOMMENDATION),
        ("Bibliotheken sollten offen sein.", Kind.RECOMMENDATION),
        ("How do you find a mentor?", Kind.QUESTION),
        ("你们怎么做？", Kind.QUESTION),
        ("Last year I learned to delegate.", Kind.EXPERIENCE),
        ("In our library we hold a short meeting each day.", Kind.PRACTICE),
    ],
)
def test_kind_is_proposed_from_how_it_is_said(text: str, kind: Kind) -> None:
    assert propose_kind(text) is kind


@pytest.mark.parametrize("text", ["", "👍", "Trust.", "We need this, and you should do it."])
def test_nothing_is_proposed_where_nothing_or_too_much_tells_it(text: str) -> None:
    assert propose_kind(text) is None
