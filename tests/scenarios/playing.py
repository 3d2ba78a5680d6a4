"""Whole rounds, played once and looked at from all sides: what the sandbox, the database and the files say of them."""

import asyncio
import io
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.domain.program import Program
from bot.rehearsal.agenda import Agenda
from bot.rehearsal.cues import verbs_in
from bot.rehearsal.playing import Plan, Played, play
from bot.rehearsal.reporting import tell_figures
from bot.rehearsal.stage import BOT_LOG, DATABASE, Stage
from bot.rehearsal.telling import Story
from bot.sandbox import Channel, ChannelKind, Message, World
from bot.sandbox.shapes import text_in, walk_components

OPENS_ON = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A round that was played to its end."""

    plan: Plan
    stage: Stage
    played: Played
    code: int
    lines: str

    @property
    def world(self) -> World:
        return self.stage.sandbox.world

    @property
    def database(self) -> Path:
        return self.plan.workshop / DATABASE

    @property
    def log(self) -> str:
        return (self.plan.workshop / BOT_LOG).read_text("utf-8")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, asked in our own words."""
        with sqlite3.connect(self.database) as connection:
            return connection.execute(sql, values).fetchall()

    def number(self, sql: str, *values: object) -> int:
        return self.rows(sql, *values)[0][0]

    def pages(self) -> list[tuple[str, str]]:
        """The summaries as files, by name."""
        return [(file.name, file.read_text("utf-8")) for file in self.played.files if file.name.startswith("summary")]

    def of_bot(self, *kinds: ChannelKind) -> Iterator[tuple[Channel, Message]]:
        """Everything the bot wrote for others to see, in channels of these kinds; of all kinds where none is named."""
        for channel, message in self.everything_of_bot():
            if message.only_for is None and message.deleted_at is None and (not kinds or channel.kind in kinds):
                yield channel, message

    def everything_of_bot(self) -> Iterator[tuple[Channel, Message]]:
        for channel in self.world.channels.values():
            for message in channel.messages.values():
                if message.author_id == self.world.bot.id:
                    yield channel, message

    def said_by_members(self, *kinds: ChannelKind) -> Iterator[Message]:
        for channel in self.world.channels.values():
            if channel.kind in kinds:
                for message in channel.messages.values():
                    if message.author_id != self.world.bot.id and message.content:
                        yield message

    def name(self, member_id: int) -> str:
        return self.world.users[member_id].shown_name


def play_scene(
    program: Program,
    folder: Path,
    *,
    people: int | None = None,
    programs: Path | None = None,
    seed: int = 2016,
    message_content: bool = True,
    opens_on: date = OPENS_ON,
    on_stage: Callable[[Stage, Agenda], None] | None = None,
    community: int | None = None,
) -> Scene:
    """The program has been played by the real bot as a process of its own."""
    workshop = folder / "workshop"
    workshop.mkdir(parents=True)
    plan = Plan(
        program=program,
        folder=folder,
        workshop=workshop,
        seed=seed,
        message_content=message_content,
        opens_on=opens_on,
        people=people,
        programs=programs,
        community=community,
    )
    stages: list[Stage] = []

    def enter(stage: Stage, agenda: Agenda) -> None:
        stages.append(stage)
        if on_stage is not None:
            on_stage(stage, agenda)

    played = asyncio.run(play(plan, Story(Console(file=io.StringIO()), quiet=True), on_stage=enter))
    told = io.StringIO()
    code = tell_figures(Console(file=told, width=80), played, workshop)
    return Scene(plan=plan, stage=stages[0], played=played, code=code, lines=told.getvalue())


def token_of(message: Message) -> str | None:
    """The mark of the step that a message came from."""
    tokens = {
        text_in(part.get("custom_id")).partition("~")[2]
        for part in walk_components(message.components)
        if "~" in text_in(part.get("custom_id"))
    }
    assert len(tokens) <= 1, tokens
    return tokens.pop() if tokens else None


def asks(message: Message, verb: str) -> bool:
    return verb in verbs_in(message)


def is_public_summary(message: Message) -> bool:
    """Whether it is a summary that everybody reads; a draft asks nobody how their words are used."""
    return asks(message, "summary_read") and asks(message, "consent")
