import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.summarise.choosing import Sentence, choose_sentences, repeats
from bot.summarise.likeness import learn_space

TALK = (
    ("Ana", "The budget of our library was cut again.", "Hello from Lima."),
    ("Ben", "Our budget was cut too, and the books suffer.", "Lunch is at noon."),
    ("Eva", "We lost a third of the library budget.", "We lost a third of the library budget."),
)


def said(*talk: tuple[str, ...]) -> list[Sentence]:
    return [
        Sentence(text=text, number=number, part=part, speakers=frozenset([name]), words=len(text.split()) + 1)
        for number, (name, *texts) in enumerate(talk)
        for part, text in enumerate(texts)
    ]


def chosen(
    sentences: list[Sentence], most: int = 9, most_words: int | None = None, once_each: bool = False
) -> list[str]:
    texts = [each.text for each in sentences]
    meanings = learn_space(texts).place(texts)
    places = choose_sentences(sentences, meanings, most=most, most_words=most_words, once_each=once_each)
    return [texts[place] for place in places]


def test_what_is_typical_and_said_first_is_chosen() -> None:
    found = chosen(said(*TALK), most=3)
    assert {*found} == {TALK[0][1], TALK[1][1], TALK[2][1]}


def test_nothing_is_chosen_twice_in_other_words_of_its_own() -> None:
    found = chosen(said(*TALK))
    assert found.count(TALK[2][1]) == 1
    assert len(found) == 5


def test_everybody_is_heard_once_where_that_is_asked() -> None:
    assert len(chosen(said(*TALK), once_each=True)) == 3


def test_words_together_stay_within_the_room() -> None:
    found = chosen(said(*TALK), most_words=15)
    assert found
    assert sum(len(text.split()) + 1 for text in found) <= 15


def test_another_region_comes_before_one_that_was_heard() -> None:
    one, other = frozenset({("region", "Europe")}), frozenset({("region", "Asia")})
    texts = ("Books are too dear today.", "Staff want more time now.", "Rooms are much too small.")
    sentences = [
        Sentence(text=text, number=number, part=0, speakers=frozenset([number]), words=5, voices=voices)
        for number, (text, voices) in enumerate(zip(texts, (one, one, other), strict=True))
    ]
    assert choose_sentences(sentences, np.zeros((3, 4), dtype=np.float32), most=2) == [0, 2]


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert choose_sentences([], np.zeros((0, 4), dtype=np.float32), most=3) == []


def test_text_with_most_of_its_words_in_another_repeats_it() -> None:
    assert repeats("More time for mentors!", ["More time for mentors."])
    assert not repeats("More time for mentors!", ["A room for staff."])
    assert not repeats("More time for mentors!", [])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xyz ", max_size=20)), max_size=12), st.integers(0, 30))
def test_choice_of_anything_obeys_its_limits(talk: list[tuple[str, str]], room: int) -> None:
    sentences = said(*talk)
    texts = [each.text for each in sentences]
    meanings = learn_space(texts).place(texts)
    places = choose_sentences(sentences, meanings, most=4, most_words=room, once_each=True)
    assert len(places) == len({*places}) <= 4
    assert sum(sentences[place].words for place in places) <= room
    speakers = [name for place in places for name in sentences[place].speakers]
    assert len(speakers) == len({*speakers})
