"""The draft of a summary as moderators change it: its themes, what was changed so far, and the buttons for more."""

from collections.abc import Iterator
from typing import assert_never

import discord

from bot.actions.editing_summaries import DraftView, ThemeView
from bot.domain.summary import Summary, Theme
from bot.domain.summary_edits import (
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
    name_of,
)
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import block_quote, one_line, show_name, trim
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.frontend.messages.summary_parts import show_label
from bot.summarise.progress import Far

_MOST_LISTED = 5
"""Changes that are told one by one."""
_MOST_OPTIONS = 25


def write_changed(view: DraftView, pen: Pen) -> Message:
    """The draft with the change in it; of a public summary that its message follows."""
    if view.kept.approved_at is None:
        return write_draft(view, pen)
    return write_plain(pen.say("answer.draft.hidden"), pen.say("answer.draft.hidden_body"))


def write_draft(view: DraftView, pen: Pen) -> Message:
    """What is in the draft, by theme, and what one can do to it."""
    kept = view.kept
    summary = kept.summary
    body = pen.paragraphs(
        pen.lines(*_themes(summary, pen)) or pen.say("answer.draft.no_themes"),
        pen.lines(*(pen.say("answer.draft.worded", text=show_name(each, 300)) for each in _worded(summary))),
        pen.lines(*(pen.say("answer.draft.sentence", text=show_name(each, 300)) for each in summary.sentences)),
        pen.say("answer.draft.changes", count=len(kept.edits)) if kept.edits else "",
        _lost(view, pen),
        pen.say("answer.draft.came_since", count=view.came_since) if view.came_since else "",
        pen.say("answer.draft.next"),
    )
    title = pen.say("answer.draft.title", title=show_name(summary.title, 100))
    return write_plain(title, trim(body, DESCRIPTION_LIMIT), rows=tuple(_rows(view, pen)))


def _rows(view: DraftView, pen: Pen) -> Iterator[tuple[Pressed, ...]]:
    yield _buttons(view, pen)
    if _worded(view.kept.summary):
        yield (pen.quiet("draft_drop", view.kept.id),)
    yield (_pick(view, pen),)


def _worded(summary: Summary) -> tuple[str, ...]:
    return tuple(each.text for each in summary.wording.sentences) if summary.wording else ()


def _themes(summary: Summary, pen: Pen) -> Iterator[str]:
    for place, theme in enumerate(summary.themes, 1):
        people = pen.say("notice.people", count=theme.people)
        quotes = pen.say("answer.draft.quotes", count=len(theme.quotes))
        yield f"{place}. **{show_label(theme.label)}** · {people} · {quotes}"


def _lost(view: DraftView, pen: Pen) -> str:
    """Changes that could not be made in this draft, each named: none is lost unsaid."""
    told = [f"- {_describe(each, pen)}" for each in view.lost]
    more = len(told) - _MOST_LISTED
    rest = pen.say("notice.and_more", count=more) if more > 0 else ""
    return pen.lines(pen.say("answer.draft.lost"), *told[:_MOST_LISTED], rest) if told else ""


def _describe(edit: Edit, pen: Pen) -> str:
    name = pen.say(f"answer.draft.edit.{name_of(edit)}")
    match edit:
        case RenameTheme(title=words) | SplitTheme(title=words) | AddSentence(text=words):
            return f"{name}: {show_name(words, 100)}"
        case MergeThemes() | HideQuotes() | CorrectKind() | DropSentence():
            return name
        case _:
            assert_never(edit)


def _buttons(view: DraftView, pen: Pen) -> tuple[Pressed, ...]:
    summary_id, version = view.kept.id, view.kept.version
    return (
        pen.strong("summary_approve", summary_id, version),
        pen.quiet("draft_sentence", summary_id),
        *((pen.quiet("draft_undo", summary_id, version),) if view.kept.edits else ()),
        *((pen.quiet("draft_anew", summary_id),) if view.came_since else ()),
        pen.quiet("summary_read", summary_id, label="draft_look"),
    )


def _pick(view: DraftView, pen: Pen) -> Pressed:
    summary = view.kept.summary
    options = [
        discord.SelectOption(label=_plain(f"{place}. {theme.label}"), value=str(mark_of(theme.reply_ids)))
        for place, theme in enumerate(summary.themes[: _MOST_OPTIONS - 1], 1)
    ]
    options.append(discord.SelectOption(label=pen.say("answer.draft.no_theme"), value=str(NO_THEME)))
    return Pressed(
        discord.ui.Select[discord.ui.View](
            custom_id=build("draft_theme", view.kept.id), options=options, placeholder=pen.say("answer.draft.choose")
        )
    )


def write_theme(view: ThemeView, pen: Pen) -> Message:
    """A theme with its quotes and kinds, and the buttons that change it."""
    theme = view.theme
    title = show_label(theme.label) if theme else pen.say("answer.draft.no_theme")
    counted = (
        pen.lines(pen.say("notice.people", count=theme.people), *(f"- {each}" for each in _kinds(theme, pen)))
        if theme
        else ""
    )
    body = pen.paragraphs(counted, *_quotes_within(view, pen, DESCRIPTION_LIMIT - len(counted) - 2))
    return write_plain(title, body, rows=(_changes(view, pen), (pen.quiet("draft_show", view.summary_id),)))


def _kinds(theme: Theme, pen: Pen) -> Iterator[str]:
    for count in theme.kinds:
        people = pen.say("notice.people", count=count.people)
        guessed = f" ({pen.say('answer.draft.proposed', count=count.proposed)})" if count.proposed else ""
        yield f"{pen.say(f'form.kind.{count.kind}')}: {people}{guessed}"


def _quotes_within(view: ThemeView, pen: Pen, room: int) -> Iterator[str]:
    """Quotes whole, as many as there is room for; all are in the form that hides one."""
    heading = pen.say("answer.draft.reserve")
    reserve = [pen.lines(heading, block_quote(quote.text)) for quote in view.reserve[:1]]
    reserve += [block_quote(quote.text) for quote in view.reserve[1:]]
    for text in (*(block_quote(quote.text) for quote in view.quotes), *reserve):
        room -= len(text) + 2
        if room < 0:
            return
        yield text


def _changes(view: ThemeView, pen: Pen) -> tuple[Pressed, ...]:
    at = (view.summary_id, view.mark)
    return (
        *((pen.quiet("draft_rename", *at), pen.quiet("draft_split", *at)) if view.theme else ()),
        *((pen.quiet("draft_merge", *at),) if view.theme and view.others else ()),
        *((pen.quiet("draft_hide", *at),) if view.quotes else ()),
        *((pen.quiet("draft_kind", *at),) if view.said else ()),
    )


def write_anew(came: int, summary_id: int, pen: Pen) -> Message:
    """The draft is made anew, and one can ask how far it is."""
    body = pen.say("answer.draft.anew_body", count=came)
    return write_plain(pen.say("answer.draft.anew"), body, rows=((pen.quiet("draft_far", summary_id),),))


def write_far(far: Far, summary_id: int, pen: Pen) -> Message:
    """How far the draft is, and the button to ask again."""
    body = pen.say(f"answer.draft.far.{far.stage}", percent=100 * far.done // max(1, far.whole))
    return write_plain(pen.say("answer.draft.anew"), body, rows=((pen.quiet("draft_far", summary_id),),))


def _plain(text: str) -> str:
    """As a select shows it, without mark-up."""
    return trim(one_line(text), 100)
