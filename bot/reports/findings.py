"""What a summary comes to in three sentences, composed from its counts in the reader's language."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.harmless import one_line
from bot.domain.kind import Kind
from bot.domain.summary import FEWEST_REPLIES_FOR_THEMES, Summary, Theme
from bot.domain.summary_lists import REGION, crossing_by, heard_everywhere, themes_of_kind
from bot.reports.lists import FEWEST_OF_A_KIND
from bot.reports.measuring import shorten
from bot.texts.speech import Speech

Show = Callable[[str], str]
"""Makes what people wrote harmless where the sentence will stand."""
MOST_NAMED = 2
"""Themes that one sentence names; where more are alike, none stands out."""
_LONGEST_NAME = 60
_TOP_KINDS = (Kind.PRACTICE, Kind.RECOMMENDATION, Kind.NEED)


def find_sentences(summary: Summary, speech: Speech, *, name: Show, words: Show) -> tuple[str, ...]:
    """Return who wrote, what most people said, and what is most practised, recommended and needed.

    Where a language model worded the summary in this language, its sentences stand instead of all but the first.
    Names of themes have passed through `name`, a model's sentences through `words`. Nothing is said for which there is
    no count.
    """
    worded = summary.wording.sentences if is_worded(summary, speech) and summary.wording else ()
    if worded:
        return (_who_wrote(summary, speech), *(words(one_line(each.text)) for each in worded))
    found = (_who_wrote(summary, speech), _most_said(summary, speech, name), _what_stands_out(summary, speech, name))
    return tuple(each for each in found if each)


def is_worded(summary: Summary, speech: Speech) -> bool:
    """Return whether a language model worded sentences of the summary that are shown in this language."""
    wording = summary.wording
    return wording is not None and bool(wording.sentences) and wording.language == speech.locale.language


def why_no_themes(summary: Summary, speech: Speech) -> str:
    """Return why the summary has no themes, for one that has none."""
    if not summary.figures.replies:
        return speech.say("report.nobody")
    if summary.figures.replies < FEWEST_REPLIES_FOR_THEMES:
        return speech.say("report.too_few_for_themes", fewest=FEWEST_REPLIES_FOR_THEMES)
    return speech.say("report.no_theme_shared")


def has_guessed_kinds(summary: Summary) -> bool:
    """Return whether some replies in themes have their kind from nobody but the way they read."""
    return any(count.proposed for theme in summary.themes for count in theme.kinds)


def _who_wrote(summary: Summary, speech: Speech) -> str:
    people = speech.say("notice.people", count=summary.figures.people)
    replies = speech.say("notice.replies", count=summary.figures.replies)
    crossing = crossing_by(summary, REGION)
    if crossing is None or not crossing.columns:
        return speech.say("notice.summary.figures", people=people, replies=replies)
    # People who said nothing of themselves may be from anywhere.
    key = "report.finding.regions_at_least" if crossing.few else "report.finding.regions_all"
    regions = speech.say(key, count=len(crossing.columns))
    return speech.say("report.finding.wrote_from", people=people, replies=replies, regions=regions)


def _most_said(summary: Summary, speech: Speech, show: Show) -> str:
    if not summary.themes:
        return why_no_themes(summary, speech)
    most = max(theme.people for theme in summary.themes)
    leading = [theme for theme in summary.themes if theme.people == most]
    if len(leading) > MOST_NAMED:
        people = speech.say("notice.people", count=most)
        return speech.say("report.finding.all_alike", count=len(leading), people=people)
    return speech.say(
        "report.finding.most_said", themes=_names(leading, speech, show), people=_people(most, leading, speech)
    )


def _what_stands_out(summary: Summary, speech: Speech, show: Show) -> str:
    tops = " ".join(_tops(summary, speech, show))
    everywhere = heard_everywhere(summary)[:MOST_NAMED]
    if tops or not everywhere:
        return tops
    return speech.say("report.finding.everywhere", themes=_names(everywhere, speech, show))


def _tops(summary: Summary, speech: Speech, show: Show) -> Iterator[str]:
    for kind in _TOP_KINDS:
        found = themes_of_kind(summary, kind)
        most = max((each.count.people for each in found), default=0)
        leading = [each.theme for each in found if each.count.people == most]
        if most >= FEWEST_OF_A_KIND and len(leading) <= MOST_NAMED:
            names, people = _names(leading, speech, show), _people(most, leading, speech)
            yield speech.say(f"report.finding.top_{kind}", themes=names, people=people)


def _people(count: int, leading: Sequence[Theme], speech: Speech) -> str:
    """So many people, of each theme where several are alike."""
    people = speech.say("notice.people", count=count)
    return people if len(leading) == 1 else speech.say("report.finding.each", people=people)


def _names(themes: Sequence[Theme], speech: Speech, show: Show) -> str:
    return speech.list([show(shorten(one_line(theme.label), _LONGEST_NAME)) for theme in themes])
