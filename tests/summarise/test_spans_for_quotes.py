import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.summary import LONGEST_QUOTE
from bot.summarise.atoms import atoms_in
from bot.summarise.borders import is_border
from bot.summarise.spans import quotable_spans, sentences_in

CHARACTERS = (
    *"ab .!?\n,;-@<>:`[]()/#*",
    "e\u0301",
    "\r\n",
    "👩🏽‍🚒",
    "👍🏿",
    "🇫🇷",
    "1️⃣",
    "❤️",
    "각",
    "\u1100\u1161\u11a8",
    "क्षि",
    "กำ",
    "图",
    "書",
    "。",
    "،",
    "نعم",
    "🏴\U000e0067\U000e0062\U000e007f",
    "\u0600\u0661",
    " https://e.org/x.y?z!a ",
    "word ",
    "Sentence ends. ",
)
"""What readers see as one character (or take as one thing), to be put together in any order."""

texts = st.lists(st.sampled_from(CHARACTERS), max_size=400).map("".join)
any_text = st.text(max_size=500) | texts


def quotable(text: str) -> list[str]:
    return [text[start:end] for start, end in quotable_spans(text)]


def test_short_reply_in_one_line_is_quoted_whole() -> None:
    assert quotable("  Mentoring helps. It takes time! ") == ["Mentoring helps. It takes time!"]


def test_long_reply_is_quoted_by_sentence() -> None:
    text = f"Mentoring helps (a lot). {'It takes time and patience. ' * 10}Do we agree?"
    assert quotable(text)[0] == "Mentoring helps (a lot)."
    assert quotable(text)[-1] == "Do we agree?"


def test_lines_are_never_joined_and_bullets_fall_away() -> None:
    text = "Needs:\n- time for mentoring\n* money for travel\r\n3. people who listen\n> quoted words"
    assert quotable(text) == ["time for mentoring", "money for travel", "people who listen"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We asked Dr. Ndlovu about it.",
        "Use tools, e.g. a calendar.",
        "It costs 3.5 million.",
        "Is it J. R. Smith?",
        "See https://e.org/a.b?c=d for more.",
        "Yes... maybe not.",
    ],
)
def test_point_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert [sentence[a:b] for a, b in sentences_in(sentence) if a < b] == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("导师很重要。我们需要培训！你呢？", 3),
        ("هل نحتاج إلى وقت؟ نعم نحتاج.", 2),
        ("हमें समय चाहिए। हाँ।", 2),
        ("One. Two! Three?", 3),
        ("He said “yes.” Then he left.", 2),
    ],
)
def test_sentences_end_as_their_script_ends_them(text: str, count: int) -> None:
    assert len([1 for a, b in sentences_in(text) if text[a:b].strip()]) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "👍🏽👍🏽👍🏽",
        "Yes!",
        "https://example.org/only",
        "Thanks <@123> for all of this",
        "Look @everyone it works",
        "[click me now](javascript:alert(1)) please do",
        "javascript:alert(1) is bad here",
        "run `rm -rf` right now",
        "broken \ud83d text here",
        "bell \x07 rings here",
        "x" * 4000,
        f"see {'https://example.org/' + 'a' * 400} there",
    ],
)
def test_text_that_may_not_stand_has_no_quote(text: str) -> None:
    assert quotable(text) == []


def test_sentences_beside_a_mention_may_stand() -> None:
    assert quotable("Thanks <@123> for all. Mentoring helps us. " + "`code` " * 40) == ["Mentoring helps us."]


def test_bullet_that_a_mark_stands_on_stays() -> None:
    assert quotable("- \u0301one two") == ["- \u0301one two"]


def test_long_sentence_is_cut_after_a_clause_or_a_word() -> None:
    clause = "we wrote about leading in hard times, " * 20
    assert quotable(clause)[0].endswith("times,")
    assert quotable("word " * 800)[0].endswith("word")


def test_long_text_without_spaces_is_cut_between_characters() -> None:
    found = quotable("我们需要更多的培训和指导" * 300)
    assert [len(each) for each in found] == [LONGEST_QUOTE]


@given(any_text)
@example("a" * 301)
@example("a\u0301 " * 200)
@example("🇫🇷" * 150 + " two words")
def test_spans_of_any_text_may_stand(text: str) -> None:
    last = 0
    for start, end in quotable_spans(text):
        assert last <= start < end <= start + LONGEST_QUOTE
        assert is_border(text, start)
        assert is_border(text, end)
        assert len(text[start:end].splitlines()) == 1
        assert not any(a < start < b or a < end < b for a, b in atoms_in(text))
        text[start:end].encode()
        last = end


@given(st.lists(st.sampled_from(CHARACTERS), max_size=120))
def test_no_border_lies_inside_a_character(parts: list[str]) -> None:
    text = "".join(parts)
    edges = {len("".join(parts[:count])) for count in range(len(parts) + 1)}
    words = {" https://e.org/x.y?z!a ", "word ", "Sentence ends. ", "نعم"}
    place = 0
    for part in parts:
        inside = range(place + 1, place + len(part))
        if part not in words:
            assert not any(is_border(text, each) for each in inside)
        place += len(part)
    assert is_border(text, 0)
    assert is_border(text, max(edges))


@pytest.mark.parametrize(("text", "place"), [("ab", 1), ("图书", 1), ("가나", 1), ("a🇫🇷", 1), ("é!", 1), ("\ra", 1)])
def test_border_lies_between_characters(text: str, place: int) -> None:
    assert is_border(text, place)


@given(any_text)
def test_sentences_are_the_text_but_for_the_ends_of_lines(text: str) -> None:
    spans = list(sentences_in(text))
    rest = list(text)
    for start, end in reversed(spans):
        del rest[start:end]
    assert all(each.isspace() for each in rest)
    assert spans == sorted(spans)
