"""What a language model is told of a summary, and what of its answer may be shown.

It is told themes with their numbers and counts, and quotes whose writers agreed to be quoted; no names, no links, no
reply that may only be counted. It only words: whatever its answer says beyond that is dropped here.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from bot.domain.summary import Quote, Summary, Theme, all_quotes
from bot.domain.wording import MOST_SENTENCES, Sentence, Translation
from bot.domain.wording_check import Untruth, is_true_translation, told_apart, untruths_in

_LEAST_LIKENESS = 0.3
"""To the middle of the themes it names. Of 13 sentences about three themes 12 lay above, of ten others, held against
each of the three, none: `tests/summarise/test_what_a_model_may_say.py`."""
_LONGEST_ANSWER = 50_000

Dropped = Counter[str]
"""How many sentences were dropped for what reason: for the log, which holds no words."""


def matter_of(summary: Summary, language: str) -> str:
    """Return what a model is told of a summary, as JSON; `language` is that in which it is to write."""
    figures = summary.figures
    told = {
        "language": language,
        "title": summary.title,
        "people": figures.people,
        "replies": figures.replies,
        "themes": [_told(theme) for theme in summary.themes],
    }
    return json.dumps(told, ensure_ascii=False)


def matter_to_translate(summary: Summary, language: str) -> str | None:
    """Return the quotes that are in another language, as JSON; None where there are none."""
    from bot.summarise.languages import languages_of

    quotes = all_quotes(summary)
    found = languages_of([quote.text for quote in quotes])
    foreign = [quote for quote, of_quote in zip(quotes, found, strict=True) if of_quote not in (None, language)]
    told = {"language": language, "quotes": [_told_quote(quote) for quote in foreign]}
    return json.dumps(told, ensure_ascii=False) if foreign else None


def sentences_in(answer: str, summary: Summary, language: str) -> tuple[tuple[Sentence, ...], Dropped]:
    """Return the sentences of an answer that may be shown, three at most, and why others may not.

    What is no JSON of the form asked for holds no sentences. Takes the 130 MB of a summary's making.
    """
    said = [each for found in _list_in(answer, "sentences") if (each := _sentence(found))]
    wrong = [_first_untruth(each, summary, language) for each in said]
    true = [each for each, untruth in zip(said, wrong, strict=True) if untruth is None]
    return tuple(true[:MOST_SENTENCES]), Counter(untruth.value for untruth in wrong if untruth)


def translations_in(answer: str, summary: Summary, language: str) -> tuple[Translation, ...]:
    """Return the translations of an answer that are of quotes and in the language asked for, one of each quote."""
    from bot.summarise.languages import languages_of

    said = [each for found in _list_in(answer, "translations") if (each := _translation(found))]
    true = {each.quote: each for each in said if is_true_translation(each, summary)}
    found = languages_of([each.text for each in true.values()])
    return tuple(each for each, of_text in zip(true.values(), found, strict=True) if of_text == language)


def _first_untruth(sentence: Sentence, summary: Summary, language: str) -> Untruth | None:
    from bot.summarise.languages import languages_of

    for untruth in untruths_in(sentence, summary, language):
        return untruth
    if languages_of([told_apart(sentence.text)[0]]) != [language]:
        return Untruth.OTHER_LANGUAGE
    return None if _is_about(sentence, summary) else Untruth.OTHER_MATTER


def _is_about(sentence: Sentence, summary: Summary) -> bool:
    from bot.summarise.meaning import encode, unit

    themes = [theme for theme in summary.themes if theme.number in sentence.themes]
    spoken = [text for theme in themes for text in (theme.label, *(quote.text for quote in theme.quotes))]
    rows = encode([told_apart(sentence.text)[0], *spoken])
    return bool(rows[0] @ unit(rows[1:].mean(axis=0, keepdims=True))[0] >= _LEAST_LIKENESS)


def _told(theme: Theme) -> dict[str, Any]:
    return {
        "theme": theme.number,
        "label": theme.label,
        "people": theme.people,
        "replies": len(theme.reply_ids),
        "kinds": {each.kind.value: each.people for each in theme.kinds},
        "quotes": [_told_quote(quote) for quote in theme.quotes],
    }


def _told_quote(quote: Quote) -> dict[str, Any]:
    return {"quote": quote.number, "text": quote.text}


def _list_in(answer: str, name: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of this list in the JSON object of an answer, which may stand between other words."""
    text = answer[:_LONGEST_ANSWER]
    try:
        read: object = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except (ValueError, RecursionError):
        return
    those = cast("Mapping[str, object]", read).get(name) if isinstance(read, dict) else None
    for each in cast("Sequence[object]", those) if isinstance(those, list) else ():
        if isinstance(each, dict):
            yield cast("Mapping[str, object]", each)


def _sentence(found: Mapping[str, object]) -> Sentence | None:
    text, themes, quotes = found.get("text"), _numbers(found.get("themes")), _numbers(found.get("quotes", []))
    if not isinstance(text, str) or themes is None or quotes is None:
        return None
    return Sentence(text=text.strip(), themes=themes, quotes=quotes)


def _translation(found: Mapping[str, object]) -> Translation | None:
    text, quote = found.get("text"), found.get("quote")
    if not isinstance(text, str) or not isinstance(quote, int):
        return None
    return Translation(quote=quote, text=text.strip())


def _numbers(found: object) -> tuple[int, ...] | None:
    if not isinstance(found, list):
        return None
    numbers = cast("list[object]", found)
    return (
        tuple(each for each in numbers if isinstance(each, int)) if all(isinstance(n, int) for n in numbers) else None
    )
