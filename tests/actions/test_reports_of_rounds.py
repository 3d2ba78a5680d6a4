"""A finished report read back: every number in it is counted anew from the replies that are kept."""

import asyncio
import csv
import io
import json
import random
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from bot.actions.changing_replies import withdraw_reply
from bot.actions.reporting import report_rounds
from bot.actions.summarising import approve_summary
from bot.cli.commands import app
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.harmless import cell_as_written
from bot.domain.steps import StepKind
from bot.reports.program_page import program_page
from bot.reports.report_files import report_files
from bot.store import profiles
from bot.texts.catalogue import Texts
from tests.actions.situations import gone_once
from tests.actions.world import GUILD, ORGANISER, PEOPLE, World

SPEECH = Texts.load().for_locale("en-GB")
CONSENTS = (Consent.QUOTE_WITH_NAME, Consent.QUOTE, Consent.COUNT_ONLY)
PLACES = ("Kenya",) * 6 + ("Brazil",) * 4 + ("Japan", "Germany", "Canada")
CROWD = tuple(replace(person, country=place) for person, place in zip(PEOPLE, PLACES, strict=True))
SAID = (
    "- Every new librarian needs a mentor who has time, says {0} in week {1}.",
    "Our budget for books is cut each year, and {0} cannot buy any in week {1}.",
)


@gone_once
async def talk(world: World):
    """A round in which each wrote to both prompts; its summaries are approved and public."""
    round_id = await world.run(CROWD)
    for number in (1, 2):
        await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, number))
        for place, person in enumerate(CROWD):
            text = SAID[(place + (number if place % 4 == 0 else 0)) % 2].format(person.name, number)
            await world.write(person, round_id, number, text, CONSENTS[place % 3])
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    await world.play(world.later(days=1))
    await world.approve_summaries(round_id)
    await world.play(world.later(hours=1))
    return round_id


async def reports(world: World, name=None):
    return await report_rounds(world.house, guild_id=GUILD, slug=None, name=name, lot=random.Random(7), now=world.now)


