"""Moderators change a draft: each change is kept beside it, and the draft is what comes of all of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.correcting import plan_update
from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting
from bot.actions.planning import plan_step
from bot.actions.ports import House
from bot.actions.renewing import Renewed, renew, renew_draft, with_withdrawals
from bot.actions.summarising import summary_in
from bot.actions.value_names import names_of_values
from bot.domain.approval import KeptSummary
from bot.domain.errors import RuleError
from bot.domain.harmless import one_line, storable
from bot.domain.ids import GuildId, ReplyId, SummaryId
from bot.domain.kind import Kind
from bot.domain.steps import StepKind
from bot.domain.summary import Quote, Summary, Theme, is_shared_word, mark_of_words
from bot.domain.summary_edits import (
    LONGEST_ADDED_SENTENCE,
    LONGEST_TITLE,
    MOST_EDITS,
    NO_THEME,
    AddSentence,
    CorrectKind,
    DropSentence,
    Edit,
    HideQuotes,
    MergeThemes,
    RenameTheme,
    SplitTheme,
    mark_of,
)
from bot.domain.summary_quotes import hide_quotes_of, with_substitutes
from bot.domain.summary_repair import worded_as_proved
from bot.domain.words import Words, may_be_quoted
from bot.store import Tx, steps, summaries
from bot.summarise.progress import Far


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft, as moderators change it."""

    kept: KeptSummary
    round_name: str
    names: Mapping[str, Mapping[str, str]]
    """What readers call the values by which themes are counted."""
    lost: tuple[Edit, ...]
    """Changes that find no place in it."""
    came_since: int
    """Replies that it does not consider yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reply that moderators may be shown: its writers let it be quoted."""

    reply_id: ReplyId
    text: str
    kind: Kind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme, or what is in none of them."""

    summary_id: SummaryId
    mark: int
    theme: Theme | None
    quotes: tuple[Quote, ...]
    reserve: tuple[Quote, ...]
    """What is quoted where one of these goes."""
    said: tuple[Said, ...]
    """Those that may be quoted, the quoted ones first."""
    others: tuple[Theme, ...]
    """The other themes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """A draft in an open transaction."""

    tx: Tx
    found: Setting
    kept: KeptSummary
    renewed: Renewed
    words: Sequence[Words]

    @property
    def summary(self) -> Summary:
        return self.renewed.summary

    def theme(self, mark: int) -> Theme:
        """The theme of this mark; `draft_changed` where other replies are in it now."""
        for theme in self.summary.themes:
            if mark_of(theme.reply_ids) == mark:
                return theme
        raise RuleError("draft_changed")

    def replies_of(self, mark: int) -> tuple[ReplyId, ...]:
        return self.summary.other_ids if mark == NO_THEME else self.theme(mark).reply_ids


async def _matter(
    house: House, tx: Tx, guild_id: GuildId, summary_id: SummaryId, *, drafts_only: bool = True
) -> _Matter:
    found, kept = await summary_in(house, tx, guild_id, summary_id)
    if drafts_only and kept.approved_at is not None:
        raise RuleError("summary_is_approved")
    words = await gather_words(tx, found, kept.prompt_number)
    return _Matter(tx=tx, found=found, kept=kept, renewed=await renew(tx, found, kept), words=words)


def _view(house: House, matter: _Matter, renewed: Renewed, edits: tuple[Edit, ...]) -> DraftView:
    considered = {*renewed.summary.reply_ids}
    return DraftView(
        kept=replace(matter.kept, summary=renewed.summary, draft=renewed.draft, edits=edits),
        round_name=matter.found.round.name,
        names=names_of_values(house, matter.found.program),
        lost=renewed.lost,
        came_since=sum(each.reply_id not in considered for each in matter.words),
    )


async def show_draft(house: House, *, guild_id: GuildId, summary_id: SummaryId) -> DraftView:
    """The draft with all changes in it, as its replies are now.

    Raises:
        RuleError: `no_summary_yet`, `summary_is_approved`.
    """
    async with house.store.read() as tx:
        matter = await _matter(house, tx, guild_id, summary_id)
        return _view(house, matter, matter.renewed, matter.kept.edits)


async def show_theme(house: House, *, guild_id: GuildId, summary_id: SummaryId, mark: int) -> ThemeView:
    """The theme of this mark, or with `NO_THEME` what is in none; also of a summary that is public.

    Raises:
        RuleError: `no_summary_yet`, `draft_changed` where other replies are in it now.
    """
    async with house.store.read() as tx:
        matter = await _matter(house, tx, guild_id, summary_id, drafts_only=False)
        theme = None if mark == NO_THEME else matter.theme(mark)
        quotes, reserve = (theme or matter.summary).quotes, (theme or matter.summary).reserve
        return ThemeView(
            summary_id=summary_id,
            mark=mark,
            theme=theme,
            quotes=quotes,
            reserve=reserve,
            said=_said_in(matter, matter.replies_of(mark), [quote.reply_id for quote in quotes]),
            others=tuple(each for each in matter.summary.themes if each is not theme),
        )


