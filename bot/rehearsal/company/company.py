"""Everybody on the stage, and who of them reacts to what."""

import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from bot.domain.program import Program
from bot.domain.timetable import EntryKind, Timetable
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cast import Cast, Manner, words_for, words_of_pairs_for
from bot.rehearsal.company.ending import plan_ending
from bot.rehearsal.company.joining import plan_joining
from bot.rehearsal.company.menu import ask_apart, ask_for_help, go_away, leave
from bot.rehearsal.company.organising import Team
from bot.rehearsal.company.pairing import (
    find_drafter,
    is_in,
    plan_agreeing,
    plan_answer,
    plan_choice_of_partner,
    plan_confirming,
    plan_pair_reply,
    plan_proposing,
    plan_small_talk,
)
from bot.rehearsal.company.player import Player, Teller, Visitor
from bot.rehearsal.company.replying import (
    choose_consent,
    plan_choice_of_prompt,
    plan_direct_reply,
    plan_own_replies,
    plan_reply,
    say_as_guest,
)
from bot.rehearsal.cues import Cue
from bot.rehearsal.stage import Stage
from bot.sandbox import Channel, Message

MenuAct = Callable[[Player, Message], Awaitable[None]]
"""Something done by a button of the pinned menu."""
ASKS_AFTER = 0.1
LEAVES_AFTER = 0.18
IS_AWAY_AFTER = 0.27
ASKS_APART_AFTER = 0.05
LOOKS_AFTER = 0.3
"""Parts of the first round, counted from its start."""
AN_HOUR = timedelta(hours=1)


