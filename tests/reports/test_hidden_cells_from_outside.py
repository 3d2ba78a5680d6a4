"""Who has all that is published of a round cannot reckon a hidden count, even knowing by which rule it was hidden."""

import csv
import io
import json
import random
import re
from collections import defaultdict
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise, product

import pytest

from bot.domain.cells import FEWEST_IN_A_CELL, cross, shown_cells
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId, RoundId, SummaryId
from bot.domain.notices import SummaryPost
from bot.domain.report import Report
from bot.domain.summary import Summary, Theme
from bot.domain.summary_check import check_summary
from bot.domain.summary_quotes import bring_back, remember_away
from bot.domain.summary_repair import bring_up_to_date
from bot.domain.voices import voices_of
from bot.domain.words import Words, figures_of, people_of
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summaries import write_summary
from bot.frontend.messages.summary_pages import write_summary_page
from bot.reports.report_files import JSON, PAGE, REPLIES, report_files
from bot.texts.catalogue import Texts

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
REGIONS = ("Northland", "Southland", "Eastland")
NAMES = {"region": {region: region for region in REGIONS}}


def world_of(seed):
    """Some people of three regions or of none, each with a reply or two, in three themes or in none.

    Returns the summary, the replies, and what their writers say of themselves.
    """
    dice = random.Random(seed)
    people = range(1, dice.randrange(12, 22))
    region_of = {MemberId(each): dice.choice((*REGIONS, REGIONS[0], "")) for each in people}
    values = {"region": {member: region for member, region in region_of.items() if region}}
    authors = [*people, *dice.sample(people, 4)]
    words = [
        Words(
            reply_id=ReplyId(number),
            authors=(MemberId(author),),
            guest=False,
            consent=dice.choice(tuple(Consent)),
            text=f"Reply {number} about time.",
            said_at=AT,
            prompt_number=1,
        )
        for number, author in enumerate(authors, 1)
    ]
    groups = defaultdict(list)
    for each in words:
        groups[dice.choice((1, 1, 2, 2, 3, None))].append(each)
    large = {number: group for number, group in groups.items() if number and len(people_of(group)) >= 3}
    themes = tuple(
        Theme(
            number=number,
            words=(),
            title=f"Theme {number}",
            reply_ids=tuple(each.reply_id for each in group),
            people=len(people_of(group)),
        )
        for number, group in sorted(large.items())
    )
    crossing = cross(
        "region", {each.number: people_of(large[each.number]) for each in themes}, values["region"], REGIONS
    )
    summary = Summary(
        round_name="2026A",
        prompt_number=1,
        title="Leaders",
        made_at=AT,
        reply_ids=tuple(each.reply_id for each in words),
        figures=figures_of(words),
        themes=themes,
        crossings=(crossing,),
    )
    assert check_summary(summary, words, values=values) == []
    return summary, words, values


def report_on(summary, words, values, seed):
    return Report(
        title="Leaders",
        round_name="2026A",
        made_at=AT,
        summaries=(summary,),
        voices=voices_of([summary], words, values, {}, random.Random(seed)),
        figures=summary.figures,
        names=NAMES,
    )


def reported(seed):
    summary, words, values = world_of(seed)
    return summary, report_on(summary, words, values, seed)


def published(report):
    speech = Texts.load().for_locale("en")
    return {file.name: file.content.decode() for file in report_files(report, speech)}


def known_from_replies(files):
    """For each theme and region how many people stand in the table of replies: at least so many there are."""
    people = defaultdict(set)
    for row in csv.DictReader(io.StringIO(files[REPLIES])):
        people[row["theme"], row.get("demo:region") or ""].add(row["participant_id"])
    return {place: len(each) for place, each in people.items()}


def table_of(told):
    """The counts of each theme by region; None where none is shown."""
    (table,) = told["crossings"]
    shown = {row["theme"]: dict(zip(table["columns"], row["people"], strict=True)) for row in table["rows"]}
    return {theme: tuple(map(row.get, REGIONS)) for theme, row in shown.items()}


def possible_rows(total, shown, least):
    """Every true row that would look so; who is in none of its cells said nothing of a region."""
    ranges = [range(low, total + 1) if cell is None else (cell,) for cell, low in zip(shown, least, strict=True)]
    for counts in product(*ranges):
        if sum(counts) <= total and shown_cells(counts) == shown:
            yield counts


@pytest.mark.parametrize("seed", range(60))
def test_hidden_cells_stay_open_to_who_reads_every_file_and_knows_the_rule(seed):
    summary, report = reported(seed)
    files = published(report)
    known = known_from_replies(files)
    (told,) = json.loads(files[JSON])["summaries"]
    totals = {theme["number"]: theme["people"] for theme in told["themes"]}
    (table,) = told["crossings"]
    assert [tuple(row["people"]) for row in table["rows"]] == [row.cells for row in summary.crossings[0].rows]
    for theme, row in table_of(told).items():
        least = [known.get((str(theme), region), 0) for region in REGIONS]
        rows = list(possible_rows(totals[theme], row, least))
        for place, cell in enumerate(row):
            assert cell is not None or len({each[place] for each in rows}) > 1


