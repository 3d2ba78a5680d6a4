"""Finding a country or a language by what it is called in any language of CLDR."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.texts.folding import edits_between, fold, fold_lightly, letters_of

LETTERS_OF_A_CODE = 3
"""Up to so many Latin letters accents matter: Vietnamese "Mỹ" (USA) must not be what "my" (Malaysia) finds."""
_SURELY = 5
"""A name is one place's if it has so many times the support in CLDR of all other places so called together."""
WELL_KNOWN = 20
"""The support of a name that is nobody's typo of another: that of one widely spoken language, or of many."""
BY_HAND = 5000
"""The support of a name in our own list: more than all 300 languages of CLDR can give."""
_BY_CODE = 60
"""The support of a code. "Nga" is a code (Nigeria), but also what Vietnamese calls Russia: that is worth asking."""
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was typed is this one, exactly."""

    code: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was typed may be one of these (one to three codes, the likeliest first). Ask."""

    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is called so, nor nearly."""


Finding = Recognised | Unclear | Unknown
_Called = tuple[tuple[str, int], ...]
"""The codes of what is called so, each with its support, the best supported first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One name of one thing and how many languages call it so."""

    name: str
    code: str
    support: int


class NameIndex:
    """All names of countries, or of languages, folded for looking up."""

    def __init__(
        self, namings: Iterable[Naming], codes: Mapping[str, str], unclear: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Index the namings, the codes people may type (in lower case) and the names that always need asking."""
        found: dict[str, dict[str, int]] = {}
        for naming in namings:
            if key := _key_of(naming.name):
                support = found.setdefault(key, {})
                support[naming.code] = support.get(naming.code, 0) + naming.support
        for typed, code in codes.items():
            support = found.setdefault(typed, {})
            support[code] = support.get(code, 0) + _BY_CODE
        self._names = _ranked(found)
        self._unclear = {fold(name): meant for name, meant in unclear.items()}
        self._letters = {key: letters_of(key) for key in self._names if len(key) > LETTERS_OF_A_CODE}

    def is_settled(self, text: str) -> bool:
        """Whether our own list says that this is several or none, whatever languages call so."""
        return fold(text) in self._unclear

    def find(self, text: str) -> Finding:
        """The one thing that is called exactly so (but for folding), or those it may be. No typo is forgiven here."""
        key = _key_of(text)
        if self.is_settled(text):
            meant = self._unclear[fold(text)]
            return Unclear(meant) if meant else Unknown()
        called = self._names.get(key, ())
        if not called:
            return Unknown()
        (code, support), others = called[0], sum(support for _, support in called[1:])
        if support < _SURELY * others:
            return Unclear(tuple(code for code, _ in called))
        return self._unless_typo(fold(text), code, support)

    def find_nearly(self, text: str) -> tuple[str, ...]:
        """Up to three codes whose names are one typo away (two in long names), the nearest and commonest first."""
        typed = fold(text)
        best = self._near(typed, _typos_allowed(typed))
        return tuple(sorted(best, key=lambda code: (best[code], code))[:SUGGESTIONS])

    def _unless_typo(self, typed: str, code: str, support: int) -> Finding:
        """The thing, unless the few languages that call it so write it as others misspell something else.

        "Nigera" is Niger in Latvian, but most who write it mean Nigeria.
        """
        if support >= WELL_KNOWN or len(typed) <= LETTERS_OF_A_CODE:
            return Recognised(code)
        near = self._near(typed, 1)
        better = [other for other in near if other != code and -near[other][1] >= WELL_KNOWN]
        if not better:
            return Recognised(code)
        return Unclear((*sorted(better, key=lambda other: near[other])[: SUGGESTIONS - 1], code))

    def _near(self, typed: str, limit: int) -> dict[str, tuple[int, int]]:
        """The codes that have a name within so many typos, each with the number of typos and minus the support."""
        letters, best = letters_of(typed), dict[str, tuple[int, int]]()
        for name, name_letters in self._letters.items():
            if (letters ^ name_letters).bit_count() > 2 * limit or abs(len(name) - len(typed)) > limit:
                continue
            edits = edits_between(typed, name, limit)
            if edits <= limit:
                for code, support in self._names[name]:
                    best[code] = min(best.get(code, (edits, -support)), (edits, -support))
        return best

    def __len__(self) -> int:
        return len(self._names)


def _ranked(found: Mapping[str, Mapping[str, int]]) -> dict[str, _Called]:
    ranked: dict[str, _Called] = {}
    shared: dict[_Called, _Called] = {}  # Most names are one thing's in one language: a tenth of the memory.
    for key, support in found.items():
        called = tuple(sorted(support.items(), key=lambda item: -item[1])[:SUGGESTIONS])
        ranked[key] = shared.setdefault(called, called)
    return ranked


def _typos_allowed(folded: str) -> int:
    return 0 if len(folded) <= LETTERS_OF_A_CODE else 1 if len(folded) < 8 else 2


def _key_of(text: str) -> str:
    folded = fold(text)
    if len(folded) > LETTERS_OF_A_CODE or not folded.isascii():
        return folded
    light = fold_lightly(text)
    return folded if light.isascii() else light
