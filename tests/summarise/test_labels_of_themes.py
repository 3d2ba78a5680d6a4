from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import is_shared_word
from bot.domain.words import Words
from bot.summarise.candidates import Candidate, Talk, find_candidates, hear, stems_in
from bot.summarise.clauses import find_clauses
from bot.summarise.growing import grow_name
from bot.summarise.labels import Labeller
from bot.summarise.landscape import survey
from bot.summarise.phrases import phrases_in
from bot.summarise.tokens import rows_of_words

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
TRANSPORT = (
    "Better public transport would help our readers.",
    "Our readers have no public transport in the evening.",
    "We asked the city for public transport to the library.",
    "Without public transport nobody comes to the library.",
)
SCHOOL = (
    "Every school should have a school library.",
    "A school library needs somebody who runs it.",
    "Children read more with a school library.",
    "Our school library opens at seven.",
)
SPANISH = (
    "El transporte público debería ser gratuito.",
    "Queremos transporte público por la noche.",
    "Sin transporte público nadie llega a la biblioteca.",
    "El transporte público es caro.",
)
GERMAN = (
    "Der öffentliche Verkehr ist zu teuer.",
    "Mehr Busse und öffentliche Bahnen!",
    "Öffentliche Verkehrsmittel fehlen, vor allem öffentliche Busse.",
    "Ich fahre öffentlich, aber die Busse kommen nie.",
)


def said(reply_id: int, text: str, consent: Consent = Consent.QUOTE) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(reply_id),),
        guest=False,
        consent=consent,
        text=text,
        said_at=AT,
        prompt_number=1,
    )


def all_said(*texts: str) -> list[Words]:
    return [said(number, text) for number, text in enumerate(texts, 1)]


def heard_in(words: list[Words]) -> Talk:
    return hear(words, [stems_in(each.text) for each in words])


def names(words: list[Words], *groups: list[int]) -> list[tuple[str, ...]]:
    labeller = Labeller(words=words, land=survey([each.text for each in words]), groups=groups)
    return [labeller.name(number) for number in range(len(groups))]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("quality of life", ["quality", "quality of life", "life"]),
        ("the life, quality", ["life", "quality"]),
        ("life and all of the quality", ["life", "quality"]),
        ("life-quality", ["life", "life-quality", "quality"]),
        ("life 2 quality", ["life", "quality"]),
        ("l'quality", ["quality"]),
        ("life https://example.org/quality", ["life"]),
        ("", []),
    ],
)
def test_phrase_begins_and_ends_with_a_telling_word(text: str, phrases: list[str]) -> None:
    assert [each.text for each in phrases_in(text, {"life", "qualit"})] == phrases


def test_run_of_characters_is_a_phrase_where_no_spaces_stand() -> None:
    assert [each.text for each in phrases_in("我们的导师很好", {"导师"})] == ["导师"]


def test_row_of_words_ends_at_marks_and_links() -> None:
    text = "One two, three www.example.org four (five)"
    rows = [[text[start:end] for start, end in row] for row in rows_of_words(text)]
    assert rows == [["One", "two"], ["three"], ["four"], ["five"]]


def test_label_is_the_phrase_that_sets_a_theme_apart() -> None:
    words = all_said(*TRANSPORT, *SCHOOL)
    transport, school = names(words, [0, 1, 2, 3], [4, 5, 6, 7])
    assert transport[0] == "public transport"
    assert school[0] == "school library"


def test_label_is_of_the_language_of_most_replies() -> None:
    words = all_said(*SPANISH, *TRANSPORT[:2], *SCHOOL)
    label, _ = names(words, [0, 1, 2, 3, 4, 5], [6, 7, 8, 9])
    assert label[0] == "transporte público"
    assert "public transport" not in label


def test_german_label_is_no_adjective_alone() -> None:
    (label,) = names(all_said(*GERMAN, *SCHOOL), [0, 1, 2, 3])
    assert all(each[0].isupper() or " " in each for each in label)
    assert any("Busse" in each for each in label)


