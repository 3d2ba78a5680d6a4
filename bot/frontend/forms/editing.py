"""Forms by which moderators change the draft of a summary."""

from collections.abc import Awaitable

import discord

from bot.actions.editing_summaries import (
    DraftView,
    Said,
    ThemeView,
    add_sentence,
    correct_kind,
    drop_sentence,
    hide_quotes,
    merge_themes,
    rename_theme,
    show_draft,
    show_theme,
    split_theme,
)
from bot.domain.errors import RuleError
from bot.domain.ids import ReplyId, SummaryId
from bot.domain.kind import Kind
from bot.domain.summary import mark_of_words
from bot.domain.summary_edits import LONGEST_ADDED_SENTENCE, LONGEST_TITLE, mark_of
from bot.frontend.allowed import check_moderates
from bot.frontend.answers.editing import write_changed
from bot.frontend.asked import Asked
from bot.frontend.custom_ids import read_number
from bot.frontend.forms.drafting import Opener, draft_of, hand_in
from bot.frontend.forms.making import CHOICES_LIMIT, Filled, ask_one, ask_some, ask_text, make_form
from bot.frontend.messages.pen import Pen

_WORD_LIMIT = 60
_OF_ALL = ("draft_sentence", "draft_drop")
"""Forms about the whole draft; the others are about one theme."""


async def open_sentence(asked: Asked) -> None:
    """The form for a sentence of the moderators is open."""
    await check_moderates(asked)
    await show_draft(asked.house, guild_id=asked.guild_id, summary_id=_summary(asked))
    opener = _opener(asked)
    before = await draft_of(asked, asked.guild_id, opener)
    part = ask_text(
        asked.pen,
        "text",
        key="draft_sentence",
        default=before.text("text") if before else "",
        most=LONGEST_ADDED_SENTENCE,
        lines=True,
    )
    await asked.show(_make(opener, asked.pen, part))


async def open_drop(asked: Asked) -> None:
    """The form for a sentence of the language model that is not to be said is open."""
    await check_moderates(asked)
    view = await show_draft(asked.house, guild_id=asked.guild_id, summary_id=_summary(asked))
    wording = view.kept.summary.wording
    if wording is None or not wording.sentences:
        raise RuleError("draft_changed")
    options = {str(mark_of_words(each.text)): each.text for each in wording.sentences}
    part = ask_one(asked.pen, "sentence", key="draft_worded", options=options, chosen="")
    await asked.show(_make(_opener(asked), asked.pen, part))


async def open_change(asked: Asked) -> None:
    """The form for the change of the button is open, about the theme of the button."""
    await check_moderates(asked)
    view = await show_theme(asked.house, guild_id=asked.guild_id, summary_id=_summary(asked), mark=_mark(asked))
    opener = _opener(asked)
    before = await draft_of(asked, asked.guild_id, opener)
    parts = _PARTS[opener.verb](view, before or Filled({}), asked.pen)
    await asked.show(_make(opener, asked.pen, *parts))


def _make(opener: Opener, pen: Pen, *parts: discord.ui.Label[discord.ui.View]) -> discord.ui.Modal:
    return make_form(opener.verb, *opener.args, title=pen.say(f"form.{opener.verb}.title"), parts=parts)


def _rename(view: ThemeView, before: Filled, pen: Pen) -> tuple[discord.ui.Label[discord.ui.View], ...]:
    title = before.text("title") or (view.theme.label if view.theme else "")
    return (ask_text(pen, "title", key="draft_title", default=title, most=LONGEST_TITLE),)


def _split(view: ThemeView, before: Filled, pen: Pen) -> tuple[discord.ui.Label[discord.ui.View], ...]:
    word = ask_text(pen, "word", key="draft_word", default=before.text("word"), most=_WORD_LIMIT, required=False)
    chosen = ask_some(
        pen, "replies", key="draft_replies", options=_options(view.said, pen), chosen=before.several("replies")
    )
    title = ask_text(pen, "title", key="draft_title", default=before.text("title"), most=LONGEST_TITLE)
    return (title, word, *((chosen,) if view.said else ()))


def _merge(view: ThemeView, _: Filled, pen: Pen) -> tuple[discord.ui.Label[discord.ui.View], ...]:
    options = {str(mark_of(theme.reply_ids)): theme.label for theme in view.others[:CHOICES_LIMIT]}
    return (ask_one(pen, "other", key="draft_other", options=options, chosen=""),)


