"""Charts of a summary: how many people said alike, and where they are from. Readable on a phone, light or dark.

Every number is printed, so no colour has to be told from another; colours only help, from light to dark in one hue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.cells import FEWEST_IN_A_CELL, Crossing
from bot.domain.harmless import one_line
from bot.domain.summary import Summary, Theme
from bot.reports.canvas import FAINT, MARGIN, SMALLEST_LETTERS, WIDTH, Canvas, draw_png, lines_height
from bot.reports.measuring import shorten, widest_word, width_of
from bot.reports.shades import ink_on, shade
from bot.texts.speech import Speech

ALT_LIMIT = 1_024
"""Characters that Discord takes for the description of a picture."""
KNOWN_FIELDS = frozenset({"career_stage", "country", "language", "region", "sector"})
"""What people say of themselves for which there are words in every language."""
_LABELS_IN_ALT = (200, 80, 50, 30, 15)
"""Characters of each label in a description, as many as there is room for."""
_INNER = WIDTH - 2 * MARGIN
_INDENT = 24
_BAR, _CELL, _GAP = 16, 28, 2
_BEFORE_BAND = 14
_MOST_COLUMNS, _FEWEST_COLUMNS = 6, 3
_BAR_FILL, _HIDDEN_FILL = "#2a7f9e", "#f1f4f5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing, and the same in words for who cannot see it: with every number, in at most 1,024 characters."""

    svg: str
    alt: str

    def to_png(self) -> bytes:
        """The drawing as a PNG; see `draw_png` for what it costs."""
        return draw_png(self.svg)


def themes_chart(summary: Summary, speech: Speech) -> Chart:
    """Return a bar for each theme in the summary's order, as long as the people are many who said alike."""
    canvas = _canvas(speech)
    _head(canvas, speech.say("chart.themes"), summary)
    counts = {theme.number: count_people(theme, speech) for theme in summary.themes}
    most = max((theme.people for theme in summary.themes), default=1)
    size = 14
    longest = _INNER - _INDENT - 8 - max((width_of(each) * size for each in counts.values()), default=0)
    for place, theme in enumerate(summary.themes, 1):
        y = _name(canvas, place, theme, speech, canvas.height + 10, most=4) + 3
        length = max(3.0, longest * theme.people / most)
        canvas.box(MARGIN + _INDENT, y, length, _BAR, _BAR_FILL)
        canvas.line(counts[theme.number], MARGIN + _INDENT + length + 6, y + 13, size, weight=600)
    rows = [(f"{place}.", theme, counts[theme.number]) for place, theme in enumerate(summary.themes, 1)]
    alt = _describe(speech.say("chart.themes_alt", title=one_line(summary.title)), rows, ())
    return Chart(svg=canvas.to_svg(alt), alt=alt)


def crossing_chart(
    summary: Summary, crossing: Crossing, speech: Speech, names: Mapping[str, str] | None = None
) -> Chart:
    """Return a heat map: a row for each theme, a cell for each column, the darker the more people it holds.

    `names` are what readers call the values, such as regions; a value without a name is called as it is. Hidden cells
    are hatched, with a dot, and it is said why. More columns than fit beside each other stand in several bands below
    each other, each with all themes.
    """
    canvas = _canvas(speech)
    crossing = _named(crossing, names or {})
    field = name_field(crossing.field, speech)
    _head(canvas, speech.say("chart.crossing", field=field), summary)
    cells = {row.theme: row.cells for row in crossing.rows}
    themes = [(place, theme) for place, theme in enumerate(summary.themes, 1) if theme.number in cells]
    most = max((cell for row in cells.values() for cell in row if cell), default=1)
    for columns in _bands(crossing.columns):
        canvas.height += _BEFORE_BAND
        shown = [crossing.columns[each] for each in columns]
        _column_names(canvas, shown)
        for place, theme in themes:
            row = [cells[theme.number][each] for each in columns]
            y = _name(canvas, place, theme, speech, canvas.height + 8, most=3) + 3
            _cells(canvas, row, y, most, speech)
    hidden = any(cell is None for row in cells.values() for cell in row)
    notes = [
        *([speech.say("chart.hidden", fewest=FEWEST_IN_A_CELL)] if hidden else []),
        *([_few(crossing, speech)] if crossing.few else []),
    ]
    _notes(canvas, notes, hidden=hidden)
    rows = [(f"{place}.", theme, _row_in_words(cells[theme.number], speech)) for place, theme in themes]
    alt = _describe(
        f"{speech.say('chart.crossing_alt', title=one_line(summary.title), field=field)} {_names(crossing.columns)}.",
        rows,
        notes,
    )
    return Chart(svg=canvas.to_svg(alt), alt=alt)


def count_people(theme: Theme, speech: Speech) -> str:
    """Return how many people said alike and, where some do, how many others agree: "9 people, 3 agree"."""
    people = speech.say("report.people_alike", count=theme.people)
    return speech.say("chart.agreed", people=people, count=theme.agreed) if theme.agreed else people