def test_label_is_a_word_of_a_script_without_spaces() -> None:
    words = all_said("导师对我帮助很大", "希望每个人都有导师", "我的导师教会我倾听", *SCHOOL)
    label, _ = names(words, [0, 1, 2], [3, 4, 5, 6])
    assert "导师" in label


def test_name_is_given_once() -> None:
    words = all_said(*TRANSPORT, *TRANSPORT)
    first, second = names(words, [0, 1, 2, 3], [4, 5, 6, 7])
    assert not {*first} & {*second}


def test_words_of_those_who_may_only_be_counted_are_in_no_label() -> None:
    hidden = [replace(each, consent=Consent.COUNT_ONLY) for each in all_said(*TRANSPORT)]
    words = [
        *hidden[:3],
        said(9, TRANSPORT[3]),
        *(replace(each, reply_id=ReplyId(each.reply_id + 20)) for each in all_said(*SCHOOL)),
    ]
    assert names(words, [0, 1, 2, 3]) == [()]


def test_words_that_only_judge_are_no_label() -> None:
    words = all_said("We should always do more.", "More should always be done.", "Always more, I think.", *SCHOOL)
    assert names(words, [0, 1, 2]) == [()]


def test_group_of_no_words_has_no_label() -> None:
    assert names(all_said("👍", "🎉", "42", *SCHOOL), [0, 1, 2]) == [()]
    assert find_candidates([], heard_in([]), heard_in([]), None) == []


def test_part_of_a_phrase_is_no_candidate() -> None:
    words = all_said(*TRANSPORT, *SCHOOL)
    found = {each.text for each in find_candidates(words[:4], heard_in(words[:4]), heard_in(words), "en")}
    assert "public transport" in found
    assert found.isdisjoint({"public", "transport"})


def test_what_makes_a_sentence_is_no_phrase() -> None:
    telling = {"celiba", "outdat"}
    assert {each.text for each in phrases_in("Celibacy is outdated", telling)} == {"Celibacy", "outdated"}


def test_phrase_of_one_person_is_no_candidate() -> None:
    words = all_said("A list of countries.", "My list was long.", "Two countries met.", *SCHOOL)
    found = {each.text for each in find_candidates(words[:3], heard_in(words[:3]), heard_in(words), "en")}
    assert found == {"list", "countries"}


def test_words_of_few_that_lie_far_from_their_theme_are_no_label() -> None:
    words = all_said(
        "We want to stay in touch and plan the next call on her birthday.",
        "We stay in touch and plan postcards between two schools.",
        "Could all of us meet once online?",
        "We will visit each other if somebody finds the money.",
        *SCHOOL,
    )
    assert "touch" not in names(words, [0, 1, 2, 3], [4, 5, 6, 7])[0]


def test_name_of_the_place_where_everybody_is_sets_no_theme_apart() -> None:
    places = [f"{text} Springfield needs that." for text in (*TRANSPORT, *SCHOOL)]
    alone = [f"Springfield {what}." for what in ("is fine", "is old", "could win", "lies far off")]
    town, transport, school = names(all_said(*alone, *places), [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11])
    assert town == ()
    assert (transport[0], school[0]) == ("public transport", "school library")


def test_name_that_one_theme_speaks_of_may_name_it() -> None:
    words = all_said("Springfield is fine.", "Springfield is old.", "Springfield could win.", *TRANSPORT, *SCHOOL)
    assert names(words, [0, 1, 2], [3, 4, 5, 6], [7, 8, 9, 10])[0] == ("Springfield",)


def test_label_speaks_for_those_whom_its_first_phrase_leaves_out() -> None:
    bicycles = (
        "A bicycle lane to the library is missing.",
        "Children need a safe bicycle lane.",
        "Where is the bicycle lane to the harbour?",
    )
    theirs, _ = names(all_said(*TRANSPORT, *bicycles, *SCHOOL), [*range(7)], [7, 8, 9, 10])
    assert theirs == ("public transport", "bicycle lane")


