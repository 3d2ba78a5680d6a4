import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.partner_figures import count_partners
from bot.domain.report import Report
from bot.domain.standing import Position, Standing
from bot.domain.summary import Summary, all_quotes
from bot.domain.words import Words
from bot.reports.page import report_page
from bot.summarise import summarise
from bot.texts.catalogue import SHIPPED_TEXTS, Texts
from bot.texts.speech import Speech

GOLDEN = Path(__file__).parents[1] / "golden" / "summary-page.html"
AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
SPEECH = Texts.load().for_locale("en-GB")
SAID = (
    ("Mentoring gave me courage when I was new.", Consent.QUOTE_WITH_NAME),
    ("Mentoring by an older colleague, that is what I needed.", Consent.QUOTE),
    ("Mentoring in secret places.", Consent.COUNT_ONLY),
    ("Every new leader needs mentoring & time <b>now</b>.", Consent.QUOTE_WITH_NAME),
    ("The budget is cut every year.", Consent.QUOTE),
    ("Our budget leaves nothing for courses.", Consent.QUOTE),
    ("Without a budget no courses.", Consent.QUOTE_WITH_NAME),
    ("إدارة الأزمات تحتاج إلى هدوء.", Consent.QUOTE),
)
VOID = {"meta", "br", "hr", "img", "input", "link"}


def said(reply_id: int, text: str, consent: Consent = Consent.QUOTE, **changes: object) -> Words:
    words = Words(
        reply_id=ReplyId(reply_id),
        authors=(MemberId(100 + reply_id),),
        guest=False,
        consent=consent,
        text=text,
        said_at=AT,
        prompt_number=1,
        author_names=("Ana Ortega", "Björn") if reply_id == 4 else (f"Writer {reply_id}",),
        link=f"https://discord.com/channels/1/2/{reply_id}",
    )
    return replace(words, **changes)


def draft(*words: Words, prompt_number: int | None = 1, title: str = "Leading & learning") -> Summary:
    return summarise(words, title=title, prompt_number=prompt_number, round_name="2026A", made_at=AT)


def talk() -> list[Words]:
    return [said(number, text, consent) for number, (text, consent) in enumerate(SAID, 1)]


def page_of(summary: Summary, speech: Speech, prompts: Sequence[Summary] = ()) -> str:
    report = Report(
        title="Rounds",
        round_name=summary.round_name,
        made_at=AT,
        summaries=(summary, *prompts),
        figures=summary.figures,
    )
    return report_page(report, speech)


