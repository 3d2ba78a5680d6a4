"""Small communities of chance in several prompts, what is published of them, and how it could be otherwise.

A second community that differs in nothing but who is from where, and of which exactly the same is published, shows that
nobody who reads all of it can know what differs: not even somebody who also knows who wrote which reply, in which
themes, and by which rules counts are hidden.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import product

from bot.domain.cells import FEWEST_IN_A_CELL
from bot.domain.consent import Consent
from bot.domain.crossing import cross_themes, may_be_crossed
from bot.domain.ids import MemberId, ReplyId
from bot.domain.report import Report
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.voices import voices_of
from bot.domain.words import Words, figures_of, may_be_quoted, people_of
from bot.reports.replies_sheet import replies_csv
from bot.reports.report_json import report_json
from bot.reports.themes_sheet import themes_csv

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
REGIONS = ("Eastland", "Northland", "Southland")
NAMES = {"region": {region: region for region in REGIONS}}
NO_REGION = ""
EXCHANGED = ("writers", "themes of the round", "themes of prompts")
Place = tuple[int | None, int]
"""A theme of a summary: the number of its prompt, None for the whole round, and its own."""
Cell = tuple[Place, str]


@dataclass(frozen=True)
class Community:
    """Who is from where, what they wrote, and in which theme of its prompt and of the round each reply is."""

    region_of: Mapping[MemberId, str]
    words: tuple[Words, ...]
    themes: Mapping[ReplyId, tuple[int | None, int | None]]
    late: frozenset[ReplyId]
    """Replies that came once the summary of their prompt was out."""
    of_round: bool
    """Whether the program sums up whole rounds."""
    seed: int
    each_counts: bool = False
    """Whether each summary has a table, as none may but one."""

    @cached_property
    def values(self) -> dict[MemberId, str]:
        return {member: region for member, region in self.region_of.items() if region}

    def considered(self, prompt: int | None) -> list[Words]:
        if prompt is None:
            return [*self.words]
        return [each for each in self.words if each.prompt_number == prompt and each.reply_id not in self.late]

    def groups(self, prompt: int | None) -> dict[int, list[Words]]:
        found: dict[int, list[Words]] = {}
        for each in self.considered(prompt):
            if number := self.themes[each.reply_id][prompt is None]:
                found.setdefault(number, []).append(each)
        return {number: group for number, group in sorted(found.items()) if len(people_of(group)) >= 3}

    @cached_property
    def prompts(self) -> tuple[int | None, ...]:
        """Of what there is a summary, as they are approved one after the other."""
        numbers = sorted({each.prompt_number for each in self.words})
        return (*numbers, None) if self.of_round else (*numbers,)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        made: list[Summary] = []
        for prompt in self.prompts:
            summary = self._sum_up(prompt)
            may = self.each_counts or may_be_crossed(summary, made, round_is_summed_up=self.of_round)
            if summary.themes and may:
                standing = {each.reply_id: each for each in self.words}
                table = cross_themes(summary, standing, "region", self.values, REGIONS)
                summary = replace(summary, crossings=(table,))
            made.append(summary)
        return tuple(sorted(made, key=lambda each: each.prompt_number or 0))

    def _sum_up(self, prompt: int | None) -> Summary:
        words, groups = self.considered(prompt), self.groups(prompt)
        return Summary(
            round_name="2026A",
            prompt_number=prompt,
            title="All" if prompt is None else f"Prompt {prompt}",
            made_at=AT,
            reply_ids=tuple(each.reply_id for each in words),
            figures=figures_of(words),
            themes=tuple(
                Theme(
                    number=number,
                    words=(),
                    title=f"Theme {number}",
                    reply_ids=tuple(each.reply_id for each in group),
                    people=len(people_of(group)),
                    quotes=quotes_of(group, number),
                )
                for number, group in groups.items()
            ),
        )

    @cached_property
    def report(self) -> Report:
        return Report(
            title="Leaders",
            round_name="2026A",
            made_at=AT,
            summaries=self.summaries,
            voices=voices_of(self.summaries, self.words, {"region": self.values}, {}, random.Random(self.seed)),
            figures=figures_of(self.words),
            names=NAMES,
        )

    @cached_property
    def cells(self) -> dict[Cell, int]:
        """How many people of each region that was heard are in each theme, published or not."""
        found: dict[Cell, int] = {}
        for prompt in self.prompts:
            heard = {self.region_of[member] for member in people_of(self.considered(prompt))} - {NO_REGION}
            for (number, group), region in product(self.groups(prompt).items(), sorted(heard)):
                found[(prompt, number), region] = sum(self.region_of[each] == region for each in people_of(group))
        return found

    @cached_property
    def shown(self) -> set[Cell]:
        """The cells that stand in a table."""
        return {
            ((summary.prompt_number, row.theme), column)
            for summary in self.summaries
            for table in summary.crossings
            for row in table.rows
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell is not None
        }

    def small(self) -> set[Cell]:
        """The cells that nobody may know."""
        return {place for place, people in self.cells.items() if people < FEWEST_IN_A_CELL}

    def exchanged(self, one: int, other: int, what: str) -> "Community":
        """The same but that two replies have each other's writer, or stand in each other's theme."""
        first, second = self.words[one], self.words[other]
        if what == "writers":
            words = [*self.words]
            words[one] = replace(first, authors=second.authors, guest=second.guest)
            words[other] = replace(second, authors=first.authors, guest=first.guest)
            return replace(self, words=tuple(words))
        (of_first, round_of_first), (of_second, round_of_second) = (
            self.themes[each.reply_id] for each in (first, second)
        )
        if what == "themes of the round":
            changed = {first.reply_id: (of_first, round_of_second), second.reply_id: (of_second, round_of_first)}
        else:
            changed = {first.reply_id: (of_second, round_of_first), second.reply_id: (of_first, round_of_second)}
        return replace(self, themes={**self.themes, **changed})

    def looks_like(self, other: "Community") -> bool:
        """Whether the same is published of both."""
        return self._counts == other._counts and self.published == other.published

    @cached_property
    def _counts(self) -> list[object]:
        """What differs first."""
        return [(each.crossings, [(theme.number, theme.people) for theme in each.themes]) for each in self.summaries]

    @cached_property
    def published(self) -> tuple[str, str, str]:
        """The files that hold all that stands in any other."""
        return report_json(self.report), replies_csv(self.report), themes_csv(self.report)


def quotes_of(group: list[Words], theme: int) -> tuple[Quote, ...]:
    """The first that may be, as a summary quotes them."""
    shown = [each for each in group if may_be_quoted(each)][:3]
    return tuple(
        Quote(reply_id=each.reply_id, text=each.text, start=0, end=len(each.text), number=10 * theme + place)
        for place, each in enumerate(shown)
    )


def open_cells(community: Community, *, tries: int) -> set[Cell]:
    """The small cells of which another number fits all that is published: each is proved by another community."""
    left, found = community.small(), set[Cell]()
    for other in lookalikes(community, tries=tries):
        found |= {each for each in left if other.cells.get(each, 0) != community.cells[each]}
        if left <= found:
            break
    return found


def lookalikes(community: Community, *, tries: int) -> Iterator[Community]:
    """Communities of which the same is published, from one to the next by so many steps of chance."""
    at, dice = community, random.Random(community.seed)
    for step in range(tries):
        other = changed_by_chance(community if step % 20 == 0 else at, dice)
        if community.looks_like(other):
            at = other
            yield other


def changed_by_chance(community: Community, dice: random.Random) -> Community:
    """The same community with some people from elsewhere, some replies by others or in other themes."""
    who = [member for member, region in community.region_of.items() if region]
    moved = {member: dice.choice(REGIONS) for member in dice.sample(who, dice.choice((0, 1, 1, 2, 2, 3, 4)))}
    other = replace(community, region_of={**community.region_of, **moved})
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2)) if moved else 1):
        other = other.exchanged(*dice.sample(range(len(other.words)), 2), dice.choice(EXCHANGED))
    return other


def community_of(seed: int, *, prompts: int, of_round: bool) -> Community:
    """A community whose prompts and round have themes that are nearly the same, as those of real rounds."""
    dice = random.Random(seed)
    people = [MemberId(each) for each in range(1, dice.randrange(9, 15))]
    region_of = {member: dice.choice((*REGIONS, *REGIONS[:2], *REGIONS[:1], NO_REGION)) for member in people}
    words: list[Words] = []
    themes: dict[ReplyId, tuple[int | None, int | None]] = {}
    for member in people:
        for prompt in range(1, prompts + 1):
            for _ in range(dice.choice((0, 1, 1, 1, 1, 1, 1, 2))):
                number = ReplyId(len(words) + 1)
                of_prompt = dice.choice((1, 1, 1, 2, 2, 2, None))
                alike = dice.random() < 0.8
                themes[number] = of_prompt, of_prompt if alike else dice.choice((1, 2, 3, None))
                words.append(
                    Words(
                        reply_id=number,
                        authors=(member,),
                        guest=not region_of[member],
                        consent=dice.choice(tuple(Consent)),
                        text=f"Reply {number} about time.",
                        said_at=AT,
                        prompt_number=prompt,
                    )
                )
    late = frozenset(each.reply_id for each in words if of_round and dice.random() < 0.1)
    return Community(region_of=region_of, words=tuple(words), themes=themes, late=late, of_round=of_round, seed=seed)