def _hide(view: ThemeView, _: Filled, pen: Pen) -> tuple[discord.ui.Label[discord.ui.View], ...]:
    options = {str(quote.reply_id): quote.text for quote in (*view.quotes, *view.reserve)[:CHOICES_LIMIT]}
    return (ask_one(pen, "reply", key="draft_quote", options=options, chosen=""),)


def _kind(view: ThemeView, _: Filled, pen: Pen) -> tuple[discord.ui.Label[discord.ui.View], ...]:
    kinds = {each.value: pen.say(f"form.kind.{each}") for each in Kind}
    return (
        ask_one(pen, "reply", key="draft_reply", options=_options(view.said, pen), chosen=""),
        ask_one(pen, "kind", key="draft_kind", options=kinds, chosen=""),
    )


def _options(said: tuple[Said, ...], pen: Pen) -> dict[str, str]:
    """The first replies, with the kind where there is one, as far as a select holds them."""
    return {
        str(each.reply_id): f"{pen.say(f'form.kind.{each.kind}')}: {each.text}" if each.kind else each.text
        for each in said[:CHOICES_LIMIT]
    }


_PARTS = {
    "draft_rename": _rename,
    "draft_split": _split,
    "draft_merge": _merge,
    "draft_hide": _hide,
    "draft_kind": _kind,
}


async def submit_sentence(asked: Asked) -> None:
    """The summary holds their sentence."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    text = filled.text("text")
    await _do(asked, filled, add_sentence(asked.house, guild_id=asked.guild_id, summary_id=_summary(asked), text=text))


async def submit_drop(asked: Asked) -> None:
    """A sentence of the language model is not said."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    act = drop_sentence(
        asked.house, guild_id=asked.guild_id, summary_id=_summary(asked), sentence=_chosen(filled, "sentence")
    )
    await _do(asked, filled, act)


async def submit_rename(asked: Asked) -> None:
    """The theme has another name."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    title = filled.text("title")
    act = rename_theme(asked.house, guild_id=asked.guild_id, summary_id=_summary(asked), mark=_mark(asked), title=title)
    await _do(asked, filled, act)


async def submit_split(asked: Asked) -> None:
    """A part of the theme is one of its own."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    act = split_theme(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=_summary(asked),
        mark=_mark(asked),
        title=filled.text("title"),
        word=filled.text("word"),
        chosen=tuple(ReplyId(_number(each)) for each in filled.several("replies")),
    )
    await _do(asked, filled, act)


async def submit_merge(asked: Asked) -> None:
    """Another theme is part of this one."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    act = merge_themes(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=_summary(asked),
        mark=_mark(asked),
        other=_chosen(filled, "other"),
    )
    await _do(asked, filled, act)


async def submit_hide(asked: Asked) -> None:
    """A quote is hidden."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    act = hide_quotes(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=_summary(asked),
        mark=_mark(asked),
        reply_id=ReplyId(_chosen(filled, "reply")),
        now=asked.now,
    )
    await _do(asked, filled, act)


async def submit_kind(asked: Asked) -> None:
    """A reply is of another kind."""
    await check_moderates(asked)
    filled = Filled.of(asked)
    kind = filled.kind()
    if kind is None:
        raise RuleError("unknown_button")
    act = correct_kind(
        asked.house,
        guild_id=asked.guild_id,
        summary_id=_summary(asked),
        mark=_mark(asked),
        reply_id=ReplyId(_chosen(filled, "reply")),
        kind=kind,
    )
    await _do(asked, filled, act)


async def _do(asked: Asked, filled: Filled, act: Awaitable[DraftView]) -> None:
    await hand_in(
        asked, asked.guild_id, _opener(asked), filled, act=act, write=lambda view: write_changed(view, asked.pen)
    )


def _opener(asked: Asked) -> Opener:
    places = 1 if asked.parsed.verb in _OF_ALL else 2
    return Opener(verb=asked.parsed.verb, args=tuple(asked.number(place) for place in range(places)))


def _summary(asked: Asked) -> SummaryId:
    return SummaryId(asked.number(0))


def _mark(asked: Asked) -> int:
    return asked.number(1)


def _chosen(filled: Filled, name: str) -> int:
    """The number that was chosen; what was chosen can be forged."""
    chosen = filled.several(name)
    return _number(chosen[0] if len(chosen) == 1 else "")


def _number(written: str) -> int:
    try:
        return read_number(written)
    except ValueError:
        raise RuleError("unknown_button") from None
