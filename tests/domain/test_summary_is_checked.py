from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.partner_figures import count_partners
from bot.domain.standing import Position, Standing
from bot.domain.summary import Quote, Summary, Theme, all_quotes, is_shared_word, without_replies
from bot.domain.summary_body import from_json, to_json
from bot.domain.summary_check import Fault, FaultKind, check_summary
from bot.domain.words import Words, figures_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
LINK = "https://discord.com/channels/1/2/3"


def said(reply_id: int, text: str, author: int = 0, consent: Consent = Consent.QUOTE) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(author or reply_id * 10),),
        guest=False,
        consent=consent,
        text=text,
        said_at=AT,
        prompt_number=1,
        author_names=(f"Name {reply_id}",),
        link=LINK,
    )


WORDS = (
    said(1, "Mentoring helps new leaders.", consent=Consent.QUOTE_WITH_NAME),
    said(2, "I want mentoring. And time."),
    said(3, "Nothing but secrets about mentoring.", consent=Consent.COUNT_ONLY),
    said(4, "Time is what mentoring needs."),
    said(5, "I agree with nobody."),
)
NAMED = Quote(
    reply_id=ReplyId(1), text="Mentoring helps new leaders.", start=0, end=28, number=1, credit=("Name 1",), link=LINK
)
NAMELESS = Quote(reply_id=ReplyId(2), text="And time.", start=18, end=27, number=2)
THEME = Theme(
    number=1,
    words=("mentoring", "time"),
    reply_ids=tuple(map(ReplyId, (1, 2, 3, 4))),
    people=4,
    quotes=(NAMED, NAMELESS),
)
SUMMARY = Summary(
    round_name="2026A",
    prompt_number=1,
    title="Leaders",
    made_at=AT,
    reply_ids=tuple(map(ReplyId, (1, 2, 3, 4, 5))),
    figures=figures_of(WORDS),
    themes=(THEME,),
)


def with_theme(**changes: object) -> Summary:
    return replace(SUMMARY, themes=(replace(THEME, **changes),))


def with_quote(quote: Quote, **changes: object) -> Summary:
    return with_theme(quotes=(replace(quote, **changes),))


def kinds(faults: list[Fault]) -> set[FaultKind]:
    return {fault.kind for fault in faults}


def test_summary_that_is_true_has_no_faults() -> None:
    assert check_summary(SUMMARY, WORDS) == []


def test_figures_of_partners_are_held_against_those_that_were_counted_anew() -> None:
    counted = count_partners([Position(member_id=MemberId(1), standing=Standing.MET, ever_met=True)])
    of_round = replace(SUMMARY, partners=counted)
    assert check_summary(of_round, WORDS) == check_summary(of_round, WORDS, counted) == []
    assert kinds(check_summary(of_round, WORDS, count_partners([]))) == {FaultKind.PARTNERS_DIFFER}
    assert kinds(check_summary(SUMMARY, WORDS, counted)) == {FaultKind.PARTNERS_DIFFER}
    assert from_json(to_json(of_round)) == of_round


def test_summary_stays_true_when_more_replies_come() -> None:
    assert check_summary(SUMMARY, (*WORDS, said(6, "Late."))) == []


def test_quotes_without_themes_are_checked_too() -> None:
    alone = replace(SUMMARY, themes=(), quotes=(NAMED, NAMELESS))
    assert check_summary(alone, WORDS) == []
    assert all_quotes(alone) == (NAMED, NAMELESS)
    elsewhere = replace(alone, reply_ids=alone.reply_ids[1:], figures=figures_of(WORDS[1:]))
    assert check_summary(elsewhere, WORDS) == [Fault(kind=FaultKind.QUOTE_IS_ELSEWHERE, reply_id=ReplyId(1))]


@pytest.mark.parametrize(
    ("summary", "fault"),
    [
        (replace(SUMMARY, figures=replace(SUMMARY.figures, people=6)), FaultKind.FIGURES_DIFFER),
        (with_theme(people=5), FaultKind.PEOPLE_DIFFER),
        (with_theme(reply_ids=THEME.reply_ids[:2], people=2), FaultKind.TOO_FEW_PEOPLE),
        (with_theme(words=("leaders",)), FaultKind.WORD_IS_NOT_SHARED),
        (with_theme(words=("secrets",)), FaultKind.WORD_IS_NOT_SHARED),
        (with_theme(words=()), FaultKind.WORD_IS_NOT_SHARED),
        (with_theme(reply_ids=(*THEME.reply_ids, ReplyId(9))), FaultKind.REPLY_IS_GONE),
        (replace(SUMMARY, themes=(THEME, replace(THEME, quotes=()))), FaultKind.REPLY_IN_TWO_THEMES),
        (with_quote(NAMED, text="Mentoring helps old leaders."), FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD),
        (with_quote(NAMED, start=1), FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD),
        (with_quote(NAMED, text="", end=0), FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD),
        (with_quote(NAMED, credit=("Somebody",)), FaultKind.NAME_IS_NOT_ALLOWED),
        (with_quote(NAMED, link="https://discord.com/channels/9"), FaultKind.LINK_IS_NOT_ALLOWED),
        (with_quote(NAMELESS, credit=("Name 2",)), FaultKind.NAME_IS_NOT_ALLOWED),
        (with_quote(NAMELESS, link=LINK), FaultKind.LINK_IS_NOT_ALLOWED),
        (with_quote(NAMELESS, reply_id=ReplyId(3), text="Nothing", start=0, end=7), FaultKind.QUOTE_IS_NOT_ALLOWED),
        (with_quote(NAMELESS, reply_id=ReplyId(5), text="I agree", start=0, end=7), FaultKind.QUOTE_IS_ELSEWHERE),
        (with_quote(NAMELESS, reply_id=ReplyId(9)), FaultKind.REPLY_IS_GONE),
        (with_theme(quotes=(NAMED, replace(NAMELESS, number=1))), FaultKind.NUMBER_USED_TWICE),
    ],
)
def test_summary_that_is_wrong_is_found_out(summary: Summary, fault: FaultKind) -> None:
    assert fault in kinds(check_summary(summary, WORDS))