def _said_in(matter: _Matter, reply_ids: Collection[ReplyId], quoted: Collection[ReplyId]) -> tuple[Said, ...]:
    kinds = {each.reply_id: each.kind for each in matter.summary.kinds}
    shown = [each for each in matter.words if each.reply_id in reply_ids and may_be_quoted(each) and each.text]
    shown.sort(key=lambda each: each.reply_id not in quoted)
    return tuple(Said(reply_id=each.reply_id, text=each.text, kind=kinds.get(each.reply_id)) for each in shown)


async def _change(
    house: House, guild_id: GuildId, summary_id: SummaryId, decide: Callable[[_Matter], Edit]
) -> DraftView:
    """The draft has one more change, which is decided on the draft as it is in the same transaction."""
    async with house.store.write() as tx:
        matter = await _matter(house, tx, guild_id, summary_id)
        edits = (*matter.kept.edits, decide(matter))
        if len(edits) > MOST_EDITS:
            raise RuleError("enough_edits", most=MOST_EDITS)
        renewed = await renew_draft(tx, matter.found, matter.kept, edits)
        if edits[-1] in renewed.lost and edits[-1] not in matter.renewed.lost:
            raise RuleError("edit_does_not_fit")
        return await _keep(house, matter, renewed, edits)


async def _keep(house: House, matter: _Matter, renewed: Renewed, edits: tuple[Edit, ...]) -> DraftView:
    draft = renewed.draft or renewed.summary
    await summaries.save_edited(matter.tx, matter.kept.id, draft=draft, edits=edits, summary=renewed.summary)
    return _view(house, matter, renewed, edits)


def _checked(words: str, most: int) -> str:
    text = one_line(storable(words)).strip()
    if not text:
        raise RuleError("nothing_written")
    if len(text) > most:
        raise RuleError("too_long", length=len(text), most=most)
    return text


async def rename_theme(house: House, *, guild_id: GuildId, summary_id: SummaryId, mark: int, title: str) -> DraftView:
    """The theme is called so.

    Raises:
        RuleError: `no_summary_yet`, `summary_is_approved`, `draft_changed`, `nothing_written`, `too_long`,
            `enough_edits`; all changes raise these.
    """
    name = _checked(title, LONGEST_TITLE)
    return await _change(
        house, guild_id, summary_id, lambda at: RenameTheme(reply_ids=at.theme(mark).reply_ids, title=name)
    )


async def merge_themes(house: House, *, guild_id: GuildId, summary_id: SummaryId, mark: int, other: int) -> DraftView:
    """The theme of the mark `other` is part of the theme of `mark`, which keeps its name."""
    return await _change(
        house,
        guild_id,
        summary_id,
        lambda at: MergeThemes(reply_ids=at.theme(mark).reply_ids, other_ids=at.theme(other).reply_ids),
    )


async def split_theme(
    house: House,
    *,
    guild_id: GuildId,
    summary_id: SummaryId,
    mark: int,
    title: str,
    word: str,
    chosen: Collection[ReplyId],
) -> DraftView:
    """The chosen replies of the theme, and those with this word, are a theme of their own, called so.

    Raises:
        RuleError: also `word_is_not_shared` where fewer than two people who may be quoted wrote the word: nobody
            can try words to learn who wrote them. `edit_does_not_fit` where a part would have fewer than three people.
    """
    name, sought = _checked(title, LONGEST_TITLE), one_line(word).strip()

    def decide(at: _Matter) -> Edit:
        theme = at.theme(mark)
        members = [each for each in at.words if each.reply_id in theme.reply_ids]
        if sought and not is_shared_word(sought, members):
            raise RuleError("word_is_not_shared")
        with_word = {each.reply_id for each in members if sought and sought.casefold() in each.text.casefold()}
        leaving = with_word | ({*chosen} & {*theme.reply_ids})
        if not leaving:
            raise RuleError("nothing_chosen")
        return SplitTheme(reply_ids=tuple(sorted(leaving)), title=name)

    return await _change(house, guild_id, summary_id, decide)


async def hide_quotes(
    house: House, *, guild_id: GuildId, summary_id: SummaryId, mark: int, reply_id: ReplyId, now: datetime
) -> DraftView:
    """Nothing of this reply is quoted; where the summary is public, another quote stands instead if there is one.

    Raises:
        RuleError: `no_summary_yet`, `draft_changed`, `enough_edits`.
    """
    view = await _hide_in_public(house, guild_id, summary_id, mark, reply_id, now)
    if view is not None:
        return view
    return await _change(
        house, guild_id, summary_id, lambda at: HideQuotes(reply_id=_checked_reply(at, mark, reply_id))
    )


