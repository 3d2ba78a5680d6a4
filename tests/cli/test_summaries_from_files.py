import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app

TEXTS = (
    "Every new librarian should have a mentor, said number {0}",
    "Cada nuevo bibliotecario debería tener un mentor, dice el número {0}",
    "Our budget for books is cut every year by {0} percent",
)
HEAD = "reply_id,participant_id,survey_text,kind,demo:region\n"


def rows_of(count: int) -> list[str]:
    return [f'r{n},p{n},"{TEXTS[n % 3].format(n)}",{"Need" if n == 0 else ""},Europe\n' for n in range(count)]


def run(path: Path, text: str, *options: str) -> Result:
    file = path / "replies.csv"
    file.write_text(text, "utf-8")
    return CliRunner().invoke(app, ["summarise", str(file), *options], catch_exceptions=False)


def test_summary_as_json_proves_each_statement(tmp_path):
    done = run(tmp_path, HEAD + "".join(rows_of(24)), "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["replies"], told["participants"]) == (0, 24, 24)
    assert told["languages"] == {"en": 16, "es": 8}
    placed = [reply for theme in told["themes"] for reply in theme["reply_ids"]]
    assert sorted([*placed, *told["other"]]) == sorted(f"r{n}" for n in range(24))
    for theme in told["themes"]:
        assert theme["participants"] == len(theme["reply_ids"])
        for quote in theme["quotes"]:
            assert quote["reply_id"] in theme["reply_ids"]
            assert quote["text"] in TEXTS[int(quote["reply_id"][1:]) % 3].format(quote["reply_id"][1:])
    stated = [theme["kinds"]["need"]["stated"] for theme in told["themes"] if "need" in theme["kinds"]]
    assert sum(stated) == 1


def test_order_of_rows_changes_nothing(tmp_path):
    rows = rows_of(24)
    assert (
        run(tmp_path, HEAD + "".join(rows), "--json").stdout
        == run(tmp_path, HEAD + "".join(rows[::-1]), "--json").stdout
    )


def test_bad_rows_are_named_counted_and_left_out(tmp_path):
    done = run(tmp_path, HEAD + "a,,No one,,\nb,p2,Good words,poem,\nc,p3,Fine words,,\n", "--json")
    assert done.stderr.splitlines() == [
        "Line 2: reply a has no participant_id.",
        "Line 3: I do not know the kind of reply b.",
        "I left out 2 rows.",
    ]
    assert json.loads(done.stdout)["replies"] == 1


@pytest.mark.parametrize("text", ["", HEAD, HEAD + "a,p1,👍,,\n"])
def test_file_that_says_nothing_has_an_empty_summary(tmp_path, text):
    told = json.loads(run(tmp_path, text, "--json").stdout)
    assert (told["themes"], told["quotes"]) == ([], [])


def test_summary_for_a_reader_has_figures_and_quotes(tmp_path):
    lines = run(tmp_path, HEAD + "".join(rows_of(5))).stdout.splitlines()
    assert lines[0] == "Replies: 5. People: 5."
    assert lines[-1] == "Replies in no theme: 5."
    assert any("mentor" in line for line in lines)


def test_file_in_another_encoding_is_refused_in_words(tmp_path):
    file = tmp_path / "replies.csv"
    file.write_bytes(HEAD.encode() + b"a,p1,caf\xe9,,\n")
    done = CliRunner().invoke(app, ["summarise", str(file)])
    assert (done.exit_code, done.stderr) == (2, "replies.csv is not in UTF-8. Save it as CSV in UTF-8.\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p1,Words\n", ["Line 1 must name the columns. participant_id is missing."]),
        ("", ["Line 1 must name the columns: participant_id, survey_text."]),
        (HEAD + f"a,p1,{'x ' * 500_000},,\n", ["Line 2: reply a is too long.", "I left out one row."]),
        (HEAD + "a,p1,One,,\na,p2,Two,,\n", ["Line 3: there is a reply a already.", "I left out one row."]),
        (
            HEAD + 'a,p1,"One,,\n',
            ["I cannot read line 2. Maybe a quotation mark is not closed.", "I left out one row."],
        ),
    ],
)
def test_odd_file_is_explained_by_line(tmp_path, text, told):
    done = run(tmp_path, text)
    assert (done.exit_code, done.stderr.splitlines()[: len(told)]) == (0, told)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("r.csv", "p1,North\n", "r.csv needs “region” and “participant_id” or “country”"),
        ("r.csv", "country;region\nPeru;South\nPE;West\n", "Line 3 of the regions names nobody, no region, or another"),
        ("r.csv", f"country,region\nPeru,{'y' * 1_000_000}\n", "I cannot read line 2 of r.csv."),
        ("r.toml", "[north]\ncountries = 3\n", "r.toml needs “region” and “participant_id” or “country”"),
        ("r.toml", '[a]\ncountries = ["PE"]\n[b]\ncountries = ["Peru"]\n', "r.toml names PE in two regions."),
        ("r.toml", "[north\n", "I cannot read r.toml."),
    ],
)
def test_odd_regions_are_explained(tmp_path, name, text, told):
    (tmp_path / name).write_text(text, "utf-8")
    done = run(tmp_path, HEAD + "a,p1,Fine words,,\n", "--regions", str(tmp_path / name))
    assert done.stderr.startswith(told)
    assert done.exit_code == (0 if told.startswith("Line") else 2)
