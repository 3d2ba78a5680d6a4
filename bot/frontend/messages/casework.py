"""Cases: what moderators read and press, and what the person who asked hears."""

from bot.domain.case import CaseKind
from bot.domain.notices import CaseAnswer, CaseNote, CasesWait, DoneAbout, Removed, WaitingCase
from bot.frontend.buttons import Pressed
from bot.frontend.messages.markup import block_quote, show_name, tame_words
from bot.frontend.messages.message import Message
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen, make_card
from bot.texts.speech import moment

_LONGEST_QUOTE = 3_000
"""Characters of quoted words with their marks escaped; what is longer stands as it was written."""
_ROOM_FOR_DEEDS = 900
_MOST_LISTED = 15


def write_case(notice: CaseNote, pen: Pen) -> Message:
    """Who asks, since when, with whom they are in a pair, what was done, and buttons for what can be done."""
    who = _call(notice.name, pen)
    partners = pen.speech.list([_call(name, pen) for name in notice.partners])
    facts = pen.lines(
        pen.say("notice.case.since", at=moment(notice.opened_at, "R")),
        pen.say("notice.case.partners", partners=partners) if notice.partners else "",
    )
    words = _quote(notice.words)
    deeds = _list_deeds(notice.done, pen)
    body = pen.paragraphs(words, facts, deeds)
    key = "notice.case.closed" if notice.closed else "notice.case.content"
    return Message(
        content=pen.say(key, name=who, kind=_say_kind(notice.kind, pen)),
        embeds=(make_card("", body if len(body) <= DESCRIPTION_LIMIT else pen.paragraphs(words, facts)),),
        rows=_choose_buttons(notice, pen),
    )


def _choose_buttons(notice: CaseNote, pen: Pen) -> tuple[tuple[Pressed, ...], ...]:
    case_id = notice.case_id
    if notice.closed:
        return ((pen.off("case_answer", case_id),),)
    rows: list[tuple[Pressed, ...]] = [(pen.strong("case_answer", case_id), pen.quiet("case_close", case_id))]
    if notice.partners:
        rows.append(
            (
                pen.quiet("case_repair", case_id),
                pen.quiet("case_swap", case_id),
                pen.quiet("case_end", case_id),
                pen.quiet("case_apart", case_id),
            )
        )
    if notice.in_round:
        rows.append((pen.quiet("case_remove", case_id),))
    return tuple(rows)


def _quote(words: str) -> str:
    quoted = block_quote(words) if words else ""
    return quoted if len(quoted) <= _LONGEST_QUOTE else tame_words(words)


def _list_deeds(done: tuple[DoneAbout, ...], pen: Pen) -> str:
    """What was done, a line each; of many the latest that there is room for."""
    lines: list[str] = []
    for each in reversed(done):
        line = f"- {_say_deed(each, pen)}"
        if len("\n".join([line, *lines])) > _ROOM_FOR_DEEDS:
            break
        lines.insert(0, line)
    return pen.lines(pen.say("notice.case.done"), *lines) if lines else ""


def _say_deed(each: DoneAbout, pen: Pen) -> str:
    told = pen.say(
        f"notice.case.deed.{each.deed}",
        by=_call(each.by, pen),
        at=moment(each.at, "R"),
        **({"about": _call(each.about, pen)} if each.deed in ("removed", "swapped") else {}),
    )
    first = show_name(each.words, 100)
    return f"{told} {first}" if first else told


def _call(name: str, pen: Pen) -> str:
    """The name so that it is harmless; a mention as it is, which pings nobody in the organisers' channel."""
    if not name:
        return pen.say("desk.somebody")
    return name if name.startswith("<@") else show_name(name)


def _say_kind(kind: CaseKind, pen: Pen) -> str:
    return pen.say(f"desk.kind.{kind}")


def write_cases_wait(notice: CasesWait, pen: Pen) -> Message:
    """Who waits, since when, and where to answer."""
    lines = [_say_waiting(case, pen) for case in notice.cases[:_MOST_LISTED]]
    left = len(notice.cases) - len(lines)
    more = pen.say("notice.and_more", count=left) if left > 0 else ""
    return Message(
        content=pen.say("notice.cases_wait.content", count=len(notice.cases)),
        embeds=(make_card("", pen.lines(*lines, more)),),
        rows=((pen.about(),),),
    )


def _say_waiting(case: WaitingCase, pen: Pen) -> str:
    key = "notice.cases_wait.answered" if case.answered else "notice.cases_wait.case"
    said = pen.say(key, name=_call(case.name, pen), kind=_say_kind(case.kind, pen), at=moment(case.opened_at, "R"))
    return f"- {said} <#{case.thread_id}>" if case.thread_id else f"- {said}"


def write_case_answer(notice: CaseAnswer, pen: Pen) -> Message:
    """What they had asked, what a moderator says to it, and how to write back."""
    asked = pen.say("notice.case_answer.asked", words=show_name(notice.asked, 200)) if notice.asked else ""
    if notice.closed:
        content, how = pen.say("notice.case_answer.closed"), pen.say("notice.case_answer.closed_body")
        row = (pen.quiet("help_round", notice.round_id, label="help"),)
    else:
        content, how = pen.say("notice.case_answer.content"), pen.say("notice.case_answer.body")
        row = (
            pen.strong("case_more", notice.case_id),
            pen.quiet("help_round", notice.round_id, label="help"),
        )
    return Message(
        content=content,
        embeds=(make_card("", pen.paragraphs(asked, _quote(notice.words), how)),),
        rows=(row,),
    )


def write_removed(notice: Removed, pen: Pen) -> Message:
    """A moderator ended their round; where to ask why."""
    return Message(
        content=pen.say("notice.removed.content", title=show_name(notice.title)),
        embeds=(make_card("", pen.say("notice.removed.body")),),
        rows=((pen.quiet("help_round", notice.round_id, label="help"),),),
    )
