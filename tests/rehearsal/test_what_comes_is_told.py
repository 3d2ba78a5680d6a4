"""What comes next, as the sandbox's page tells it."""

from bot.domain.steps import StepKind
from bot.rehearsal.serving.coming import WORDS


def test_each_kind_of_step_is_told_in_words_of_its_own() -> None:
    assert set(WORDS) == set(StepKind)
    assert all(words[0].isupper() and "_" not in words for words in WORDS.values())
