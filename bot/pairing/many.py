"""Groups of many people: near the best for ten thousand, exact for up to two thousand where `proving` says so.

Prices bound all pairings (see `prices`); pairs are mended until hardly anything is lost to the prices (see `near`),
and raised in the tiers above quality (see `raising`).
"""

import numpy as np

from bot.pairing.covering import cover_most, find_trio
from bot.pairing.links import Links
from bot.pairing.market import Market
from bot.pairing.matching import Places, mates_of
from bot.pairing.near import Mates, Mending, pair_bidders
from bot.pairing.proving import MOST_PROVED, prove
from bot.pairing.raising import form_unseen, raise_tiers
from bot.pairing.scanning import mark_places
from bot.pairing.trios import Groups

TRIOS_TRIED = 3
"""Trios that are tried for many people."""
PLACES_TO_JOIN = 24
"""Pairs that somebody left over may join."""


def form_many(market: Market, most_proved: int = MOST_PROVED) -> Groups:
    """Return groups near the best of all; exact where they say so."""
    groups = _settle(market, pair_bidders(market.rough, market.prices.bids))
    if len(groups.left) % 2:
        groups = _open_trio(market, groups)
    if groups.left:
        groups = _open_missing(market, _join_left(market, groups))
    groups = _avoid_repeats(market, groups)
    return prove(market, groups) if market.ladder.size <= most_proved else groups


def _settle(market: Market, mates: Mates, trios: tuple[Places, ...] = ()) -> Groups:
    """Return these trios, and pairs of all others that began as these and are good in every tier."""
    out = {place for trio in trios for place in trio}
    mending = Mending(market.rough, market.prices, mates, out)
    mending.mend()
    raised = raise_tiers(market.ladder, mending.mates, ~mark_places(out, market.ladder.size))
    if not np.array_equal(raised, mending.mates):
        mending = Mending(market.rough, market.prices, raised, out)
        mending.mend()
    return _as_groups(mending.mates, trios)


def _as_groups(mates: Mates, trios: tuple[Places, ...] = ()) -> Groups:
    pairs = [(one, other) for one, other in enumerate(mates.tolist()) if other > one]
    covered = {place for trio in trios for place in trio}
    left = tuple(place for place in np.flatnonzero(mates < 0).tolist() if place not in covered)
    return Groups(groups=(*trios, *pairs), left=left)


def _open_trio(market: Market, groups: Groups) -> Groups:
    """Return groups with a trio that leave one person fewer over, the best of some; these groups if none does."""
    found: list[tuple[float, Groups]] = []
    for trio in market.surplus.ranked()[:TRIOS_TRIED]:
        opened = _settle(market, _without(mates_of(groups.pairs, market.ladder.size), trio), (trio,))
        if len(opened.left) < len(groups.left):
            again = sum(map(market.ladder.in_trio.__getitem__, trio)) * float(market.rough.waiting_costs.max())
            found.append((market.value(opened) - again, opened))
    return max(found, key=lambda each: each[0], default=(0.0, groups))[1]


def _without(mates: Mates, trio: Places) -> Mates:
    partners = mates[list(trio)]
    mates[[*trio, *partners[partners >= 0].tolist()]] = -1
    return mates


def _open_missing(market: Market, groups: Groups) -> Groups:
    """Return groups with as few left as possible, whatever pairs must change for that."""
    while groups.left:
        inside = ~mark_places((place for trio in groups.trios for place in trio), market.ladder.size)
        links, mates = Links(market.ladder.table, inside), mates_of(groups.pairs, market.ladder.size)
        if not (trio := find_trio(links, mates, cover_most(links, mates, inside))):
            break
        groups = _settle(market, mates, (*groups.trios, trio))
    return groups


def _avoid_repeats(market: Market, groups: Groups) -> Groups:
    """Return groups with one trio in which nobody meets again, if there are any and these are not among them."""
    if len(groups.trios) != 1 or groups.left or not market.meets_again(groups):
        return groups
    if not (unseen := form_unseen(market.ladder, groups)):
        return groups
    return _settle(market, mates_of(unseen.pairs, market.ladder.size), tuple(unseen.trios))


def _join_left(market: Market, groups: Groups) -> Groups:
    """Return groups in which those left over who fit a pair have joined one, who waited longest first."""
    ladder, joined = market.ladder, dict[Places, Places]()
    pairs = np.array(groups.pairs, dtype=np.int64).reshape(-1, 2)
    for place in sorted(groups.left, key=lambda place: (-ladder.waits[place], place)):
        legal = ladder.table.legal_with(place)
        fitting = pairs[legal[pairs].all(axis=1)]
        if not len(fitting):
            continue
        values = sum(market.rough.rate(np.full(len(fitting), place), fitting[:, side]) for side in (0, 1))
        best = [tuple(pair) for pair in fitting[np.argsort(-np.asarray(values), kind="stable")].tolist()]
        free = [pair for pair in best[: PLACES_TO_JOIN + len(joined)] if pair not in joined]
        if free:
            chosen = max(free, key=lambda pair: (ladder.weigh((*pair, place)) - ladder.weigh(pair), pair))
            joined[chosen] = tuple(sorted((*chosen, place)))
    newly = {place for trio in joined.values() for place in trio}
    return Groups(
        groups=tuple(joined.get(group, group) for group in groups.groups),
        left=tuple(place for place in groups.left if place not in newly),
    )
