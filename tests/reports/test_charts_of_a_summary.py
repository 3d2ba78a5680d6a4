"""Charts are readable on a phone, hold every number that is published and none that is hidden, and say it in words."""

import re
import struct
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Crossing, Row
from bot.domain.ids import ReplyId
from bot.domain.summary import Summary, Theme
from bot.domain.words import figures_of
from bot.reports.canvas import WIDTH
from bot.reports.charts import ALT_LIMIT, crossing_chart, themes_chart
from bot.reports.measuring import lines_of, widest_word, width_of
from bot.reports.shades import contrast, ink_on, shade
from bot.texts.catalogue import Texts

SPEECH = Texts.load().for_locale("en-GB")
SVG = "{http://www.w3.org/2000/svg}"
REGIONS = (
    "Asia-Oceania",
    "Europe",
    "Latin America and the Caribbean",
    "Middle East and North Africa",
    "North America",
    "Sub-Saharan Africa",
)


def summary_of(*labels: str, people: int = 9) -> Summary:
    themes = tuple(
        Theme(number=number, words=(), title=label, reply_ids=(ReplyId(number),), people=people * number)
        for number, label in enumerate(labels, 1)
    )
    return Summary(
        round_name="2026A",
        prompt_number=1,
        title="Leading",
        made_at=datetime(2026, 5, 3, tzinfo=UTC),
        reply_ids=(),
        figures=figures_of(()),
        themes=themes,
    )


def crossing_of(
    *rows: tuple[int | None, ...], columns: tuple[str, ...] = REGIONS, few: tuple[str, ...] = ()
) -> Crossing:
    numbered = tuple(Row(theme=number, cells=cells) for number, cells in enumerate(rows, 1))
    return Crossing(field="region", columns=columns, few=few, rows=numbered)


def words_of(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_themes_show_their_names_and_people_in_order():
    chart = themes_chart(summary_of("mentoring, courage", "budget"), SPEECH)
    assert words_of(chart.svg) == [
        *("How many people said similar things", "Leading · 2026A"),
        *("1.", "mentoring, courage", "9 people", "2.", "budget", "18 people"),
    ]
    themes = "1. mentoring, courage: 9 people. 2. budget: 18 people."
    assert chart.alt == f"Leading: how many people said similar things. {themes}"


def test_who_agrees_is_told_beside_the_people_of_a_theme():
    summary = summary_of("mentoring")
    agreed = replace(summary, themes=(replace(summary.themes[0], agreed=3),))
    assert "9 people, 3 agree" in words_of(themes_chart(agreed, SPEECH).svg)
    assert themes_chart(agreed, SPEECH).alt.endswith("1. mentoring: 9 people, 3 agree.")


def test_values_are_called_by_their_names():
    crossing = crossing_of((3, 4), columns=("europe", "north-america"), few=("oceania",))
    chart = crossing_chart(summary_of("mentoring"), crossing, SPEECH, {"europe": "Europe", "oceania": "Oceania"})
    assert "Europe · north-america." in chart.alt
    assert chart.alt.endswith("Not heard, or no count can be shown: Oceania.")


def test_longest_bar_is_that_of_most_people_and_ends_on_the_sheet():
    root = ElementTree.fromstring(themes_chart(summary_of("a", "b", "c", people=1_000), SPEECH).svg)
    widths = [float(each.get("width", 0)) for each in root.iter(f"{SVG}rect")][1:]
    assert widths == sorted(widths)
    assert widths[0] == pytest.approx(widths[2] / 3, abs=0.1)
    assert widths[2] < WIDTH - 24


def test_crossing_prints_every_number_and_marks_what_is_hidden():
    summary = summary_of("mentoring", "budget")
    crossing = crossing_of((9, None, None, 3, 5, 4), (3, 3, 3, 3, 3, 3), few=("Antarctica",))
    chart = crossing_chart(summary, crossing, SPEECH)
    assert [each for each in words_of(chart.svg) if each.isdigit()] == [*"9354", *"333333"]
    # One dot in each hidden cell, and one in the explanation.
    assert chart.svg.count("<circle") == 3
    text = " ".join(words_of(chart.svg))
    assert "A dot stands for fewer than 3 people, or protects such a number." in text
    assert "Not heard, or no count can be shown: Antarctica." in text
    assert "1. mentoring: 9, hidden, hidden, 3, 5, 4." in chart.alt
    assert "Latin America and the Caribbean · Middle East" in chart.alt
    assert "Not heard, or no count can be shown: Antarctica." in chart.alt


def test_crossing_without_hidden_cells_explains_none():
    chart = crossing_chart(summary_of("mentoring"), crossing_of((9, 3, 4, 3, 5, 4)), SPEECH)
    assert "<circle" not in chart.svg
    assert "dot" not in chart.alt


def test_six_regions_stand_beside_each_other_and_more_columns_below():
    summary = summary_of("mentoring")
    six = crossing_chart(summary, crossing_of((3,) * 6), SPEECH)
    many = crossing_chart(summary, crossing_of((3,) * 8, columns=(*REGIONS, "Internet", "Elsewhere")), SPEECH)
    assert words_of(six.svg).count("mentoring") == 1
    assert words_of(many.svg).count("mentoring") == 2
    assert words_of(many.svg).count("3") == 8


def test_field_without_words_of_its_own_is_named_as_it_is():
    crossing = replace(crossing_of((3,) * 6), field="library_type")
    assert "by library type" in crossing_chart(summary_of("mentoring"), crossing, SPEECH).alt


def test_row_of_a_theme_that_is_no_more_is_not_drawn():
    chart = crossing_chart(summary_of("mentoring"), crossing_of((3,) * 6, (77,) * 6), SPEECH)
    assert "77" not in chart.svg


def test_chart_of_a_language_that_is_read_from_the_right_is_mirrored():
    summary = summary_of("الإرشاد.")
    usual = ElementTree.fromstring(themes_chart(summary, SPEECH).svg)
    mirrored = ElementTree.fromstring(themes_chart(summary, replace(SPEECH, locale=Locale("ar"))).svg)
    places = [[float(each.get("x", 0)) for each in root.iter(f"{SVG}text")] for root in (usual, mirrored)]
    assert places[1] == pytest.approx([WIDTH - x for x in places[0]])
    assert {each.get("text-anchor") for each in mirrored.iter(f"{SVG}text")} == {"end"}
    # The point at its end stands at its left: a mark of direction is on both sides of it.
    assert "\u200fالإرشاد.\u200f" in words_of(themes_chart(summary, SPEECH).svg)


def test_chart_stays_one_drawing_whatever_people_wrote():
    chart = themes_chart(summary_of("<script>&\"'</script>", "x\u202ey\nz"), SPEECH)
    assert "<script" not in chart.svg
    assert "<script>&\"'</script>" in words_of(chart.svg)
    assert "xy z" in words_of(chart.svg)


def test_png_is_as_wide_as_three_phones_of_points():
    picture = themes_chart(summary_of("mentoring", "领导力", "إدارة"), SPEECH).to_png()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20])[0] == 3 * WIDTH
    assert len(picture) < 300_000


