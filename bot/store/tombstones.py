"""Takes a person's id out of steps that only mention them: in keys, in notes to organisers, as what a step is about."""

from sqlalchemy import bindparam, func, or_, select, update

from bot.domain.ids import GuildId, MemberId
from bot.domain.steps import StepKind
from bot.store import rows
from bot.store.engine import Tx
from bot.store.rows import equals
from bot.store.tables import PROGRAM, STEP

ABOUT_A_PERSON = (StepKind.NUDGE, StepKind.OFFER_PARTNER, StepKind.TELL_PARTNER_LEFT)
"""Kinds of steps whose subject is a person; the subject of others is a reply, a summary or a case."""

PEOPLE_IN_KEYS = ("member", "left", "from")
"""What stands before a person's id in a key, as in `pair:17/member:5`."""

_IN_GUILD = STEP.c.program_id.in_(select(PROGRAM.c.id).where(equals(PROGRAM.c.guild_id)))
_OLD_KEY, _NEW_KEY = bindparam("old_key", type_=STEP.c.key.type), bindparam("new_key", type_=STEP.c.key.type)
_OLD_NOTE, _NEW_NOTE = bindparam("old_note", type_=STEP.c.words.type), bindparam("new_note", type_=STEP.c.words.type)

# The slashes keep `member:5` from being found in `member:57`; a key that ends with it gets one for the while.
_HIDE_IN_KEYS = (
    update(STEP)
    .where(_IN_GUILD, (STEP.c.key + "/").contains(_OLD_KEY))
    .values(key=func.rtrim(func.replace(STEP.c.key + "/", _OLD_KEY, _NEW_KEY), "/"))
)
_HIDE_IN_NOTES = (
    update(STEP)
    .where(_IN_GUILD, STEP.c.words.contains(_OLD_NOTE))
    .values(words=func.replace(STEP.c.words, _OLD_NOTE, _NEW_NOTE))
)
_HIDE_SUBJECT = (
    update(STEP)
    .where(_IN_GUILD, equals(STEP.c.subject_id), or_(*(STEP.c.kind == kind for kind in ABOUT_A_PERSON)))
    .values(subject_id=bindparam("nobody", type_=STEP.c.subject_id.type))
)


async def hide(tx: Tx, guild_id: GuildId, member_id: MemberId, nobody: MemberId) -> None:
    """No step in this guild's programs mentions the person; `nobody` stands where they stood."""
    for label in PEOPLE_IN_KEYS:
        keys = {"old_key": f"/{label}:{member_id}/", "new_key": f"/{label}:{nobody}/"}
        await rows.change(tx, _HIDE_IN_KEYS, the_guild_id=guild_id, **keys)
    notes = {"old_note": f"<@{member_id}>", "new_note": f"<@{nobody}>"}
    await rows.change(tx, _HIDE_IN_NOTES, the_guild_id=guild_id, **notes)
    await rows.change(tx, _HIDE_SUBJECT, the_guild_id=guild_id, the_subject_id=member_id, nobody=nobody)
