"""What moderators change in a draft, what readers agree with, and how all of it is counted."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from bot.actions.assenting import Assent, tap_theme
from bot.actions.changing_replies import Change, bring_back_reply, edit_reply, withdraw_reply
from bot.actions.crossing import values_of_writers
from bot.actions.editing_summaries import (
    add_sentence,
    correct_kind,
    draft_anew,
    hide_quotes,
    merge_themes,
    rename_theme,
    show_draft,
    show_theme,
    split_theme,
    undo_change,
)
from bot.actions.gathering import gather_words
from bot.actions.lookups import setting_of
from bot.actions.own_data import erase
from bot.actions.summarising import approve_summary, save_edits, show_summary
from bot.actions.taking_along import show_data
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.ids import MemberId, SummaryId
from bot.domain.kind import Kind
from bot.domain.notices import HeardBack, SummaryPost
from bot.domain.steps import StepKind
from bot.domain.summary import Quote, Summary, Theme, all_quotes
from bot.domain.summary_check import check_summary
from bot.domain.summary_edits import MOST_EDITS, NO_THEME, mark_of
from bot.domain.words import figures_of, people_of
from bot.store import assents, replies, summaries
from tests.actions.situations import gone_once
from tests.actions.world import GUEST, GUILD, ORGANISER, World
from tests.actions.world import PEOPLE as FROM_EVERYWHERE

PEOPLE = tuple(
    replace(person, country="Kenya") if place < 5 else person for place, person in enumerate(FROM_EVERYWHERE)
)
"""Six of the first seven are from one region, so that one of the counts by region is shown."""
AFRICANS = tuple(person for person in PEOPLE if person.country in ("Kenya", "Ghana"))
TIME, MONEY = "We need time and money.", "Money would help us and time too."


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft with two themes: of the first seven people, and of the other six with a guest."""

    world: World
    round_id: int
    id: SummaryId

    async def change(self, act, **given):
        return await act(self.world.house, guild_id=GUILD, summary_id=self.id, **given)

    async def view(self):
        return await self.change(show_draft)

    async def marks(self):
        return [mark_of(theme.reply_ids) for theme in (await self.view()).kept.summary.themes]

    async def kept(self):
        async with self.world.store.read() as tx:
            return await summaries.get(tx, self.id)

    async def publish(self):
        await self.change(approve_summary, by=ORGANISER, now=self.world.now)
        await self.world.play()
        return (await self.kept()).summary

    async def tap(self, theme, member_id):
        return await self.change(tap_theme, theme=theme, member_id=member_id, now=self.world.now)

    async def proof(self):
        """The replies, what their writers say of themselves, and who agrees."""
        async with self.world.store.read() as tx:
            found = await setting_of(self.world.house, tx, self.round_id)
            words = await gather_words(tx, found, 1)
            return words, await values_of_writers(tx, found, words), await assents.of_summary(tx, self.id)

    async def faults(self, summary):
        words, values, agreeing = await self.proof()
        return check_summary(summary, words, values=values, agreeing=agreeing)


def theme_of(number, word, words):
    quoted = words[0]
    start = quoted.text.casefold().index(word)
    end = start + len(word)
    quote = Quote(reply_id=quoted.reply_id, text=quoted.text[start:end], start=start, end=end, number=number)
    return Theme(
        number=number,
        words=(word,),
        reply_ids=tuple(each.reply_id for each in words),
        people=len(people_of(words)),
        quotes=(quote,),
    )


async def keep_draft(world, round_id, order=(0, 7)):
    async with world.store.write() as tx:
        found = await setting_of(world.house, tx, round_id)
        words = sorted(await gather_words(tx, found, 1), key=lambda each: each.reply_id)
        first, second = words[order[0] : order[1]], [*words[: order[0]], *words[order[1] :]]
        made = Summary(
            round_name="2026A",
            prompt_number=1,
            title="Leaders",
            made_at=world.now,
            reply_ids=tuple(each.reply_id for each in words),
            figures=figures_of(words),
            themes=(theme_of(1, "time", first), theme_of(2, "money", second)),
        )
        kept = await summaries.save_draft(tx, round_id=round_id, prompt_number=1, summary=made, made_at=world.now)
        return (await save_edits(tx, found, kept, kept.edits)).id


@pytest.fixture(scope="module")
def without_whole_rounds(short):
    """A program that sums up its prompts alone, so that these count regions."""
    return {slug: replace(program, summary=replace(program.summary, of_round=False)) for slug, program in short.items()}


