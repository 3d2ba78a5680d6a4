from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.summary import Quote, Summary, Theme, all_quotes, mark_of_words
from bot.domain.summary_check import check_summary
from bot.domain.summary_editing import apply_edits, theme_of
from bot.domain.summary_edits import (
    AddSentence,
    CorrectKind,
    DropSentence,
    Edit,
    HideQuotes,
    MergeThemes,
    RenameTheme,
    SplitTheme,
    edits_from_json,
    edits_to_json,
    mark_of,
    name_of,
)
from bot.domain.summary_kinds import KindOf, Origin, count_kinds
from bot.domain.summary_repair import bring_up_to_date, worded_as_proved
from bot.domain.wording import Sentence, Translation, Wording
from bot.domain.words import Words, figures_of, people_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
TEXT = "Mentoring needs time and money."


def ids(*numbers: int) -> tuple[ReplyId, ...]:
    return tuple(map(ReplyId, numbers))


def said(reply_id: int, author: int = 0, consent: Consent = Consent.QUOTE, kind: Kind | None = None) -> Words:
    return Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(author or reply_id * 10),),
        guest=False,
        consent=consent,
        text=TEXT,
        said_at=AT,
        prompt_number=1,
        kind=kind,
    )


def quote(reply_id: int) -> Quote:
    return Quote(reply_id=ReplyId(reply_id), text="Mentoring", start=0, end=9, number=reply_id)


def theme(number: int, word: str, words: list[Words], *quoted: int) -> Theme:
    return Theme(
        number=number,
        words=(word,),
        reply_ids=tuple(each.reply_id for each in words),
        people=len(people_of(words)),
        quotes=tuple(quote(each) for each in quoted),
    )


WORDS = [*(said(each, kind=Kind.NEED if each < 4 else None) for each in range(1, 15)), said(15, author=10)]
FIRST, SECOND, ALONE = WORDS[:6], WORDS[6:12], WORDS[12:]
KINDS = (
    *(KindOf(reply_id=ReplyId(each), kind=Kind.NEED, origin=Origin.STATED) for each in (1, 2, 3)),
    KindOf(reply_id=ReplyId(7), kind=Kind.QUESTION, origin=Origin.PROPOSED),
)


def summary_of(*themes: Theme) -> Summary:
    standing = {each.reply_id: each for each in WORDS}
    return Summary(
        round_name="2026A",
        prompt_number=1,
        title="Leaders",
        made_at=AT,
        reply_ids=tuple(each.reply_id for each in WORDS),
        figures=figures_of(WORDS),
        themes=tuple(replace(each, kinds=count_kinds(each.reply_ids, KINDS, standing)) for each in themes),
        kinds=KINDS,
    )


DRAFT = summary_of(theme(1, "time", FIRST, 1, 2), theme(2, "money", SECOND, 7))


def edited(*edits: Edit, draft: Summary = DRAFT) -> Summary:
    found = apply_edits(draft, edits, WORDS)
    assert found.lost == ()
    assert check_summary(found.summary, WORDS) == []
    return found.summary


def test_draft_without_edits_stays_as_it_is() -> None:
    assert edited() == DRAFT


def test_theme_is_renamed_and_keeps_its_words() -> None:
    (renamed, other) = edited(RenameTheme(reply_ids=ids(1, 2, 3), title="Hours")).themes
    assert (renamed.label, renamed.words, other.label) == ("Hours", ("time",), "money")


def test_themes_put_together_count_people_once_and_quote_each_once() -> None:
    words = [*FIRST, WORDS[14]]
    both = summary_of(theme(1, "time", words, 1, 2), theme(2, "money", SECOND, 7))
    (merged,) = edited(MergeThemes(reply_ids=ids(7), other_ids=ids(1)), draft=both).themes
    assert (merged.number, merged.label, merged.people) == (2, "money", 12)
    assert merged.reply_ids == tuple(sorted((*(each.reply_id for each in words), *(each.reply_id for each in SECOND))))
    same = replace(both, themes=(replace(both.themes[0], quotes=(quote(1), quote(15))), both.themes[1]))
    (merged,) = apply_edits(same, [MergeThemes(reply_ids=ids(1), other_ids=ids(7))], WORDS).summary.themes
    assert [each.reply_id for each in merged.quotes] == [1, 7]