def states_of(seed):
    """What is public one after the other: replies are withdrawn, others as well, and some are brought back."""
    summary, words, values = world_of(seed)
    dice = random.Random(-seed)
    gone = dice.sample(words, 3)
    for away in ([], gone[:1], gone, gone[1:]):
        standing = {each.reply_id: each for each in words if each not in away}
        known = bring_back(summary, standing)
        summary = remember_away(known, bring_up_to_date(known, standing.values()))
        assert check_summary(summary, standing.values(), values=values) == []
        yield published(report_on(summary, standing.values(), values, seed))


def told_in(files):
    """The people of each theme, the regions, its counts by region, and the table of replies by their text."""
    (told,) = json.loads(files[JSON])["summaries"]
    totals = {theme["number"]: theme["people"] for theme in told["themes"]}
    return (
        totals,
        REGIONS,
        table_of(told),
        {row["survey_text"]: row for row in csv.DictReader(io.StringIO(files[REPLIES]))},
    )


def still_known(before, after, theme):
    """Of each column how many stood in the earlier table of replies with their region and are in the theme now."""
    (_, columns, _, rows), (*_, rows_now) = before, after
    said = [
        (row.get("demo:region"), row["participant_id"])
        for text, row in rows.items()
        if row["theme"] == str(theme) and text in rows_now
    ]
    return [len({who for region, who in said if region == column}) for column in columns]


def rows_left(before, after, theme, least):
    """Every true row of the theme now that fits what was public before and is now."""
    (totals, _, cells, _), (totals_now, _, cells_now, _) = before, after
    left = totals[theme] - totals_now[theme]
    for row in possible_rows(totals[theme], cells[theme], [0] * len(cells[theme])):
        ranges = (range(max(each - left, known), each + 1) for each, known in zip(row, least, strict=True))
        for counts in product(*ranges):
            from_elsewhere = left - sum(row) + sum(counts)
            fits = all(now in (None, each) for now, each in zip(cells_now[theme], counts, strict=True))
            if fits and 0 <= from_elsewhere <= totals[theme] - sum(row):
                yield counts


@pytest.mark.parametrize("seed", range(60))
def test_small_cells_stay_open_to_who_kept_what_was_public_before(seed):
    states = [told_in(files) for files in states_of(seed)]
    for before, after in pairwise(states):
        (totals, columns, cells, _), (totals_now, _, cells_now, _) = before, after
        for theme in totals_now:
            # What was hidden stays so, and whoever leaves or comes back takes the whole row along.
            kept = cells[theme] if totals[theme] == totals_now[theme] else (None,) * len(columns)
            assert cells_now[theme] == kept
            if totals_now[theme] > totals[theme]:
                continue
            known = still_known(before, after, theme)
            rows = [*rows_left(before, after, theme, known)]
            for place in range(len(columns)):
                found = {each[place] for each in rows}
                # Of whom the earlier table told the region there is nothing left to hide.
                told = found == {known[place]} != {0} or sum(known) == totals_now[theme]
                assert told or len(found) > 1 or min(found) >= FEWEST_IN_A_CELL


def test_some_of_these_states_hide_a_row_that_was_shown():
    hidden = 0
    for seed in range(60):
        for (_, _, cells, _), (_, _, cells_now, _) in pairwise(told_in(files) for files in states_of(seed)):
            hidden += sum(any(cells[theme]) and not any(row) for theme, row in cells_now.items())
    assert hidden > 10


class Tables(HTMLParser):
    """The cells of every table of a page."""

    def __init__(self, page):
        super().__init__()
        self.tables, self._inside = [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self._inside:
            self.tables[-1][-1][-1] += data


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_page_and_messages_show_no_count_of_a_region_that_is_hidden(seed):
    summary, report = reported(seed)
    (crossing,) = summary.crossings
    shown = {
        column: {row.cells[place] for row in crossing.rows} - {None} for place, column in enumerate(crossing.columns)
    }
    for table in Tables(published(report)[PAGE]).tables:
        for place, head in enumerate(table[0]):
            if head.strip() in shown:
                cells = [re.findall(r"\d+", row[place]) for row in table[1:] if len(row) > place]
                assert {int(each) for cell in cells for each in cell} <= shown[head.strip()]
    for text in messages_of(summary):
        for region in REGIONS:
            near = re.findall(rf"{region}[^\w.]{{1,6}}(\d+)", text)
            assert {int(each) for each in near} <= shown.get(region, set())


def messages_of(summary):
    """The message in the channel, and every private page."""
    post = SummaryPost(summary_id=SummaryId(1), round_id=RoundId(1), title="Leaders", summary=summary, names=NAMES)
    pen = Pen(speech=Texts.load().for_locale("en"), token="t", now=AT)
    yield str(write_summary(post, pen).layout.blocks)
    for number in range(20):
        yield str(write_summary_page(post, number, pen).layout.blocks)


def test_some_of_these_worlds_hide_cells_and_some_show_them():
    cells = [cell for seed in range(60) for row in world_of(seed)[0].crossings[0].rows for cell in row.cells]
    assert cells.count(None) > 50
    assert len(cells) - cells.count(None) > 20
