"""A certificate of participation, as a picture."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bot.reports.lettering import USUAL_FONT, font_files, runs_of
from bot.reports.measuring import width_of
from bot.texts.speech import Speech

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_NAME = 60
"""Characters of a name: more would be too small to read."""
_WIDEST = 1_360
"""Units of the picture's 1,600 that a line may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says."""

    name: str
    """As the person wants it."""
    title: str
    """The program's."""
    round_name: str
    starts_on: date
    ends_on: date
    prompts_answered: int
    prompts: int
    host: str
    """Who gives it."""


def draw_certificate(certificate: Certificate, speech: Speech) -> bytes:
    """Return the certificate as a PNG of 1,600 by 1,130 pixels, in the speaker's language.

    Takes about a tenth of a second and needs no event loop; what draws is loaded only now, since most starts need it
    never. Letters for which there is no font are left out, see `letters_without_font`.
    """
    import resvg_py

    picture = _pages().get_template("certificate.svg.jinja")
    drawn = picture.render(
        certificate=certificate, runs_of=runs_of, size_of=_size_of, **say_certificate(certificate, speech)
    )
    return resvg_py.svg_to_bytes(
        svg_string=drawn, skip_system_fonts=True, font_files=list(font_files()), font_family=USUAL_FONT
    )


def say_certificate(certificate: Certificate, speech: Speech) -> dict[str, str]:
    """Return the lines beside the names, by where they stand; `answered` is empty for who answered no prompt."""
    answered = speech.say("certificate.answered", count=certificate.prompts_answered, prompts=certificate.prompts)
    return {
        "heading": speech.say("certificate.heading"),
        "took_part": speech.say("certificate.took_part", round=certificate.round_name),
        "dates": speech.say(
            "certificate.dates", starts=speech.date(certificate.starts_on), ends=speech.date(certificate.ends_on)
        ),
        "answered": answered if certificate.prompts_answered else "",
    }


def _size_of(words: str, most: int) -> int:
    """Return the height of letters at which the words fit into a line."""
    return min(most, int(_WIDEST / max(width_of(words), 1)))


@cache
def _pages() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("bot.reports", package_path="")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
