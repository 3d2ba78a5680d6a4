"""Which font writes which letters: pictures hold names in the scripts of many, each in its own font."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

USUAL_FONT = "Noto Sans"
_EASTERN = "Noto Sans CJK SC"
_FONT_OF = {
    "LATIN": USUAL_FONT,
    "GREEK": USUAL_FONT,
    "CYRILLIC": USUAL_FONT,
    "MODIFIER": USUAL_FONT,
    "MASCULINE": USUAL_FONT,
    "FEMININE": USUAL_FONT,
    "ARABIC": "Noto Sans Arabic",
    "HEBREW": "Noto Sans Hebrew",
    "DEVANAGARI": "Noto Sans Devanagari",
    "BENGALI": "Noto Sans Bengali",
    "TAMIL": "Noto Sans Tamil",
    "TELUGU": "Noto Sans Telugu",
    "THAI": "Noto Sans Thai",
    "LAO": "Noto Sans Lao",
    "KHMER": "Noto Sans Khmer",
    "MYANMAR": "Noto Sans Myanmar",
    "ETHIOPIC": "Noto Sans Ethiopic",
    "CJK": _EASTERN,
    "HIRAGANA": _EASTERN,
    "KATAKANA": _EASTERN,
    "KATAKANA-HIRAGANA": _EASTERN,
    "HANGUL": _EASTERN,
    "BOPOMOFO": _EASTERN,
    "IDEOGRAPHIC": _EASTERN,
    "FULLWIDTH": _EASTERN,
    "HALFWIDTH": _EASTERN,
}
"""By the first word of a letter's name in Unicode, which is its script."""
_PACKAGES = (
    "fontpkg_noto_sans",
    "justmytype_intl_rtl",
    "justmytype_intl_south_asia",
    "justmytype_intl_sea",
    "justmytype_intl_africa",
    "noto_cjk_sans_otc",
)
_JOINERS = "\u200c\u200d"
"""Without a width of their own, but some scripts write wrongly without them."""
_LAST_MARK_OF_PUNCTUATION = 0x2070
_EASTERN_MARKS = frozenset(map(chr, (*range(0x3001, 0x3020), *range(0xFF01, 0xFF66))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A part of a text that one font writes."""

    font: str
    text: str


def letters_without_font(text: str) -> tuple[str, ...]:
    """Return the letters of scripts for which there is no font, each once and in their order."""
    strange = (each for each in text if unicodedata.category(each)[0] in "LM" and _font_of(each) is None)
    return tuple(dict.fromkeys(strange))


def runs_of(text: str) -> tuple[Run, ...]:
    """Return the text in runs of one font each; what no font writes, such as emoji and marks of direction, is left out.

    What belongs to every script, such as a space, is in the run of the letter before it.
    """
    return tuple(
        Run(font=font, text="".join(each for each, _ in group))
        for font, group in groupby(_with_fonts(" ".join(text.split())), key=lambda each: each[1])
    )


def _with_fonts(text: str) -> Iterator[tuple[str, str]]:
    now = next((font for each in text if (font := _font_of(each))), USUAL_FONT)
    for each in text:
        now = _font_of(each) or now
        if _font_of(each) or _is_common(each):
            yield each, now


@cache
def _font_of(character: str) -> str | None:
    """The font of a letter's, mark's or digit's script; None for what has none, or belongs to every script."""
    if unicodedata.category(character)[0] not in "LMN":
        return _EASTERN if character in _EASTERN_MARKS else None
    return _FONT_OF.get(unicodedata.name(character, "").split(" ")[0])


def _is_common(character: str) -> bool:
    """Whether any font writes it: spaces, usual punctuation and signs, digits, accents."""
    kind = unicodedata.category(character)
    name = unicodedata.name(character, "")
    if character in _JOINERS or character == " " or name.startswith(("COMBINING", "DIGIT")):
        return True
    return (kind[0] in "PS" and ord(character) < _LAST_MARK_OF_PUNCTUATION) or kind == "Sc"


@cache
def font_files() -> tuple[str, ...]:
    """Return the upright fonts of the packages that are installed for them."""
    folders = [Path(found.origin).parent for name in _PACKAGES if (found := find_spec(name)) and found.origin]
    files = (file for folder in folders for file in folder.rglob("*.tt[fc]") if "Italic" not in file.name)
    return tuple(sorted(map(str, files)))
