"""Who meets whom: seconds, memory and how near the best, beside networkx, a shuffle and a greedy matcher.

Every matcher gets the same people and is held against the same rules by code of its own, not by that under test. Each
runs in a process of its own, so that its memory can be told. networkx looks for the best pairs of all legal couples,
with the same whole-number weights; ten thousand people would take it weeks. Seconds are those of the processor, so
that what else the machine does counts for nobody.
"""

import asyncio
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TypeVar

import networkx as nx

from bot.domain.particulars import Wish
from bot.domain.program import Difference
from bot.pairing import Couple, History, Rules, Seeker, history_of, waking_hours
from bot.pairing.explaining import explain
from bot.pairing.pinning import judge
from bot.pairing.solving import solve
from bot.texts.apart import process_apart
from tests.benchmarks.cold_pairing import time_the_command
from tests.benchmarks.figures import Figure, Size, at_least, at_most

RULES = Rules(must_differ=frozenset({Difference.COUNTRY}), shared_language=True, repeat_gap=3)
SIZES = (100, 1_000, 10_000)
MOST_SAID_EXACT = 1_000
SIZES_HELD = (*range(4, 104, 2), *range(4, 104, 2), 200, 310, 400, 600)
"""Communities whose total is held against networkx; `make test` does so with some hundred small ones."""
PEOPLE_OF_ROUNDS, ROUNDS = 1_001, 20
COUNTRIES = 130
TAGS = [f"tag {number}" for number in range(40)]
LANGUAGES = ("en", "es", "fr", "ar", "pt", "zh", "de", "ru")