@pytest.fixture
async def drafted(make_world, without_whole_rounds):
    world = await make_world(without_whole_rounds)
    round_id, summary_id = await draft(world)
    return Drafted(world=world, round_id=round_id, id=summary_id)


@gone_once
async def draft(world):
    round_id = await world.run(PEOPLE)
    for place, person in enumerate(PEOPLE):
        await world.write(person, round_id, 1, TIME if place < 7 else MONEY)
    await world.write(GUEST, round_id, 1, MONEY, Consent.QUOTE)
    await world.play()
    return round_id, await keep_draft(world, round_id)


async def test_every_change_is_in_the_draft_and_all_of_it_can_be_proved(drafted):
    time, money = await drafted.marks()
    view = await drafted.change(rename_theme, mark=time, title="  Hours\nto learn ")
    assert [theme.label for theme in view.kept.summary.themes] == ["Hours to learn", "money"]
    first, second = view.kept.summary.themes
    await drafted.change(correct_kind, mark=money, reply_id=second.reply_ids[0], kind=Kind.NEED)
    await drafted.change(hide_quotes, mark=time, reply_id=first.reply_ids[0], now=drafted.world.now)
    await drafted.change(add_sentence, text="We thank all of you.")
    view = await drafted.change(
        split_theme, mark=time, title="Courage", word="", chosen=[*first.reply_ids[:3], *second.reply_ids]
    )
    assert [(theme.label, theme.people) for theme in view.kept.summary.themes] == [
        ("money", 7),
        ("Hours to learn", 4),
        ("Courage", 3),
    ]
    summary = view.kept.summary
    assert (summary.sentences, len(view.kept.edits), view.lost) == (("We thank all of you.",), 5, ())
    assert [quote.number for quote in all_quotes(summary)] == [2]
    assert await drafted.faults(summary) == []
    view = await drafted.change(merge_themes, mark=mark_of(first.reply_ids[3:]), other=money)
    assert [theme.people for theme in view.kept.summary.themes] == [11, 3]
    assert await drafted.faults(await drafted.publish()) == []


async def test_regions_of_each_theme_are_counted_and_small_ones_hidden(drafted):
    summary = (await drafted.view()).kept.summary
    by_region, by_stage = summary.crossings
    assert (by_region.field, by_stage.field) == ("region", "career_stage")
    assert by_stage.columns == ()
    words, values, _ = await drafted.proof()
    assert values["region"][AFRICANS[0].id] == "sub-saharan-africa"
    assert GUEST.member_id not in values["region"]
    assert {*by_region.columns, *by_region.few} == {*drafted.world.regions.by_key}
    assert all(cell is None or cell >= 3 for row in by_region.rows for cell in row.cells)
    counted = {
        column: sum(values["region"].get(member) == column for member in people_of(words))
        for column in by_region.columns
    }
    assert all(count >= 3 for count in counted.values())


async def test_last_change_is_undone_and_only_that_which_was_seen(drafted):
    time, _ = await drafted.marks()
    before = await drafted.view()
    view = await drafted.change(rename_theme, mark=time, title="Hours")
    with pytest.raises(RuleError, match="draft_changed"):
        await drafted.change(undo_change, version=before.kept.version)
    again = await drafted.change(undo_change, version=view.kept.version)
    assert again.kept.summary == before.kept.summary
    with pytest.raises(RuleError, match="nothing_to_undo"):
        await drafted.change(undo_change, version=again.kept.version)


async def test_two_moderators_at_once_lose_no_change_of_each_other(drafted):
    time, money = await drafted.marks()
    await asyncio.gather(
        drafted.change(rename_theme, mark=time, title="Hours"),
        drafted.change(rename_theme, mark=money, title="Pay"),
        drafted.change(add_sentence, text="Thanks."),
    )
    view = await drafted.view()
    assert {theme.label for theme in view.kept.summary.themes} == {"Hours", "Pay"}
    assert view.kept.summary.sentences == ("Thanks.",)


async def test_nobody_publishes_a_draft_that_somebody_else_changed_meanwhile(drafted):
    seen = (await drafted.view()).kept.version
    await drafted.change(add_sentence, text="Thanks.")
    with pytest.raises(RuleError, match="draft_changed"):
        await drafted.change(approve_summary, by=ORGANISER, now=drafted.world.now, version=seen)
    assert (await drafted.kept()).approved_at is None
    seen = (await drafted.view()).kept.version
    await drafted.change(approve_summary, by=ORGANISER, now=drafted.world.now, version=seen)
    with pytest.raises(RuleError, match="summary_is_approved"):
        await drafted.change(add_sentence, text="Too late.")