def test_quote_longer_than_allowed_is_found_out() -> None:
    long = said(1, "word " * 70)
    quote = Quote(reply_id=long.reply_id, text=long.text, start=0, end=350, number=1)
    alone = replace(SUMMARY, reply_ids=(long.reply_id,), figures=figures_of([long]), themes=(), quotes=(quote,))
    assert check_summary(alone, [long]) == [Fault(kind=FaultKind.QUOTE_IS_TOO_LONG, reply_id=long.reply_id)]


def test_withdrawn_reply_is_found_out_wherever_it_stands() -> None:
    found = check_summary(SUMMARY, WORDS[1:])
    assert Fault(kind=FaultKind.REPLY_IS_GONE, reply_id=ReplyId(1)) in found
    assert {FaultKind.FIGURES_DIFFER, FaultKind.PEOPLE_DIFFER} < kinds(found)


def test_edited_reply_no_longer_holds_its_quote() -> None:
    edited = (replace(WORDS[0], text="Mentoring hinders new leaders."), *WORDS[1:])
    assert kinds(check_summary(SUMMARY, edited)) == {FaultKind.QUOTE_IS_NOT_WORD_FOR_WORD}


def test_narrowed_consent_takes_quote_and_name() -> None:
    narrowed = (replace(WORDS[0], consent=Consent.COUNT_ONLY), *WORDS[1:])
    assert {FaultKind.QUOTE_IS_NOT_ALLOWED, FaultKind.NAME_IS_NOT_ALLOWED} < kinds(check_summary(SUMMARY, narrowed))


def test_word_of_one_person_is_not_shared() -> None:
    twice = [said(1, "Budget!", author=7), said(2, "The budget", author=7)]
    assert not is_shared_word("budget", twice)
    assert is_shared_word("budget", [*twice, said(3, "BUDGETS", author=8)])


def test_phrase_is_shared_when_each_of_its_words_is() -> None:
    talk = [said(1, "A budget for books"), said(2, "Books for all"), said(3, "The Budget!")]
    assert is_shared_word("budget for books", talk)
    assert not is_shared_word("budget for all", talk)
    assert not is_shared_word(" ", talk)


def test_without_a_quoted_reply_its_quote_is_gone_and_all_else_is_true() -> None:
    left = without_replies(SUMMARY, {ReplyId(1)}, WORDS)
    assert all_quotes(left) == (NAMELESS,)
    assert (left.figures.replies, left.themes[0].people, left.other_ids) == (4, 3, (ReplyId(5),))
    assert check_summary(left, WORDS[1:]) == []


def test_without_a_reply_a_label_loses_words_that_only_one_person_is_left_with() -> None:
    wider = with_theme(reply_ids=SUMMARY.reply_ids, people=5)
    left = without_replies(wider, {ReplyId(4)}, WORDS)
    assert left.themes[0].label == "mentoring"
    assert check_summary(left, [each for each in WORDS if each.reply_id != 4]) == []


@pytest.mark.parametrize("withdrawn", [{1, 4}, {2, 4}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}])
def test_without_too_many_replies_the_theme_goes(withdrawn: set[int]) -> None:
    gone = set(map(ReplyId, withdrawn))
    left = without_replies(SUMMARY, gone, WORDS)
    assert left.themes == ()
    assert without_replies(left, gone, WORDS) == left
    assert check_summary(left, [each for each in WORDS if each.reply_id not in gone]) == []


def test_without_nothing_a_summary_is_the_same() -> None:
    assert without_replies(SUMMARY, (), WORDS) == SUMMARY


@pytest.mark.parametrize("prompt_number", [1, None])
def test_summary_comes_back_from_json(prompt_number: int | None) -> None:
    summary = replace(SUMMARY, prompt_number=prompt_number, quotes=(replace(NAMELESS, text="نعم \ud800", number=9),))
    assert from_json(to_json(summary)) == summary
    assert to_json(from_json(to_json(summary))) == to_json(summary)


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-1], lambda text: "[]", lambda text: text.replace("made_at", "at")]
)
def test_damaged_json_is_refused(damage: Callable[[str], str]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(damage(to_json(SUMMARY)))
