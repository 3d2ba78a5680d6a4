"""What the coming rounds will be like if the same people take part: who will have to meet somebody again."""

from collections.abc import Iterable

from bot.pairing.findings import Ahead
from bot.pairing.people import Couple, History, Rules, Seeker
from bot.pairing.pinning import draw_around
from bot.pairing.reasons import Group


def look_ahead(
    seekers: Iterable[Seeker],
    rules: Rules,
    history: History,
    kept_apart: frozenset[Couple],
    seed: int,
    now: Iterable[Group],
    rounds: int,
) -> tuple[Ahead, ...]:
    """Return so many rounds after this one, whose groups are `now`, each drawn as `draw` would.

    As a pairing has as few repeats as it can, whoever meets a former partner here is one of those who then have to.
    Which of them it is depends on the seed; how many it is does not, but for choices of the rounds between.
    """
    everybody = tuple(seekers)
    coming: list[Ahead] = []
    known = add_round(history, now)
    for later in range(1, rounds + 1):
        pairing = draw_around(everybody, rules, known, kept_apart, seed + later)
        again = {id_ for group in pairing.groups if group.reason.met_rounds_ago is not None for id_ in group.members}
        coming.append(Ahead(again=tuple(sorted(again)), waiting=tuple(waiting.id for waiting in pairing.waiting)))
        known = add_round(known, pairing.groups)
    return tuple(coming)


def add_round(history: History, groups: Iterable[Group]) -> History:
    """Return the history once these groups have met, one round later."""
    met = {couple: tuple(ago + 1 for ago in agos) for couple, agos in history.met.items()}
    last_trio: set[int] = set()
    for group in groups:
        if len(group.members) > 2:
            last_trio.update(group.members)
        for couple in {frozenset((one, other)) for one in group.members for other in group.members if one != other}:
            met[couple] = (1, *met.get(couple, ()))
    return History(met=met, last_trio=frozenset(last_trio))