async def test_theme_that_changed_meanwhile_is_not_changed_blindly(drafted):
    time, money = await drafted.marks()
    await drafted.change(merge_themes, mark=time, other=money)
    for act, given in (
        (rename_theme, {"mark": money, "title": "Pay"}),
        (merge_themes, {"mark": time, "other": money}),
        (show_theme, {"mark": money}),
        (hide_quotes, {"mark": NO_THEME, "reply_id": 1, "now": drafted.world.now}),
    ):
        with pytest.raises(RuleError, match="draft_changed"):
            await drafted.change(act, **given)


@pytest.mark.parametrize(
    ("act", "given", "why"),
    [
        (rename_theme, {"title": " \n "}, "nothing_written"),
        (rename_theme, {"title": "x" * 81}, "too_long"),
        (split_theme, {"title": "Part", "word": "courage", "chosen": ()}, "word_is_not_shared"),
        (split_theme, {"title": "Part", "word": "", "chosen": (99,)}, "nothing_chosen"),
        (split_theme, {"title": "Part", "word": "time", "chosen": ()}, "edit_does_not_fit"),
    ],
)
async def test_change_that_does_not_fit_is_refused_with_a_reason(drafted, act, given, why):
    time, _ = await drafted.marks()
    with pytest.raises(RuleError, match=why):
        await drafted.change(act, mark=time, **given)
    assert (await drafted.kept()).edits == ()


async def test_draft_has_no_more_changes_than_a_person_makes(drafted):
    time, _ = await drafted.marks()
    await drafted.change(rename_theme, mark=time, title="Hours")
    edit = (await drafted.kept()).edits[0]
    async with drafted.world.store.write() as tx:
        found = await setting_of(drafted.world.house, tx, drafted.round_id)
        await save_edits(tx, found, await summaries.get(tx, drafted.id), (edit,) * MOST_EDITS)
    with pytest.raises(RuleError, match="enough_edits"):
        await drafted.change(rename_theme, mark=time, title="Hours")


async def test_changes_stay_when_the_draft_is_made_anew_and_what_is_lost_is_told(drafted):
    time, money = await drafted.marks()
    hidden = (await drafted.view()).kept.summary.themes[0].reply_ids[0]
    await drafted.change(hide_quotes, mark=time, reply_id=hidden, now=drafted.world.now)
    await drafted.change(rename_theme, mark=money, title="Pay")
    replies = (await drafted.view()).kept.summary.themes[0].reply_ids
    await drafted.change(split_theme, mark=time, title="Courage", word="", chosen=replies[:3])
    assert await keep_draft(drafted.world, drafted.round_id, order=(0, 5)) == drafted.id
    view = await drafted.view()
    assert [theme.label for theme in view.kept.summary.themes] == ["Pay", "time"]
    assert hidden not in {quote.reply_id for quote in all_quotes(view.kept.summary)}
    assert [edit.title for edit in view.lost] == ["Courage"]
    assert await drafted.faults(view.kept.summary) == []


async def test_draft_is_made_anew_once_for_replies_that_came(drafted):
    with pytest.raises(RuleError, match="nothing_came_since"):
        await drafted.change(draft_anew, now=drafted.world.now)
    await drafted.world.write(PEOPLE[0], drafted.round_id, 1, "One more.")
    assert (await drafted.view()).came_since == 1
    for _ in range(2):
        assert await drafted.change(draft_anew, now=drafted.world.now) == 1
    steps = await drafted.world.steps(drafted.round_id, StepKind.DRAFT_SUMMARY)
    assert len([step for step in steps if "/anew:" in step.key]) == 1


async def test_theme_is_shown_with_what_may_be_quoted_alone(drafted):
    await drafted.world.write(PEOPLE[0], drafted.round_id, 1, "Count me only.", Consent.COUNT_ONLY)
    await keep_draft(drafted.world, drafted.round_id)
    shown = [await drafted.change(show_theme, mark=each) for each in (*await drafted.marks(), NO_THEME)]
    assert "Count me only." not in {said.text for view in shown for said in view.said}
    assert [len(view.others) for view in shown] == [1, 1, 2]