Groups = list[tuple[int, ...]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one matcher did with one community."""

    seconds: float
    mebibytes: float
    groups: Groups
    bound: int | None = None
    """What the quality of no pairing exceeds that is as good in all higher tiers, where the matcher proves one."""


def make_people(size: int, seed: int = 1) -> list[Seeker]:
    """A community of the world: few large countries and many small ones, each with its language and hours."""
    chance = random.Random(seed)
    of_country = [
        (chance.choices(LANGUAGES, [25, 18, 15, 12, 10, 8, 7, 5])[0], chance.randint(-9, 12)) for _ in range(COUNTRIES)
    ]
    shares = [1 / (rank + 1) for rank in range(COUNTRIES)]
    return [make_person(number + 1, chance, of_country, shares) for number in range(size)]


def make_person(
    number: int, chance: random.Random, of_country: Sequence[tuple[str, int]], shares: Sequence[float]
) -> Seeker:
    country = chance.choices(range(COUNTRIES), shares)[0]
    own, offset = of_country[country]
    first = chance.choice([7, 8, 9, 16])
    return Seeker(
        id=number,
        country=f"country {country}",
        region=f"region {country % 9}",
        sector=chance.choice(["public", "academic", "school", "special"]),
        career_stage=chance.choice(["student", "early", "middle", "late"]),
        languages=frozenset({own, *(["en"] if chance.random() < 0.7 else [])}),
        waking=waking_hours(offset * 60, first, first + chance.choice([4, 8, 13])),
        interests=frozenset(chance.sample(TAGS, chance.randint(0, 8))),
        offers=frozenset(chance.sample(TAGS[:12], chance.randint(0, 3))),
        seeks=frozenset(chance.sample(TAGS[:12], chance.randint(0, 3))),
        wishes=frozenset([Wish.SAME_SECTOR] if chance.random() < 0.3 else []),
    )


def is_legal(one: Seeker, other: Seeker) -> bool:
    return one.country != other.country and bool(one.languages & other.languages)


def match_ours(people: Sequence[Seeker], history: History, seed: int) -> tuple[Groups, int]:
    found = solve(people, RULES, history, frozenset(), seed)
    return [group.members for group in found.pairing.groups], found.quality_bound


def match_by_networkx(people: Sequence[Seeker], history: History, seed: int) -> tuple[Groups, None]:
    graph = nx.Graph()
    solution = solve(people, RULES, history, frozenset(), seed)
    graph.add_weighted_edges_from((each.one, each.other, each.weight) for each in explain(solution, history))
    began = time.process_time()
    pairs = [tuple(sorted(pair)) for pair in nx.max_weight_matching(graph)]
    # What made the weights is not counted against it.
    match_by_networkx.seconds = time.process_time() - began
    return pairs, None


def match_by_shuffle(people: Sequence[Seeker], history: History, seed: int) -> tuple[Groups, None]:
    """What most bots do: everybody in any order, neighbours meet."""
    ids = [person.id for person in people]
    random.Random(seed).shuffle(ids)
    return [(ids[place], ids[place + 1]) for place in range(0, len(ids) - 1, 2)], None


def match_greedily(people: Sequence[Seeker], history: History, seed: int) -> tuple[Groups, None]:
    """In any order, each takes the best of those left whom they have not met."""
    left = list(people)
    random.Random(seed).shuffle(left)
    pairs: Groups = []
    while left:
        one = left.pop()
        fitting = [other for other in left if is_legal(one, other) and frozenset((one.id, other.id)) not in history.met]
        if fitting:
            best = max(fitting, key=lambda other: liking(one, other))
            left.remove(best)
            pairs.append((one.id, best.id))
    return pairs, None


def liking(one: Seeker, other: Seeker) -> int:
    """The points of docs/matching.md, reckoned anew."""
    hours = (one.waking & other.waking).bit_count()
    trades = len(one.offers & other.seeks) + len(other.offers & one.seeks)
    wishes = sum(Wish.SAME_SECTOR in each.wishes for each in (one, other)) * (one.sector == other.sector)
    return (
        30 * bool(one.languages & other.languages)
        + 10 * min(len(one.interests & other.interests), 5)
        + 12 * min(trades, 3)
        + 15 * wishes
        + 10 * (one.country != other.country)
        + 10 * (one.region != other.region)
        + 4 * (one.sector == other.sector)
        + 4 * (one.career_stage == other.career_stage)
        + 2 * min(hours, 8)
    )


MATCHERS: dict[str, Callable[[Sequence[Seeker], History, int], tuple[Groups, int | None]]] = {
    "ours": match_ours,
    "networkx": match_by_networkx,
    "shuffle": match_by_shuffle,
    "greedy": match_greedily,
}


def run_matcher(name: str, people: Sequence[Seeker], history: History, seed: int) -> Run:
    # What a process does once, as setting up the routines for tables, is not counted against anybody.
    MATCHERS[name](make_people(10), History(), seed)
    began = time.process_time()
    groups, bound = MATCHERS[name](people, history, seed)
    seconds = getattr(MATCHERS[name], "seconds", time.process_time() - began)
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(seconds=seconds, mebibytes=mebibytes, groups=groups, bound=bound)


async def reckon_apart(work: Callable[[], T]) -> T:
    """What some work returns that runs in a process of its own, as that of the bot does."""
    with process_apart() as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, work)


async def run_apart(name: str, people: Sequence[Seeker]) -> Run:
    return await reckon_apart(partial(run_matcher, name, people, History(), 1))


def couples_of(groups: Iterable[Sequence[int]]) -> list[Couple]:
    return [frozenset(couple) for group in groups for couple in combinations(group, 2)]


def quality_of(groups: Groups, by_id: dict[int, Seeker]) -> int:
    """The points of all legal couples; what breaks a rule is worth nothing."""
    couples = [[by_id[id_] for id_ in couple] for couple in couples_of(groups)]
    return sum(liking(*couple) for couple in couples if is_legal(*couple))


def count_illegal(groups: Groups, by_id: dict[int, Seeker]) -> int:
    return sum(not is_legal(*(by_id[id_] for id_ in couple)) for couple in couples_of(groups))


async def watch(work: Awaitable[Run], what: str) -> Run:
    """The run, once it is done; until then it is told each minute that it goes on."""
    task, minutes = asyncio.ensure_future(work), 0
    while not (await asyncio.wait([task], timeout=60))[0]:
        minutes += 1
        sys.stderr.write(f"{what}: {minutes} min\n")
    return task.result()


async def compare(size: int, most_for_networkx: int) -> AsyncIterator[Figure]:
    people = make_people(size)
    by_id = {person.id: person for person in people}
    names = [name for name in MATCHERS if name != "networkx" or size <= most_for_networkx]
    runs = {name: await watch(run_apart(name, people), f"{size:,}: {name}") for name in names}
    ours = runs["ours"]
    bound = ours.bound or 1
    for name, run in runs.items():
        waiting = size - sum(map(len, run.groups))
        share = 100 * quality_of(run.groups, by_id) / bound
        told = f"{run.seconds:.2f} s, {run.mebibytes:.0f} MiB, {share:.3f} % of the bound, {waiting} waiting, "
        yield Figure(name=f"{size:,}: {name}", value=f"{told}{count_illegal(run.groups, by_id)} illegal")
    if "networkx" in runs:
        same = 100.0 * (sorted(map(sorted, ours.groups)) == sorted(map(sorted, runs["networkx"].groups)))
        yield at_least(f"{size:,}: % of the very pairs of networkx", [same], 100, "{:.0f}")
        yield at_least(f"{size:,}: times faster than networkx", [runs["networkx"].seconds / ours.seconds], 20)
    whole = await time_the_command(people)
    yield Figure(name=f"{size:,}: the command line, from its start, with files", value=f"{whole:.2f} s")
    aim = 100 if size <= MOST_SAID_EXACT else 99.9
    yield at_least(f"{size:,}: % proved", [100 * quality_of(ours.groups, by_id) / bound], aim, "{:.3f}")
    yield at_most(f"{size:,}: seconds", [ours.seconds], 15)
    yield at_most(f"{size:,}: MiB", [ours.mebibytes], 1_024, "{:.0f}")


def play_rounds(name: str, people: Sequence[Seeker], rounds: int) -> Figure:
    """The same people round after round, each matcher with its own history."""
    by_id = {person.id: person for person in people}
    past: list[Groups] = []
    waits, row = Counter[int](), Counter[int]()
    seen: set[Couple] = set()
    repeats = illegal = quality = bound = 0
    for seed in range(rounds):
        history = history_of(reversed(past))
        groups, proved = MATCHERS[name]([replace(each, waited=row[each.id]) for each in people], history, seed)
        repeats += sum(couple in seen for couple in couples_of(groups))
        seen.update(couples_of(groups))
        illegal += count_illegal(groups, by_id)
        quality += quality_of(groups, by_id)
        bound += proved or 0
        waiting = by_id.keys() - {id_ for group in groups for id_ in group}
        waits.update(waiting)
        row = Counter({id_: row[id_] + 1 for id_ in waiting})
        past.append(groups)
    often = max(waits.values(), default=0)
    share = f" ({100 * quality / bound:.3f} % of the bounds)" if bound else ""
    value = f"quality {quality:,}{share}, {repeats} repeats, {illegal} illegal, {often} times waiting at most"
    return Figure(name=f"{rounds} rounds of {len(people):,}: {name}", value=value)


def is_as_heavy_as_networkx(size: int, seed: int) -> bool:
    """Whether the exact weight of a random community with a history is that of networkx over all legal couples."""
    people, chance = make_people(size, seed), random.Random(seed)
    ids = [person.id for person in people]
    history = history_of([[chance.sample(ids, 2) for _ in range(size)] for _ in range(3)])
    apart = frozenset(frozenset(chance.sample(ids, 2)) for _ in range(size // 4))
    found = solve(people, RULES, history, apart, seed)
    graph = nx.Graph()
    graph.add_weighted_edges_from((each.one, each.other, each.weight) for each in explain(found, history))
    heaviest = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    # networkx knows pairs alone; a trio covers one person more, and is heavier for that.
    has_trio = any(len(group.members) > 2 for group in found.pairing.groups)
    return found.weight > heaviest if has_trio else found.weight == heaviest


async def hold_against_networkx(sizes: Sequence[int]) -> Figure:
    """How many of the communities of these sizes, which are even, are paired as well as can be."""
    same = [await asyncio.to_thread(is_as_heavy_as_networkx, size, seed) for seed, size in enumerate(sizes)]
    name = (
        f"{len(sizes)} communities of {min(sizes)} to {max(sizes)}: % as heavy as networkx finds (heavier with a trio)"
    )
    return at_least(name, [100 * sum(same) / len(same)], 100, "{:.1f}")


async def measure(size: Size) -> AsyncIterator[Figure]:
    """The table of sizes, then that of rounds."""
    little = size.people < SIZES[0]
    for people in (30,) if little else SIZES:
        async for figure in compare(people, size.networkx):
            yield figure
    yield await hold_against_networkx((8, 12) if little else SIZES_HELD)
    people, rounds = (make_people(21), 3) if little else (make_people(PEOPLE_OF_ROUNDS), ROUNDS)
    for name in ("ours", "greedy", "shuffle"):
        yield await reckon_apart(partial(play_rounds, name, people, rounds))


def agrees_with_the_bot(people: Sequence[Seeker]) -> bool:
    """Whether points and rules reckoned here are those of the bot."""
    return all(
        judge(couple, RULES, frozenset()).legal == is_legal(*couple)
        and judge(couple, RULES, frozenset()).quality == liking(*couple)
        for couple in combinations(people, 2)
    )
