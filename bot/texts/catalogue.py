"""The texts people read: gettext catalogues and long Markdown messages, by language. Say them by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.texts.fields import TextError, fill, placeholders_in, show_field
from bot.texts.locales import SOURCE_LANGUAGE, fallbacks_of, find_locale
from bot.texts.speech import Speech

SHIPPED_TEXTS = Path(__file__).parent
PO_FILE = Path("LC_MESSAGES", "roundtable.po")
COUNT = "count"
"""The field that selects the plural form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in one language: its forms (one, or as many as the language has plurals)."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of all fields that must be given when this is said."""
        used = frozenset[str]().union(*(placeholders_in(form) for form in self.forms))
        return used | {COUNT} if self.is_plural else used


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All texts of one language, from its .po file and its long messages."""

    locale: Locale
    texts: Mapping[str, Text]
    translations: GNUTranslations

    def choose_form(self, key: str, count: object) -> str:
        """The form of the text for this count, by the Plural-Forms of the catalogue."""
        text = self.texts[key]
        if not text.is_plural:
            return text.forms[0]
        if not isinstance(count, int):
            raise TextError(f"the text {key} needs a whole number as {COUNT}, not {count!r}")
        return self.translations.ngettext(key, key, abs(count))


class Texts:
    """Every text in every language. One missing in a language is said in the next of its fallbacks, at last English."""

    def __init__(self, catalogues: Mapping[str, Catalogue]) -> None:
        self._catalogues = catalogues
        self.languages: tuple[str, ...] = tuple(sorted(catalogues))

    @staticmethod
    def load(folder: Path = SHIPPED_TEXTS) -> "Texts":
        """The texts under `folder` (its `locale/` and `long/`), read once and kept.

        Raises:
            ValueError: a .po file is not well formed. `mistakes_in_catalogues` names all that is wrong.
        """
        return _load(folder)

    def for_locale(self, locale: str) -> Speech:
        """One who speaks this locale ("es-MX", as Discord writes them).

        Where its language has no texts, lists, dates and names are English too, so that a sentence is in one language.
        """
        asked = find_locale(locale)
        has_texts = asked.language in {name.partition("_")[0] for name in self.languages}
        spoken = asked if has_texts else find_locale(SOURCE_LANGUAGE)
        return Speech(spoken, lambda key, fields: self.say(locale, key, **fields))

    def say(self, locale: str, key: str, /, **fields: object) -> str:
        """The text for `key` in the nearest language there is, its placeholders filled with `fields`.

        Numbers, dates and lists are written as the locale writes them; `count` selects the plural form. Values are not
        read again for placeholders and not escaped.

        Raises:
            TextError: no such key, a field missing or too many, or of a kind that has no way to be written.
        """
        catalogue = self._nearest(locale, key)
        text = catalogue.texts[key]
        if fields.keys() != text.placeholders:
            raise TextError(f"the text {key} needs the fields {sorted(text.placeholders)}, not {sorted(fields)}")
        asked = find_locale(locale)
        spoken = asked if asked.language == catalogue.locale.language else catalogue.locale
        shown = {name: show_field(value, spoken) for name, value in fields.items()}
        return fill(catalogue.choose_form(key, fields.get(COUNT)), shown)

    def has(self, key: str) -> bool:
        """Whether there is such a text (in English, which has them all)."""
        return key in self._catalogues[SOURCE_LANGUAGE].texts

    def placeholders_by_key(self, language: str = SOURCE_LANGUAGE) -> dict[str, frozenset[str]]:
        """All keys of one language's folder with the fields each needs, sorted by key."""
        return {key: text.placeholders for key, text in sorted(self._catalogues[language].texts.items())}

    def _nearest(self, locale: str, key: str) -> Catalogue:
        for name in fallbacks_of(find_locale(locale)):
            if name in self._catalogues and key in self._catalogues[name].texts:
                return self._catalogues[name]
        raise TextError(f"there is no text {key}")


@lru_cache(maxsize=8)
def _load(folder: Path) -> Texts:
    return Texts({name: read_catalogue(folder, name) for name in languages_in(folder)})


def languages_in(folder: Path) -> list[str]:
    """The names of the languages that have a .po file under `folder`, sorted."""
    return sorted(po.parent.parent.name for po in (folder / "locale").glob(f"*/{PO_FILE.as_posix()}"))


def read_catalogue(folder: Path, language: str) -> Catalogue:
    """The texts of one language. Fuzzy and empty translations are left out, so that they fall back.

    Raises:
        ValueError: the .po file is not well formed (`PoFileError`), or the folder's name is no locale.
    """
    locale = Locale.parse(language)
    # The plural rule is that of the header; the locale is given since Babel writes none into the .mo without it.
    with (folder / "locale" / language / PO_FILE).open("rb") as file:
        catalog = read_po(file, locale=locale, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    texts = dict(_short_texts(catalog))
    for path in sorted((folder / "long" / language).glob("*.md")):
        texts[path.stem] = Text(key=path.stem, forms=(path.read_text("utf-8").strip(),), is_plural=False)
    return Catalogue(locale=locale, texts=texts, translations=GNUTranslations(compiled))


def _short_texts(catalog: Catalog) -> Iterator[tuple[str, Text]]:
    for message in catalog:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        if key and all(forms) and not message.fuzzy:
            yield key, Text(key=key, forms=forms, is_plural=message.pluralizable)
