"""The profile: shown whole, and asked for one topic after the other."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import discord

from bot.actions.profiling import HOURS_TOGETHER, MyProfile
from bot.domain.particulars import HOURS_OF_DAY, Aspect, Particulars, Reach, Topic, Wish, wish_about
from bot.domain.program import Difference, Program
from bot.frontend.answers.joining import choose_zone_of, describe_profile
from bot.frontend.answers.plain import write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.custom_ids import build
from bot.frontend.messages import Message
from bot.frontend.messages.markup import list_some, one_line, show_name, trim
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.people import describe_more, show_zone

FIRST_HOUR = 6
"""Hours are listed from the morning on."""
ANY = "any"
_PLACEHOLDER_LIMIT = 150


class Mode(StrEnum):
    """Why somebody is asked."""

    TOUR = "tour"
    """One topic after the other, after joining."""
    EDIT = "edit"
    """This one alone, from their profile."""


def write_my_profile(mine: MyProfile, pen: Pen, *, thanks: bool = False) -> Message:
    """Everything they said, a select to change any of what is optional, and a button for the rest."""
    body = pen.paragraphs(
        pen.say("answer.profile.thanks") if thanks else "",
        describe_profile(mine.profile, mine.labels(mine.profile.interests), pen),
        _describe_said(mine, pen) or pen.say("answer.profile.nothing_more"),
    )
    topics = [
        discord.SelectOption(label=pen.say(f"answer.profile.{topic}"), value=topic.value) for topic in mine.topics()
    ]
    pick = discord.ui.Select[Any](
        custom_id=build("profile_pick", mine.program_id),
        options=topics,
        placeholder=pen.say("answer.profile.pick"),
    )
    zone = choose_zone_of("profile_zone", mine.program_id, mine.zones, mine.profile.zone, pen)
    rows = ((pen.quiet("profile", mine.program_id), pen.quiet("my_data", mine.program_id)), (Pressed(pick),))
    return write_plain(pen.say("answer.profile.title"), body, rows=(*rows, (zone,)) if mine.zones else rows)


def _describe_said(mine: MyProfile, pen: Pen) -> str:
    said = mine.said
    reach = pen.say(f"answer.profile.reach.{said.reach}")
    return pen.lines(
        describe_more(
            pen,
            sector=mine.sector,
            career_stage=mine.career_stage,
            offers=mine.labels(said.offers),
            seeks=mine.labels(said.seeks),
            hopes=said.wish_words,
        ),
        pen.say("answer.profile.my_wishes", wishes=list_some(pen.speech, _wishes_in_words(said, pen)))
        if said.wishes
        else "",
        pen.say("answer.profile.my_hours", hours=" · ".join(show_hours(said.hours))) if said.hours else "",
        pen.say("answer.profile.my_reach", reach=reach) if said.reach is not Reach.DM else "",
    )


def _wishes_in_words(said: Particulars, pen: Pen) -> list[str]:
    return [pen.say(f"answer.profile.wish.{wish}") for wish in said.wishes]


def show_hours(hours: tuple[int, ...]) -> list[str]:
    """The hours as spans that are as long as possible, such as "08:00–12:00"; from the morning on."""
    in_order = [hour % HOURS_OF_DAY for hour in range(FIRST_HOUR, FIRST_HOUR + HOURS_OF_DAY)]
    spans: list[list[int]] = []
    for place, hour in enumerate(in_order):
        if hour not in hours:
            continue
        if place and in_order[place - 1] in hours:
            spans[-1].append(hour)
        else:
            spans.append([hour])
    return [_span(span[0], span[-1] + 1) for span in spans]


def _span(first: int, end: int) -> str:
    return f"{first:02}:00–{end:02}:00"


def write_topic(mine: MyProfile, topic: Topic, mode: Mode, pen: Pen) -> Message:
    """One thing that is asked, with what they said of it before; it is kept as soon as it is chosen."""
    topics = mine.topics()
    place = topics.index(topic)
    number = pen.say("answer.profile.step", place=place + 1, of=len(topics)) if mode is Mode.TOUR else ""
    title = " · ".join(part for part in (number, pen.say(f"answer.profile.{topic}")) if part)
    body = pen.lines(
        _ask(mine, topic, pen),
        pen.say(f"answer.profile.seen.{_SEEN_BY.get(topic, 'by_nobody')}"),
        _own_words(mine, topic, pen),
    )
    selects = _wish_selects(mine, mode, pen) if topic is Topic.WISHES else (_select(mine, topic, mode, pen),)
    return write_plain(title, body, rows=(*((select,) for select in selects), _buttons(mine, topic, mode, pen)))


_SEEN_BY = {
    Topic.SECTOR: "by_partner",
    Topic.CAREER_STAGE: "by_partner",
    Topic.OFFERS: "by_partner",
    Topic.SEEKS: "by_partner",
    Topic.WISHES: "own_words",
}
"""Of what is kept to the bot alone there is nothing here."""


def _ask(mine: MyProfile, topic: Topic, pen: Pen) -> str:
    fields = {"zone": show_zone(mine.profile.zone or "UTC", pen)} if topic is Topic.HOURS else {}
    return pen.say(f"answer.profile.{topic}.why", **fields)


def _own_words(mine: MyProfile, topic: Topic, pen: Pen) -> str:
    return describe_more(pen, hopes=mine.said.wish_words) if topic is Topic.WISHES else ""


def _buttons(mine: MyProfile, topic: Topic, mode: Mode, pen: Pen) -> tuple[Pressed, ...]:
    words = (pen.quiet("wish_words", mine.program_id, mode),) if topic is Topic.WISHES else ()
    if mode is Mode.EDIT:
        return (*words, pen.quiet("my_profile", mine.program_id, label="back_to_profile"))
    place = mine.topics().index(topic)
    before, following = mine.topics()[max(place - 1, 0) : place], mine.topics()[place + 1 : place + 2]
    label = "next" if topic is Topic.WISHES and mine.said.wishes else "skip"
    return (
        *words,
        *(pen.quiet("tour", mine.program_id, each, label="page_back") for each in before),
        *(pen.quiet("tour", mine.program_id, each, label=label) for each in following),
        pen.quiet("tour_end", mine.program_id),
    )


def _select(mine: MyProfile, topic: Topic, mode: Mode, pen: Pen) -> Pressed:
    """All that may be chosen. Nothing chosen takes back what was said, but one is always reached somewhere."""
    offered = _offered(mine.program, topic, pen)
    chosen = _chosen(mine.said, topic)
    several = topic in (Topic.OFFERS, Topic.SEEKS, Topic.HOURS)
    return Pressed(
        discord.ui.Select[Any](
            custom_id=build("say", mine.program_id, topic, mode),
            min_values=1 if topic is Topic.REACH else 0,
            max_values=len(offered) if several else 1,
            options=[
                discord.SelectOption(label=trim(one_line(label), 100), value=value, default=value in chosen)
                for value, label in offered.items()
            ],
            # A phone shows this above the list, which covers the question.
            placeholder=trim(one_line(_ask(mine, topic, pen)), _PLACEHOLDER_LIMIT),
        )
    )


def _offered(program: Program, topic: Topic, pen: Pen) -> Mapping[str, str]:
    match topic:
        case Topic.SECTOR:
            return program.sectors
        case Topic.CAREER_STAGE:
            return program.career_stages
        case Topic.HOURS:
            firsts = range(FIRST_HOUR, FIRST_HOUR + HOURS_OF_DAY, HOURS_TOGETHER)
            return {
                str(each): _span(each, each + HOURS_TOGETHER) for each in (first % HOURS_OF_DAY for first in firsts)
            }
        case Topic.REACH:
            return {each.value: pen.say(f"answer.profile.reach.{each}") for each in Reach}
        case _:
            return program.interests


def _chosen(said: Particulars, topic: Topic) -> tuple[str, ...]:
    match topic:
        case Topic.SECTOR:
            return (said.sector or "",)
        case Topic.CAREER_STAGE:
            return (said.career_stage or "",)
        case Topic.OFFERS:
            return said.offers
        case Topic.SEEKS:
            return said.seeks
        case Topic.HOURS:
            return tuple(str(hour) for hour in said.hours)
        case _:
            return (said.reach.value,)


def aspects_of(program: Program) -> tuple[Aspect, ...]:
    """What may be wished of: neither what the program's own rules settle nor what it does not ask."""
    differ = program.pairing.must_differ
    settled = {
        Aspect.COUNTRY: bool(differ),
        Aspect.REGION: Difference.REGION in differ,
        Aspect.SECTOR: not program.sectors,
        Aspect.CAREER_STAGE: not program.career_stages,
    }
    return tuple(aspect for aspect in Aspect if not settled[aspect])


def _wish_selects(mine: MyProfile, mode: Mode, pen: Pen) -> tuple[Pressed, ...]:
    return tuple(_wish_select(mine, aspect, mode, pen) for aspect in aspects_of(mine.program))


def _wish_select(mine: MyProfile, aspect: Aspect, mode: Mode, pen: Pen) -> Pressed:
    current = wish_about(mine.said.wishes, aspect)
    labels = {wish.value: pen.say(f"answer.profile.wish.{wish}") for wish in Wish if wish.aspect is aspect}
    labels[ANY] = pen.say(f"answer.profile.wish.any_{aspect}")
    return Pressed(
        discord.ui.Select[Any](
            custom_id=build("wish", mine.program_id, aspect, mode),
            options=[
                discord.SelectOption(label=label, value=value, default=value == (current or ANY))
                for value, label in labels.items()
            ],
        )
    )


def write_conduct(title: str, conduct: str, pen: Pen) -> Message:
    """How people treat each other in this program."""
    return write_plain(pen.say("answer.conduct.title", title=show_name(title)), conduct)
