"""What stands in a text but is no language of its writer: links, mentions, code, lines that repeat what others said.

It is never cut, and never becomes a label.
"""

import re
from itertools import pairwise

_CODE = r"```.*?(?:```|\Z)|``[^\n]+?``|`[^`\n]+`"
_REPEATED = r"(?<![^\n])[ \t]{0,3}>(?:>>[ \t].*\Z|[^\n]*)"
"""Discord shows a line after `>`, and all lines after `>>>`, as somebody else's words."""
_MASKED_LINK = r"\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)"
_MENTION = r"<(?:@[!&]?|#|a?:\w{1,40}:|/[^:>\n]{1,100}:|t:|id:)[\w:]{0,40}>"
_EVERYBODY = r"@(?:everyone|here)\b"
_URL = r"<?\b(?:[a-z][a-z0-9+.-]{0,20}://|javascript:|data:|mailto:|www\.)\S+"
_ATOM = re.compile(rf"{_REPEATED}|{_CODE}|{_MASKED_LINK}|{_MENTION}|{_EVERYBODY}|{_URL}", re.IGNORECASE | re.DOTALL)

Span = tuple[int, int]
"""Start and end of a part of a text, the end not included, in characters of Python."""


def atoms_in(text: str) -> list[Span]:
    """Return where links, mentions, code and repeated lines stand, in order and without overlap."""
    return [found.span() for found in _ATOM.finditer(text)]


def is_plain_link(atom: str) -> bool:
    """Return whether this is a web address as everybody writes it, which does no harm in a quote."""
    return re.match(r"<?(?:https?://|www\.)", atom, re.IGNORECASE) is not None


def language_in(text: str) -> list[Span]:
    """Return what lies between links, mentions, code and repeated lines, in order; parts may be empty."""
    edges = [(0, 0), *atoms_in(text), (len(text), len(text))]
    return [(before[1], after[0]) for before, after in pairwise(edges)]
