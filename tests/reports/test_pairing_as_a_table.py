import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ruling import RulingKind
from bot.reports.pairing_sheet import SheetMistake, SheetRow, SheetRuling, read_pairing_sheet, write_pairing_sheet


def row(ruling=None, members=(1, 2), names=("Ana", "Bo"), reasons="English"):
    return SheetRow(ruling=ruling, members=members, names=names, quality=40, reasons=reasons)


MEMBERS = st.lists(st.integers(1, 2**63), min_size=2, max_size=8, unique=True).map(tuple)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(st.sampled_from([None, RulingKind.KEEP, RulingKind.APART]), MEMBERS, WORDS)))
def test_what_is_ruled_is_read_back_whatever_people_are_called(rows):
    sheet = write_pairing_sheet(row(ruling, members, (name, "Bo"), name) for ruling, members, name in rows)
    read, mistakes = read_pairing_sheet(sheet.encode())
    assert mistakes == ()
    assert [(each.kind, each.members) for each in read] == [(kind, members) for kind, members, _ in rows if kind]


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(content):
    read, mistakes = read_pairing_sheet(content)
    assert isinstance(read, tuple)
    assert isinstance(mistakes, tuple)


def test_cell_that_a_spreadsheet_would_run_is_harmless():
    assert "'=HYPERLINK(1); Bo" in write_pairing_sheet([row(names=("=HYPERLINK(1)", "Bo"))])


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_found_by_name_in_any_place(mark):
    text = "\n".join(
        mark.join(cells) for cells in [("members", "Note", "Ruling"), ("m1 m2", "", "KEEP"), ("m3", "x", "")]
    )
    assert read_pairing_sheet(text.encode()) == ((SheetRuling(line=2, kind=RulingKind.KEEP, members=(1, 2)),), ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("marry,m1 m2", "unknown_ruling"),
        ("keep,m1", "no_members"),
        ("keep,", "no_members"),
        ("keep,m1 m1", "no_members"),
        ("keep,1e18 m2", "no_members"),
        ("keep,²", "no_members"),
        ("out,m1 m2", "no_members"),
        ("apart,m1 Bo", "no_members"),
        ("keep," + " ".join(f"m{each}" for each in range(9)), "no_members"),
        ("keep", "no_members"),
    ],
)
def test_line_that_cannot_be_read_is_told_with_its_number(line, why):
    assert read_pairing_sheet(f"ruling,members\n\n{line}\n".encode()) == ((), (SheetMistake(line=3, why=why),))


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "no_columns"), (b"a,b\n", "no_columns"), (b"\xff\xfea", "no_table"), (b"ruling", "no_columns")],
)
def test_table_that_is_none_is_one_mistake(content, why):
    assert read_pairing_sheet(content) == ((), (SheetMistake(line=1, why=why),))