async def test_who_agrees_is_counted_once_and_the_message_follows_once_for_all(drafted):
    await drafted.publish()
    strangers = [MemberId(7_000 + place) for place in range(5)]
    for member_id in strangers:
        assert (await drafted.tap(1, member_id)).what is Assent.AGREES
    assert (await drafted.tap(1, strangers[0])).what is Assent.TAKEN_BACK
    own = await drafted.tap(1, PEOPLE[0].id)
    assert (own.what, own.people, own.agree) == (Assent.WROTE, 7, 4)
    assert (await drafted.tap(2, PEOPLE[0].id)).what is Assent.AGREES
    await drafted.world.play(drafted.world.later(minutes=10))
    edits = await drafted.world.steps(drafted.round_id, StepKind.UPDATE_SUMMARY)
    assert len(edits) == 1
    (post,) = drafted.world.courier.told(SummaryPost)
    assert {theme.number: theme.agreed for theme in post.notice.summary.themes} == {1: 4, 2: 1}
    assert (await drafted.kept()).summary == post.notice.summary
    assert await drafted.faults(post.notice.summary) == []


async def test_nobody_agrees_with_what_is_not_public_or_not_there(drafted):
    with pytest.raises(RuleError, match="no_summary_yet"):
        await drafted.tap(1, MemberId(7_000))
    await drafted.publish()
    with pytest.raises(RuleError, match="theme_is_gone"):
        await drafted.tap(9, MemberId(7_000))
    with pytest.raises(RuleError, match="no_summary_yet"):
        await tap_theme(
            drafted.world.house, guild_id=GUILD + 1, summary_id=drafted.id, theme=1, member_id=1, now=drafted.world.now
        )


async def test_who_agrees_can_take_it_along_and_have_it_erased(drafted):
    await drafted.publish()
    gwen = GUEST.member_id
    await drafted.tap(1, gwen)
    data = await show_data(drafted.world.house, guild_id=GUILD, member_id=gwen)
    assert [each["theme"] for each in data.as_json["agrees_with"]] == ["time"]
    await erase(drafted.world.house, guild_id=GUILD, member_id=gwen, now=drafted.world.now)
    assert (await show_data(drafted.world.house, guild_id=GUILD, member_id=gwen)).as_json["agrees_with"] == []
    assert all(gwen not in row for row in drafted.world.rows("SELECT * FROM assent"))


async def test_quote_withdrawn_from_a_published_theme_is_told_and_its_cells_are_hidden(drafted):
    time, _ = await drafted.marks()
    await drafted.change(rename_theme, mark=time, title="Hours")
    before = await drafted.publish()
    quoted = before.themes[0].quotes[0].reply_id
    assert [row.cells for row in before.crossings[0].rows if row.theme == 1] == [(6,)]
    await withdraw_reply(
        drafted.world.house, guild_id=GUILD, member_id=PEOPLE[0].id, reply_id=quoted, now=drafted.world.now
    )
    await drafted.world.play()
    (post,) = drafted.world.courier.told(SummaryPost)
    theme = next(each for each in post.notice.summary.themes if each.number == 1)
    assert (theme.label, theme.people, theme.quotes, theme.withdrawn) == ("Hours", 6, (), 1)
    row = next(row for row in post.notice.summary.crossings[0].rows if row.theme == 1)
    assert row.cells == (None,)
    assert await drafted.faults(post.notice.summary) == []
    shown = await show_summary(drafted.world.house, guild_id=GUILD, summary_id=drafted.id)
    assert shown.kept.summary == post.notice.summary


async def test_writers_hear_how_many_said_alike_and_in_how_many_regions_that_is_shown(drafted):
    summary = await drafted.publish()
    shown = {row.theme: sum(cell is not None for cell in row.cells) for row in summary.crossings[0].rows}
    heard = {message.notice.theme: message.notice for message in drafted.world.courier.told(HeardBack)}
    assert len(drafted.world.courier.told(HeardBack)) == len(PEOPLE)
    for theme in summary.themes:
        notice = heard[theme.label]
        assert (notice.others, notice.regions) == (theme.people - 1, shown[theme.number])
    assert {*shown.values()} == {0, 1}
    assert {notice.quote for notice in heard.values()} <= {"", *(quote.text for quote in all_quotes(summary))}


# After publication


async def quoted(drafted, number=1):
    """What is quoted of a theme, and what is in reserve."""
    theme = next(each for each in (await drafted.kept()).summary.themes if each.number == number)
    return [each.reply_id for each in theme.quotes], [each.reply_id for each in theme.reserve], theme.withdrawn


@pytest.fixture
async def reserved(drafted):
    """Published, with three quotes in the first theme and two in reserve."""
    async with drafted.world.store.write() as tx:
        found = await setting_of(drafted.world.house, tx, drafted.round_id)
        kept = await summaries.get(tx, drafted.id)
        first, second = kept.draft.themes
        again = [
            replace(first.quotes[0], reply_id=reply_id, number=10 + place)
            for place, reply_id in enumerate(first.reply_ids[1:5])
        ]
        first = replace(first, quotes=(*first.quotes, *again[:2]), reserve=tuple(again[2:]))
        await save_edits(tx, found, replace(kept, draft=replace(kept.draft, themes=(first, second))), ())
    await drafted.publish()
    return drafted