def _named(crossing: Crossing, names: Mapping[str, str]) -> Crossing:
    columns, few = (tuple(names.get(each, each) for each in values) for values in (crossing.columns, crossing.few))
    return replace(crossing, columns=columns, few=few)


def name_field(field: str, speech: Speech) -> str:
    """Return what people said of themselves in words, within a sentence: "career stage"."""
    return speech.say(f"chart.field.{field}") if field in KNOWN_FIELDS else one_line(field.replace("_", " "))


def _canvas(speech: Speech) -> Canvas:
    return Canvas(mirrored=speech.locale.character_order == "right-to-left")


def _head(canvas: Canvas, heading: str, summary: Summary) -> None:
    y = canvas.paragraph(heading, MARGIN, canvas.height, 17, width=_INNER, most=2, weight=700)
    about = " · ".join(filter(None, (one_line(summary.title), one_line(summary.round_name))))
    canvas.height = canvas.paragraph(about, MARGIN, y, 13, width=_INNER, most=2, fill=FAINT)


def _name(canvas: Canvas, place: int, theme: Theme, speech: Speech, y: float, *, most: int) -> float:
    canvas.line(f"{speech.number(place)}.", MARGIN, y + 14, 14, fill=FAINT)
    label = one_line(theme.label)
    return canvas.paragraph(label, MARGIN + _INDENT, y, 14, width=_INNER - _INDENT, most=most, weight=600)


def _bands(columns: Sequence[str]) -> Iterator[range]:
    """The places of columns that stand beside each other: as many as their words allow, evenly parted."""
    widest = max((widest_word(each) for each in columns), default=1.0) * SMALLEST_LETTERS + _GAP
    beside = min(_MOST_COLUMNS, max(_FEWEST_COLUMNS, int(_INNER // widest)))
    bands = -(-len(columns) // beside)
    for band in range(bands):
        yield range(len(columns) * band // bands, len(columns) * (band + 1) // bands)


def _column_names(canvas: Canvas, columns: Sequence[str]) -> None:
    pitch = _INNER / len(columns)
    names = [one_line(each) for each in columns]
    heights = [lines_height(each, SMALLEST_LETTERS, width=pitch - _GAP, most=5) for each in names]
    bottom = canvas.height + max(heights)
    for place, (name, height) in enumerate(zip(names, heights, strict=True)):
        canvas.paragraph(
            name,
            MARGIN + (place + 0.5) * pitch - _GAP / 2,
            bottom - height,
            SMALLEST_LETTERS,
            width=pitch - _GAP,
            most=5,
            side="middle",
            fill=FAINT,
        )
    canvas.height = bottom


def _cells(canvas: Canvas, row: Sequence[int | None], y: float, most: int, speech: Speech) -> None:
    pitch = _INNER / len(row)
    for place, people in enumerate(row):
        x, width = MARGIN + place * pitch, pitch - _GAP
        fill = _HIDDEN_FILL if people is None else shade(people, most)
        canvas.box(x, y, width, _CELL, fill, hatched=people is None)
        if people is not None:
            number = speech.number(people)
            canvas.line(number, x + width / 2, y + 19, 15, side="middle", fill=ink_on(fill), weight=600)


def _notes(canvas: Canvas, notes: Sequence[str], *, hidden: bool) -> None:
    """The notes below the cells; the first tells of the hidden ones, if any are."""
    y = canvas.height + 14
    for place, note in enumerate(notes):
        indent = 28 if hidden and not place else 0
        if indent:
            canvas.box(MARGIN, y, 20, 16, _HIDDEN_FILL, hatched=True)
        y = canvas.paragraph(note, MARGIN + indent, y, 13, width=_INNER - indent, most=8, fill=FAINT) + 6


def _few(crossing: Crossing, speech: Speech) -> str:
    return speech.say("chart.few", names=_names(crossing.few))


def _names(names: Sequence[str]) -> str:
    return " · ".join(map(one_line, names))


def _row_in_words(row: Sequence[int | None], speech: Speech) -> str:
    return ", ".join(speech.say("chart.hidden_cell") if cell is None else speech.number(cell) for cell in row)


def _describe(opening: str, rows: Sequence[tuple[str, Theme, str]], notes: Sequence[str]) -> str:
    """All in words, with labels as long as there is room for; at worst the end is left out."""

    def within(most: int) -> str:
        said = (f"{place} {shorten(one_line(theme.label), most)}: {counted}." for place, theme, counted in rows)
        return " ".join((opening, *said, *notes))

    texts = (within(most) for most in _LABELS_IN_ALT)
    return next((text for text in texts if len(text) <= ALT_LIMIT), shorten(within(_LABELS_IN_ALT[-1]), ALT_LIMIT))
