"""Buttons and selects that were never made so, or never for the one who presses."""

from dataclasses import dataclass

from sqlalchemy import text

from tests.hostile.attempt import Attempt, reads
from tests.hostile.conftest import SECRET
from tests.hostile.forging import press, read

UNKNOWN = "I no longer know this button."
NO_ROUND = "There is no round now."
NO_PROGRAM = "There is no such program here."
NO_REPLY = "I did not find this reply of yours."
NOT_JOINED = "You do not take part now."
ORGANISERS = "Only organisers can do this."
MODERATORS = "Only moderators can do this."


def filled(attempt, square):
    """The custom id, with the ids of the first server and of ana's pair."""
    return attempt.custom_id.replace("{guild}", str(square.town.guild.id)).replace("{pair}", str(square.pair))


@dataclass(frozen=True, kw_only=True)
class Press(Attempt):
    custom_id: str
    said: str
    """What is read; nothing where Discord itself says that it failed."""
    values: tuple[str, ...] | None = None


def try_press(who, custom_id, said, what, values=None):
    got = reads(said) if said else "Nothing is answered: Discord says that it failed."
    return Press(what=what, by=who, got=got, custom_id=custom_id, said=said, values=values)


NUMBERS = (
    try_press("eve", "leave_yes:99999999999999999999", UNKNOWN, "a number larger than a database keeps"),
    try_press("eve", "help_round:" + "9" * 88, UNKNOWN, "a number of 88 digits"),
    try_press("eve", "leave_yes:9223372036854775807", NO_ROUND, "the largest number that a database keeps"),
    try_press("eve", "leave_yes:-1", UNKNOWN, "a negative number"),
    try_press("eve", "leave_yes:0", NO_ROUND, "the number zero"),
    try_press("eve", "leave_yes:１", UNKNOWN, "a digit of another script"),
    try_press("eve", "leave_yes:1_0", UNKNOWN, "a number as only Python writes it"),
    try_press("eve", "leave_yes:1.0", UNKNOWN, "a number with a point"),
    try_press("eve", "leave_yes", UNKNOWN, "a button without its number"),
    try_press("ana", "away_for:1:999999999999", "You are away now.", "an absence of a billion years"),
)
STRINGS = (
    try_press("eve", "join:1'OR'1'='1", UNKNOWN, "SQL in a number"),
    try_press("eve", "leave_yes:1);DROP/**/TABLE/**/reply;--", UNKNOWN, "a second SQL statement in a number"),
    try_press("eve", "join:{0.__class__}", UNKNOWN, "a Python format in a number"),
    try_press("eve", "join:%(token)s", UNKNOWN, "a gettext placeholder in a number"),
    try_press("eve", "join:{{7*7}}", UNKNOWN, "a template in a number"),
    try_press("eve", "join:1\u202e", UNKNOWN, "a number with a mark that turns the reading direction"),
    try_press("eve", "x" * 100, UNKNOWN, "a verb of 100 letters"),
    try_press("eve", "__class__:1", "", "a name inside of Python as a verb"),
    try_press("eve", "../../etc/passwd", "", "a path as a custom id"),
    try_press("eve", "join:1 OR 1=1", "", "a custom id with spaces"),
    try_press("eve", "join:1~" + "A" * 26, "", "a token that is too long"),
    try_press("eve", "leave_yes:1~AAAAAAAAAAAAAAAA", NOT_JOINED, "the token of another step"),
    try_press("eve", "join_country:1:\U0010ffff", "I no longer have your form.", "a country that no letters write"),
    try_press("eve", "consent_is:1:everything", UNKNOWN, "a consent that does not exist"),
    try_press("ana", "checkin:1:{pair}:1:maybe", UNKNOWN, "a check-in answer that does not exist"),
)
OTHERS = (
    try_press("ben", "withdraw:1", NO_REPLY, "withdraw somebody else's reply"),
    try_press("ben", "reply_edit:1", NO_REPLY, "change somebody else's reply"),
    try_press("eve", "confirm:1", NO_REPLY, "confirm somebody else's reply"),
    try_press("ben", "my_reply:1", NO_REPLY, "choose somebody else's reply in the select", ("1",)),
    try_press("ben", "my_reply:1", NO_REPLY, "choose in a select what it does not offer", ("1' OR '1'='1",)),
    try_press("ben", "my_reply:1", NO_REPLY, "choose nothing", ()),
    try_press("eve", "zone:1", NOT_JOINED, "choose a zone that is a path", ("../../etc/passwd",)),
    try_press("ana", "zone:1", "I do not know the time zone", "choose a zone of another country", ("Asia/Tokyo",)),
    try_press("eve", "checkin:1:{pair}:1:silent", NOT_JOINED, "call a stranger's partner silent"),
    try_press("cara", "checkin:1:{pair}:1:silent", "This is not your pair now.", "answer the check-in of another pair"),
    try_press("ana", "checkin:1:{pair}:99:silent", UNKNOWN, "a check-in about a prompt that does not exist"),
    try_press("eve", "apart_yes:1:5", NOT_JOINED, "end a pair without being in one"),
    try_press("eve", "reply:1:3", "This prompt takes no replies.", "reply to a prompt that is not open yet"),
    try_press("eve", "reply:1:99", "This prompt takes no replies.", "reply to a prompt that does not exist"),
    try_press("eve", "reply:99:1", NO_ROUND, "reply in a round that does not exist"),
)
POWERS = (
    try_press("ana", "round_cancel:1", ORGANISERS, "cancel a round as a member"),
    try_press("ana", "round_ask_cancel:1", ORGANISERS, "ask to cancel a round as a member"),
    try_press("ana", "round_cancel_pick:1", ORGANISERS, "choose a round to cancel as a member", ("1",)),
    try_press("ana", "round_open:1", ORGANISERS, "open a round for joining as a member"),
    try_press("ana", "round_show:1", MODERATORS, "see how a round stands as a member"),
    try_press("ana", "round_pick:1", MODERATORS, "choose a round to see as a member", ("1",)),
    try_press("ana", "pairing_show:1", ORGANISERS, "see all pairs as a member"),
    try_press("ana", "pairing_approve:1", ORGANISERS, "approve a pairing as a member"),
    try_press("ana", "step_again:1", ORGANISERS, "try a step again as a member"),
    try_press("ana", "round_partners:1", MODERATORS, "see who met and who did not as a member"),
    try_press("ana", "round_partners:1:0", MODERATORS, "turn a page of who met as a member"),
    try_press("ana", "summary_show:1", MODERATORS, "read a draft of a summary as a member"),
    try_press("ana", "summary_approve:1", MODERATORS, "publish a summary as a member"),
    try_press("ana", "summary_pick:1", MODERATORS, "choose a draft of a summary as a member", ("1",)),
    try_press("ana", "draft_show:1", MODERATORS, "see how a draft is changed as a member"),
    try_press("ana", "draft_theme:1", MODERATORS, "choose a theme of a draft as a member", ("0",)),
    try_press("ana", "draft_rename:1:0", MODERATORS, "rename a theme as a member"),
    try_press("ana", "draft_kind:1:0", MODERATORS, "correct a kind as a member"),
    try_press("ana", "draft_drop:1", MODERATORS, "leave a sentence out of a summary as a member"),
    try_press("ana", "draft_far:1", MODERATORS, "ask how far a draft is as a member"),
    try_press("ana", "draft_sentence:1", MODERATORS, "add a sentence to a summary as a member"),
    try_press("ana", "draft_undo:1:1", MODERATORS, "undo a moderator's change as a member"),
    try_press("ana", "draft_anew:1", MODERATORS, "have a summary drafted anew as a member"),
)
ELSEWHERE = (
    try_press("mallory", "round_cancel:1", NO_ROUND, "cancel another server's round"),
    try_press("mallory", "pairing_show:1", NO_ROUND, "see another server's pairs"),
    try_press("mallory", "pairing_approve:1", NO_ROUND, "approve another server's pairing"),
    try_press("mallory", "round_partners:1", NO_ROUND, "see who met in another server's round"),
    try_press("mallory", "round_partners:1:0", NO_ROUND, "turn a page of who met in another server's round"),
    try_press("mallory", "round_partners:1:-1", UNKNOWN, "a page before the first"),
    try_press("mallory", "round_partners:99:1:1", NO_ROUND, "a page of a round that does not exist"),
    try_press(
        "mallory", "step_again:1", "I no longer know what this button was for.", "try another server's step again"
    ),
    try_press("mallory", "summary_show:1", "There is no summary yet.", "read another server's draft"),
    try_press("mallory", "summary_approve:1", "There is no summary yet.", "publish another server's summary"),
    try_press("mallory", "summary_pick:1", "There is no summary yet.", "choose another server's draft", ("1",)),
    try_press("mallory", "draft_show:1", "There is no summary yet.", "see how another server's draft is changed"),
    try_press("mallory", "draft_rename:1:0", "There is no summary yet.", "rename a theme of another server"),
    try_press("mallory", "draft_sentence:1", "There is no summary yet.", "add to another server's summary"),
    try_press("mallory", "draft_undo:1:1", "There is no summary yet.", "undo a change in another server"),
    try_press("mallory", "draft_anew:1", "There is no summary yet.", "have another server's summary drafted anew"),
    try_press("mallory", "assent:1", "There is no summary yet.", "agree with another server's theme", ("1",)),
    try_press("mallory", "assent:1", UNKNOWN, "agree with a theme of no number", ("one",)),
    try_press("mallory", "summary_pick:1", UNKNOWN, "choose a draft by a number of another script", ("１",)),
    try_press("mallory", "summary_pick:1", UNKNOWN, "choose a draft by a number of 40 digits", ("9" * 40,)),
    try_press("mallory", "my_partner:1", NO_PROGRAM, "see a partner in another server's program"),
    try_press("mallory", "my_replies:1", NO_PROGRAM, "list replies of another server's program"),
    try_press("mallory", "my_replies_round:1", NO_PROGRAM, "list replies of another server's round"),
    try_press("mallory", "join:1", NO_ROUND, "join another server's round"),
    try_press("mallory", "reply:1:1", NO_ROUND, "reply to another server's prompt"),
    try_press("mallory", "leave_yes:1", NO_ROUND, "leave another server's round"),
    try_press("mallory", "away_for:1:7", NO_PROGRAM, "be away in another server's program"),
    try_press("mallory", "withdraw:1", NO_REPLY, "withdraw another server's reply"),
    try_press("mallory", "checkin:1:{pair}:1:yes", NO_ROUND, "answer another server's check-in"),
    try_press("mallory", "help:1", NO_PROGRAM, "ask for help in another server's program"),
    try_press("mallory", "erase_yes:{guild}", "Everything is erased", "erase data in another server: only one's own"),
)
CLOSED = (
    try_press("eve", "join:1", "This round is over.", "join a round that is over"),
    try_press("ana", "reply:1:1", "This round is over.", "reply in a round that is over"),
    try_press("ana", "pair_reply:1:1:{pair}", "This round is over.", "reply for a pair in a round that is over"),
    try_press("ana", "checkin:1:{pair}:1:silent", "This round is over.", "answer a check-in of a round that is over"),
    try_press("ana", "reply_edit:1", "This round is over.", "change a reply of a round that is over"),
    try_press("ana", "away_for:1:7", NOT_JOINED, "be away from a round that is over"),
)
ATTEMPTS = (*NUMBERS, *STRINGS, *OTHERS, *POWERS, *ELSEWHERE, *CLOSED)