async def own(reserved, person):
    async with reserved.world.store.read() as tx:
        return next(each.id for each in await replies.of_member(tx, GUILD, person.id))


async def do(reserved, act, place):
    person = PEOPLE[place]
    at = reserved.world.later(seconds=1)
    await act(reserved.world.house, guild_id=GUILD, member_id=person.id, reply_id=await own(reserved, person), now=at)
    await reserved.world.play(at)


def posted(reserved):
    (post,) = reserved.world.courier.told(SummaryPost)
    return next(theme for theme in post.notice.summary.themes if theme.number == 1)


async def test_quote_that_is_withdrawn_after_publication_has_a_substitute_and_stands_again_when_brought_back(reserved):
    ids = (await reserved.kept()).summary.themes[0].reply_ids
    assert await quoted(reserved) == ([*ids[:3]], [*ids[3:5]], 0)
    await do(reserved, withdraw_reply, 0)
    assert await quoted(reserved) == ([*ids[1:4]], [ids[4]], 1)
    assert (posted(reserved).people, [each.reply_id for each in posted(reserved).quotes]) == (6, [*ids[1:4]])
    body = reserved.world.rows("SELECT body FROM summary")[0][0]
    away = (await reserved.kept()).summary.away
    assert [(each.reply_id, each.quote.text, each.quote.credit) for each in away] == [(ids[0], "", ())]
    assert body.count('"text":"time"') == 4
    await do(reserved, bring_back_reply, 0)
    assert await quoted(reserved) == ([*ids[1:4]], [ids[0], ids[4]], 0)
    await do(reserved, withdraw_reply, 1)
    assert await quoted(reserved) == ([ids[2], ids[3], ids[0]], [ids[4]], 1)
    assert posted(reserved).quotes[-1].text == "time"
    summary = (await reserved.kept()).summary
    assert check_summary(summary, (await reserved.proof())[0]) == []


async def test_message_follows_who_withdraws_brings_back_and_withdraws_once_more(reserved):
    ids = (await reserved.kept()).summary.themes[0].reply_ids
    for act in (withdraw_reply, bring_back_reply, withdraw_reply):
        await do(reserved, act, 0)
        assert {ids[0]}.isdisjoint(each.reply_id for each in posted(reserved).quotes)
        assert posted(reserved).people == (7 if act is bring_back_reply else 6)


async def test_row_of_a_theme_that_people_left_stays_hidden_when_they_are_back(reserved):
    (region, *_) = (await reserved.kept()).summary.crossings
    for act in (withdraw_reply, bring_back_reply):
        await do(reserved, act, 0)
        (row, other) = (await reserved.kept()).summary.crossings[0].rows
        assert row.cells == (None,)
        assert other == region.rows[1]


async def test_moderators_hide_a_quote_that_is_public_and_it_never_stands_again(reserved):
    ids = (await reserved.kept()).summary.themes[0].reply_ids
    view = await reserved.change(hide_quotes, mark=mark_of(ids), reply_id=ids[0], now=reserved.world.later(seconds=1))
    assert view.kept.approved_at is not None
    await reserved.world.play(reserved.world.later(seconds=1))
    assert await quoted(reserved) == ([*ids[1:4]], [ids[4]], 1)
    assert [each.reply_id for each in posted(reserved).quotes] == [*ids[1:4]]
    for act in (withdraw_reply, bring_back_reply):
        await do(reserved, act, 0)
    assert ids[0] not in {*(await quoted(reserved))[0], *(await quoted(reserved))[1]}
    await do(reserved, withdraw_reply, 1)
    await do(reserved, withdraw_reply, 2)
    assert await quoted(reserved) == ([*ids[3:5]], [], 3)


async def test_quote_of_words_that_were_edited_goes_from_what_is_public(reserved):
    ids = (await reserved.kept()).summary.themes[0].reply_ids
    edited = Change(text="We need more money.", kind=None, consent=None)
    await edit_reply(
        reserved.world.house,
        guild_id=GUILD,
        member_id=PEOPLE[0].id,
        reply_id=await own(reserved, PEOPLE[0]),
        change=edited,
        now=reserved.world.later(seconds=1),
    )
    await reserved.world.play(reserved.world.later(seconds=1))
    assert [each.reply_id for each in posted(reserved).quotes] == [*ids[1:4]]
    assert posted(reserved).people == 7
