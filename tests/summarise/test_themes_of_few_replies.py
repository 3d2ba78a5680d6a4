import random

import pytest

from bot.summarise.grouping import find_groups
from bot.summarise.landscape import survey

MENTORS = (
    "A mentor helped me through my first year.",
    "My mentor helped me when I was new.",
    "My first year was hard until a mentor helped.",
    "Every new librarian needs a mentor in the first year.",
    "A mentor makes the first year easier.",
)
MENTORS_ABROAD = (
    "Una mentora me ayudó en mi primer año en la biblioteca.",
    "Mon mentor m'a aidé pendant ma première année à la bibliothèque.",
    "Meine Mentorin hat mir im ersten Jahr in der Bibliothek geholfen.",
    "A mentor helped me through my first year at the library.",
)
OPENING = (
    "We should open the library on Sundays.",
    "Sunday opening would bring families to the library.",
    "Open on Sundays, then students come.",
    "On Sundays the library is closed, that must change.",
)
UNRELATED = (
    "The roof leaks above the maps.",
    "Our printer prints everything in green.",
    "Cats are not allowed in the reading room.",
    "Nobody pays the fines from last winter.",
    "I learned to bind old newspapers.",
    "The coffee machine is louder than the children.",
    "Vinyl records are lent more often than films.",
    "Whoever wrote the catalogue rules loved commas.",
    "The bus for villages needs new tyres.",
    "Our flag was stolen twice.",
)


def grouped(*texts: str) -> list[set[str]]:
    return [{texts[row] for row in group} for group in find_groups(survey(texts))]


@pytest.mark.parametrize("count", [8, 10])
def test_what_has_nothing_in_common_has_no_theme(count: int) -> None:
    assert grouped(*UNRELATED[:count]) == []


def test_what_several_say_is_a_theme_beside_what_others_say() -> None:
    (theme,) = grouped(*UNRELATED[:7], *MENTORS)
    assert theme <= {*MENTORS}
    assert len(theme) >= 4


def test_two_matters_are_two_themes() -> None:
    found = grouped(*MENTORS, *OPENING, *UNRELATED[:4])
    assert len(found) == 2
    assert all(group <= {*MENTORS} or group <= {*OPENING} for group in found)


def test_theme_is_found_across_languages() -> None:
    (theme,) = grouped(*MENTORS_ABROAD, *UNRELATED[:6])
    assert theme == {*MENTORS_ABROAD}


def test_two_who_say_alike_are_no_group() -> None:
    assert grouped(*MENTORS[:2], *UNRELATED[:8]) == []


def test_one_sentence_of_many_is_one_theme() -> None:
    land = survey(["We need more time."] * 12)
    assert find_groups(land) == [list(range(12))]


@pytest.mark.parametrize("texts", [[], ["One reply about books."], ["👍"] * 9, ["https://example.org"] * 9])
def test_nothing_to_group_gives_no_group(texts: list[str]) -> None:
    assert find_groups(survey(texts)) == []


def test_groups_do_not_depend_on_the_order_of_replies() -> None:
    texts = [*MENTORS, *OPENING, *UNRELATED]
    found = {frozenset(group) for group in grouped(*texts)}
    for seed in range(3):
        assert {frozenset(group) for group in grouped(*random.Random(seed).sample(texts, len(texts)))} == found
