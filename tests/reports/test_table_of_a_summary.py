import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.ids import MemberId, ReplyId
from bot.domain.partner_figures import count_partners
from bot.domain.standing import Position, Standing
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.words import Figures
from bot.reports.sheet import summary_csv

FIGURES = Figures(
    people=4,
    replies=5,
    pair_replies=1,
    guest_people=1,
    guest_replies=2,
    late_replies=0,
    count_only=1,
    quote=3,
    quote_with_name=1,
)


def quote(number: int, text: str, *credit: str, link: str | None = None) -> Quote:
    return Quote(reply_id=ReplyId(number), text=text, start=0, end=len(text), number=number, credit=credit, link=link)


def summary(*quotes: Quote, prompt_number: int | None = 1) -> Summary:
    ids = tuple(map(ReplyId, range(1, 6)))
    return Summary(
        round_name="2026A",
        prompt_number=prompt_number,
        title="Leading",
        made_at=datetime(2026, 5, 3, tzinfo=UTC),
        reply_ids=ids,
        figures=FIGURES,
        themes=(Theme(number=1, words=("time", "money"), reply_ids=ids[:3], people=3, quotes=quotes),),
        quotes=(),
    )


def rows_of(*summaries: Summary) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(summary_csv(summaries).removeprefix("\ufeff"), newline="")))


def test_table_has_every_figure_theme_and_quote() -> None:
    rows = rows_of(summary(quote(1, 'Time, "time"!', "Ana", "Björn", link="https://e.org"), quote(2, "Money.")))
    assert [row["row"] for row in rows] == ["figure"] * 9 + ["theme", "quote", "quote", "no_theme"]
    assert {row["name"]: row["people"] or row["replies"] for row in rows[:9]} == {
        name: str(getattr(FIGURES, name)) for name in FIGURES.__slots__
    }
    theme, named, nameless, rest = rows[9:]
    assert (theme["name"], theme["people"], theme["replies"]) == ("time, money", "3", "3")
    assert (named["quote"], named["credit"], named["link"]) == ('Time, "time"!', "Ana; Björn", "https://e.org")
    assert (nameless["quote_number"], nameless["credit"], nameless["link"]) == ("2", "", "")
    assert rest["replies"] == "2"


def test_table_of_a_round_has_who_met() -> None:
    partners = count_partners([Position(member_id=MemberId(number), standing=Standing.MET) for number in (1, 2, 2)])
    rows = rows_of(replace(summary(prompt_number=None), partners=partners))
    counted = {row["name"]: row["people"] for row in rows if row["row"] == "partners"}
    assert counted == {name: str(getattr(partners, name)) for name in partners.__slots__}
    assert (counted["people"], counted["met"], counted["waiting"]) == ("2", "2", "0")


def test_table_of_a_round_has_its_prompts_one_after_the_other() -> None:
    rows = rows_of(summary(prompt_number=None), summary(prompt_number=1), summary(prompt_number=2))
    assert list(dict.fromkeys(row["prompt"] for row in rows)) == ["", "1", "2"]


def test_table_has_quotes_that_stand_without_themes() -> None:
    plain = summary()
    alone = Summary(
        round_name="2026A",
        prompt_number=None,
        title="Leading",
        made_at=plain.made_at,
        reply_ids=plain.reply_ids,
        figures=FIGURES,
        quotes=(quote(1, "Time."),),
    )
    assert [(row["name"], row["quote"]) for row in rows_of(alone) if row["row"] == "quote"] == [("", "Time.")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx"])
def test_text_like_a_formula_is_made_harmless(text: str) -> None:
    rows = rows_of(summary(quote(1, text, text)))
    assert [(row["quote"], row["credit"]) for row in rows if row["row"] == "quote"] == [(f"'{text}", f"'{text}")]


def test_table_of_nothing_is_its_header() -> None:
    assert summary_csv([]).strip() == "\ufeffround,prompt,title,row,name,people,replies,quote_number,quote,credit,link"
