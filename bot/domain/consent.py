"""How the words of a reply may be used: asked once, remembered, changeable for each reply."""

from enum import StrEnum


class Consent(StrEnum):
    """What a writer allows, from the least to the most; until somebody was asked it is `COUNT_ONLY`."""

    COUNT_ONLY = "count_only"
    QUOTE = "quote"
    QUOTE_WITH_NAME = "quote_with_name"


_LEAST_FIRST = tuple(Consent)


def strictest(*consents: Consent) -> Consent:
    """Return the consent that allows least, for a reply of several people; `COUNT_ONLY` when nobody was asked."""
    return min(consents, key=_LEAST_FIRST.index, default=Consent.COUNT_ONLY)