async def test_forged_press_is_answered_in_a_sentence_and_changes_nothing(subtests, square):
    before, pinged = await square.kept(), square.pinged()
    for attempt in (*NUMBERS[:-1], *STRINGS, *OTHERS, *POWERS, *ELSEWHERE):
        with subtests.test(attempt.what):
            who = getattr(square, attempt.by)
            custom_id = filled(attempt, square)
            told = read(
                await press(square, who, custom_id, values=None if attempt.values is None else list(attempt.values))
            )
            assert told.startswith(attempt.said) if attempt.said else not told
            assert SECRET not in told
            assert "not your fault" not in told
            assert await square.kept() == before
    assert square.pinged() == pinged


async def test_absence_of_a_billion_years_is_one_of_four_months(square):
    attempt = NUMBERS[-1]
    assert attempt.said in read(await press(square, square.ana, attempt.custom_id))
    async with square.town.store.read() as tx:
        until = (await tx.execute(text("SELECT max(away_until) FROM participant"))).scalar()
    assert until.startswith("2026-05-")


async def test_press_on_a_message_of_a_round_that_is_over_changes_nothing(subtests, square):
    async with square.town.store.write() as tx:
        await tx.execute(text("UPDATE round SET phase = 'published'"))
    before = await square.kept()
    for attempt in CLOSED:
        with subtests.test(attempt.what):
            assert read(await press(square, getattr(square, attempt.by), filled(attempt, square))).startswith(
                attempt.said
            )
            assert await square.kept() == before
