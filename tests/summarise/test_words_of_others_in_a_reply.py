"""What stands in a reply and is not its writer's language: repeated lines, code, links, emoji of a server, mentions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarise.atoms import atoms_in
from bot.summarise.spans import quotable_spans
from bot.summarise.tokens import words_in

OWN = "Our mentors meet on Mondays."


def quotes_of(text):
    return [text[start:end] for start, end in quotable_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"> We have no money at all.\n{OWN}",
        f"{OWN}\n> We have no money at all.",
        f"> We have no money.\n> None at all.\n\n{OWN}",
        f"{OWN}\n>>> We have no money.\nNone at all.\nNot a cent.",
        f"{OWN}\n>We have no money at all.",
        f"{OWN}\n  > We have no money at all.",
        f"{OWN}\n```\nprint('we have no money')\n```",
        f"{OWN}\n``we have `no` money`` <:no_money:123456789012345678>",
    ],
)
def test_words_that_are_repeated_or_code_are_neither_quoted_nor_read(text):
    assert quotes_of(text) == [OWN]
    assert list(words_in(text)) == list(words_in(OWN))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/one https://example.org/two",
        "<https://example.org/a/long/way>",
        "> Only what somebody else said.",
        "<:party:123456789012345678> <a:dance:123456789012345678>",
        "<@123456789012345678> thank you so much",
        "Look at `rm -rf` please",
        "[a name that lies](https://example.org)",
        ">>> All of this\nis somebody else's",
    ],
)
def test_replies_without_words_of_their_own_give_no_quote(text):
    assert quotes_of(text) == []


def test_number_that_is_compared_within_a_line_is_no_repeated_line():
    text = "Groups of size > 5 do not work for us."
    assert quotes_of(text) == [text]


PARTS = st.sampled_from(
    [
        "> their words here",
        ">>> their words here",
        OWN,
        "<@123>",
        "<:a:1>",
        "```",
        "`x y`",
        "\n",
        " ",
        "https://a.bc/d e",
    ]
)


@given(st.lists(PARTS, max_size=12).map("\n".join) | st.text(alphabet="> `\n<@:1a.b", max_size=60))
def test_no_quote_holds_what_is_not_its_writers(text):
    for quote in quotes_of(text):
        assert quote in text
        assert not quote.lstrip().startswith(">")
        assert "their words" not in quote
        assert "<@123>" not in quote
        assert "<:a:1>" not in quote
    assert all(one[1] <= other[0] for one, other in pairwise(atoms_in(text)))
