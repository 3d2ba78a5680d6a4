from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.words import people_of
from bot.summarise import summarise
from bot.summarise.tables import BadRow, Mistake, read_replies_csv, themes_json

HEADER = "reply_id,participant_id,survey_text\n"
AT = datetime(2026, 5, 3, tzinfo=UTC)


def test_rows_become_replies_of_people() -> None:
    table = read_replies_csv(HEADER + 'a,p1,"One,\nand more"\nb,p2,Two\nc,p1,Three\n')
    assert [each.text for each in table.words] == ["One,\nand more", "Two", "Three"]
    assert [table.names[each.reply_id] for each in table.words] == ["a", "b", "c"]
    assert len(people_of(table.words)) == 2
    assert table.bad_rows == ()


def test_file_with_a_mark_at_its_start_is_read(tmp_path: Path) -> None:
    path = tmp_path / "replies.csv"
    path.write_text("\ufeff survey_text ,participant_id,demo:region\nGrüße,p1,Europe\n", "utf-8")
    table = read_replies_csv(path)
    assert [(each.text, table.names[each.reply_id]) for each in table.words] == [("Grüße", "1")]


def test_every_bad_row_is_named_by_its_line() -> None:
    long = "x" * 100_001
    table = read_replies_csv(
        HEADER + f'a,p1,"Two\nlines"\n\nb,,No one\nc,p2,  \na,p3,Again\nd,p4\ne,p5,x,y\nf,p6,{long}\ng,p7,Good\n'
    )
    assert [table.names[each.reply_id] for each in table.words] == ["a", "g"]
    assert table.bad_rows == (
        BadRow(line=5, mistake=Mistake.NO_PARTICIPANT, about="b"),
        BadRow(line=6, mistake=Mistake.NO_TEXT, about="c"),
        BadRow(line=7, mistake=Mistake.ID_USED_TWICE, about="a"),
        BadRow(line=8, mistake=Mistake.TOO_FEW_CELLS, about="2"),
        BadRow(line=9, mistake=Mistake.TOO_MANY_CELLS, about="4"),
        BadRow(line=10, mistake=Mistake.TEXT_TOO_LONG, about="f"),
    )


@pytest.mark.parametrize("cell", ["x" * 200_000, '"' + "x y\n" * 250_000 + '"'])
def test_cell_of_a_megabyte_is_named_by_its_reply_and_the_rest_is_read(cell: str) -> None:
    table = read_replies_csv(HEADER + f"a,p1,{cell}\nb,p2,Good\n")
    assert table.bad_rows == (BadRow(line=2, mistake=Mistake.TEXT_TOO_LONG, about="a"),)
    assert [each.text for each in table.words] == ["Good"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_cells_may_be_divided_as_spreadsheets_of_any_country_do(separator: str) -> None:
    head, row = HEADER.replace(",", separator), separator.join(("a", "p1", '"Time, money; and | courage"'))
    table = read_replies_csv(f"{head}{row}\n")
    assert [each.text for each in table.words] == ["Time, money; and | courage"]
    assert table.bad_rows == ()


@pytest.mark.parametrize("row", ['a,p1,"never closed', 'a,p1,"closed" too early'])
def test_row_whose_quotation_marks_do_not_fit_is_named(row: str) -> None:
    table = read_replies_csv(f"{HEADER}b,p2,Good\n{row}\n")
    assert table.bad_rows == (BadRow(line=3, mistake=Mistake.UNREADABLE),)
    assert [each.text for each in table.words] == ["Good"]


@pytest.mark.parametrize("text", ["", "\n"])
def test_file_without_a_header_is_named(text: str) -> None:
    assert read_replies_csv(text).bad_rows == (BadRow(line=1, mistake=Mistake.NO_HEADER),)


def test_missing_columns_are_all_named() -> None:
    table = read_replies_csv("reply_id,text\n1,Hello\n")
    assert table.bad_rows == (
        BadRow(line=1, mistake=Mistake.COLUMN_MISSING, about="participant_id"),
        BadRow(line=1, mistake=Mistake.COLUMN_MISSING, about="survey_text"),
    )


def test_themes_are_told_with_the_ids_of_the_file() -> None:
    rows = [f"reply-{n},p{n},Mentoring helps new leaders to find {'abcdefghij'[n] * 4}.\n" for n in range(9)]
    table = read_replies_csv(HEADER + "".join(rows) + "last,p9,Something else entirely\n")
    told = themes_json(summarise(table.words, title="t", prompt_number=1, round_name="r", made_at=AT), table)
    (theme,) = told["themes"]
    assert (told["replies"], told["participants"], told["other"]) == (10, 10, ["last"])
    assert theme["reply_ids"] == [f"reply-{n}" for n in range(9)]
    assert theme["participants"] == 9
    assert {quote["reply_id"] for quote in theme["quotes"]} <= set(theme["reply_ids"])
    assert told["quotes"] == []
