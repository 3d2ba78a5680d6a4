"""The timeline of a silence, as facts in and steps out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.silence import Claim, Facts, Next, Patience, judge_claim, next_step

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = st.integers(0, 120).map(lambda day: START + timedelta(days=day))
INSTANTS = st.lists(DAYS, max_size=4).map(tuple)
FACTS = st.builds(
    Facts,
    asked_at=INSTANTS,
    signs_at=INSTANTS,
    joined_at=st.just(START),
    wrote_at=st.none() | DAYS,
    questions_at=INSTANTS,
    offers_at=INSTANTS,
)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def asked(**more) -> Facts:
    return Facts(**{"asked_at": (day(7),), "joined_at": START} | more)


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        (9, asked(), None),
        (10, asked(), Next.QUESTION),
        (13, asked(questions_at=(day(10),)), None),
        (14, asked(questions_at=(day(10),)), Next.OFFER),
        (14, asked(questions_at=(day(10.01),)), Next.OFFER),
        (15, asked(questions_at=(day(10),), offers_at=(day(14),)), None),
        (21, asked(questions_at=(day(10),), offers_at=(day(14),)), Next.END),
        (21, asked(questions_at=(day(10),)), Next.END),
        (40, asked(), Next.QUESTION),
        (43, asked(questions_at=(day(40),)), None),
        (44, asked(questions_at=(day(40),)), Next.OFFER),
        (51, asked(questions_at=(day(40),)), Next.END),
        (40, asked(signs_at=(day(12),), questions_at=(day(10),)), None),
        (40, asked(signs_at=(day(12),), questions_at=(day(10),), asked_at=(day(7), day(35))), Next.QUESTION),
        (300, Facts(joined_at=START), None),
        (300, Facts(joined_at=day(8), asked_at=(day(7),)), None),
    ],
)
def test_silence_leads_to_question_offer_and_end_by_its_days(on, facts, expected):
    assert next_step(facts, Patience(), day(on)) is expected


@given(FACTS, DAYS)
def test_nobody_is_accused_without_a_check_in_that_was_not_answered(facts, now):
    answered = [at for at in facts.asked_at if any(sign >= at for sign in facts.signs_at)]
    if len(answered) == len(facts.asked_at):
        assert next_step(facts, Patience(), now) is None


@given(FACTS, DAYS)
def test_nobody_loses_a_partner_without_having_been_asked_before(facts, now):
    patience = Patience()
    if next_step(facts, patience, now) in (Next.OFFER, Next.END):
        assert facts.questioned_at is not None
        assert now - facts.questioned_at >= patience.offer_after - patience.question_after - timedelta(hours=12)


@given(FACTS, DAYS)
def test_sign_of_life_ends_every_silence(facts, now):
    alive = Facts(asked_at=facts.asked_at, signs_at=(*facts.signs_at, max((*facts.asked_at, now))))
    assert alive.silent_since is None
    assert next_step(alive, Patience(), now) is None
    assert not alive.showed_no_life


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(joined_at=START), Claim.HOLDS),
        (Facts(joined_at=day(19)), Claim.TOO_SOON),
        (Facts(joined_at=START, wrote_at=day(18), signs_at=(day(18),)), Claim.WROTE),
        (Facts(joined_at=START, wrote_at=day(3), signs_at=(day(3), day(17))), Claim.ANSWERED),
        (Facts(joined_at=START, wrote_at=day(3), signs_at=(day(3), day(9))), Claim.HOLDS),
        (Facts(joined_at=START, signs_at=(day(30),)), Claim.HOLDS),
    ],
)
def test_claim_of_silence_is_held_against_the_facts(facts, expected):
    assert judge_claim(facts, day(20)) is expected
