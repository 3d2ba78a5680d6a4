"""Tells in the terminal what happens: a line for each thing that people or the bot do on a virtual day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from bot.rehearsal.cues import Cue
from bot.sandbox import ChannelKind

NAMES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Doing:
    """What the bot does when it says something with such a button."""

    verb: str
    words: str
    where: ChannelKind | None = None
    """The kind of channel, where the same button stands in several."""
    titled: bool | None = None
    """Whether its card has a title, where the same buttons stand under several messages."""
    several: bool | None = None
    """Whether it pings several people, where nothing else tells two messages apart."""

    def fits(self, cue: Cue) -> bool:
        """Whether this is what the bot does here."""
        has_title = any(embed.get("title") for embed in cue.message.embeds)
        is_here = self.where in (None, cue.channel.kind)
        is_to_several = len(cue.message.pinged_ids) > 1
        fits = self.titled in (None, has_title) and self.several in (None, is_to_several)
        return cue.asks(self.verb) and is_here and fits


BOT_DOES = (
    Doing("my_partner", "posts and pins the menu"),
    Doing("round_show", "posts and pins the panel of the organisers"),
    Doing("setup", "greets the server"),
    Doing("survey", "thanks people at the end of the round"),
    Doing("join", "welcomes people by DM", where=ChannelKind.DM),
    Doing("join", "invites everybody to join"),
    Doing("here", "asks a silent partner how they are"),
    Doing("new_partner", "offers a new partner"),
    Doing("leave_round", "says that no partner is found yet", titled=True),
    Doing("leave_round", "tells a partner that somebody left"),
    Doing("reply", "posts a prompt"),
    Doing("pair_reply", "brings the prompt to pairs"),
    Doing("checkin", "asks whether they have talked"),
    Doing("confirm", "asks partners to confirm a reply"),
    Doing("pairing_approve", "asks the organisers to look over the pairing"),
    Doing("summary_approve", "asks the moderators to look over a summary"),
    Doing("my_replies_round", "tells writers what came of their words"),
    Doing("agree_yes", "asks partners to agree how to talk"),
    Doing("agree", "greets pairs in their threads", titled=True),
    Doing("agree", "says that partners agree how to talk"),
    Doing("about", "introduces partners by DM", where=ChannelKind.DM, titled=True),
    Doing("about", "says that somebody gets no DMs", where=ChannelKind.PRIVATE_THREAD, titled=False),
    Doing("help_round", "tells partners that all of them want to stay in touch", several=True),
    Doing("help_round", "passes on what a moderator says"),
    Doing("consent", "publishes a summary"),
)
"""The most telling button first."""


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
        doing = next((doing for doing in BOT_DOES if doing.fits(cue)), None)
        if doing is not None:
            self.tell("Roundtable", doing.words)

    def _tell_day(self) -> None:
        if self._day is not None and not self._quiet:
            for number, line in enumerate(self._lines()):
                stamp = f"{self._day:%d %b %Y}" if number == 0 else ""
                table = Table.grid(Column(width=11), Column(), padding=(0, 2, 0, 0))
                table.add_row(Text(stamp, "dim"), line)
                self._console.print(table)
        self._done = {}

    def _lines(self) -> Iterator[Text]:
        for what, people in self._done.items():
            if people[0] == "Roundtable":
                times = f" ({len(people)} messages)" if len(people) > 1 else ""
                yield Text.assemble(("Roundtable", "bold"), f" {what}{times}")
            else:
                named = list(dict.fromkeys(people))
                yield Text(f"{_several(named)} {what if len(named) == 1 else _as_several_do(what)}")


def _several(named: list[str]) -> str:
    if len(named) <= NAMES_SHOWN + 1:
        return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"{', '.join(named[:NAMES_SHOWN])} and {len(named) - NAMES_SHOWN} others"


def _as_several_do(what: str) -> str:
    """What one does, said of several: "replies by form" becomes "reply by form"."""
    verb, _, rest = what.partition(" ")
    plain = "are" if verb == "is" else f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")
    return f"{plain} {rest}"
