"""The independent checker: the sandbox's world and what people were told, held against what was planned.

It asks the bot's database only for replies and answers, since they stand nowhere else; and in its own words.
"""

from tests.faults import checking_ends, checking_pairs, checking_posts, checking_replies
from tests.faults.seen import Findings, Seen

CHECKS = (*checking_posts.CHECKS, *checking_pairs.CHECKS, *checking_replies.CHECKS, *checking_ends.CHECKS)


def check(seen: Seen) -> Findings:
    """Everything that should not be."""
    found = Findings()
    for each in CHECKS:
        each(seen, found)
    return found
