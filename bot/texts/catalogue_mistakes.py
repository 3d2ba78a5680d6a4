"""Every mistake in the catalogues, found before people see it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po

from bot.texts.catalogue import PO_FILE, SHIPPED_TEXTS, Catalogue, languages_in, read_catalogue
from bot.texts.fields import has_stray_brace
from bot.texts.locales import SOURCE_LANGUAGE

_MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_KEY = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


def mistakes_in_catalogues(folder: Path = SHIPPED_TEXTS) -> tuple[str, ...]:
    """A sentence for each mistake in the catalogues under `folder`: none if every language has all texts, rightly."""
    catalogues: dict[str, Catalogue] = {}
    mistakes: list[str] = []
    for language in languages_in(folder):
        try:
            catalogues[language] = read_catalogue(folder, language)
        except PoFileError as error:
            mistakes.append(f"{language}: {error} in line {error.lineno + 1}")
            continue
        except (ValueError, UnknownLocaleError) as error:
            mistakes.append(f"{language}: {error}")
            continue
        mistakes += _mistakes_in_files(folder, language)
        mistakes += _mistakes_in_forms(language, catalogues[language])
    if SOURCE_LANGUAGE not in catalogues:
        return (*mistakes, f"{SOURCE_LANGUAGE}: there is no readable catalogue, and all others fall back to it")
    for language, catalogue in catalogues.items():
        mistakes += _differences(
            catalogue, catalogues[SOURCE_LANGUAGE], must_be_whole=not _is_regional(language, catalogues)
        )
    return tuple(mistakes)


def _is_regional(language: str, catalogues: dict[str, Catalogue]) -> bool:
    return "_" in language and language.split("_")[0] in catalogues


def _mistakes_in_files(folder: Path, language: str) -> Iterator[str]:
    path = folder / "locale" / language / PO_FILE
    keys = _MSGID.findall(path.read_text("utf-8"))
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{language}: {key} stands {times} times in {PO_FILE.name}"
        if not _KEY.fullmatch(key):
            yield f"{language}: {key!r} is no dotted key"
    for long in sorted((folder / "long" / language).glob("*.md")):
        if long.stem in keys:
            yield f"{language}: {long.stem} stands in {PO_FILE.name} and in {long.name}"
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id and (message.fuzzy or not message.string or not all(message.string)):
                yield f"{language}: {message.id} has no finished text"


def _mistakes_in_forms(language: str, catalogue: Catalogue) -> Iterator[str]:
    for key, text in catalogue.texts.items():
        if any(has_stray_brace(form) for form in text.forms):
            yield f"{language}: {key} has a brace that is no placeholder like {{name}}"
        if not all(text.forms):
            yield f"{language}: {key} is empty"


def _differences(catalogue: Catalogue, source: Catalogue, *, must_be_whole: bool) -> Iterator[str]:
    language = catalogue.locale
    for key in sorted(catalogue.texts.keys() - source.texts.keys()):
        yield f"{language}: {key} is not in {SOURCE_LANGUAGE}"
    for key, expected in source.texts.items():
        text = catalogue.texts.get(key)
        if text is None:
            if must_be_whole:
                yield f"{language}: {key} is missing"
        elif text.placeholders != expected.placeholders or text.is_plural != expected.is_plural:
            yield f"{language}: {key} has the fields {sorted(text.placeholders)}, not {sorted(expected.placeholders)}"