class Page(HTMLParser):
    """Sections by their ids, each with figures, themes, quotes and tables as a reader finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sections: dict[str, dict] = {}
        self._now: dict = self._section()
        self._path: list[tuple[str, str]] = []
        self.feed(page)

    @staticmethod
    def _section() -> dict:
        return {"figures": [], "themes": [], "quotes": [], "rows": [], "links": []}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "section":
            self._now = self.sections[given["id"]] = self._section()
        if tag == "li" and given.get("class") == "theme":
            self._now["themes"].append({"label": "", "count": "", "quotes": []})
        if tag == "figure" and given.get("class") == "quote":
            self._now["quotes"].append({"text": "", "credit": "", "link": None, "theme": len(self._now["themes"])})
        if tag == "a" and given.get("href", "").startswith("https:"):
            self._now["quotes"][-1]["link"] = given["href"]
        if tag == "dt":
            self._now["figures"].append(["", ""])
        if tag == "tr":
            self._now["rows"].append([])
        if tag in ("td", "th") and self._now["rows"]:
            self._now["rows"][-1].append("")
        if tag not in ("meta", "input", "br"):
            self._path.append((tag, given.get("class", "")))

    def handle_endtag(self, tag):
        self._path.pop()

    def handle_data(self, data):
        tags = [tag for tag, _ in self._path]
        last = self._path[-1] if self._path else ("", "")
        if "blockquote" in tags:
            self._now["quotes"][-1]["text"] += data
        elif ("span", "credit") in self._path:
            self._now["quotes"][-1]["credit"] += data
        elif tags[-2:] == ["div", "h4"] and ("li", "theme") in self._path:
            self._now["themes"][-1]["label"] += data
        elif last == ("span", "count") and ("li", "theme") in self._path:
            self._now["themes"][-1]["count"] += data
        elif "dt" in tags:
            self._now["figures"][-1][0] += data
        elif "dd" in tags:
            self._now["figures"][-1][1] += data
        elif "table" in tags and {"td", "th"} & {*tags}:
            self._now["rows"][-1][-1] += data.strip()


@pytest.fixture
async def told(world):
    """The files of a report, and what is kept of its round."""
    round_id = await talk(world)
    (report,) = await reports(world)
    files = {each.name: each.content.decode("utf-8-sig") for each in report_files(report, SPEECH)}
    kept = {reply.id: reply for reply in await world.replies(round_id)}
    summaries = {each.prompt_number: each.summary for each in await world.summaries(round_id)}
    return files, kept, summaries


def people_in(reply_ids, kept):
    return {author.member_id for each in reply_ids for author in kept[each].authors}


async def test_every_number_of_the_json_is_counted_anew_from_the_replies(told, world):
    files, kept, summaries = told
    report = json.loads(files["report.json"])
    jsonschema.validate(report, json.loads(files["report.schema.json"]))
    async with world.house.store.read() as tx:
        homes = {person.id: await profiles.find(tx, GUILD, person.id) for person in CROWD}
    regions = {member: world.regions.region_of(profile.country) for member, profile in homes.items()}
    named = {region.name: region.key for region in world.regions.by_key.values()}
    assert [each["prompt"] for each in report["summaries"]] == [None, 1, 2]
    for each in report["summaries"]:
        summary = summaries[each["prompt"]]
        assert each["figures"]["replies"] == len(summary.reply_ids) == (26 if each["prompt"] is None else 13)
        assert each["figures"]["people"] == len(people_in(summary.reply_ids, kept)) == 13
        consents = Counter(kept[reply_id].consent().value for reply_id in summary.reply_ids)
        assert {name: each["figures"][name] for name in consents} == consents
        placed = {reply_id for theme in summary.themes for reply_id in theme.reply_ids}
        assert each["replies_in_no_theme"] == len({*summary.reply_ids} - placed)
        by_number = {theme.number: theme for theme in summary.themes}
        for theme in each["themes"]:
            ids = by_number[theme["number"]].reply_ids
            assert (theme["people"], theme["replies"]) == (len(people_in(ids, kept)), len(ids))
        for table in each["crossings"]:
            for row in table["rows"] if table["field"] == "region" else ():
                people = people_in(by_number[row["theme"]].reply_ids, kept)
                for column, cell in zip(table["columns"], row["people"], strict=True):
                    true = sum(regions[member] == named[column] for member in people)
                    assert cell in (None, true)
                    assert cell is None or cell >= 3
    assert any(
        cell for each in report["summaries"] for t in each["crossings"] for r in t["rows"] for cell in r["people"]
    )


async def test_every_number_and_quote_of_the_page_is_proved_by_the_replies(told):
    files, kept, summaries = told
    page = Page(files["report.html"])
    assert [*page.sections] == ["round", "prompt-1", "prompt-2"]
    for (_, summary), section in zip(
        sorted(summaries.items(), key=lambda each: each[0] or 0), page.sections.values(), strict=True
    ):
        figures = dict(section["figures"])
        assert figures["people"] == str(len(people_in(summary.reply_ids, kept)))
        assert figures["replies"] == str(len(summary.reply_ids))
        assert [(each["label"], each["count"]) for each in section["themes"]] == [
            (theme.label, f"{len(people_in(theme.reply_ids, kept))} people") for theme in summary.themes
        ]
        for quote in section["quotes"]:
            ids = summary.themes[quote["theme"] - 1].reply_ids
            (source,) = [kept[each] for each in ids if quote["text"] in kept[each].text]
            allowed = source.consent() is Consent.QUOTE_WITH_NAME
            assert source.consent() is not Consent.COUNT_ONLY
            assert quote["credit"] == (source.authors[0].name if allowed else "")
            place = f"/{GUILD}/{source.channel_id}/{source.message_id}" if allowed else None
            assert (quote["link"] or "").removeprefix("https://discord.com/channels") == (place or "")
        shown = [cell for row in section["rows"] for cell in row[1:] if cell.isdigit()]
        assert all(int(cell) >= 3 for cell in shown)
    assert sum(quote["link"] is not None for each in page.sections.values() for quote in each["quotes"]) > 0
    assert re.findall(r"https?://(?!discord\.com|www\.w3\.org)", files["report.html"]) == []


async def test_tables_have_the_same_numbers_and_only_words_that_may_be_shown(told):
    files, kept, summaries = told
    replies = list(csv.DictReader(io.StringIO(files["replies.csv"], newline="")))
    may = [each for each in kept.values() if each.consent() is not Consent.COUNT_ONLY]
    assert Counter(cell_as_written(row["survey_text"]) for row in replies) == Counter(each.text for each in may)
    assert {row["participant_id"] for row in replies}.isdisjoint({str(person.id) for person in CROWD})
    for row in csv.DictReader(io.StringIO(files["themes.csv"], newline="")):
        summary = summaries[int(row["prompt"]) if row["prompt"] else None]
        theme = next(each for each in summary.themes if each.number == int(row["theme"]))
        assert int(row["people"]) == len(people_in(theme.reply_ids, kept))
        assert int(row["replies"]) == len(theme.reply_ids)
    figures = [
        (row["prompt"], row["name"], int(row["people"] or row["replies"]))
        for row in csv.DictReader(io.StringIO(files["figures.csv"], newline=""))
        if row["row"] == "figure"
    ]
    assert ("1", "replies", 13) in figures
    assert ("", "people", 13) in figures


async def test_words_that_were_withdrawn_or_are_only_counted_stand_in_no_file(world):
    round_id = await talk(world)
    cut = next(each for each in await world.replies(round_id) if "Ana" in each.text)
    await withdraw_reply(world.house, guild_id=GUILD, member_id=CROWD[0].id, reply_id=cut.id, now=world.now)
    (report,) = await reports(world)
    secret = [each.text for each in await world.replies(round_id) if each.consent() is Consent.COUNT_ONLY]
    for each in report_files(report, SPEECH):
        content = each.content.decode()
        assert not any(text.lstrip("- ") in content for text in [*secret, cut.text])


async def test_what_nobody_approved_is_in_no_report(world):
    round_id = await world.run(CROWD)
    for person in CROWD:
        await world.write(person, round_id, 1, SAID[0].format(person.name, 1), Consent.QUOTE)
    await world.play(await world.due(round_id, StepKind.DRAFT_SUMMARY, 1))
    with pytest.raises(RuleError) as refused:
        await reports(world)
    assert refused.value.key == "nothing_to_report"
    (draft,) = await world.summaries(round_id)
    await approve_summary(world.house, guild_id=GUILD, summary_id=draft.id, by=ORGANISER, now=world.now)
    (report,) = await reports(world, "2026a")
    assert [each.prompt_number for each in report.summaries] == [1]
    with pytest.raises(RuleError) as refused:
        await reports(world, "1999X")
    assert refused.value.key == "no_round_of_name"


async def run_command(tmp_path, world, *arguments) -> Result:
    """The command line beside the open store, as beside a running bot."""
    config = tmp_path / "roundtable.toml"
    config.write_text(f"database = {json.dumps(str(world.file))}\n", "utf-8")
    return await asyncio.to_thread(
        CliRunner().invoke, app, ["report", *arguments, "--config", str(config)], catch_exceptions=False
    )


async def test_command_writes_a_round_or_all_of_them_and_changes_nothing(world, tmp_path):
    await talk(world)
    before = world.rows("SELECT id, body FROM summary")
    async with world.house.store.write():
        done = await run_command(tmp_path, world, "2026A", "--out", str(tmp_path / "one"))
    assert done.exit_code == 0
    names = {"report.html", "replies.csv", "themes.csv", "figures.csv", "report.json", "report.schema.json"}
    assert {file.name for file in (tmp_path / "one").iterdir()} == names
    done = await run_command(tmp_path, world, "--program", "library-leadership", "--out", str(tmp_path / "all"))
    assert done.exit_code == 0
    assert 'href="2026A/report.html"' in (tmp_path / "all" / "index.html").read_text("utf-8")
    assert (tmp_path / "all" / "2026A" / "report.html").is_file()
    assert world.rows("SELECT id, body FROM summary") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1999X",), "There is no round 1999X."),
        (("2026A", "--program", "none"), "There is no such program"),
        (("2026A",), "Nothing is approved yet."),
    ],
)
async def test_command_says_why_there_is_no_report(world, tmp_path, arguments, said):
    await world.enrol(CROWD[:2])
    done = await run_command(tmp_path, world, *arguments, "--out", str(tmp_path / "out"))
    assert (done.exit_code, said in done.stderr) == (2, True)


async def test_command_makes_no_database(world, tmp_path):
    world.file = tmp_path / "nowhere" / "round.db"
    done = await run_command(tmp_path, world, "2026A", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert not world.file.exists()


async def test_command_reads_no_database_of_another_version(world, tmp_path):
    async with world.house.store.write() as tx:
        await tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    done = await run_command(tmp_path, world, "2026A", "--out", str(tmp_path / "out"))
    assert (done.exit_code, "roundtable migrate" in done.stderr) == (2, True)


async def test_page_of_a_program_compares_its_rounds(world):
    await talk(world)
    (report,) = await reports(world)
    other = replace(report, round_name="2025B", summaries=report.summaries[1:], starts_on=None)
    page = program_page([other, report], SPEECH, {"2026A": "2026A/report.html"})
    section = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]
    assert section[1][:1] == ["2025B"]
    assert section[1][-5:] == ["26", "–", "–", "–", "–"]
    met = report.whole.partners
    assert section[2] == [
        "2026A",
        "2",
        "March",
        "2026",
        "13",
        "26",
        str(met.people),
        str(met.ever_met),
        "2",
        str(len(report.whole.themes)),
    ]
    assert 'href="2026A/report.html"' in page