class Company:
    """The cast, the guests and the team; `hear` is told of everything the bot says."""

    def __init__(
        self, *, stage: Stage, agenda: Agenda, program: Program, cast: Cast, seed: int, tell: Teller, reads: bool
    ) -> None:
        self.team = Team(stage=stage, agenda=agenda, tell=tell, keeps_apart=cast.kept_apart)
        self.players: dict[int, Player] = {}
        self.guests: list[Visitor] = []
        self.timetable: Timetable | None = None
        self._stage, self._agenda, self._program, self._cast = stage, agenda, program, cast
        self._seed, self._tell, self._reads = seed, tell, reads
        self._together: Iterator[str] = cycle([""])
        self._texts: Iterator[str] = cycle([""])
        self._menu: Cue | None = None
        self._threads: dict[int, Channel] = {}
        self._is_invited = False
        self._closes_at = self._started_at = stage.now

    async def arrive(self) -> None:
        """The cast and the guests are members of the server."""
        for role in self._cast.people:
            player = Player(role=role, **await self._make(role.name, role.locale))
            self.players[player.person.id] = player
        self.guests = [
            Visitor(guest=guest, **await self._make(guest.name, guest.locale)) for guest in self._cast.guests
        ]

    async def _make(self, name: str, locale: str) -> dict[str, Any]:
        return {
            "person": await self._stage.sandbox.join(None, name, locale=locale),
            "stage": self._stage,
            "agenda": self._agenda,
            "dice": random.Random(f"{self._seed}/{name}"),
            "tell": self._tell,
        }

    def kept_apart(self) -> list[tuple[frozenset[int], datetime]]:
        """Who must never be paired, and since when: by the organiser before the start, and by participants."""
        wished = [
            (each.kept_apart_from | {each.person.id}, each.asked_apart_at)
            for each in self.players.values()
            if each.asked_apart_at is not None
        ]
        return [*((pair, self._started_at) for pair in self.team.kept_apart), *wished]

    def hear(self, cue: Cue) -> None:
        """Whoever the message concerns has put what they will do about it on the agenda."""
        self.team.hear(cue)
        if cue.asks("my_partner") and cue.channel is self._stage.channel:
            self._menu = cue
        elif cue.asks("join") and cue.channel is self._stage.channel:
            self._on_invitation(cue)
        elif cue.asks("reply"):
            self._on_prompt(cue)
        elif cue.asks("checkin"):
            self._on_check_in(cue)
        elif cue.asks("dm_reply"):
            plan_choice_of_prompt(self.players[cue.channel.recipient_id or 0], cue)
        elif cue.asks("new_partner"):
            self._on_offer(cue)
        elif cue.asks("survey"):
            self._on_goodbye(cue)
        elif cue.is_private_thread:
            self._in_pair_thread(cue)

    def _on_invitation(self, cue: Cue) -> None:
        """Everybody joins the first round they are invited to; where participants stay, that is for good."""
        if self._is_invited:
            return
        self._is_invited = True
        assert self.timetable is not None
        self._started_at = self.timetable.entry(EntryKind.START).due_at
        closes_at = self.timetable.entry(EntryKind.ENROLMENT_CLOSES).due_at
        starts_at = self.timetable.entry(EntryKind.START).due_at
        lasts = self.timetable.entry(EntryKind.ROUND_CLOSES).due_at - starts_at
        if self._cast.is_invented:
            self.team.plan_looks(starts_at + lasts * LOOKS_AFTER, starts_at + lasts - AN_HOUR)
        asked = False
        for player in self.players.values():
            plan_joining(player, cue, closes_at)
            if player.role.manner is Manner.LEAVER:
                self._plan_leaving(player, starts_at, lasts, closes_at - self._stage.now)
            if player.role.manner is Manner.QUIET and not asked:
                asked = True
                self._plan_by_menu(player, starts_at + lasts * ASKS_AFTER, ask_for_help)
            if player.role.manner is Manner.AWAY:
                self._plan_by_menu(player, starts_at + lasts * IS_AWAY_AFTER, go_away)
            if player.role.wants_apart:
                self._plan_by_menu(player, starts_at + lasts * ASKS_APART_AFTER, ask_apart)

    def _plan_leaving(self, player: Player, starts_at: datetime, lasts: timedelta, enrols: timedelta) -> None:
        after = LEAVES_AFTER if player.role.leaves_after is None else player.role.leaves_after
        self._plan_by_menu(player, starts_at + (lasts if after >= 0 else enrols) * after, leave)

    def _plan_by_menu(self, player: Player, at: datetime, act: MenuAct) -> None:
        """The player does something by the menu, once they have joined."""

        async def do() -> None:
            if player.joined_at is None:
                player.after(AN_HOUR, 2 * AN_HOUR, do)
            elif self._menu is not None:
                await act(player, self._menu.message)

        player.at(at, do)

    def _on_prompt(self, cue: Cue) -> None:
        number = cue.number("reply", 1)
        (closes_at,) = cue.moments
        self._closes_at = closes_at
        slugs = self._program.slug, self._program.prompt(number).slug
        texts = self._texts = cycle(words_for(*slugs))
        self._together = cycle(words_of_pairs_for(*slugs))
        players = list(self.players.values())
        random.Random(f"{self._seed}/order/{number}").shuffle(players)
        for player in players:
            if player.role.replies:
                plan_own_replies(player, cue, number, len(self._program.deck), closes_at, reads=self._reads)
            elif not player.left:
                plan_reply(player, cue, texts, closes_at, reads=self._reads)
        if self._reads:
            self._guests_reply(cue, texts)

    def _guests_reply(self, cue: Cue, texts: Iterator[str]) -> None:
        for guest in self.guests[: 1 + cue.number("reply", 1) % 2]:
            text = next(texts)
            guest.after(timedelta(hours=3), timedelta(days=5), lambda g=guest, t=text: say_as_guest(g, cue, t))
            if (consent := guest.guest.consent) is not None:
                guest.after(timedelta(days=5), timedelta(days=6), lambda g=guest, c=consent: choose_consent(g, cue, c))

    def _on_check_in(self, cue: Cue) -> None:
        asked = [cue.channel.recipient_id] if cue.is_direct else list(cue.message.pinged_ids)
        for player in (self.players[each] for each in asked if each in self.players):
            if player.role.manner is not Manner.SILENT and not player.left:
                plan_answer(player, cue, self._answer_of(player))
                plan_direct_reply(player, cue, self._texts)

    def _on_goodbye(self, cue: Cue) -> None:
        """Who was thanked answers some of what is asked."""
        asked = [cue.channel.recipient_id] if cue.is_direct else list(cue.message.pinged_ids)
        for player in (self.players[each] for each in asked if each in self.players):
            if not player.left:
                plan_ending(player, cue)

    def _on_offer(self, cue: Cue) -> None:
        """Some take a new partner, some would rather wait."""
        asked = [cue.channel.recipient_id] if cue.is_direct else list(cue.message.pinged_ids)
        for player in (self.players[each] for each in asked if each in self.players):
            if not player.left:
                plan_choice_of_partner(player, cue)

    def _answer_of(self, player: Player) -> str:
        silent = any(each.role.manner is Manner.SILENT for each in self._partners_of(player))
        return "silent" if silent else player.dice.choices(["yes", "not_yet", "elsewhere"], [6, 2, 2])[0]

    def _partners_of(self, player: Player) -> list[Player]:
        """Who is with the player in their youngest thread."""
        thread = self._threads.get(player.person.id)
        return [] if thread is None else [each for each in self._inside(thread) if each is not player]

    def _inside(self, thread: Channel) -> list[Player]:
        """Who is in a pair's thread, in the order in which they came to the server."""
        members = sorted(thread.thread.members) if thread.thread is not None else []
        return [self.players[each] for each in members if each in self.players and is_in(self.players[each], thread)]

    def _in_pair_thread(self, cue: Cue) -> None:
        inside = [player for player in self._inside(cue.channel) if not player.left]
        if cue.asks("agree") and cue.asks("help_round"):
            self._threads.update({player.person.id: cue.channel for player in inside})
        if cue.asks("confirm"):
            for player in inside:
                if f"<@{player.person.id}>" in cue.message.content:
                    plan_confirming(player, cue)
        elif cue.asks("pair_reply"):
            place = find_drafter([each.role.manner for each in inside])
            if place is not None:
                plan_pair_reply(inside[place], cue, next(self._together), self._closes_at)
        elif cue.asks("agree_yes"):
            for player in inside:
                plan_agreeing(player, cue)
        elif cue.asks("help_round"):
            for player in inside:
                plan_small_talk(player, cue)
            for player in inside[:1] if cue.asks("agree") else ():
                plan_proposing(player, cue)
