"""A whole round whose replies are those of a file: the report holds exactly these words."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app

HEAD = "participant_id,survey_text\n"


@pytest.mark.long
def test_round_of_real_replies_ends_with_a_report_of_these_words(tmp_path: Path):
    file = tmp_path / "replies.csv"
    rows = [(f"p{n % 6}", f"Number {n}: we read {('books', 'maps')[n % 2]} together.") for n in range(9)]
    file.write_text(HEAD + "".join(f"{who},{text}\n" for who, text in rows), "utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["rehearse", "--replies", str(file), "--folder", str(out), "--quiet"])
    assert done.exit_code == 0, done.output
    (report,) = out.glob("report-*")
    told = json.loads((report / "report.json").read_text("utf-8"))
    assert told["summaries"][0]["figures"]["replies"] == 9
    assert told["summaries"][0]["figures"]["people"] == 6
    shown = Counter(
        row["survey_text"]
        for row in csv.DictReader(io.StringIO((report / "replies.csv").read_text("utf-8"), newline=""))
    )
    assert shown <= Counter(text for _, text in rows)
    assert shown.total() == 9 - told["summaries"][0]["figures"]["count_only"]