class Reader(HTMLParser):
    """Reads a page as a browser would: its visible text, its links, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "svg"}.intersection(self.open):
            self.text += data


def test_page_is_the_golden_one() -> None:
    words = [*talk(), said(9, "I am a guest and like mentoring.", guest=True, late=True)]
    page = page_of(draft(*words), SPEECH)
    page = re.sub(r"<(style|script|svg)\b.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    page = re.sub(r"'sha256-[^']+'", "'sha256-…'", page)
    assert page == GOLDEN.read_text("utf-8")


def test_page_shows_what_people_wrote_as_text() -> None:
    page = page_of(draft(*talk()), SPEECH)
    assert "mentoring &amp; time &lt;b&gt;now&lt;/b&gt;." in page
    assert "<b>" not in page
    assert "Leading &amp; learning" in page


def test_page_holds_every_quote_and_every_count() -> None:
    summary = draft(*talk())
    reader = Reader(page_of(summary, SPEECH))
    assert len(summary.themes) == 2
    assert all(quote.text in reader.text for quote in all_quotes(summary))
    assert all(f"{theme.people} people" in reader.text for theme in summary.themes)
    assert reader.open == []


def test_page_names_only_who_agreed() -> None:
    text = Reader(page_of(draft(*talk()), SPEECH)).text
    assert "Ana Ortega and Björn" in text
    assert "Writer 2" not in text
    assert "Writer 3" not in text


def test_page_keeps_every_name_in_its_own_direction_and_as_text() -> None:
    words = said(1, "Mentoring helps me.", Consent.QUOTE_WITH_NAME, author_names=("نور", "<b>&{0}"))
    page = page_of(draft(words), SPEECH)
    assert "<bdi>نور</bdi> and <bdi>&lt;b&gt;&amp;{0}</bdi>" in page


def test_page_links_only_to_messages_of_the_named() -> None:
    summary = draft(*talk())
    links = Reader(page_of(summary, SPEECH)).links
    assert links == ["#main", *(quote.link for quote in all_quotes(summary) if quote.link)]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://example.org", "data:text/html,x"])
def test_page_has_no_link_that_is_not_safe(link: str) -> None:
    words = said(1, "Mentoring helps me.", Consent.QUOTE_WITH_NAME, link=link)
    assert Reader(page_of(draft(words), SPEECH)).links == ["#main"]


def test_page_loads_nothing() -> None:
    page = page_of(draft(*talk()), SPEECH)
    assert Reader(page).tags.isdisjoint({"link", "img", "iframe", "object"})
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_page_of_a_round_has_a_section_for_each_prompt() -> None:
    prompts = [
        draft(*talk()),
        draft(prompt_number=2, title="Review"),
        draft(said(50, "Time is short."), prompt_number=3),
    ]
    reader = Reader(page_of(draft(*talk(), prompt_number=None, title="Library leadership"), SPEECH, prompts))
    anchors = [link for link in reader.links if link.startswith("#") and link != "#main"]
    assert anchors == ["#round", "#prompt-1", "#prompt-2", "#prompt-3"]
    assert {anchor[1:] for anchor in anchors} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert "The whole round" in reader.text
    assert "Nobody has replied." in reader.text
    assert "There are fewer than 8 replies, so there are no themes." in reader.text


def test_page_of_a_round_tells_who_met_and_leaves_out_what_is_nothing() -> None:
    standings = (Standing.MET, Standing.MET, Standing.SILENT, Standing.LEFT)
    partners = count_partners(
        Position(member_id=MemberId(number), standing=standing, ever_met=standing is not Standing.SILENT)
        for number, standing in enumerate(standings)
    )
    of_round = replace(draft(*talk(), prompt_number=None), partners=partners)
    text = " ".join(Reader(page_of(of_round, SPEECH, [draft(*talk())])).text.split())
    assert "Partners met their partner2 silent1 left the round1" in text
    assert "Each of 4 people is counted once. 3 met a partner at any time." in text
    assert "waiting for a partner" not in text
    assert text.count("met their partner") == 1


def test_page_without_shared_themes_says_so() -> None:
    words = [
        said(n, text) for n, text in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight"), 1)
    ]
    text = Reader(page_of(draft(*words), SPEECH)).text
    assert "No theme was found that three people share." in text
    assert "There is nothing that may be quoted." in text


def test_page_says_how_it_was_made() -> None:
    text = Reader(page_of(draft(*talk()), SPEECH)).text
    assert "Every quote is word for word." in text
    assert "One reply is counted only." in text
    assert "Guests are people" not in text


def test_page_in_a_language_from_right_to_left_is_set_so(tmp_path: Path) -> None:
    for language in ("en", "ar"):
        copytree(SHIPPED_TEXTS / "locale" / "en", tmp_path / "locale" / language)
    page = page_of(draft(*talk()), Texts.load(tmp_path).for_locale("ar"))
    assert '<html lang="ar" dir="rtl">' in page


@given(st.lists(st.text(max_size=80), max_size=12))
def test_page_of_any_text_is_well_formed(texts: list[str]) -> None:
    summary = draft(*(said(n, text, Consent.QUOTE_WITH_NAME, author_names=(text,)) for n, text in enumerate(texts)))
    page = page_of(replace(summary, title=texts[0] if texts else ""), SPEECH)
    reader = Reader(page)
    assert reader.open == []
    assert reader.tags.isdisjoint({"script", "b", "img"})


@given(st.lists(st.tuples(st.sampled_from(Consent), st.sampled_from(SAID)), max_size=30))
def test_words_that_may_only_be_counted_are_nowhere_in_the_page(
    drawn: list[tuple[Consent, tuple[str, Consent]]],
) -> None:
    secret = "zyqx"
    words = [
        said(
            n,
            f"{secret} {text} {secret}{n}." if consent is Consent.COUNT_ONLY else text,
            consent,
            author_names=(f"{secret}.",),
        )
        if consent is not Consent.QUOTE_WITH_NAME
        else said(n, text, consent)
        for n, (consent, (text, _)) in enumerate(drawn, 1)
    ]
    page = unescape(page_of(draft(*words), SPEECH, [draft(*words)]))
    assert secret not in page
    assert not any(
        f'/channels/1/2/{each.reply_id}"' in page for each in words if each.consent is not Consent.QUOTE_WITH_NAME
    )
