"""A report in which everything is that a report can hold; all of it invented."""

import random
from datetime import UTC, date, datetime

from bot.domain.cells import cross
from bot.domain.consent import Consent
from bot.domain.ending import Gain, SurveyFigures
from bot.domain.ids import MemberId, ReplyId
from bot.domain.kind import Kind
from bot.domain.partner_figures import PartnerFigures
from bot.domain.report import Asked, Report
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.summary_kinds import KindOf, Origin, count_kinds
from bot.domain.voices import voices_of
from bot.domain.wording import Sentence, Translation, Wording
from bot.domain.words import Words, figures_of, people_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
REGIONS = {
    "asia-oceania": "Asia-Oceania",
    "europe": "Europe",
    "latin-america-caribbean": "Latin America and the Caribbean",
    "north-america": "North America",
}
STAGES = {"new": "New in the field", "leading": "Leading"}
LABELS = ("mentoring, older colleagues", "budget for books", "إدارة الأزمات", "time for reading <b>")
TEXTS = {
    "en": "Every new librarian needs a mentor who has time, I said {0} times.",
    "es": "Cada biblioteca necesita más tiempo y {0} personas.",
    "ar": "إدارة الأزمات تحتاج إلى هدوء {0}.",
}


def _words(number: int, prompt: int) -> Words:
    language = ("en", "en", "es", "ar")[number % 4]
    consent = (Consent.QUOTE, Consent.QUOTE_WITH_NAME, Consent.QUOTE, Consent.COUNT_ONLY)[number % 4]
    return Words(
        reply_id=ReplyId(number + 100 * prompt),
        authors=(MemberId(number),),
        guest=number > 45,
        consent=consent,
        text=TEXTS[language].format(number),
        said_at=AT,
        prompt_number=prompt,
        late=number == 7,
        author_names=(f"Ana {number}",),
        link=f"https://discord.com/channels/1/2/{number}",
    )


def _theme(number: int, label: str, words: list[Words], kinds: tuple[KindOf, ...], first: int) -> Theme:
    quoted = [each for each in words if each.consent is not Consent.COUNT_ONLY][:4]
    return Theme(
        number=number,
        words=(label,),
        reply_ids=tuple(each.reply_id for each in words),
        people=len(people_of(words)),
        quotes=tuple(
            Quote(
                reply_id=each.reply_id,
                text=each.text,
                start=0,
                end=len(each.text),
                number=first + place,
                credit=each.author_names if each.consent is Consent.QUOTE_WITH_NAME else (),
                link=each.link if each.consent is Consent.QUOTE_WITH_NAME else None,
            )
            for place, each in enumerate(quoted)
        ),
        kinds=count_kinds([each.reply_id for each in words], kinds, {each.reply_id: each for each in words}),
        agreed=2 * (number == 1),
    )


def _summary(prompt: int | None, title: str, words: list[Words], *, crossed: bool = False) -> Summary:
    kinds = tuple(
        KindOf(
            reply_id=each.reply_id,
            kind=tuple(Kind)[place % 5],
            origin=Origin.STATED if place % 2 else Origin.PROPOSED,
        )
        for place, each in enumerate(words)
        if place % 3
    )
    groups = [words[place::5] for place in range(4)]
    themes = tuple(
        _theme(number, label, group, kinds, 10 * number)
        for number, (label, group) in enumerate(zip(LABELS, groups, strict=True), 1)
    )
    people = {theme.number: people_of(group) for theme, group in zip(themes, groups, strict=True)}
    by_region, by_stage = _values(words)
    return Summary(
        round_name="2026A",
        prompt_number=prompt,
        title=title,
        made_at=AT,
        reply_ids=tuple(each.reply_id for each in words),
        figures=figures_of(words),
        themes=themes,
        kinds=kinds,
        crossings=(
            cross("region", people, by_region, sorted({*by_region.values()})),
            cross("career_stage", people, by_stage, tuple(STAGES)),
        )
        if crossed
        else (),
        partners=_partners() if prompt is None else None,
        sentences=("We talk about mentors in the open session.",) if prompt is None else (),
        wording=_wording() if prompt else None,
    )


def _values(words: list[Words]) -> tuple[dict[MemberId, str], dict[MemberId, str]]:
    keys = list(REGIONS)
    people = sorted(people_of(words))
    by_region = {each: keys[each // 5 % 2] for each in people if each % 11}
    return by_region, {each: ("new", "new", "leading")[each % 3] for each in people}


def _partners() -> PartnerFigures:
    return PartnerFigures(
        people=45, ever_met=30, had_another=4, met=28, talking=6, new_partner=1, introduced=3, silent=2, away=1,
        waiting=1, inactive=1, left=2,
    )  # fmt: skip


def _wording() -> Wording:
    return Wording(
        model="a-model",
        language="en",
        sentences=(Sentence(text="Mentors are what most people ask for.", themes=(1,)),),
        translations=(Translation(quote=12, text="A translation."),),
    )


def full_report() -> Report:
    """The report of a round with a summary of all of it and one of each of two prompts."""
    of_prompts = {prompt: [_words(number, prompt) for number in range(1, 51)] for prompt in (1, 2)}
    words = [each for of_prompt in of_prompts.values() for each in of_prompt]
    summaries = (
        _summary(None, "Library leadership", words, crossed=True),
        _summary(1, "What helped you most?", of_prompts[1]),
        _summary(2, "What do you need?", of_prompts[2]),
    )
    return _report(words, summaries)


def report_of_one_prompt() -> Report:
    """The report of a round with a summary of its one prompt: the replies tell regions."""
    words = [_words(number, 1) for number in range(1, 51)]
    return _report(words, (_summary(1, "What helped you most?", words, crossed=True),))


def _report(words: list[Words], summaries: tuple[Summary, ...]) -> Report:
    by_region, by_stage = _values(words)
    languages = {each.reply_id: ("en", "en", "es", "ar")[each.authors[0] % 4] for each in words}
    values = {"region": by_region, "career_stage": by_stage}
    gains = {gain: None if gain is Gain.NOTHING else 3 + place for place, gain in enumerate(Gain)}
    return Report(
        title="Library leadership",
        round_name="2026A",
        made_at=AT,
        starts_on=date(2026, 2, 2),
        summaries=summaries,
        voices=voices_of(summaries, words, values, languages, random.Random(1)),
        survey=Asked(people=40, figures=SurveyFigures(people=21, sentences=4, gains=gains)),
        names={"region": REGIONS, "career_stage": STAGES},
        figures=figures_of(words),
    )
