"""Whether everybody knows where they stand, and is left in peace otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.rehearsal.verdict.evidence import A_DAY, A_MOMENT, ABOUT_PARTNERS, APART, Evidence, Group
from bot.rehearsal.verdict.hearing import Said, Word
from bot.rehearsal.verdict.placing import reckon_places
from bot.sandbox import World
from bot.sandbox.shapes import text_in, walk_components
from bot.sandbox.snowflakes import instant_of

A_WEEK = timedelta(days=7)
MOST_A_WEEK = 2
"""Notifications in any seven days of the calendar; one more for each introduction in them."""
ONE_EVENT = timedelta(minutes=5)
"""What comes within it is one notification: the end of a pair and the new partner."""


def judge_start(evidence: Evidence) -> Iterator[str]:
    """Whether everybody with a place was introduced to partners at the start, or told that nobody fits now."""
    until = evidence.starts_at + A_DAY
    placed, _ = reckon_places(evidence)
    told = frozenset({Said.GREETING, Said.WAITING})
    for person in placed:
        if not evidence.has_left_by(person, until) and not evidence.was_told(person, told, evidence.starts_at, until):
            yield f"{evidence.name(person)} has a place and was told of no partner{_dms(evidence, person)}"


def judge_introductions(evidence: Evidence) -> Iterator[str]:
    """Whether each partner was introduced once: by DM, or in the thread where DMs are closed."""
    told = Counter[tuple[int, int]]()
    for word in evidence.words:
        if word.said is Said.INTRODUCTION:
            told.update((person, group.thread) for person in word.to for group in _groups_named(evidence, person, word))
    for group in evidence.groups:
        hurried = any(evidence.has_left_by(each, group.at + A_DAY) for each in group.members)
        for person in group.members:
            times = told[person, group.thread]
            if times > 1:
                yield f"{evidence.name(person)} was introduced {times} times to {evidence.names(group.members)}"
            elif not times and not hurried and person not in evidence.closed_dms:
                yield f"{evidence.name(person)} was not introduced to {evidence.names(group.members)}"
    for thread, times in Counter(group.thread for group in evidence.groups).items():
        if times > 1:
            yield f"<#{thread}> was greeted {times} times"


def _groups_named(evidence: Evidence, person: int, word: Word) -> Iterator[Group]:
    card = str(word.message.embeds)
    yield from (group for group in evidence.groups_of.get(person, []) if f"<#{group.thread}>" in card)


def judge_partings(evidence: Evidence) -> Iterator[str]:
    """Whether whoever lost a partner heard within a day what comes next."""
    for gone, player in evidence.joined():
        left_at = player.left_at
        if left_at is None:
            continue
        for person in sorted(_left_behind(evidence, gone, left_at)):
            until = left_at + A_DAY
            told = evidence.was_told(person, ABOUT_PARTNERS, left_at, until) or _is_in_thread(evidence, person, left_at)
            if not told and not evidence.has_left_by(person, until):
                yield f"{evidence.name(person)} heard nothing when {evidence.name(gone)} left{_dms(evidence, person)}"


def _left_behind(evidence: Evidence, gone: int, left_at: datetime) -> frozenset[int]:
    group = evidence.group_at(gone, left_at)
    if group is None:
        return frozenset()
    others = (each for each in group.members - {gone} if evidence.group_at(each, left_at) == group)
    return frozenset(each for each in others if not evidence.has_left_by(each, left_at))


def _is_in_thread(evidence: Evidence, person: int, left_at: datetime) -> bool:
    """Whether it stands in the thread of those who go on together, of whom nobody is notified."""
    group = evidence.group_at(person, left_at)
    said = (word for word in evidence.words if word.said is Said.FEWER and left_at <= word.at <= left_at + A_DAY)
    return group is not None and any(word.channel.id == group.thread for word in said)


def judge_the_end(evidence: Evidence) -> Iterator[str]:
    """Whether at the end everybody who did not leave has a partner, or knows that they have none."""
    _, listed = reckon_places(evidence)
    for person, _ in evidence.joined():
        if evidence.has_left_by(person, evidence.ends_at) or evidence.partners_at(person, evidence.ends_at):
            continue
        groups = evidence.groups_of.get(person, [])
        since = groups[-1].at if groups else evidence.starts_at
        if person in listed and not groups:
            continue
        if not evidence.was_told(person, APART, since, evidence.ends_at):
            yield f"{evidence.name(person)} has no partner at the end and was not told so{_dms(evidence, person)}"


def judge_silence_about_who_left(evidence: Evidence) -> Iterator[str]:
    """Whether who left was told nothing more."""
    for person, player in evidence.joined():
        for word in evidence.heard.get(person, []):
            if player.left_at is not None and word.at > player.left_at + A_MOMENT:
                yield f"{evidence.name(person)} had left and was told: {word.message.content[:60]}"


def judge_marks(evidence: Evidence) -> Iterator[str]:
    """Whether each message stands once: two with the same mark come from the same step."""
    marks = Counter(mark for word in evidence.words for mark in _marks(word))
    yield from (f"the message marked {mark} stands {times} times" for mark, times in marks.items() if times > 1)


def _marks(word: Word) -> set[str]:
    ids = (text_in(part.get("custom_id")) for part in walk_components(word.message.components))
    return {mark for _, _, mark in (each.partition("~") for each in ids) if mark}


def judge_notifications(evidence: Evidence, world: World) -> Iterator[str]:
    """Whether nobody was notified more than twice in seven days, and once more for each introduction in them."""
    taps = _acts_of_people(world)
    for person, words in evidence.heard.items():
        if person not in evidence.players:
            continue
        events = _events([word for word in words if not _answers(word, taps[person])])
        for place, (begin, _) in enumerate(events):
            week = [each for each in events[place:] if each[0].date() < begin.date() + A_WEEK]
            if len(week) > MOST_A_WEEK + sum(is_new for _, is_new in week):
                days = ", ".join(f"{at:%d %b %H:%M}" for at, _ in week)
                yield f"{evidence.name(person)} was notified too often: {days}"
                break


def _acts_of_people(world: World) -> dict[int, list[datetime]]:
    """When people tapped something or wrote to the bot: what comes right after it was asked for."""
    acts: dict[int, list[datetime]] = defaultdict(list)
    for each in world.interactions.values():
        acts[each.user_id].append(instant_of(each.id))
    for channel in world.channels.values():
        for message in channel.messages.values() if channel.recipient_id else ():
            acts[message.author_id].append(message.created_at)
    return acts


def _answers(word: Word, taps: list[datetime]) -> bool:
    """Whether the message follows an act of its reader at once, or is what moderators answer them."""
    return word.said is Said.ANSWER or any(abs(word.at - at) < A_MOMENT for at in taps)


def _events(words: list[Word]) -> list[tuple[datetime, bool]]:
    """When something came, and whether it was an introduction; what came together is one."""
    events: list[tuple[datetime, bool]] = []
    for word in words:
        is_new = word.said in (Said.GREETING, Said.INTRODUCTION)
        if events and word.at - events[-1][0] <= ONE_EVENT:
            events[-1] = (events[-1][0], events[-1][1] or is_new)
        else:
            events.append((word.at, is_new))
    return events


def _dms(evidence: Evidence, person: int) -> str:
    return " (DMs are closed)" if person in evidence.closed_dms else ""
