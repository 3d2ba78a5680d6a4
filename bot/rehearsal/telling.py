"""Tells in the terminal what happens: a line for each thing that people or the bot do on a virtual day."""

from collections.abc import Iterator
from datetime import date, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.rehearsal.cues import Cue
from bot.sandbox import ChannelKind

NAMES_SHOWN = 2

BOT_DOES = {
    "my_partner": "posts and pins the menu",
    "join": "invites to join",
    "leave_round": "writes to participants by DM",
    "reply": "posts a prompt",
    "pair_reply": "brings the prompt to pairs",
    "checkin": "asks whether they have talked",
    "confirm": "asks partners to confirm a reply",
    "pairing_approve": "asks the organisers to look over the pairing",
    "summary_approve": "asks the moderators to look over a summary",
    "my_replies_round": "tells writers what came of their words",
    "help_round": "brings partners together",
    "consent": "publishes a summary",
}
"""What the bot does when it says something with such a button, the most telling button first."""


class Story:
    """Collects what happens on a day and tells it when the next day begins."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet
        self._day: date | None = None
        self._done: dict[str, list[str]] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._task = self._progress.add_task("The stage is set", total=None)
        self._span: tuple[datetime, datetime] | None = None

    def __enter__(self) -> "Story":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._tell_day()
        self._progress.stop()

    def spans(self, begins_at: datetime, ends_at: datetime) -> None:
        """The progress runs between these virtual instants."""
        self._span = (begins_at, ends_at)
        self._progress.update(self._task, total=(ends_at - begins_at).total_seconds())

    def move_to(self, now: datetime) -> None:
        """It is this virtual instant; a new day tells what happened on the last."""
        if now.date() != self._day:
            self._tell_day()
            self._day = now.date()
        if self._span is not None:
            done = (now - self._span[0]).total_seconds()
            self._progress.update(self._task, completed=done, description=f"{now:%a %d %b %Y}")

    def tell(self, who: str, what: str) -> None:
        """Somebody did something."""
        self._done.setdefault(what, []).append(who)

    def hear(self, cue: Cue) -> None:
        """The bot said something."""
        for verb, doing in BOT_DOES.items():
            if cue.asks(verb):
                self.tell("Roundtable", _place(cue, doing))
                return

    def _tell_day(self) -> None:
        if self._day is not None and not self._quiet:
            for number, line in enumerate(self._lines()):
                stamp = f"{self._day:%d %b %Y}" if number == 0 else " " * 11
                self._console.print(f"[dim]{stamp}[/dim]  {line}", highlight=False, markup=True)
        self._done = {}

    def _lines(self) -> Iterator[str]:
        for what, people in self._done.items():
            bot = people[0] == "Roundtable"
            times = f" ({len(people)} messages)" if bot and len(people) > 1 else ""
            who = "[bold]Roundtable[/bold]" if bot else _escape(_several(people))
            yield f"{who} {_escape(what)}{times}"


def _place(cue: Cue, doing: str) -> str:
    kind = cue.channel.kind
    if kind is ChannelKind.DM and doing == BOT_DOES["help_round"]:
        return "introduces partners by DM"
    if kind is ChannelKind.PRIVATE_THREAD and doing == BOT_DOES["help_round"]:
        return "greets pairs in their threads"
    return doing


def _several(people: list[str]) -> str:
    named = list(dict.fromkeys(people))
    if len(named) <= NAMES_SHOWN + 1:
        return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"{', '.join(named[:NAMES_SHOWN])} and {len(named) - NAMES_SHOWN} others:"


def _escape(text: str) -> str:
    return text.replace("[", "\\[")
