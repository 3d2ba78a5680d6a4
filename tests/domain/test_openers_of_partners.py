"""Openers drawn from profiles."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.openers import MOST, OpenerKind, choose_openers


@dataclass(frozen=True)
class Person:
    name: str
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()


TOPICS = st.lists(st.sampled_from(["maps", "music", "film", "food"]), unique=True, max_size=4).map(tuple)
PEOPLE = st.lists(
    st.builds(Person, st.sampled_from("ABC"), TOPICS, TOPICS, TOPICS),
    min_size=2,
    max_size=3,
    unique_by=lambda person: person.name,
)


def test_offer_that_meets_a_need_comes_first():
    ana, bo = Person("Ana", ("maps", "film"), offers=("music",)), Person("Bo", ("maps",), seeks=("music", "food"))
    openers = choose_openers([ana, bo], 7)
    assert [each.kind for each in openers] == [OpenerKind.OFFER, OpenerKind.SHARED, OpenerKind.GENERAL]
    assert (openers[0].name, openers[0].other, openers[0].topic) == ("Ana", "Bo", "music")
    assert openers[1].topic == "maps"


def test_what_only_one_likes_is_asked_about_where_nothing_is_shared():
    openers = choose_openers([Person("Ana", ("maps",)), Person("Bo", ("film",))], 7)
    assert {(each.kind, each.name) for each in openers[:2]} == {(OpenerKind.OWN, "Ana"), (OpenerKind.OWN, "Bo")}


def test_people_who_say_nothing_get_general_questions():
    openers = choose_openers([Person("Ana"), Person("Bo")], 7)
    assert {each.kind for each in openers} == {OpenerKind.GENERAL}
    assert openers == choose_openers([Person("Ana"), Person("Bo")], 7)
    assert openers != choose_openers([Person("Ana"), Person("Bo")], 8)


@given(PEOPLE, st.integers(0, 10**6))
def test_there_are_always_three_different_openers_and_one_that_suits_everybody(people, lot):
    openers = choose_openers(people, lot)
    assert len(set(openers)) == len(openers) == MOST
    assert openers[-1].kind is OpenerKind.GENERAL
    asked = [each.name for each in openers if each.kind is OpenerKind.OWN]
    assert len(set(asked)) == len(asked)
    assert openers == choose_openers(people, lot)
