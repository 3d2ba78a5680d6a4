"""`roundtable summarise FILE --out DIR --regions FILE`: the report of a file, read back."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.domain.harmless import cell_as_written

TEXTS = (
    "- Every new librarian should have a mentor, said number {0}",
    "Our budget for books is cut every year by {0} percent",
)
COUNTRIES = ("KE", "Austria", "kenia", "AT", "Atlantis")


def rows_of(count: int) -> str:
    head = "participant_id,survey_text,demo:country,demo:role\n"
    return head + "".join(
        f'p{n % 20},"{TEXTS[n % 2].format(n)}",{COUNTRIES[n % 5]},{"new" if n % 20 < 9 else "leading"}\n'
        for n in range(count)
    )


def run(path: Path, text: str, *options: str) -> Result:
    file = path / "hopes.csv"
    file.write_text(text, "utf-8")
    return CliRunner().invoke(app, ["summarise", str(file), *options], catch_exceptions=False)


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report")
    done = run(path, rows_of(40), "--out", str(path / "out"), "--json")
    (path / "out" / "told.json").write_text(done.stdout, "utf-8")
    (path / "out" / "errors.txt").write_text(done.stderr, "utf-8")
    return path / "out"


def test_report_is_a_page_tables_and_json_and_each_is_told(out):
    named = {line.removeprefix("I wrote ").removesuffix(".") for line in (out / "errors.txt").read_text().splitlines()}
    files = {"report.html", "replies.csv", "themes.csv", "figures.csv", "report.json", "report.schema.json"}
    assert {str(out / name) for name in files} <= named
    assert "I know no country called Atlantis." in (out / "errors.txt").read_text()


def test_json_of_the_report_follows_its_schema_and_says_what_is_printed(out):
    told = json.loads((out / "report.json").read_text("utf-8"))
    jsonschema.validate(told, json.loads((out / "report.schema.json").read_text("utf-8")))
    printed = json.loads((out / "told.json").read_text("utf-8"))
    (made,) = told["summaries"]
    assert (made["figures"]["replies"], made["figures"]["people"]) == (printed["replies"], printed["participants"])
    assert [(each["label"], each["people"], each["replies"]) for each in made["themes"]] == [
        (each["label"], each["participants"], len(each["reply_ids"])) for each in printed["themes"]
    ]
    assert told["languages"] == printed["languages"]
    assert [each["field"] for each in made["crossings"]] == ["region", "role"]


def test_countries_in_any_language_become_regions_and_small_ones_are_not_told(out):
    (made,) = json.loads((out / "report.json").read_text("utf-8"))["summaries"]
    region = made["crossings"][0]
    # Nobody is from the other four: what is shown of one of two would tell that there are none.
    assert {*region["columns"]} <= {"Europe", "Sub-Saharan Africa"}
    assert len({*region["columns"], *region["few"]}) == 6
    counted = {theme["number"]: theme["people"] for theme in made["themes"]}
    assert all(sum(filter(None, row["people"])) <= counted[row["theme"]] for row in region["rows"])


def test_replies_of_the_report_can_be_summarised_again(out, tmp_path):
    rows = table(out / "replies.csv")
    assert Counter(cell_as_written(row["survey_text"]) for row in rows) == Counter(
        TEXTS[n % 2].format(n) for n in range(40)
    )
    assert rows[0].keys() >= {"participant_id", "survey_text", "kind", "language", "theme"}
    again = run(tmp_path, (out / "replies.csv").read_text("utf-8"), "--json")
    printed = json.loads((out / "told.json").read_text("utf-8"))
    assert sorted(len(each["reply_ids"]) for each in json.loads(again.stdout)["themes"]) == sorted(
        len(each["reply_ids"]) for each in printed["themes"]
    )


def test_themes_as_a_table_have_the_cells_of_the_json(out):
    (made,) = json.loads((out / "report.json").read_text("utf-8"))["summaries"]
    rows = {int(row["theme"]): row for row in table(out / "themes.csv")}
    for crossing in made["crossings"]:
        for row in crossing["rows"]:
            for column, cell in zip(crossing["columns"], row["people"], strict=True):
                shown = rows[row["theme"]][f"demo:{crossing['field']}:{column}"]
                assert shown == ("hidden" if cell is None else str(cell))


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        (
            "regions.csv",
            "participant_id,region\n" + "".join(f"p{n},{'North' if n % 4 else 'South'}\n" for n in range(20)),
        ),
        ("regions.csv", "country;region\nKE;South\nAustria;North\n"),
        ("regions.toml", '[south]\nname = "South"\ncountries = ["KE"]\n[north]\nname = "North"\ncountries = ["AT"]\n'),
    ],
)
def test_regions_come_from_a_file_of_ones_own(tmp_path, name, regions):
    (tmp_path / name).write_text(regions, "utf-8")
    done = run(tmp_path, rows_of(40), "--out", str(tmp_path / "out"), "--regions", str(tmp_path / name))
    assert done.exit_code == 0
    (made,) = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["summaries"]
    assert sorted(made["crossings"][0]["columns"]) == ["North", "South"]


@pytest.mark.parametrize(
    ("name", "regions", "said"),
    [
        ("regions.csv", "who,where\np1,North\n", "needs “region”"),
        ("regions.toml", "[north]\n", "needs “region”"),
        ("regions.toml", "north = [", "I cannot read regions.toml"),
        ("regions.toml", '[north]\ncountries = ["Atlantis"]\n', "regions.toml names Atlantis, which is no country"),
    ],
)
def test_regions_that_cannot_be_read_are_refused_in_words(tmp_path, name, regions, said):
    (tmp_path / name).write_text(regions, "utf-8")
    done = run(tmp_path, rows_of(3), "--regions", str(tmp_path / name))
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_bad_rows_of_regions_are_named_and_counted(tmp_path):
    (tmp_path / "r.csv").write_text("participant_id,region\np1,North\n,South\np2,\n", "utf-8")
    done = run(tmp_path, rows_of(3), "--regions", str(tmp_path / "r.csv"))
    assert done.stderr.splitlines()[:3] == [
        "Line 3 of the regions names nobody, no region, or another than an earlier line.",
        "Line 4 of the regions names nobody, no region, or another than an earlier line.",
        "I left out 2 rows of the regions.",
    ]
