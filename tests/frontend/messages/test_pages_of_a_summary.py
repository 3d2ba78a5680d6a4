"""A summary in the channel and on its private pages: everything can be read, nothing is cut, and it always fits."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Crossing, Row
from bot.domain.ids import ReplyId, RoundId, SummaryId
from bot.domain.kind import Kind
from bot.domain.notices import SummaryPost
from bot.domain.summary import LONGEST_QUOTE, Quote, Summary, Theme
from bot.domain.summary_kinds import KindCount
from bot.domain.wording import Sentence, Translation, Wording
from bot.domain.words import Figures
from bot.frontend.messages import Message, make_arguments, render
from bot.frontend.messages.layout import COMPONENT_LIMIT, TEXT_LIMIT
from bot.frontend.messages.markup import block_quote
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summary_pages import write_summary_page
from bot.texts.catalogue import Texts
from tests.frontend.messages.test_any_text_fits_a_message import text

GOLDEN = Path(__file__).parents[2] / "golden" / "summary-pages.txt"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPEECH = Texts.load().for_locale("en-GB")
PEN = Pen(speech=SPEECH, token=None, now=NOW)
FIGURES = Figures(
    people=14, replies=12, pair_replies=3, guest_people=1, guest_replies=1, late_replies=0, count_only=2, quote=6,
    quote_with_name=4,
)  # fmt: skip
REGIONS = {"asia": "Asia-Oceania", "europe": "Europe"}


def quote(number: int, words: str, *credit: str) -> Quote:
    return Quote(reply_id=ReplyId(number), text=words, start=0, end=len(words), number=number, credit=credit)


def theme(number: int, label: str, *quotes: Quote, people: int = 5, agreed: int = 0) -> Theme:
    count = KindCount(kind=tuple(Kind)[number % 5], people=3, replies=3, proposed=number % 2)
    return Theme(
        number=number, words=(label,), reply_ids=(ReplyId(number),), people=people, quotes=quotes, kinds=(count,),
        agreed=agreed,
    )  # fmt: skip


def summary(*themes: Theme, **more: object) -> Summary:
    made = Summary(
        round_name="2026A", prompt_number=3, title="A day in your library", made_at=NOW,
        reply_ids=tuple(map(ReplyId, range(1, 13))), figures=FIGURES, themes=themes,
    )  # fmt: skip
    return replace(made, **more)


def post(of: Summary, *, draft: bool = False) -> SummaryPost:
    return SummaryPost(
        summary_id=SummaryId(5), round_id=RoundId(7), title=of.title, summary=of, draft=draft, names={"region": REGIONS}
    )


def crossing(
    field: str, columns: tuple[str, ...], *rows: tuple[int | None, ...], few: tuple[str, ...] = ()
) -> Crossing:
    numbered = tuple(Row(theme=number, cells=cells) for number, cells in enumerate(rows, 1))
    return Crossing(field=field, columns=columns, few=few, rows=numbered)


def whole() -> Summary:
    return summary(
        theme(
            1, "mentoring", quote(1, "Mentoring helps.", "Ana"), quote(2, "She asked me *daily*."), people=9, agreed=2
        ),
        theme(2, "budget", quote(3, "No money, no courses.")),
        crossings=(
            crossing("region", ("asia", "europe"), (5, 4), (None, 3), few=("oceania",)),
            crossing("career_stage", ("new", "leading"), (3, 6), (None, None)),
        ),
        sentences=("We talk about it in May.",),
    )


def in_channel(of: Summary) -> Message:
    return render(post(of), SPEECH, token="t" * 25, now=NOW)


def pages_of(of: Summary, *, draft: bool = False) -> list[Message]:
    """All pages, turned as a reader turns them."""
    pages = [write_summary_page(post(of, draft=draft), 0, PEN)]
    while (forward := items_of(pages[-1])[1])["disabled"] is False:
        number = int(forward["custom_id"].rpartition(":")[2])
        assert number == len(pages)
        pages.append(write_summary_page(post(of, draft=draft), number, PEN))
    return pages


def items_of(message: Message) -> list[dict]:
    assert message.layout is not None
    return [item.to_component_dict() for row in message.layout.rows for item in row]


def text_of(message: Message) -> str:
    assert message.layout is not None
    return "\n".join(each for each in message.layout.blocks if isinstance(each, str))


def fits(message: Message) -> bool:
    assert message.layout is not None
    blocks, rows = message.layout.blocks, message.layout.rows
    ids = [each["custom_id"] for each in items_of(message)]
    return (
        all(each.strip() for each in blocks if isinstance(each, str))
        and len(text_of(message)) <= TEXT_LIMIT
        and 1 + len(blocks) + sum(1 + len(row) for row in rows) <= COMPONENT_LIMIT
        and len(set(ids)) == len(ids)
    )


def test_pages_read_as_it_was_agreed():
    shown = "\n\n==========\n".join(text_of(each) for each in pages_of(whole())) + "\n"
    if os.environ.get("ROUNDTABLE_GOLDEN") == "write":
        GOLDEN.write_text(shown, "utf-8")
    assert shown == GOLDEN.read_text("utf-8")


def test_pages_are_turned_by_buttons_and_by_the_name_of_a_part():
    first, second = pages_of(whole())[:2]
    assert [(each["label"], each["disabled"], each["custom_id"]) for each in items_of(first)[:2]] == [
        ("Back", True, "summary_page:5:7"),
        ("Next", False, "summary_page:5:1"),
    ]
    assert [each["custom_id"] for each in items_of(second)[:2]] == ["summary_page:5:0", "summary_page:5:2"]
    options = items_of(second)[2]["options"]
    assert [each["label"] for each in options] == [
        "1. mentoring",
        "2. budget",
        "Lists",
        "People in each theme, by region",
        "People in each theme, by career stage",
        "How this was made",
    ]
    assert [each["value"] for each in options if each["default"]] == ["1"]


def test_page_beyond_the_last_one_is_the_last():
    pages = pages_of(whole())
    assert text_of(write_summary_page(post(whole()), 10**18, PEN)) == text_of(pages[-1])


def test_figures_alone_have_a_page_too():
    few = summary(figures=replace(FIGURES, people=1, replies=1))
    assert "How this was made" in text_of(pages_of(few)[0])
    assert fits(pages_of(few)[0])


def test_words_of_a_model_stand_as_its_own_and_only_in_their_language():
    wording = Wording(
        model="m-1", language="en", sentences=(Sentence(text="Mentoring *leads*.", themes=(1,)),),
        translations=(Translation(quote=1, text="It helps to be mentored."),),
    )  # fmt: skip
    worded = replace(whole(), wording=wording)
    shown = text_of(in_channel(worded))
    assert "Mentoring \\*leads\\*." in shown
    assert "Worded by the language model m-1." in shown
    assert "Most often said" not in shown
    assert "> Mentoring helps.\n> — Ana\n-# Translated by the language model m-1:\n> It helps to be mentored." in shown
    elsewhere = text_of(in_channel(replace(worded, wording=replace(wording, language="fr"))))
    assert "m-1" not in elsewhere
    assert "Most often said: **mentoring** (9 people)." in elsewhere


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((9, 5, 4), "Most often said: **t1** (9 people)."),
        ((9, 9, 4), "Most often said: **t1** and **t2** (9 people each)."),
        ((4, 4, 4), "3 themes stand equal, with 4 people each."),
    ],
)
def test_theme_of_most_people_is_named_and_none_where_several_are_alike(people: tuple[int, ...], said: str):
    themes = (theme(number, f"t{number}", people=count) for number, count in enumerate(people, 1))
    assert said in text_of(in_channel(summary(*themes)))


def test_summary_without_themes_says_why():
    assert "No theme was found that three people share." in text_of(in_channel(summary()))
    few = summary(figures=replace(FIGURES, replies=5), quotes=(quote(1, "Tea."),))
    assert "There are fewer than 8 replies, so there are no themes." in text_of(in_channel(few))
    assert "> Tea." in text_of(in_channel(few))


def test_long_sentence_of_a_moderator_stands_whole_on_the_pages_alone():
    long = replace(whole(), sentences=("long " * 300,))
    assert "From the moderators" not in text_of(in_channel(long))
    assert block_quote("long " * 300) in text_of(pages_of(long)[0])


def test_one_region_alone_is_no_chart():
    one = replace(whole(), crossings=(crossing("region", ("asia",), (5,), (3,)),))
    assert [each.file_name for each in in_channel(one).drawings] == ["themes.png"]


async def test_layout_becomes_what_discord_takes():
    view = make_arguments(in_channel(whole()))["view"]
    container, agree, row = view.to_components()
    assert [each["type"] for each in container["components"]] == [10, 10, 12, 12, 14, 10, 10, 14, 10, 10]
    assert container["components"][2]["items"][0]["media"] == {"url": "attachment://themes.png"}
    assert [each["custom_id"].partition("~")[0] for each in agree["components"]] == ["assent:5"]
    assert [each["custom_id"].partition("~")[0] for each in row["components"]] == [
        "summary_read:5",
        "consent:7",
        "about",
    ]
    assert view.is_finished()


async def test_summary_without_pictures_has_no_gallery():
    bare = in_channel(whole()).without_pictures()
    container, *_ = make_arguments(bare)["view"].to_components()
    assert 12 not in [each["type"] for each in container["components"]]
    assert bare.drawings == ()


LABELS = st.lists(st.lists(text(LONGEST_QUOTE), max_size=3), max_size=14)


@given(LABELS, text(200), st.lists(text(400), max_size=4), st.lists(text(100), min_size=1, max_size=30))
def test_any_summary_fits_and_all_of_it_can_be_read(
    quotes: list[list[str]], label: str, sentences: list[str], columns: list[str]
):
    themes = [
        theme(place, label, *(quote(10 * place + rank, words, label) for rank, words in enumerate(each)))
        for place, each in enumerate(quotes, 1)
    ]
    rows = [tuple(3 + place if place % 2 else None for place in range(len(columns))) for _ in themes]
    of = summary(
        *themes,
        title=label,
        sentences=tuple(sentences),
        crossings=(crossing("region", tuple(columns), *rows, few=tuple(columns)), crossing("x", tuple(columns), *rows)),
    )
    assert fits(in_channel(of))
    assert fits(in_channel(replace(of, themes=(), quotes=themes[0].quotes if themes else ())))
    pages = pages_of(of, draft=True)
    assert all(map(fits, pages))
    everything = "\n".join(map(text_of, pages))
    assert all(block_quote(words) in everything for each in quotes for words in each)
    told = f"{everything}\n{text_of(in_channel(of))}"
    assert all(block_quote(words) in told for words in sentences)


def test_quote_that_was_withdrawn_is_told_in_its_place():
    assert "A quote stood here. It was withdrawn." in text_of(in_channel(summary(withdrawn=1)))
    gone = replace(theme(1, "time"), withdrawn=2)
    assert "2 quotes stood here. They were withdrawn." in text_of(in_channel(summary(gone)))
