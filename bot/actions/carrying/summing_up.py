"""Summaries in the channel, what each writer hears of them, and notes to the organisers."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.actions.carrying.addressing import to_channel, to_desk, to_member
from bot.actions.carrying.casework import waiting_cases
from bot.actions.carrying.errands import Composed, Desk, Letter, Rewrite, place_of
from bot.actions.case_steps import case_key
from bot.actions.gathering import gather_words
from bot.actions.lookups import Setting
from bot.actions.planning import key_of, member_field
from bot.actions.renewing import renew_summary
from bot.actions.value_names import names_of_values
from bot.actions.whereabouts import link_to
from bot.domain.approval import KeptSummary
from bot.domain.case import Deed
from bot.domain.consent import Consent
from bot.domain.ids import CaseId, MemberId, ReplyId, StepId, SummaryId
from bot.domain.notices import DeskNote, HeardBack, SummaryPost
from bot.domain.participant import Participant, Profile
from bot.domain.reply import Reply
from bot.domain.steps import Outcome, StepKind
from bot.domain.summary import Summary, Theme, all_quotes
from bot.domain.summary_check import check_summary
from bot.domain.summary_lists import REGION, crossing_by
from bot.store import cases, participants, profiles, replies, steps, summaries

OF_STEPS = ("gave_up", "still_failing", "draft_fails")
"""Notes about a step."""
_MEMBER = re.compile(r"<@(-?\d+)>")


async def _kept(desk: Desk) -> KeptSummary:
    return await summaries.get(desk.tx, SummaryId(desk.step.subject_id or 0))


async def summary(desk: Desk) -> Composed:
    """An approved summary for the channel, held against the replies once more; what was withdrawn is not in it."""
    found, kept = await desk.setting(), await _kept(desk)
    words = await gather_words(desk.tx, found, kept.prompt_number)
    body = await renew_summary(desk.tx, found, kept)
    if faults := check_summary(body, words, body.partners):
        raise ValueError(f"summary {kept.id} has {len(faults)} faults, the first of kind {faults[0].kind}")
    return Letter(to=to_channel(desk), notice=_post(desk, found, kept, body))


async def update_summary(desk: Desk) -> Composed:
    """A public summary says what it still may."""
    found, kept = await desk.setting(), await _kept(desk)
    posted = await steps.find(
        desk.tx, key_of(desk.hosted.id, found.round.name, StepKind.POST_SUMMARY, f"summary:{kept.id}")
    )
    place = place_of(posted)
    if posted is None or place is None:
        return Outcome.NOT_NEEDED
    notice = _post(desk, found, kept, await renew_summary(desk.tx, found, kept))
    return Rewrite(place=place, to=to_channel(desk), notice=notice, token=posted.token)


def _post(desk: Desk, found: Setting, kept: KeptSummary, body: Summary) -> SummaryPost:
    names = names_of_values(desk.house, found.program)
    return SummaryPost(summary_id=kept.id, round_id=found.round.id, title=body.title, summary=body, names=names)


async def hear_back(desk: Desk) -> Composed:
    """What came of a writer's words."""
    found, kept = await desk.setting(), await _kept(desk)
    member_id = desk.step.recipient_id or MemberId(0)
    part = await participants.find(desk.tx, found.round.id, member_id)
    to = await to_member(desk, member_id)
    if not _still_here(part):
        return Outcome.NOT_NEEDED
    if to is None:
        return Outcome.DMS_CLOSED
    written = await replies.of_writer(desk.tx, found.round.id, member_id)
    own = {each.id: each for each in written if each.counts() and each.id in kept.summary.reply_ids}
    if not own:
        return Outcome.NOT_NEEDED
    return Letter(to=to, notice=_heard(desk, kept, own))


def _still_here(part: Participant | None) -> bool:
    return part is not None and part.takes_part()


def _heard(desk: Desk, kept: KeptSummary, own: Mapping[ReplyId, Reply]) -> HeardBack:
    body: Summary = kept.summary
    themes = [theme for theme in body.themes if own.keys() & set(theme.reply_ids)]
    largest = max(themes, key=lambda theme: theme.people, default=None)
    return HeardBack(
        round_id=kept.round_id,
        summary_title=body.title,
        theme=largest.label if largest else None,
        others=largest.people - 1 if largest else 0,
        regions=_regions(body, largest) if largest else 0,
        quote=next((quote.text for quote in all_quotes(body) if quote.reply_id in own), ""),
        may_be_shown=any(reply.consent() is not Consent.COUNT_ONLY for reply in own.values()),
        people=body.figures.people,
        replies=body.figures.replies,
        link=link_to(desk.hosted.guild_id, kept.channel_id, kept.message_id),
    )


def _regions(body: Summary, theme: Theme) -> int:
    """In how many regions the theme is shown to be heard; of hidden counts nothing is told."""
    crossing = crossing_by(body, REGION)
    rows = crossing.rows if crossing else ()
    return sum(cell is not None for row in rows if row.theme == theme.number for cell in row.cells)


async def desk_note(desk: Desk) -> Composed:
    """A note to the organisers, with a button where there is something to do."""
    written: dict[str, Any] = json.loads(desk.step.words or "{}")
    key: str = written["key"]
    fields: dict[str, str | int] = written["fields"]
    if key == "cases_wait":
        return await waiting_cases(desk)
    if key == "case_again":
        fields |= await _of_case(desk, CaseId(desk.step.subject_id or 0))
    if key == "draft_fails":
        fields = {"title": await _title_of_draft(desk, StepId(desk.step.subject_id or 0)), "why": fields["why"]}
    named = {name: await _with_names(desk, value) for name, value in fields.items()}
    notice = DeskNote(
        key=key,
        fields=tuple(sorted(named.items())),
        round_id=desk.step.round_id,
        summary_id=SummaryId(desk.step.subject_id or 0) if key == "summary_ready" else None,
        step_id=StepId(desk.step.subject_id or 0) if key in OF_STEPS else None,
    )
    return Letter(to=to_desk(desk), notice=notice)


async def _title_of_draft(desk: Desk, step_id: StepId) -> str:
    """Of the prompt that a draft sums up, or of the program."""
    number = (await steps.get(desk.tx, step_id)).prompt_number
    return desk.program.title if number is None else desk.program.prompt(number).title


async def _of_case(desk: Desk, case_id: CaseId) -> dict[str, str | int]:
    """What the person said last, and the case's thread, which has the id of its message."""
    case = await cases.get(desk.tx, case_id)
    posted = place_of(await steps.find(desk.tx, case_key(case, StepKind.POST_CASE)))
    said = [each.words for each in await cases.events(desk.tx, case_id) if each.deed is Deed.WROTE_AGAIN]
    return {
        "name": member_field(case.member_id),
        "words": said[-1] if said else "",
        "place": posted.message_id if posted else desk.hosted.desk_channel_id,
    }


async def _with_names(desk: Desk, value: str | int) -> str | int:
    """The field with people called by their names; somebody who said nothing of themselves by a mention."""
    if not isinstance(value, str):
        return value
    ids = [MemberId(int(found)) for found in _MEMBER.findall(value)]
    known = await profiles.several(desk.tx, desk.hosted.guild_id, ids)
    return _MEMBER.sub(lambda found: _called(known, found), value)


def _called(known: dict[MemberId, Profile], found: re.Match[str]) -> str:
    profile = known.get(MemberId(int(found[1])))
    # Who was erased has a negative id now, which is nobody's: there is nothing to call them by.
    return profile.name if profile else "" if found[1].startswith("-") else found[0]