def test_theme_put_together_with_itself_stays() -> None:
    assert edited(MergeThemes(reply_ids=ids(1), other_ids=ids(2))) == DRAFT


def test_part_of_a_theme_becomes_one_of_its_own() -> None:
    (money, time, part) = edited(SplitTheme(reply_ids=ids(1, 2, 3), title="Courage")).themes
    assert (money.number, time.reply_ids, part.reply_ids) == (2, ids(4, 5, 6), ids(1, 2, 3))
    assert (part.number, part.label, part.people) == (3, "Courage", 3)
    assert ([each.number for each in part.quotes], time.quotes) == ([1, 2], ())
    assert part.kinds[0].people == 3


@pytest.mark.parametrize(
    "edit",
    [
        SplitTheme(reply_ids=ids(1, 2), title="Two people"),
        SplitTheme(reply_ids=ids(1, 2, 3, 4), title="Leaves two people"),
        RenameTheme(reply_ids=ids(13, 14), title="No theme"),
        RenameTheme(reply_ids=ids(99), title="Gone"),
        MergeThemes(reply_ids=ids(1), other_ids=ids(13)),
        MergeThemes(reply_ids=ids(99), other_ids=ids(1)),
        SplitTheme(reply_ids=ids(99), title="Gone"),
        CorrectKind(reply_id=ReplyId(99), kind=Kind.NEED),
    ],
)
def test_edit_that_finds_no_place_changes_nothing_and_is_told(edit: Edit) -> None:
    found = apply_edits(DRAFT, [edit], WORDS)
    assert (found.summary, found.lost) == (DRAFT, (edit,))


def test_part_that_leaves_a_theme_without_name_is_told_as_lost() -> None:
    words = [replace(each, text="Money." if each.reply_id > 3 else TEXT) for each in WORDS]
    draft = replace(DRAFT, themes=(replace(DRAFT.themes[0], quotes=()),))
    assert apply_edits(draft, [SplitTheme(reply_ids=ids(1, 2, 3), title="Hours")], words).lost


def test_theme_is_found_again_by_most_of_its_replies() -> None:
    anew = summary_of(theme(7, "money", WORDS[3:12]), theme(9, "time", [*WORDS[:3], *ALONE]))
    assert theme_of(anew, ids(1, 2, 3, 4, 5)) == anew.themes[1]
    assert theme_of(anew, ids(1, 2, 4, 5)) == anew.themes[0]
    assert theme_of(anew, ids(1, 99)) == anew.themes[1]
    assert theme_of(summary_of(theme(1, "time", FIRST)), ids(1, 7, 8)) is None


def test_what_is_hidden_stays_hidden_in_another_draft() -> None:
    hide = HideQuotes(reply_id=ReplyId(1))
    assert [each.reply_id for each in all_quotes(edited(hide))] == [2, 7]
    other = replace(quote(1), start=0, end=15, text="Mentoring needs", number=5)
    anew = summary_of(replace(theme(1, "money", FIRST), quotes=(other,)), theme(2, "time", SECOND))
    assert all_quotes(edited(hide, draft=anew)) == ()
    alone = replace(DRAFT, themes=(), quotes=(quote(1), quote(2)))
    assert [each.reply_id for each in edited(hide, draft=alone).quotes] == [2]


def test_kind_that_moderators_correct_goes_before_what_was_stated() -> None:
    kinds = edited(
        CorrectKind(reply_id=ReplyId(1), kind=Kind.PRACTICE), CorrectKind(reply_id=ReplyId(9), kind=Kind.NEED)
    )
    assert {(each.reply_id, each.kind) for each in kinds.kinds if each.origin is Origin.CORRECTED} == {
        (1, Kind.PRACTICE),
        (9, Kind.NEED),
    }
    assert [(each.kind, each.people) for each in kinds.themes[0].kinds] == [(Kind.NEED, 2), (Kind.PRACTICE, 1)]


