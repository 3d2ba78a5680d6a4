"""What can go wrong with Discord, ordered by a test or a driver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict, Unpack

from bot.sandbox.chance import Chance, Odds
from bot.sandbox.faults import TOO_MANY, Fault
from bot.sandbox.gateway.server import GatewayServer
from bot.sandbox.payloads.people import role_payload
from bot.sandbox.permissions import Overwrite, Permission
from bot.sandbox.rest.server import RestServer
from bot.sandbox.world.events import Event
from bot.sandbox.world.guilds import delete_channel, drop_overwrite, set_overwrite
from bot.sandbox.world.messages import delete_message
from bot.sandbox.world.records import Channel, Guild, Message
from bot.sandbox.world.state import World
from bot.sandbox.world.threads import change_thread


class _What(TypedDict, total=False):
    """What of a `Fault` is ordered here."""

    status: int
    code: int
    is_stored: bool
    is_reset: bool
    is_global: bool
    retry_after: float
    slow_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Orders trouble: it takes effect at once or befalls the next requests; nothing lasts unless it says so.

    Paths are those of the API below its version, such as `/channels/1/messages`.
    """

    world: World
    rest: RestServer
    gateway: GatewayServer

    def fail(self, method: str, path: str, *, times: int = 1, status: int = 500, code: int = 0) -> None:
        """Let the next `times` requests fail without effect. `path` is a regular expression, method "*" means any."""
        self._order(method, path, times, status=status, code=code)

    def store_then_fail(self, method: str, path: str, *, times: int = 1, status: int = 500) -> None:
        """Let the next `times` requests take effect and then be answered with an error."""
        self._order(method, path, times, status=status, is_stored=True)

    def reset(self, method: str, path: str, *, times: int = 1, stored: bool = False) -> None:
        """Break the connection of the next `times` requests, after they took effect when `stored`."""
        self._order(method, path, times, is_stored=stored, is_reset=True)

    def slow_down(self, method: str, path: str, seconds: float, *, times: int = 1) -> None:
        """Let the next `times` requests be answered as always, but so many real seconds later."""
        self._order(method, path, times, status=200, slow_seconds=seconds)

    def limit_rate(
        self, method: str, path: str, *, times: int = 1, retry_after: float = 1.0, everywhere: bool = False
    ) -> None:
        """Answer the next `times` requests with a 429 of their route, or with that of all routes when `everywhere`."""
        self._order(method, path, times, status=TOO_MANY, retry_after=retry_after, is_global=everywhere)

    def take_chances(self, seed: int | str, odds: Odds | None = None) -> None:
        """Let trouble come by chance from now on, drawn with this seed; with no odds none comes any more."""
        self.rest.chance = self.gateway.chance = Chance(seed, odds)

    def go_down(self) -> None:
        """Answer nobody from now on: requests end with 503 or without an answer, connections are closed and refused."""
        self.rest.is_down = self.gateway.is_down = True
        self.gateway.drop(1006)

    def come_back(self) -> None:
        """Answer again."""
        self.rest.is_down = self.gateway.is_down = False

    def set_bot_clock(self, ahead: timedelta) -> None:
        """Let the clock of the bot's machine be so much ahead of the time, or behind it."""
        self.world.time.set_bot_clock(ahead)

    def clear_faults(self) -> None:
        """Let no ordered fault befall any more requests."""
        self.rest.faults.clear()

    def switch_rate_limits(self, *, on: bool) -> None:
        """Count requests against Discord's limits from now on, or no more."""
        self.rest.limits.is_on = on

    def limit_dm_opening(self, most: int | None, seconds: float = 600.0) -> None:
        """Answer 40003 beyond `most` fresh DM channels in `seconds` of real time; None takes the limit away."""
        self.rest.service.dm_pace.limit(most, seconds)

    def set_nonce_window(self, window: timedelta) -> None:
        """Remember enforced nonces for this long, in real time."""
        self.rest.service.nonces.window = window

    def forget_nonces(self) -> None:
        """Forget every enforced nonce, as if the window had passed."""
        self.rest.service.nonces.forget()

    def drop_gateway(self, code: int = 4000) -> int:
        """Close all gateway connections with the code and return how many; sessions can be resumed."""
        return self.gateway.drop(code)

    def lose_events(self, code: int = 4000) -> int:
        """Close all gateway connections; what happens until they are resumed is lost to them."""
        return self.gateway.drop(code, forgetful=True)

    def go_dead(self) -> None:
        """Let nothing come through the open gateway connections any more: no event, and no heartbeat is answered."""
        self.gateway.go_dead()

    def set_heartbeat(self, interval: timedelta) -> None:
        """Ask connections that come from now on for a heartbeat this often."""
        self.gateway.heartbeat_ms = round(interval.total_seconds() * 1000)

    def ask_to_reconnect(self) -> None:
        """Ask all connections to reconnect (op 7)."""
        self.gateway.ask_to_reconnect()

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """Tell all connections that their session is invalid (op 9)."""
        self.gateway.invalidate(resumable=resumable)

    def deny_bot(self, channel: Channel, permission: Permission) -> None:
        """Take permissions from the bot in this channel, by an overwrite for the bot itself."""
        set_overwrite(self.world, channel, Overwrite(target_id=self.world.bot.id, is_member=True, deny=permission))

    def allow_bot(self, channel: Channel, permission: Permission) -> None:
        """Give permissions to the bot in this channel, in place of an earlier overwrite for it."""
        set_overwrite(self.world, channel, Overwrite(target_id=self.world.bot.id, is_member=True, allow=permission))

    def restore_bot(self, channel: Channel) -> None:
        """Take the overwrite for the bot itself away."""
        drop_overwrite(self.world, channel, self.world.bot.id)

    def set_bot_permissions(self, guild: Guild, permissions: Permission) -> None:
        """Let the bot's own role have exactly these permissions in the guild."""
        role = next(guild.roles[role_id] for role_id in guild.members[self.world.bot.id].role_ids)
        role.permissions = permissions
        data = {"guild_id": str(guild.id), "role": role_payload(role)}
        self.world.emit(Event(name="GUILD_ROLE_UPDATE", data=data, guild_id=guild.id))

    def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out of the guild."""
        guild.members.pop(self.world.bot.id, None)
        self.world.emit(Event(name="GUILD_DELETE", data={"id": str(guild.id)}, guild_id=guild.id))

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        delete_channel(self.world, channel)

    def delete_message(self, message: Message) -> None:
        """Delete a message."""
        delete_message(self.world, message)

    def archive_thread(self, thread: Channel, *, locked: bool = False) -> None:
        """Archive a thread, and lock it when asked."""
        change_thread(self.world, thread, is_archived=True, is_locked=locked)

    def reopen_thread(self, thread: Channel) -> None:
        """Unarchive and unlock a thread."""
        change_thread(self.world, thread, is_archived=False, is_locked=False)

    def _order(self, method: str, path: str, times: int, **what: Unpack[_What]) -> None:
        fault = Fault(method=method.upper(), path=re.compile(path), times=times, message="ordered by a test", **what)
        self.rest.faults.order(fault)
