"""Summaries from draft to publication."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from bot.domain.approval import KeptSummary
from bot.domain.ids import ChannelId, MemberId, MessageId, RoundId, SummaryId
from bot.domain.summary import Summary
from bot.domain.summary_body import from_json, to_json
from bot.domain.summary_edits import Edit, edits_from_json, edits_to_json
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import Upsert, equals, selecting
from bot.store.tables import SUMMARY

_OF_ROUND = (
    selecting(SUMMARY, KeptSummary)
    .add_columns(SUMMARY.c.body)
    .where(equals(SUMMARY.c.round_id))
    .order_by(SUMMARY.c.prompt_number)
)
_OF_PROMPT = _OF_ROUND.where(equals(SUMMARY.c.prompt_number))
_ONE = selecting(SUMMARY, KeptSummary).add_columns(SUMMARY.c.body).where(equals(SUMMARY.c.id))
_ITSELF = update(SUMMARY).where(equals(SUMMARY.c.id))
_APPROVE = _ITSELF.where(SUMMARY.c.approved_at.is_(None)).values(
    approved_by=bindparam("by"), approved_at=bindparam("at"), draft=None
)
_SAVE_BODY = _ITSELF.values(body=bindparam("now_body"))
_SAVE_EDITED = _ITSELF.where(SUMMARY.c.approved_at.is_(None)).values(
    body=bindparam("now_body"), draft=bindparam("now_draft"), edits=bindparam("now_edits")
)
_SAVE_HIDDEN = _ITSELF.values(body=bindparam("now_body"), edits=bindparam("now_edits"))
_SET_PUBLISHED = _ITSELF.values(
    channel_id=bindparam("now_channel_id"), message_id=bindparam("now_message_id"), published_at=bindparam("at")
)


def _or_redraft(insert: Upsert) -> Upsert:
    return insert.on_conflict_do_update(
        index_elements=["round_id", "prompt_number"],
        set_={name: insert.excluded[name] for name in ("body", "draft", "made_at")},
        where=SUMMARY.c.approved_at.is_(None),
    )


_SAVE_DRAFT = rows.upserting(SUMMARY, _or_redraft)


def _kept(*, prompt_number: int, body: str, draft: str | None, edits: str, **fields: Any) -> KeptSummary:
    return KeptSummary(
        prompt_number=prompt_number or None,
        summary=from_json(body),
        draft=from_json(draft) if draft else None,
        edits=edits_from_json(edits),
        **fields,
    )


async def save_draft(
    tx: Tx, *, round_id: RoundId, prompt_number: int | None, summary: Summary, made_at: datetime
) -> KeptSummary:
    """The summary is the draft for this prompt, or with None for the round, instead of any earlier draft; return it.

    One that was approved stays as it is and is returned. Edits of an earlier draft stay beside it, not yet in it.
    """
    await rows.change(
        tx,
        _SAVE_DRAFT(tx),
        round_id=round_id,
        prompt_number=prompt_number or 0,
        body=to_json(summary),
        draft=to_json(summary),
        made_at=made_at,
    )
    return await rows.get(tx, _kept, _OF_PROMPT, the_round_id=round_id, the_prompt_number=prompt_number or 0)


async def get(tx: Tx, summary_id: SummaryId) -> KeptSummary:
    """Return the summary; LookupError when there is none."""
    return await rows.get(tx, _kept, _ONE, the_id=summary_id)


async def find(tx: Tx, round_id: RoundId, prompt_number: int | None) -> KeptSummary | None:
    """Return the summary of this prompt, or with None of the round, if there is one."""
    return await rows.find(tx, _kept, _OF_PROMPT, the_round_id=round_id, the_prompt_number=prompt_number or 0)


async def of_round(tx: Tx, round_id: RoundId) -> list[KeptSummary]:
    """Return all summaries of the round, its own first, then those of prompts by number."""
    return await rows.every(tx, _kept, _OF_ROUND, the_round_id=round_id)


async def approve(tx: Tx, summary_id: SummaryId, by: MemberId, at: datetime) -> bool:
    """The summary is approved; return whether it was a draft before. Who approved it first stays known."""
    return await rows.change(tx, _APPROVE, the_id=summary_id, by=by, at=at) > 0


async def save_body(tx: Tx, summary_id: SummaryId, summary: Summary) -> None:
    """The kept summary says this now, approved or not: words that were withdrawn leave published ones too."""
    await rows.change(tx, _SAVE_BODY, the_id=summary_id, now_body=to_json(summary))


async def save_edited(
    tx: Tx, summary_id: SummaryId, *, draft: Summary, edits: tuple[Edit, ...], summary: Summary
) -> bool:
    """The draft has these edits, and the summary is what came of both; return whether nobody had approved it before."""
    bodies = {"now_draft": to_json(draft), "now_edits": edits_to_json(edits), "now_body": to_json(summary)}
    return await rows.change(tx, _SAVE_EDITED, the_id=summary_id, **bodies) > 0


async def save_hidden(tx: Tx, summary_id: SummaryId, *, edits: tuple[Edit, ...], summary: Summary) -> None:
    """An approved summary says this, since these edits hide some of what it said."""
    await rows.change(tx, _SAVE_HIDDEN, the_id=summary_id, now_body=to_json(summary), now_edits=edits_to_json(edits))


async def set_published(
    tx: Tx, summary_id: SummaryId, channel_id: ChannelId, message_id: MessageId, at: datetime
) -> None:
    """The summary can be read there since `at`."""
    await rows.change(
        tx, _SET_PUBLISHED, the_id=summary_id, now_channel_id=channel_id, now_message_id=message_id, at=at
    )