def test_sentences_of_moderators_are_added_in_order() -> None:
    assert edited(AddSentence(text="One."), AddSentence(text="Two.")).sentences == ("One.", "Two.")


WORDED = ("6 people wrote of time.", "6 people wrote of money.")


def worded(*sentences: str, translated: bool = False) -> Summary:
    return replace(
        DRAFT,
        wording=Wording(
            model="some-model",
            language="en",
            sentences=tuple(Sentence(text=each, themes=(1, 2)) for each in sentences),
            translations=(Translation(quote=1, text="Mentorat"),) if translated else (),
        ),
    )


def test_sentence_of_a_model_is_left_out_and_stays_so_when_it_comes_again() -> None:
    drop = DropSentence(mark=mark_of_words(WORDED[0]))
    left = edited(drop, draft=worded(*WORDED)).wording
    assert left is not None
    assert [each.text for each in left.sentences] == [WORDED[1]]
    again = edited(drop, draft=worded("15 people wrote.", WORDED[0])).wording
    assert again is not None
    assert [each.text for each in again.sentences] == ["15 people wrote."]
    assert edited(drop) == DRAFT


def test_wording_goes_with_its_last_sentence_but_not_the_translations() -> None:
    drop = DropSentence(mark=mark_of_words(WORDED[0]))
    assert edited(drop, draft=worded(WORDED[0])).wording is None
    left = edited(drop, draft=worded(WORDED[0], translated=True)).wording
    assert left is not None
    assert (left.sentences, len(left.translations)) == ((), 1)


SOME = st.lists(st.sampled_from(range(1, 17)), min_size=1, max_size=9, unique=True).map(lambda each: ids(*each))
EDITS = st.lists(
    st.one_of(
        st.builds(RenameTheme, reply_ids=SOME, title=st.sampled_from(["Hours", "Pay"])),
        st.builds(MergeThemes, reply_ids=SOME, other_ids=SOME),
        st.builds(SplitTheme, reply_ids=SOME, title=st.just("Part")),
        st.builds(HideQuotes, reply_id=st.integers(1, 16).map(ReplyId)),
        st.builds(CorrectKind, reply_id=st.integers(1, 16).map(ReplyId), kind=st.sampled_from(Kind)),
        st.builds(AddSentence, text=st.just("We read all.")),
        st.builds(DropSentence, mark=st.sampled_from(WORDED).map(mark_of_words)),
    ),
    max_size=8,
)


@given(edits=EDITS, gone=st.sets(st.integers(1, 15), max_size=9))
def test_whatever_is_edited_and_withdrawn_all_can_be_proved(edits: list[Edit], gone: set[int]) -> None:
    left = [each for each in WORDS if each.reply_id not in gone]
    found = apply_edits(bring_up_to_date(worded(*WORDED), left), edits, left)
    summary = worded_as_proved(found.summary)
    assert check_summary(summary, left) == []
    dropped = {each.mark for each in edits if isinstance(each, DropSentence)}
    said = summary.wording.sentences if summary.wording else ()
    assert not dropped & {mark_of_words(each.text) for each in said}
    hidden = {each.reply_id for each in edits if isinstance(each, HideQuotes)}
    assert not hidden & {each.reply_id for each in all_quotes(found.summary)}
    assert {*found.lost} <= {*edits}
    published = apply_edits(DRAFT, edits, WORDS).summary
    assert check_summary(bring_up_to_date(published, left), left) == []


@given(edits=EDITS)
def test_edits_come_back_from_json(edits: list[Edit]) -> None:
    assert edits_from_json(edits_to_json(tuple(edits))) == tuple(edits)
    assert all(name_of(each) for each in edits)


def test_mark_of_a_theme_changes_with_its_replies_alone() -> None:
    assert mark_of(ids(1, 2)) == mark_of(ids(2, 1)) != mark_of(ids(1, 3))
