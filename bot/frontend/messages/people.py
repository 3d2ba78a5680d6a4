"""What partners are told of each other: who they are, why they were paired, how to begin."""

from zoneinfo import ZoneInfo

from bot.domain.notices import PartnerCard
from bot.domain.openers import Opener, OpenerKind
from bot.domain.partnership import Shared
from bot.domain.waking import Window
from bot.frontend.messages.markup import list_some, one_line, show_name, show_words
from bot.frontend.messages.pen import Pen
from bot.texts.speech import Speech, moment
from bot.texts.zones import zone_label

_MOST_LISTED = 5


def list_names(speech: Speech, cards: tuple[PartnerCard, ...]) -> str:
    """The names as one list, as text in Markdown."""
    return speech.list([show_name(card.name) for card in cards])


def describe_people(cards: tuple[PartnerCard, ...], pen: Pen, room: int) -> str:
    """Each person in a paragraph; in fewer words where all would need more than `room` characters."""
    whole = pen.paragraphs(*(pen.lines(describe_person(card, pen), _describe_rest(card, pen)) for card in cards))
    if len(whole) <= room:
        return whole
    plain = pen.paragraphs(*(describe_person(card, pen) for card in cards))
    return plain if len(plain) <= room else pen.lines(*(describe_briefly(card, pen) for card in cards))


def describe_each(cards: tuple[PartnerCard, ...], pen: Pen, room: int) -> str:
    """What each said of themselves, under their name; less of it where all would need more than `room` characters."""
    names = [f"**{show_name(card.name)}**" for card in cards]
    talks = [_describe_talk(card, pen) for card in cards]
    rest = [_describe_rest(card, pen) for card in cards]
    whole = pen.paragraphs(*(pen.lines(*parts) for parts in zip(names, talks, rest, strict=True)))
    if len(whole) <= room:
        return whole
    plain = pen.paragraphs(*(pen.lines(*parts) for parts in zip(names, talks, strict=True)))
    return plain if len(plain) <= room else ""


def _describe_rest(card: PartnerCard, pen: Pen) -> str:
    return describe_more(
        pen,
        sector=card.sector,
        career_stage=card.career_stage,
        offers=card.offers,
        seeks=card.seeks,
        hopes=card.hopes,
    )


def describe_person(card: PartnerCard, pen: Pen) -> str:
    """Name, country and clock in one line, languages and interests in one each."""
    return pen.lines(_head(card, pen), _describe_talk(card, pen))


def _describe_talk(card: PartnerCard, pen: Pen) -> str:
    speech = pen.speech
    languages = list_some(speech, (speech.language(code) for code in card.languages), _MOST_LISTED)
    return pen.lines(
        pen.say("notice.card.languages", languages=languages) if languages else "",
        pen.say("notice.card.interests", interests=list_some(speech, card.interests, _MOST_LISTED))
        if card.interests
        else "",
    )


def describe_more(
    pen: Pen,
    *,
    sector: str = "",
    career_stage: str = "",
    offers: tuple[str, ...] = (),
    seeks: tuple[str, ...] = (),
    hopes: str = "",
) -> str:
    """What a person said beyond the joining form, in words, a line each; empty if nothing."""
    speech = pen.speech
    return pen.lines(
        pen.say("notice.card.sector", sector=show_name(sector, 100)) if sector else "",
        pen.say("notice.card.career_stage", career_stage=show_name(career_stage, 100)) if career_stage else "",
        pen.say("notice.card.offers", offers=list_some(speech, offers, _MOST_LISTED)) if offers else "",
        pen.say("notice.card.seeks", seeks=list_some(speech, seeks, _MOST_LISTED)) if seeks else "",
        pen.say("notice.card.hopes", words=show_words(one_line(hopes))) if hopes else "",
    )


def describe_briefly(card: PartnerCard, pen: Pen) -> str:
    """Name, country and clock in one line of a list."""
    return f"- {_head(card, pen)}"


def _head(card: PartnerCard, pen: Pen) -> str:
    country = pen.speech.country(card.country) if card.country else ""
    return " · ".join(filter(None, (f"**{show_name(card.name)}**", country, show_zone(card.zone, pen))))


def show_country(country: str, pen: Pen) -> str:
    """A line with the country's name in the reader's language; empty where it was not told."""
    return pen.say("notice.card.country", country=pen.speech.country(country)) if country else ""


def show_zone(zone: str, pen: Pen) -> str:
    """The zone's city and offset now, in the reader's language."""
    return zone_label(zone, str(pen.speech.locale), pen.now)


def explain_pairing(shared: Shared, pen: Pen) -> str:
    """What the partners have in common, a line each, under a heading; empty if nothing is known."""
    speech = pen.speech
    reasons = pen.lines(
        pen.say(
            "notice.shared.languages",
            languages=list_some(speech, (speech.language(code) for code in shared.languages), _MOST_LISTED),
        )
        if shared.languages
        else "",
        pen.say("notice.shared.interests", interests=list_some(speech, shared.interests, _MOST_LISTED))
        if shared.interests
        else "",
        pen.say("notice.shared.hours", count=shared.hours) if shared.hours else "",
        pen.say("notice.shared.met_before") if shared.met_before else "",
    )
    return pen.lines(pen.say("notice.shared.heading"), reasons) if reasons else ""


def offer_openers(openers: tuple[Opener, ...], pen: Pen) -> str:
    """Questions to begin with, numbered; empty if there are none."""
    questions = (f"{place}. {_say_opener(opener, pen)}" for place, opener in enumerate(openers, 1))
    return pen.lines(pen.say("notice.opener.heading"), *questions) if openers else ""


def _say_opener(opener: Opener, pen: Pen) -> str:
    topic, name, other = show_name(opener.topic, 100), show_name(opener.name), show_name(opener.other)
    match opener.kind:
        case OpenerKind.OFFER:
            return pen.say("notice.opener.offer", topic=topic, name=name, other=other)
        case OpenerKind.SHARED:
            return pen.say("notice.opener.shared", topic=topic)
        case OpenerKind.OWN:
            return pen.say("notice.opener.own", topic=topic, name=name)
        case OpenerKind.GENERAL:
            return pen.say(f"notice.opener.{opener.number}")


def tell_hours(awake: tuple[Window, ...], people: tuple[PartnerCard, ...], pen: Pen, *, yours: bool) -> str:
    """When all are awake, by the clock of each; with `yours` by the reader's own too. Empty where they never are."""
    if not awake:
        return ""
    mine = " · ".join(f"{moment(each.starts_at, 't')} – {moment(each.ends_at, 't')}" for each in awake)
    return pen.lines(
        pen.say("notice.awake.heading"),
        pen.say("notice.awake.same"),
        f"- {pen.say('notice.awake.yours', hours=mine)}" if yours else "",
        *(f"- {show_name(card.name)}: {_by_clock(awake, card.zone)}" for card in people),
    )


def _by_clock(awake: tuple[Window, ...], zone: str) -> str:
    place = ZoneInfo(zone)
    return " · ".join(
        f"{each.starts_at.astimezone(place):%H:%M}–{each.ends_at.astimezone(place):%H:%M}" for each in awake
    )
