"""Permission bits and how Discord computes them.

Source: https://discord.com/developers/docs/topics/permissions
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class Permission(IntFlag):
    """The bits that matter to a bot that writes, and those a guild's settings show."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    SEND_POLLS = 1 << 49
    PIN_MESSAGES = 1 << 51


P = Permission
NOTHING = Permission(0)
EVERYTHING = Permission(sum(Permission))
MEMBER_PERMISSIONS = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS
    | P.READ_MESSAGE_HISTORY | P.ADD_REACTIONS | P.EMBED_LINKS | P.ATTACH_FILES | P.USE_APPLICATION_COMMANDS
    | P.CHANGE_NICKNAME | P.USE_EXTERNAL_EMOJIS | P.CREATE_INSTANT_INVITE
)  # fmt: skip
"""What @everyone of a new guild may do."""
BOT_PERMISSIONS = MEMBER_PERMISSIONS | P.MANAGE_MESSAGES | P.MANAGE_THREADS | P.PIN_MESSAGES
"""What the bot's own role may do unless the sandbox is told otherwise."""

# Who may not send may not do any of these either ("implicit permissions" of the documentation).
NEEDS_SEND = P.MENTION_EVERYONE | P.SEND_TTS_MESSAGES | P.ATTACH_FILES | P.EMBED_LINKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """What a channel allows or denies to one role or one member beyond the guild's roles."""

    target_id: int
    is_member: bool
    allow: Permission = NOTHING
    deny: Permission = NOTHING


def base_permissions(everyone: Permission, roles: Iterable[Permission], *, is_owner: bool) -> Permission:
    """Return what a member may do in a guild: everything for its owner and for administrators."""
    granted = everyone
    for role in roles:
        granted |= role
    return EVERYTHING if is_owner or granted & P.ADMINISTRATOR else granted


def channel_permissions(
    base: Permission, overwrites: Iterable[Overwrite], *, guild_id: int, role_ids: set[int], member_id: int
) -> Permission:
    """Return what a member may do in a channel: @everyone's overwrite, then all roles' together, then the member's."""
    if base & P.ADMINISTRATOR:
        return EVERYTHING
    by_target = {overwrite.target_id: overwrite for overwrite in overwrites}
    granted = _apply(base, [by_target[guild_id]] if guild_id in by_target else [])
    granted = _apply(granted, [by_target[role] for role in role_ids if role in by_target and role != guild_id])
    return _apply(granted, [by_target[member_id]] if member_id in by_target else [])


def with_implied_losses(granted: Permission, *, in_thread: bool) -> Permission:
    """Return the permissions without those that make no sense without viewing or sending."""
    if not granted & P.VIEW_CHANNEL:
        return NOTHING
    sends = granted & (P.SEND_MESSAGES_IN_THREADS if in_thread else P.SEND_MESSAGES)
    return granted if sends else granted & ~NEEDS_SEND


def _apply(granted: Permission, overwrites: list[Overwrite]) -> Permission:
    allow, deny = NOTHING, NOTHING
    for overwrite in overwrites:
        allow, deny = allow | overwrite.allow, deny | overwrite.deny
    return (granted & ~deny) | allow