def test_what_many_others_say_names_no_theme() -> None:
    town = [text.replace(".", " in our small town.") for text in (*TRANSPORT, *SCHOOL)]
    assert all("town" not in phrase for label in names(all_said(*town), [0, 1, 2, 3], [4, 5, 6, 7]) for phrase in label)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["cats in New Zealand", "New Zealand is small", "all New Zealanders", "we in New Zealand"], "New Zealand"),
        (["The Zealand I know", "The Zealand of today"], "Zealand"),
        (["in Zealand", "our Zealand", "of New Zealand", "from Zealand"], "Zealand"),
    ],
    ids=["nearly all write it so", "only the first word of a sentence", "hardly anybody writes it so"],
)
def test_name_is_whole(texts: list[str], name: str) -> None:
    assert grow_name("Zealand", texts) == name


def test_word_without_a_capital_is_no_name() -> None:
    assert grow_name("lane", ["Bicycle lane", "a Bicycle lane"]) == "lane"


def test_further_phrase_of_a_handful_may_speak_for_one_person_more() -> None:
    texts = (
        "A school library needs teachers who read.",
        "Every school library is open to teachers.",
        "The school library is too small.",
        "Ask the teachers, they send the children to read.",
    )
    assert names(all_said(*texts, *TRANSPORT), [0, 1, 2, 3], [4, 5, 6, 7])[0] == ("school library", "teachers")


def clauses_of(words: list[Words], around: str, may_show: Callable[[str], bool] = lambda _: True) -> list[str]:
    found = Candidate(text=around, stems=stems_in(around), people=frozenset(), weight=1.0)
    here = heard_in(words)
    return [each.text for each in find_clauses(found, words, here, Talk(speakers=here.speakers, people=100), may_show)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The librarian needs a mentor.", ["librarian needs a mentor"]),
        ("A mentor, I hope, for the library.", []),
        ("A mentor because libraries are lonely.", []),
        ("A mentor is what it says of libraries.", []),
        ("We want no mentor for the library.", []),
        ("Every mentor should be a librarian.", []),
        ("The mentor needs no library.", []),
        ("A mentor for mentors.", []),
        ("Every public library mentor retires.", ["public library mentor retires"]),
        ("导师对我帮助很大", []),
        ("", []),
    ],
)
def test_clause_says_more_than_a_word_and_stands_between_words_that_only_join(text: str, clauses: list[str]) -> None:
    assert clauses_of(all_said(text, f"{text} Yes."), "mentor") == clauses
    assert clauses_of(all_said(text, text), "mentor") == []


def test_clause_is_of_a_reply_that_may_be_quoted() -> None:
    text = "The librarian needs a mentor."
    assert clauses_of([said(n, text * n, Consent.COUNT_ONLY) for n in (1, 2)], "mentor") == []


def test_clause_is_of_words_that_may_be_shown() -> None:
    words = all_said("The librarian needs a mentor.", "A librarian needs a mentor.")
    assert clauses_of(words, "mentor", lambda text: "needs" not in text) == []


def test_words_of_one_person_are_in_no_label() -> None:
    words = all_said(*(f"A mentor for {who}." for who in ("Ada", "Bob", "Cleo", "Dan")), *SCHOOL)
    members = words[:4]
    label, _ = names(words, [0, 1, 2, 3], [4, 5, 6, 7])
    assert label
    assert all(is_shared_word(phrase, members) for phrase in label)


def test_clause_names_a_theme_where_a_word_alone_says_less() -> None:
    texts = (
        "The children need help with homework.",
        "Homework is hard, so children need help with homework.",
        "Who helps with homework?",
        "Homework takes too long.",
    )
    label, _ = names(all_said(*texts, *SCHOOL), [0, 1, 2, 3], [4, 5, 6, 7])
    assert "need help with homework" in label[0]
