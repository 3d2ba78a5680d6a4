"""Everything that is kept of a person in a guild, for them to take along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions.lookups import names_of
from bot.actions.ports import House
from bot.domain.agreement import Agreement
from bot.domain.case import Case, CaseEvent
from bot.domain.ending import Survey
from bot.domain.ids import GuildId, MemberId, SummaryId
from bot.domain.participant import Profile
from bot.domain.particulars import Particulars
from bot.domain.reply import Reply
from bot.domain.round import Round
from bot.store import (
    Tx,
    agreements,
    assents,
    cases,
    check_ins,
    pairs,
    participants,
    particulars,
    places,
    profiles,
    replies,
    rosters,
    rounds,
    summaries,
    surveys,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """Everything that is kept of a person in a guild, as it can be taken along."""

    profile: Profile | None
    rounds: tuple[str, ...]
    replies: int
    as_json: dict[str, Any]


async def show_data(house: House, *, guild_id: GuildId, member_id: MemberId) -> MyData:
    """Everything that is kept of the person in this guild."""
    async with house.store.read() as tx:
        profile = await profiles.find(tx, guild_id, member_id)
        said = await particulars.find(tx, guild_id, member_id)
        joined = await participants.rounds_of(tx, guild_id, member_id)
        written = await replies.of_member(tx, guild_id, member_id)
        listed = [(await rounds.get(tx, each)).name for each in await places.waited_for(tx, guild_id, member_id)]
        codes = await rosters.of_member(tx, guild_id, member_id)
        asked = [(each, await cases.events(tx, each.id)) for each in await cases.of_member(tx, guild_id, member_id)]
        ended = await surveys.of_member(tx, guild_id, member_id)
        agrees_with = [await _assent_json(tx, *each) for each in await assents.of_member(tx, guild_id, member_id)]
        together = [await _pairs_json(tx, guild_id, member_id, each) for each in joined]
        answers = [answer for each in joined for answer in await check_ins.of_round(tx, each.id)]
    as_json = {
        "requests_for_help": [_case_json(*each) for each in asked],
        "profile": _profile_json(profile),
        "particulars": _particulars_json(said),
        "rounds": [each.name for each in joined],
        "pairs": [pair for each in together for pair in each],
        "wait_lists": listed,
        "codes_used": [each.used_at.isoformat() for each in codes if each.used_at is not None],
        "replies": [_reply_json(each, member_id) for each in written],
        "surveys": [_survey_json(each) for each in ended],
        "agrees_with": agrees_with,
        "check_ins": [
            {"answer": each.answer.value, "answered_at": each.answered_at.isoformat()}
            for each in answers
            if each.member_id == member_id
        ],
    }
    return MyData(profile=profile, rounds=tuple(each.name for each in joined), replies=len(written), as_json=as_json)


def _profile_json(profile: Profile | None) -> dict[str, Any] | None:
    if profile is None:
        return None
    return {
        "name": profile.name,
        "country": profile.country,
        "zone": profile.zone,
        "languages": list(profile.languages),
        "interests": list(profile.interests),
        "consent": profile.consent.value if profile.consent else None,
    }


def _particulars_json(said: Particulars) -> dict[str, Any]:
    return {
        "sector": said.sector,
        "career_stage": said.career_stage,
        "offers": list(said.offers),
        "seeks": list(said.seeks),
        "wishes": [wish.value for wish in said.wishes],
        "wish_words": said.wish_words,
        "hours": list(said.hours),
        "reach": said.reach.value,
    }


def _case_json(case: Case, events: list[CaseEvent]) -> dict[str, Any]:
    """What they asked and what was said to them; what else moderators did is not theirs alone."""
    said = [each for each in events if each.words]
    return {
        "kind": case.kind.value,
        "words": case.words,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        "said": [{"what": each.deed.value, "words": each.words, "at": each.at.isoformat()} for each in said],
    }


async def _assent_json(tx: Tx, summary_id: SummaryId, theme: int, said_at: datetime) -> dict[str, Any]:
    summary = (await summaries.get(tx, summary_id)).summary
    labels = {each.number: each.label for each in summary.themes}
    return {"summary": summary.title, "theme": labels.get(theme, ""), "said_at": said_at.isoformat()}


def _survey_json(survey: Survey) -> dict[str, Any]:
    return {
        "gains": [gain.value for gain in survey.gains],
        "words": survey.words,
        "stays_in_touch": survey.stays_in_touch,
        "wants_invitation": survey.wants_invitation,
        "said_at": survey.said_at.isoformat(),
    }


async def _pairs_json(tx: Tx, guild_id: GuildId, member_id: MemberId, joined: Round) -> list[dict[str, Any]]:
    """The pairs of the round in which they are or were to its end: with whom, and what was agreed."""
    found = [each for each in await pairs.of_round(tx, joined.id, active_only=False) if member_id in each.members]
    return [
        {
            "round": joined.name,
            "partners": list(await names_of(tx, guild_id, pair.partners_of(member_id))),
            "agreement": _agreement_json(await agreements.find(tx, pair.id), member_id),
        }
        for pair in found
        if pair.approved_at is not None
    ]


def _agreement_json(agreement: Agreement | None, member_id: MemberId) -> dict[str, Any] | None:
    if agreement is None:
        return None
    return {
        "how_often": agreement.how_often.value,
        "medium": agreement.medium.value,
        "hopes": agreement.hopes,
        "proposed_by_you": agreement.proposed_by == member_id,
        "you_said_yes": member_id in agreement.accepted_by,
    }


def _reply_json(reply: Reply, member_id: MemberId) -> dict[str, Any]:
    return {
        "prompt": reply.prompt_number,
        "said_at": reply.said_at.isoformat(),
        "text": reply.text,
        "consent": reply.consent_of(member_id).value,
        "used_as": reply.consent().value,
        "kind": reply.kind.value if reply.kind else None,
        "withdrawn": reply.withdrawn_at is not None,
        "words_deleted": reply.forgotten(),
    }