def test_numbers_contrast_with_every_shade_and_shades_darken():
    shades = [shade(people, 60) for people in range(1, 61)]
    assert min(contrast(ink_on(each), each) for each in shades) >= 4.5
    lightness = [contrast(each, "#000000") for each in shades]
    assert lightness == sorted(lightness, reverse=True)
    assert contrast(shades[0], shades[-1]) > 7


def test_lines_end_between_words_and_what_is_left_over_is_an_ellipsis():
    assert lines_of("one two three", width_of("one two "), 3) == ("one two", "three")
    assert lines_of("one two three four", width_of("one two "), 2) == ("one two", "three…")
    assert lines_of("Sub-Saharan", width_of("Saharan"), 3) == ("Sub-", "Saharan")
    assert lines_of("领导力培训，团队", 4.0, 3) == ("领导力培", "训，团队")
    assert lines_of("", 4.0, 3) == ("",)


@given(st.text(max_size=80), st.floats(min_value=2, max_value=40))
def test_lines_fit_and_lose_nothing_where_there_are_enough(text: str, width: float):
    lines = lines_of(text, width, 500)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    longest = max(map(width_of, lines))
    # A mark of punctuation stays in the line of its letter.
    assert longest <= width or any(not each.isalnum() for each in text) or widest_word(text) > width


@given(
    st.lists(st.text(max_size=120), max_size=12),
    st.lists(st.text(min_size=1, max_size=40), max_size=25),
    st.data(),
)
def test_any_summary_has_charts_that_are_well_formed_and_described(labels: list[str], columns: list[str], data):
    summary = summary_of(*labels)
    cell = st.none() | st.integers(min_value=3, max_value=9)
    rows = [tuple(data.draw(cell) for _ in columns) for _ in labels]
    crossing = crossing_of(*rows, columns=tuple(columns), few=tuple(columns[:2]))
    for chart in (themes_chart(summary, SPEECH), crossing_chart(summary, crossing, SPEECH)):
        root = ElementTree.fromstring(chart.svg)
        height = float(root.get("height", 0))
        assert all(0 < float(each.get("y", 0)) < height for each in root.iter(f"{SVG}text"))
        assert len(chart.alt) <= ALT_LIMIT
