"""Writes the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.sandbox.transcript.images import Pictures
from bot.sandbox.transcript.instants import long_date
from bot.sandbox.transcript.markdown import DiscordMarkdown, is_web_address
from bot.sandbox.transcript.messages import MessageWriter
from bot.sandbox.transcript.names import Names
from bot.sandbox.transcript.rooms import RoomWriter
from bot.sandbox.world.state import World

HERE = Path(__file__).parent
FILTER_FROM = 12
"""A list of people longer than this gets a search box."""


def write_transcript(
    world: World, path: Path, *, title: str = "Transcript", images: Mapping[str, bytes] | None = None
) -> None:
    """Write the world as one self-contained HTML page to `path`, whose folder must exist.

    Args:
        world: what is shown: every channel, thread and DM, with deleted and ephemeral messages marked.
        path: where the page goes; what stands there is replaced.
        title: the page's title.
        images: the bytes of pictures by their address; all others but the world's own are drawn as a box with their
            alternative text, since the page asks nothing from the network.
    """
    path.write_text(transcript_page(world, title=title, images=images), encoding="utf-8")


def transcript_page(world: World, *, title: str = "Transcript", images: Mapping[str, bytes] | None = None) -> str:
    """Return the page that `write_transcript` writes."""
    names = Names(world=world)
    markdown, pictures = DiscordMarkdown(names), Pictures(world, images or {})
    writer = MessageWriter(world=world, names=names, markdown=markdown, pictures=pictures)

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html").render(
        page=RoomWriter(world=world, writer=writer).page(title),
        md=markdown.render,
        picture=pictures.at,
        colour=_hex_colour,
        date=_date_in,
        is_web_address=is_web_address,
        filter_from=FILTER_FROM,
        # Both are files of ours, written beside the template.
        style=Markup((HERE / "style.css").read_text("utf-8")),
        script=Markup((HERE / "script.js").read_text("utf-8")),
    )


def _date_in(text: str) -> str:
    return long_date(datetime.fromisoformat(text).astimezone(UTC))


def _hex_colour(value: int | None) -> str:
    """Return a colour for a style attribute: never anything but # and six digits."""
    return f"#{int(value or 0) & 0xFFFFFF:06x}"
