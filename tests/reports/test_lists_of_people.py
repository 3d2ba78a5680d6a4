"""Lists as people's spreadsheets save them, and as somebody who means harm would write them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.roster_columns import Column, MappingMistake, find_columns
from bot.reports.roster_table import MOST_COLUMNS, MOST_ROWS, read_table
from bot.reports.tables import TableMistake, write_table

LIST = 'Name,E-mail,Country\r\n"Aguilar, Ana",ana@example.org,Perú\r\nBo,bo@example.org,Kenya\r\n'
ROWS = [("Aguilar, Ana", "ana@example.org", "Perú"), ("Bo", "bo@example.org", "Kenya")]


def why(content):
    with pytest.raises(TableMistake) as found:
        read_table(content)
    return found.value.why, found.value.line


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        b"\xfe\xff" + LIST.encode("utf-16-be"),
        LIST.encode("utf-16-le"),
        LIST.encode("utf-16-be"),
        LIST.replace("\r\n", "\n").encode(),
        LIST.replace("\r\n", "\r\n\r\n").encode(),
        'Name;E-mail;Country\n"Aguilar, Ana";ana@example.org;Perú\nBo;bo@example.org;Kenya'.encode(),
        'sep=;\nName;E-mail;Country\n"Aguilar, Ana";ana@example.org;Perú\nBo;bo@example.org;Kenya'.encode(),
        "Name\tE-mail\tCountry\nAguilar, Ana\tana@example.org\tPerú\nBo\tbo@example.org\tKenya\t\n".encode(),
        "Name|E-mail|Country\nAguilar, Ana|ana@example.org|Perú\nBo|bo@example.org|Kenya\n;;\n".encode(),
    ],
    ids=range(12),
)
def test_table_is_read_however_a_spreadsheet_saved_it(content):
    table = read_table(content)
    assert table.header == ("Name", "E-mail", "Country")
    assert [row.cells for row in table.rows][:2] == ROWS
    assert not table.guessed


def test_table_of_an_old_spreadsheet_is_guessed():
    table = read_table(LIST.encode("cp1252"))
    assert table.guessed
    assert table.rows[0].cells[2] == "Perú"


def test_line_of_a_row_is_where_it_ends_in_the_file():
    table = read_table(b'sep=,\nName,Why\n"Ana","one\ntwo"\n\nBo,three\n')
    assert [(row.line, row.cells[0]) for row in table.rows] == [(4, "Ana"), (6, "Bo")]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (b"", ("empty", 0)),
        (b"\xef\xbb\xbf\r\n", ("empty", 0)),
        (b"Name,E-mail\n", ("no_rows", 0)),
        (b"Name,E-mail\n,\n , \n", ("no_rows", 0)),
        (b'Name,E-mail\nAna,"ana@example.org\nBo,bo@example.org\n', ("quote", 3)),
        (b'Name,E-mail\n"Ana"x,ana@example.org\n', ("quote", 2)),
        (b"\xff\xfeN", ("no_text", 0)),
        (b"\xff\xfe\x00\xd8A\x00", ("no_text", 0)),
        (b"Name,name\nAna,Bo\n", ("same_column", 0)),
        (b",".join([b"a%d" % number for number in range(MOST_COLUMNS + 1)]) + b"\nx\n", ("too_many_columns", 0)),
        (b"Name\n" + b"Ana\n" * (MOST_ROWS + 1), ("too_many_rows", 0)),
    ],
)
def test_file_that_is_no_table_says_why(content, mistake):
    assert why(content) == mistake


def test_cell_beyond_any_size_is_a_mistake_and_not_a_fault():
    assert why(b"Name\n" + b"A" * 200_000 + b"\n")[0] == "quote"


def test_row_with_nul_or_with_too_many_cells_is_not_sound():
    table = read_table(b"Name,E-mail\nA\0na,ana@example.org\nBo,bo@example.org,x\nCy\nDina,d@example.org,,\n")
    assert [row.sound for row in table.rows] == [False, False, True, True]
    assert table.rows[0].cells == ("Ana", "ana@example.org")
    assert table.rows[2].cells == ("Cy", "")


@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_mistake(content):
    try:
        table = read_table(content)
    except TableMistake:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)


@given(rows=st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_no_cell_that_is_written_begins_as_a_formula(rows):
    written = write_table(("=cmd", "b"), rows)
    assert written.startswith("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(written[1:], newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Full Name|E-Mail Address|Country of residence|Languages", "name email country languages"),
        ("Nombre y apellidos|Correo electrónico|País|Idiomas", "name email country languages"),
        ("Prénom|Nom|Courriel|Pays|Centres d’intérêt", "first_name last_name email country interests"),
        ("Vorname|NACHNAME|E-Mail|Land", "first_name last_name email country"),
        ("Имя и фамилия|Электронная почта|Страна|Языки", "name email country languages"),
        ("الاسم|البريد الإلكتروني|الدولة", "name email country"),
        ("姓名|邮箱|国家|语言", "name email country languages"),
        ("Jina|Barua pepe|Nchi|Lugha", "name email country languages"),
        ("Timestamp|email_address|Name:|Where do you live?", "- email name country"),
    ],
)
def test_columns_are_found_by_their_headings_in_many_languages(header, expected):
    wanted = {Column(name): place for place, name in enumerate(expected.split()) if name != "-"}
    assert find_columns(header.split("|")) == wanted


def test_first_of_two_columns_that_say_the_same_is_read():
    assert find_columns(["E-mail", "Courriel"]) == {Column.EMAIL: 0}


def test_mapping_of_the_organiser_comes_before_any_heading():
    header = ["Name", "Contact", "Country", "Home country", "Language"]
    told = "email = contact; Country=Home Country;\nlanguages="
    assert find_columns(header, told) == {Column.NAME: 0, Column.EMAIL: 1, Column.COUNTRY: 3}
    assert find_columns(["Name", "Country"], "name=Country") == {Column.NAME: 1}


@pytest.mark.parametrize("told", ["email", "phone=Contact", "email=Mail", "email=Contact; x=y"])
def test_mapping_that_cannot_be_followed_is_a_mistake(told):
    with pytest.raises(MappingMistake):
        find_columns(["Name", "Contact"], told)
