from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.cells import cross
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Summary, Theme
from bot.domain.summary_body import from_json, to_json
from bot.domain.summary_check import FaultKind, check_summary
from bot.domain.summary_kinds import KindCount, KindOf, Origin, count_kinds, renew_kinds
from bot.domain.summary_repair import bring_up_to_date
from bot.domain.words import Words, figures_of, people_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
IDS = tuple(map(ReplyId, range(1, 9)))


def said(reply_id: int, author: int, kind: Kind | None = None) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(author),),
        guest=False,
        consent=Consent.QUOTE,
        text="We want more time.",
        said_at=AT,
        prompt_number=1,
        kind=kind,
    )


def kind_of(reply_id: int, kind: Kind, origin: Origin) -> KindOf:
    return KindOf(reply_id=ReplyId(reply_id), kind=kind, origin=origin)


WORDS = [
    said(1, 10, Kind.NEED),
    said(2, 10, Kind.NEED),
    said(3, 30),
    said(4, 40),
    said(5, 50, Kind.QUESTION),
    said(6, 60),
    said(7, 70),
    said(8, 80),
]
STANDING = {each.reply_id: each for each in WORDS}
KINDS = (
    kind_of(1, Kind.NEED, Origin.STATED),
    kind_of(2, Kind.NEED, Origin.STATED),
    kind_of(3, Kind.NEED, Origin.PROPOSED),
    kind_of(4, Kind.PRACTICE, Origin.PROPOSED),
    kind_of(5, Kind.PRACTICE, Origin.CORRECTED),
)
COUNTS = (
    KindCount(kind=Kind.PRACTICE, people=2, replies=2, proposed=1),
    KindCount(kind=Kind.NEED, people=2, replies=3, proposed=1),
)
VALUES = {"region": {MemberId(author): "asia" if author < 50 else "europe" for author in (10, 30, 40, 50, 60, 70)}}
THEME = Theme(number=4, words=("time",), reply_ids=IDS, people=7, kinds=COUNTS)
SUMMARY = Summary(
    round_name="2026A",
    prompt_number=1,
    title="Leaders",
    made_at=AT,
    reply_ids=IDS,
    figures=figures_of(WORDS),
    themes=(THEME,),
    kinds=KINDS,
    crossings=(cross("region", {4: people_of(WORDS)}, VALUES["region"], ("asia", "europe")),),
)


def faults(summary: Summary, **known: object) -> set[FaultKind]:
    return {fault.kind for fault in check_summary(summary, WORDS, **known)}


def test_people_and_replies_of_each_kind_are_distinct() -> None:
    assert count_kinds(IDS, KINDS, STANDING) == COUNTS
    assert count_kinds(IDS[5:], KINDS, STANDING) == ()
    assert faults(SUMMARY, values=VALUES, agreeing={}) == set()
    assert from_json(to_json(SUMMARY)) == SUMMARY


@pytest.mark.parametrize(
    ("summary", "fault"),
    [
        (replace(SUMMARY, kinds=KINDS[1:]), FaultKind.KINDS_DIFFER),
        (replace(SUMMARY, themes=(replace(THEME, kinds=COUNTS[:1]),)), FaultKind.KINDS_DIFFER),
        (replace(SUMMARY, kinds=(*KINDS, kind_of(6, Kind.NEED, Origin.STATED))), FaultKind.KINDS_DIFFER),
        (replace(SUMMARY, kinds=(*KINDS, kind_of(99, Kind.NEED, Origin.CORRECTED))), FaultKind.KINDS_DIFFER),
        (replace(SUMMARY, themes=(replace(THEME, agreed=1),)), FaultKind.AGREED_DIFFERS),
        (replace(SUMMARY, themes=(replace(THEME, number=5),)), FaultKind.CELLS_DIFFER),
    ],
)
def test_wrong_counts_are_found_out(summary: Summary, fault: FaultKind) -> None:
    assert fault in faults(summary, values=VALUES, agreeing={})


def test_cells_are_held_against_what_people_said_of_themselves() -> None:
    crossing = SUMMARY.crossings[0]
    (row,) = crossing.rows
    assert (crossing.columns, row.cells) == (("asia", "europe"), (3, 3))
    assert faults(SUMMARY, values=VALUES) == set()
    shown = replace(crossing, rows=(replace(row, cells=(3, 4)),))
    assert faults(replace(SUMMARY, crossings=(shown,)), values=VALUES) == {FaultKind.CELLS_DIFFER}
    hidden = replace(crossing, rows=(replace(row, cells=(None, None)),))
    assert faults(replace(SUMMARY, crossings=(hidden,)), values=VALUES) == set()
    for cells in ((2, None), (8, None), (None,)):
        wrong = replace(crossing, rows=(replace(row, cells=cells),))
        assert faults(replace(SUMMARY, crossings=(wrong,)), values=VALUES) == {FaultKind.CELLS_DIFFER}


def test_who_wrote_in_a_theme_does_not_count_among_those_who_agree() -> None:
    agreeing = {4: {MemberId(10), MemberId(99), MemberId(98)}}
    agreed = replace(SUMMARY, themes=(replace(THEME, agreed=2),))
    assert faults(agreed, agreeing=agreeing) == set()
    assert faults(SUMMARY, agreeing=agreeing) == {FaultKind.AGREED_DIFFERS}
    assert faults(agreed) == set()


def test_kinds_stay_true_after_withdrawals() -> None:
    left = bring_up_to_date(SUMMARY, [each for each in WORDS if each.reply_id != 3])
    assert left.kinds == (KINDS[0], KINDS[1], KINDS[3], KINDS[4])
    assert left.themes[0].kinds[1] == KindCount(kind=Kind.NEED, people=1, replies=2, proposed=0)
    assert left.crossings[0].rows[0].cells == (None, None)
    assert check_summary(left, [each for each in WORDS if each.reply_id != 3], values=VALUES) == []


def test_crossings_have_no_row_for_a_theme_that_is_gone() -> None:
    few = [each for each in WORDS if each.reply_id in (1, 2, 3)]
    left = bring_up_to_date(SUMMARY, few)
    assert left.themes == () == left.crossings[0].rows
    assert check_summary(left, few, values=VALUES) == []


def test_kind_that_the_writer_states_later_takes_the_place_of_a_proposal_but_of_no_correction() -> None:
    now = {**STANDING, ReplyId(3): said(3, 30, Kind.EXPERIENCE), ReplyId(5): said(5, 50, Kind.NEED)}
    renewed = {each.reply_id: (each.kind, each.origin) for each in renew_kinds(KINDS, now)}
    assert renewed[ReplyId(3)] == (Kind.EXPERIENCE, Origin.STATED)
    assert renewed[ReplyId(5)] == (Kind.PRACTICE, Origin.CORRECTED)


def test_kind_that_the_writer_takes_back_is_gone() -> None:
    now = {**STANDING, ReplyId(1): said(1, 10)}
    assert renew_kinds(KINDS, now) == KINDS[1:]
