import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.harmless import calm
from bot.frontend.messages.markup import (
    block_quote,
    list_some,
    mention,
    one_line,
    part_words,
    show_name,
    show_words,
    tame_words,
    trim,
)
from bot.texts.catalogue import Texts

AWKWARD = st.text(alphabet=st.sampled_from("ab \n\\`*_~|<>[]()#@:/-+1.é漢\u202e\u200d") | st.characters(), max_size=80)


def unescape(text: str) -> str:
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def live(text: str) -> str:
    """What Discord would still make something of: the text with an x for each escaped character."""
    return re.sub(r"\\.", "x", text, flags=re.DOTALL)


@given(AWKWARD)
def test_words_are_shown_character_by_character_and_nothing_is_made_of_them(words: str) -> None:
    shown = show_words(words)
    assert unescape(shown) == calm(words)
    assert not re.search(r"[`*_~|<\[\]@]|://", live(shown))
    assert not re.search(r"^\s*([-+#>]|\d+\.)", live(shown), re.MULTILINE)


@given(AWKWARD)
def test_name_is_one_short_line(name: str) -> None:
    shown = show_name(name, 20)
    assert len(unescape(shown)) <= 20
    assert "\n" not in shown
    assert "\u202e" not in shown


@given(AWKWARD, st.integers(1, 40))
def test_trimmed_text_fits_and_is_the_beginning(text: str, limit: int) -> None:
    shown = trim(text, limit)
    assert len(shown) <= limit
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@given(AWKWARD)
def test_every_line_of_a_quote_is_quoted_and_none_is_lost(words: str) -> None:
    lines = block_quote(words).split("\n") if words.strip() else []
    assert all(line.startswith("> ") for line in lines)
    assert [unescape(line[2:]) for line in lines] == [calm(line) for line in words.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("a short one", 11, "a short one"), ("a longer one here", 12, "a longer…"), ("unbroken", 5, "unbr…")],
)
def test_trim_ends_at_the_border_of_a_word(text: str, limit: int, shown: str) -> None:
    assert trim(text, limit) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("[bank](https://evil.example)", "[bank]\\(https://evil.example)"),
        ("[bank\\](https://evil.example)", "[bank\\]\\(https://evil.example)"),
        ("[bank]( <HTTP://evil.example>)", "[bank]\\( <HTTP://evil.example>)"),
        ("[ba\u202enk]\u2066(https://evil.example)", "[bank]\\(https://evil.example)"),
        ("join discord.gg/evil now", "join discord.gg\\/evil now"),
        ("https://Discord.com/invite/evil", "https://Discord.com/invite\\/evil"),
        ("**Bold**, [1] (see below), https://ifla.org", "**Bold**, [1] (see below), https://ifla.org"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 4),
        ("Việt, שָׁלוֹם, ที่นี้, 👩‍👩‍👧", "Việt, שָׁלוֹם, ที่นี้, 👩‍👩‍👧"),
    ],
)
def test_words_with_their_mark_up_hide_no_address_and_invite_nobody(words: str, shown: str) -> None:
    assert tame_words(words) == shown


@given(st.text("ab\n ", max_size=200), st.integers(1, 30))
def test_parted_words_are_whole_and_fit(words: str, limit: int) -> None:
    parts = part_words(words, limit)
    assert "".join(parts) == words
    assert all(len(part) <= limit for part in parts)


@given(st.lists(st.sampled_from(["](http:", "dsc.gg/", "a", " "])).map("".join))
def test_harmless_words_are_longer_by_a_seventh_at_most(words: str) -> None:
    assert len(tame_words(words)) <= len(words) * 8 / 7


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("# Big", "\\# Big"),
        ("<@123> & <#4>", "\\<\\@123> & \\<#4>"),
        ("@everyone", "\\@everyone"),
        ("see https://evil.example", "see https\\://evil.example"),
        ("[x](https://evil.example)", "\\[x\\](https\\://evil.example)"),
        ("1. one", "1\\. one"),
        ("discord.gg/evil", "discord.gg\\/evil"),
        ("Z" + "\u0489" * 31, "Z" + "\u0489" * 4),
        ("\u200b \u202e", "…"),
        ("", ""),
        ("Zoë (she/her)", "Zoë (she/her)"),
        ("a\u202eb\u0000c\u2028d", "ab c d"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_name_is_harmless(name: str, shown: str) -> None:
    assert show_name(name) == shown


def test_long_list_says_how_many_more() -> None:
    speech = Texts.load().for_locale("en")
    assert list_some(speech, ["a", "b"], 2) == "a · b"
    assert list_some(speech, ["a", "b", "c"], 2) == "a · b · one more"
    assert list_some(speech, ["a", "b", "c", "d"], 2) == "a · b · 2 more"


def test_mention_names_all() -> None:
    assert mention([1, 2]) == "<@1> <@2>"


def test_one_line_has_no_breaks() -> None:
    assert one_line(" a\r\n\tb  c ") == "a b c"
