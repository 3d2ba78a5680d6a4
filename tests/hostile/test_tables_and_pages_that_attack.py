"""Words that become formulas in a spreadsheet, and mark-up or scripts in a page."""

import csv
import io
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.report import Report
from bot.domain.words import Words
from bot.reports.page import report_page
from bot.reports.sheet import summary_csv
from bot.summarise import summarise
from bot.texts.catalogue import Texts
from tests.hostile.attempt import Attempt

AT = datetime(2026, 1, 26, tzinfo=UTC)
FORMULAS = {
    "a reply that is a formula": "=HYPERLINK(A1)",
    "a reply that begins with +": "+1+cmd",
    "a reply that begins with -": "-2+3",
    "a reply that begins with @": "@SUM(A1)",
    "a reply that begins with a tab": "\t=1+1",
    "a reply that begins with spaces and a formula": "   =1+1",
    "a reply that begins with a line end": "\r\n=1+1",
    "a reply that begins with the wide sign of Asia": "＝1+1",
    "a reply that ends its cell with a quotation mark": '";=1+1;"',
}
IN_TABLE = tuple(
    Attempt(what=what, by="participant", got="Stands in the table as text, in one cell.") for what in FORMULAS
)
MARKUP = {
    "a reply with a script": "<script>alert(1)</script>",
    "a reply that ends its element": "</blockquote></body><img src=x onerror=alert(1)>",
    "a reply with a template": "{{ config }}{% for x in y %}{0.__class__}",
    "a reply that ends the style": "</style><style>*{display:none}",
    "a reply of piled marks and turned letters, in a page": "Z" + "\u0301" * 40 + "\u202eabc",
}
IN_PAGE = tuple(Attempt(what=what, by="participant", got="Stands in the page as text.") for what in MARKUP)
ATTEMPTS = (*IN_TABLE, *IN_PAGE)


def summary_of(texts, name="Ana"):
    words = [
        Words(
            reply_id=ReplyId(number),
            authors=(MemberId(number),),
            guest=False,
            consent=Consent.QUOTE_WITH_NAME,
            text=text,
            said_at=AT,
            prompt_number=1,
            author_names=(name,),
        )
        for number, text in enumerate(texts, 1)
    ]
    return summarise(words, title="A prompt", prompt_number=1, round_name="2026A", made_at=AT, seed=1)


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_no_cell_of_a_table_is_a_formula(text):
    quoted = f"{text} is what we said, and we meant every word of it."
    table = summary_csv([summary_of([quoted], name=text)])
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert text.strip() in table or text.strip().replace('"', '""') in table
    for row in rows:
        assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for cell in row)
        assert not any(cell.startswith(("\t", "\r", "\n")) for cell in row)


class Elements(HTMLParser):
    """The names of all elements, and all text."""

    def __init__(self):
        super().__init__()
        self.names, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data):
        self.text.append(data)


def elements_of(text):
    page = Elements()
    summary = summary_of([text], name=text)
    report = Report(title=text, round_name=text, made_at=AT, summaries=(summary,), figures=summary.figures)
    page.feed(report_page(report, Texts.load().for_locale("en")))
    return page


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_words_in_a_page_are_text(text):
    plain = elements_of("We read aloud every day, and we like it.")
    page = elements_of(f"{text} is what we said, and we like it.")
    assert page.names == plain.names
    shown = "".join(page.text)
    assert "49" not in shown
    assert "\u202e" not in shown
    assert "\u0301" * 5 not in shown
    if text.isascii():
        assert text in shown
