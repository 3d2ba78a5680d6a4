"""A roster: people from outside Discord, each of whom gets a code to join with."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b, sha256

from bot.domain.ids import MemberId, RoundId

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, without I, L, O and U: people read codes aloud and type them on phones."""
CODE_LENGTH = 12
"""Sixty bits. At five wrong codes an hour, one account needs longer than the world exists to find one of thousands."""
CODE_GROUP = 4
TYPED_LIMIT = 40
"""Characters of what somebody may type as a code, with all its dashes and spaces."""
WRONG_CODES = 5
WRONG_CODES_WITHIN = timedelta(hours=1)
_SAME_LETTER = str.maketrans("OILU", "011V")
_BETWEEN = re.compile(r"[\s\-_.·‐-―]+")

Answers = Mapping[str, str | list[str]]
"""What fills in the joining form, each part by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One person of a round's roster, as they are kept: without name, address and code."""

    id: int
    round_id: RoundId
    code_digest: str
    email_digest: str | None
    name_digest: str | None
    answers: Answers
    """Empty once the code was used."""
    member_id: MemberId | None
    """Whose code it is now; None until it was used."""
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """How many wrong codes somebody has entered since when."""

    wrong: int
    since: datetime

    def are_too_many(self, now: datetime) -> bool:
        """Whether the person must wait before they try another code."""
        return self.wrong >= WRONG_CODES and now < self.since + WRONG_CODES_WITHIN

    def one_more(self, now: datetime) -> "Attempts":
        """Return the count after another wrong code; it begins anew after an hour."""
        if now >= self.since + WRONG_CODES_WITHIN:
            return Attempts(wrong=1, since=now)
        return Attempts(wrong=self.wrong + 1, since=self.since)


def make_code(choose: Callable[[int], int]) -> str:
    """Return a new code such as 7KQM-2X9P-TW4C; `choose(n)` gives a number below n that nobody can guess."""
    letters = "".join(CODE_LETTERS[choose(len(CODE_LETTERS))] for _ in range(CODE_LENGTH))
    return "-".join(letters[start : start + CODE_GROUP] for start in range(0, CODE_LENGTH, CODE_GROUP))


def digest_code(typed: str) -> str:
    """Return what is kept of a code, the same however its letters, dashes and spaces are typed.

    Letters that are taken for digits stand for them, as Crockford has it (https://www.crockford.com/base32.html), and
    U for V. A code is random, so its plain digest leads back to nothing.
    """
    letters = _BETWEEN.sub("", typed[:TYPED_LIMIT]).upper().translate(_SAME_LETTER)
    return sha256(letters.encode()).hexdigest()


def digest_person(salt: str, *parts: str) -> str:
    """Return what is kept of an e-mail address, or of a name and a country, already brought into one form.

    With the round's salt: the same person's digest is another one in every round and on every server.
    """
    return blake2b("\0".join(parts).encode("utf-8", "replace"), key=salt.encode(), digest_size=32).hexdigest()
