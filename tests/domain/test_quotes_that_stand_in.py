"""Where a quote goes another stands, of those that moderators saw; a reply that comes back has its place again."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Crossing, Row
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import Quote, Summary, Theme, all_quotes, quotes_in_reserve
from bot.domain.summary_body import from_json, to_json
from bot.domain.summary_check import check_summary
from bot.domain.summary_quotes import bring_back, hide_quotes_of, remember_away, with_substitutes
from bot.domain.summary_repair import bring_up_to_date, without_quotes
from bot.domain.words import Words, figures_of, people_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
TEXT = "Mentoring needs time."


def said(number: int, author: int) -> Words:
    return Words(
        reply_id=ReplyId(number),
        authors=(MemberId(author),),
        guest=False,
        consent=Consent.QUOTE_WITH_NAME if number % 2 else Consent.QUOTE,
        text=TEXT,
        said_at=AT,
        prompt_number=1,
        author_names=(f"P{author}",) if number % 2 else (),
        link=f"https://discord.com/{number}" if number % 2 else None,
    )


# The seventh reply is by who wrote the first.
WORDS = {ReplyId(number): said(number, 10 + (number - 1) % 6) for number in range(1, 13)}


def quote(number: int) -> Quote:
    words = WORDS[ReplyId(number)]
    return Quote(
        reply_id=words.reply_id,
        text=TEXT[:9],
        start=0,
        end=9,
        number=number,
        credit=words.author_names,
        link=words.link,
    )


def theme(number: int, ids: range, quoted: tuple[int, ...], reserved: tuple[int, ...]) -> Theme:
    return Theme(
        number=number,
        words=("time",),
        reply_ids=tuple(map(ReplyId, ids)),
        people=len(people_of(WORDS[ReplyId(each)] for each in ids)),
        quotes=tuple(map(quote, quoted)),
        reserve=tuple(map(quote, reserved)),
    )


def summary_of(*themes: Theme, alone: bool = False) -> Summary:
    return Summary(
        round_name="2026A",
        prompt_number=1,
        title="Leaders",
        made_at=AT,
        reply_ids=tuple(WORDS),
        figures=figures_of(WORDS.values()),
        themes=themes,
        quotes=tuple(map(quote, (1, 2, 3))) if alone else (),
        reserve=tuple(map(quote, (4, 7, 9))) if alone else (),
        crossings=(
            Crossing(
                field="region",
                columns=("n",),
                few=(),
                rows=tuple(Row(theme=each.number, cells=(4,)) for each in themes),
            ),
        )
        if themes
        else (),
    )


PUBLIC = summary_of(theme(1, range(1, 8), (1, 2, 3), (4, 5, 7)), theme(2, range(8, 13), (8, 9, 10), (11, 12)))
ALONE = summary_of(alone=True)


def renewed(before: Summary, standing: dict[ReplyId, Words]) -> Summary:
    known = bring_back(before, standing)
    return remember_away(known, bring_up_to_date(known, standing.values()))


def without(*numbers: int) -> dict[ReplyId, Words]:
    return {reply_id: words for reply_id, words in WORDS.items() if reply_id not in numbers}


def quoted(summary: Summary) -> list[int]:
    return [each.reply_id for each in all_quotes(summary)]


def test_next_in_reserve_stands_where_a_quote_goes() -> None:
    assert quoted(renewed(PUBLIC, without(2)))[:3] == [1, 3, 4]
    assert quoted(renewed(PUBLIC, without(2, 4)))[:3] == [1, 3, 5]
    assert quoted(renewed(ALONE, without(2))) == [1, 3, 4]


def test_nobody_is_quoted_twice_for_want_of_others() -> None:
    left = renewed(PUBLIC, without(2, 4, 5))
    assert quoted(left)[:2] == [1, 3]
    assert [each.reply_id for each in left.themes[0].reserve] == [7]
    # Who has no other quote there any more may have one again.
    assert quoted(renewed(PUBLIC, without(1, 4, 5)))[:3] == [2, 3, 7]


def test_quote_that_comes_back_stands_where_there_is_room() -> None:
    away = renewed(PUBLIC, without(2, 4, 5))
    assert [(each.reply_id, each.theme, bool(each.quote)) for each in away.away] == [
        (2, 1, True),
        (4, 1, False),
        (5, 1, False),
    ]
    back = renewed(away, WORDS)
    assert (quoted(back)[:3], back.away, back.reply_ids) == ([1, 3, 2], (), PUBLIC.reply_ids)
    assert all_quotes(back)[2] == quote(2)
    assert back.themes[0].people == 6


def test_other_words_do_not_stand_for_those_that_were_quoted() -> None:
    away = renewed(PUBLIC, without(2))
    other = WORDS | {ReplyId(2): replace(WORDS[ReplyId(2)], text="Another thing, time.")}
    back = renewed(away, other)
    assert 2 not in [*quoted(back), *(each.reply_id for each in quotes_in_reserve(back))]
    narrowed = WORDS | {ReplyId(2): replace(WORDS[ReplyId(2)], consent=Consent.COUNT_ONLY)}
    assert 2 not in quoted(renewed(away, narrowed))


def test_reply_whose_theme_is_gone_comes_back_in_none() -> None:
    gone = renewed(PUBLIC, without(8, 9, 10))
    assert [each.number for each in gone.themes] == [1]
    back = renewed(gone, WORDS)
    assert (back.other_ids, check_summary(back, WORDS.values())) == (tuple(map(ReplyId, range(8, 13))), [])


def test_nothing_of_what_was_said_is_kept_of_a_reply_that_is_away() -> None:
    (away,) = renewed(PUBLIC, without(1)).away
    assert away.quote is not None
    assert (away.quote.text, away.quote.credit, away.quote.link) == ("", (), None)
    assert without_quotes(renewed(PUBLIC, without(1))).away[0].quote is None


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("away"), st.sets(st.integers(1, 12), max_size=8)),
        st.tuples(st.just("hide"), st.sets(st.integers(1, 12), max_size=2)),
    ),
    max_size=6,
)


@given(st.sampled_from([PUBLIC, ALONE]), CHANGES)
def test_whoever_leaves_and_comes_back_no_quote_stands_that_may_not(
    summary: Summary, changes: list[tuple[str, set[int]]]
) -> None:
    hidden, standing = set[int](), WORDS
    ever_shown = {row.theme for crossing in summary.crossings for row in crossing.rows}
    for kind, numbers in changes:
        if kind == "away":
            standing = without(*numbers)
            summary = renewed(summary, standing)
        else:
            hidden |= numbers
            for each in sorted(numbers):
                summary = with_substitutes(hide_quotes_of(summary, ReplyId(each)), standing)
        assert check_summary(summary, standing.values()) == []
        assert renewed(summary, standing) == summary
        assert from_json(to_json(summary)) == summary
        assert hidden.isdisjoint(each.reply_id for each in (*all_quotes(summary), *quotes_in_reserve(summary)))
        for theme in summary.themes:
            speakers = [author for each in theme.quotes for author in WORDS[each.reply_id].authors]
            assert len(speakers) == len({*speakers})
        shown = {row.theme for crossing in summary.crossings for row in crossing.rows if row.cells != (None,)}
        assert shown <= ever_shown
        ever_shown = shown