async def _hide_in_public(
    house: House, guild_id: GuildId, summary_id: SummaryId, mark: int, reply_id: ReplyId, now: datetime
) -> DraftView | None:
    """The same of a summary that was approved; None where it is a draft."""
    async with house.store.write() as tx:
        matter = await _matter(house, tx, guild_id, summary_id, drafts_only=False)
        kept, before = matter.kept, matter.summary
        if kept.approved_at is None:
            return None
        edits = tuple(dict.fromkeys((*kept.edits, HideQuotes(reply_id=_checked_reply(matter, mark, reply_id)))))
        standing = {each.reply_id: each for each in matter.words}
        left = worded_as_proved(with_substitutes(hide_quotes_of(before, reply_id), standing))
        summary = with_withdrawals(before, left) if kept.published_at else left
        await summaries.save_hidden(tx, summary_id, edits=edits, summary=summary)
        await plan_update(tx, matter.found, kept, summary, now)
    house.wake()
    return _view(house, matter, Renewed(summary=summary), edits)


async def correct_kind(
    house: House, *, guild_id: GuildId, summary_id: SummaryId, mark: int, reply_id: ReplyId, kind: Kind
) -> DraftView:
    """The reply is of this kind."""
    return await _change(
        house, guild_id, summary_id, lambda at: CorrectKind(reply_id=_checked_reply(at, mark, reply_id), kind=kind)
    )


def _checked_reply(matter: _Matter, mark: int, reply_id: ReplyId) -> ReplyId:
    if reply_id not in matter.replies_of(mark):
        raise RuleError("draft_changed")
    return reply_id


async def add_sentence(house: House, *, guild_id: GuildId, summary_id: SummaryId, text: str) -> DraftView:
    """The summary holds this sentence, as the moderators'."""
    said = _checked(text, LONGEST_ADDED_SENTENCE)
    return await _change(house, guild_id, summary_id, lambda _: AddSentence(text=said))


async def drop_sentence(house: House, *, guild_id: GuildId, summary_id: SummaryId, sentence: int) -> DraftView:
    """The sentence of this mark, which a language model worded, is not said, also where it words it so again."""

    def decide(at: _Matter) -> Edit:
        worded = at.summary.wording.sentences if at.summary.wording else ()
        if sentence not in {mark_of_words(each.text) for each in worded}:
            raise RuleError("draft_changed")
        return DropSentence(mark=sentence)

    return await _change(house, guild_id, summary_id, decide)


async def undo_change(house: House, *, guild_id: GuildId, summary_id: SummaryId, version: int) -> DraftView:
    """The last change of the draft of this version is undone.

    Raises:
        RuleError: `no_summary_yet`, `summary_is_approved`, `draft_changed`, `nothing_to_undo`.
    """
    async with house.store.write() as tx:
        matter = await _matter(house, tx, guild_id, summary_id)
        if matter.kept.version != version:
            raise RuleError("draft_changed")
        if not matter.kept.edits:
            raise RuleError("nothing_to_undo")
        edits = matter.kept.edits[:-1]
        return await _keep(house, matter, await renew_draft(tx, matter.found, matter.kept, edits), edits)


async def how_far(house: House, *, guild_id: GuildId, summary_id: SummaryId) -> Far | DraftView:
    """How far the draft is that is being made anew; where none is, the draft as `show_draft` returns it.

    Raises:
        RuleError: `no_summary_yet`, `summary_is_approved`.
    """
    view = await show_draft(house, guild_id=guild_id, summary_id=summary_id)
    return house.under_way.how_far(view.kept.round_id, view.kept.prompt_number) or view


async def draft_anew(house: House, *, guild_id: GuildId, summary_id: SummaryId, now: datetime) -> int:
    """The summary is on its way to be drafted anew, with the same changes; returns how many replies came since.

    Called twice for the same replies it is drafted once.

    Raises:
        RuleError: `no_summary_yet`, `summary_is_approved`, `nothing_came_since`.
    """
    async with house.store.write() as tx:
        matter = await _matter(house, tx, guild_id, summary_id)
        came = _view(house, matter, matter.renewed, matter.kept.edits).came_since
        if not came:
            raise RuleError("nothing_came_since")
        number = matter.kept.prompt_number
        about = (f"summary:{summary_id}", f"anew:{mark_of(each.reply_id for each in matter.words)}")
        anew = plan_step(matter.found.round, StepKind.DRAFT_SUMMARY, now, *about, prompt_number=number)
        await steps.plan(tx, [anew])
    house.wake()
    return came
