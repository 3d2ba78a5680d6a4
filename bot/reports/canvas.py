"""A sheet to draw a chart on: as wide as a phone, read from either side, and the same in light and dark."""

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal
from unicodedata import bidirectional

from bot.reports.lettering import USUAL_FONT, Run, font_files, runs_of
from bot.reports.measuring import lines_of

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 360
"""Units of a chart's width: the points of a phone's, so that a letter is as high there as is said here."""
MARGIN = 12
SMALLEST_LETTERS = 11
_ZOOM = 3
"""Pixels for each unit."""
_HATCH = 6
"""Units between the lines of a hatching."""
INK, FAINT, GROUND = "#16262d", "#42525a", "#ffffff"
_LEADING = 1.3
"""From line to line, in parts of the height of letters; Arabic and Thai need more than Latin."""

_STRONG = frozenset({"L", "R", "AL"})
_FROM_RIGHT = "\u200f"
"""A mark that is not seen: what stands beside it is read from the right."""

Side = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    fill: str
    hatching: str = ""
    """The path of its lines, for what is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    x: float
    y: float
    size: float
    side: Side
    fill: str
    weight: int


class Canvas:
    """Takes what is to be drawn, in units from the upper corner where a line begins; `height` grows with it."""

    def __init__(self, *, mirrored: bool) -> None:
        self._mirrored = mirrored
        self._boxes: list[_Box] = []
        self._lines: list[_Line] = []
        self.height = float(MARGIN)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, hatched: bool = False) -> None:
        """A filled rectangle; a hatched one has a dot too."""
        left = WIDTH - x - width if self._mirrored else x
        hatching = _hatching(width, height) if hatched else ""
        self._boxes.append(_Box(x=left, y=y, width=width, height=height, fill=fill, hatching=hatching))
        self.height = max(self.height, y + height)

    def line(
        self, text: str, x: float, y: float, size: float, *, side: Side = "start", fill: str = INK, weight: int = 400
    ) -> None:
        """One line of text that stands on `y`."""
        if self._mirrored:
            x, side = WIDTH - x, _OTHER_SIDE[side]
        self._lines.append(_Line(text=text, x=x, y=y, size=size, side=side, fill=fill, weight=weight))
        self.height = max(self.height, y + size * 0.3)

    def paragraph(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        width: float,
        most: int,
        side: Side = "start",
        fill: str = INK,
        weight: int = 400,
    ) -> float:
        """At most `most` lines below `y`, no wider than `width`; returns where they end."""
        for line in lines_of(text, width / size, most):
            self.line(line, x, y + size, size, side=side, fill=fill, weight=weight)
            y += size * _LEADING
        return y

    def to_svg(self, alt: str) -> str:
        """The drawing as SVG that stands alone or in a page: it needs no style, no script and no names of its own."""
        height = round(self.height + MARGIN)
        sheet = _sheets().get_template("chart.svg.jinja")
        return sheet.render(
            boxes=self._boxes,
            lines=self._lines,
            width=WIDTH,
            height=height,
            alt=alt,
            runs_of=_runs_in_their_direction,
            ground=GROUND,
        )


_OTHER_SIDE: dict[Side, Side] = {"start": "end", "middle": "middle", "end": "start"}


def lines_height(text: str, size: float, *, width: float, most: int) -> float:
    """Return how high a paragraph of this text is."""
    return len(lines_of(text, width / size, most)) * size * _LEADING


def draw_png(svg: str) -> bytes:
    """Return the drawing as a PNG of 1,080 pixels' width.

    Takes about a tenth of a second in which no other thread runs: for a process apart. What draws is loaded only now.
    """
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=_ZOOM, skip_system_fonts=True, font_files=list(font_files()), font_family=USUAL_FONT
    )


def _runs_in_their_direction(text: str) -> tuple[Run, ...]:
    """The runs of a text; one of a script that is read from the right is so as a whole, with the point at its end."""
    runs = runs_of(text)
    letters = (bidirectional(each) for run in runs for each in run.text)
    if next((each for each in letters if each in _STRONG), "L") == "L":
        return runs
    return tuple(replace(run, text=_FROM_RIGHT + run.text + _FROM_RIGHT) for run in runs)


@cache
def _hatching(width: float, height: float) -> str:
    """Lines from lower left to upper right within a box, as a path."""
    starts = range(_HATCH, int(width + height), _HATCH)
    ends = (
        (max(0.0, each - height), min(float(each), height), min(float(each), width), max(0.0, each - width))
        for each in starts
    )
    return "".join(f"M{x:g} {y:g}L{to_x:g} {to_y:g}" for x, y, to_x, to_y in ends)


@cache
def _sheets() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("bot.reports", package_path="")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
