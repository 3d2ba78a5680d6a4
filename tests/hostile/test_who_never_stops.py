"""Members who write, change and ask without end: what is over the limit is told, and not kept."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from bot.actions import collecting
from bot.actions.asking import MOST_A_DAY
from bot.actions.ports import Said
from bot.domain.reply import MOST_OF_ONE, MOST_OF_PAIR
from bot.store.drafts import MOST_OF_ONE as MOST_DRAFTS
from tests.frontend.interactions.conftest import words_of
from tests.hostile.attempt import Attempt, reads
from tests.hostile.forging import hand_in, press, read

FLOOD = Attempt(
    what="1,000 messages at once in the thread of a prompt",
    by="eve",
    got="100 of them are kept. Organisers read once who it is; others are answered as ever.",
)
FORMS = Attempt(
    what="more than 100 replies by form to one prompt",
    by="eve",
    got=reads("I keep 100 replies of yours to one prompt, not more."),
)
PAIR = Attempt(
    what="new replies of a pair again and again, each of which pings the partner",
    by="ana",
    got=reads("I keep 5 replies of yours to one prompt, not more."),
)
CHANGES = Attempt(
    what="change a pair's reply again and again, so that the partner is asked each time",
    by="ana",
    got=reads("Your partner was asked often enough about this reply."),
)
HELP = Attempt(
    what="ask the moderators for help all day",
    by="eve",
    got=reads("You have asked for help often today."),
)
DRAFTS = Attempt(
    what="forms about a thousand prompts that do not exist, to fill the database with drafts",
    by="eve",
    got="Each is refused. The ten newest are kept, for two weeks.",
)
CONSENT = Attempt(
    what="turn the consent of a shown reply on and off 12 times",
    by="eve",
    got="One correction of the message waits, not twelve.",
)
PARTNERS = Attempt(
    what="leave and join again, to be introduced to everybody in turn",
    by="eve",
    got=reads("You have left several partners in this round."),
)
ATTEMPTS = (FLOOD, FORMS, PAIR, CHANGES, HELP, DRAFTS, CONSENT, PARTNERS)


async def count(square, sql):
    async with square.town.store.read() as tx:
        return (await tx.execute(text(sql))).scalar()


async def test_1000_messages_of_one_member_keep_nobody_else_waiting(square):
    town = square.town
    thread = town.prompt_thread
    first = await square.eve.send(thread, "Spam by the gateway")
    now = town.clock.at

    async def say(number):
        said = Said(
            thread_id=thread.id,
            message_id=first.id + number,
            author_id=square.eve.id,
            author_name="Eve",
            text=f"Spam {number}",
            said_at=now,
            edited_at=None,
        )
        await collecting.take_in(town.house, [said], now)

    flood = asyncio.gather(*(say(number) for number in range(1, 1_000)))
    # Whoever looks something up never waits for writers.
    assert "Ana" in read(await press(square, square.ben, "my_partner:1"))
    await flood
    assert await count(square, "SELECT count(*) FROM reply WHERE text LIKE 'Spam%'") == MOST_OF_ONE
    await town.run()
    told = [words_of(each) for each in town.desk.history() if "writes very much" in words_of(each)]
    assert len(told) == 1
    assert f"<@{square.eve.id}>" in told[0]
    answer = read(await hand_in(square, square.ben, "reply:1:1:x", {"text": "Still here", "consent": "quote"}))
    assert answer.startswith("Thank you! Your reply is kept.")


async def test_reply_by_form_beyond_the_limit_is_not_acknowledged_as_kept(square):
    async with square.town.store.write() as tx:
        for number in range(MOST_OF_ONE):
            await tx.execute(
                text(
                    "INSERT INTO reply (round_id, prompt_number, source, source_id, text, said_at, digest)"
                    f" VALUES (1, 2, 'form', {number + 1}, 'x', '2026-01-26 10:00:00.000000', 'x')"
                )
            )
            await tx.execute(
                text(
                    "INSERT INTO reply_author (reply_id, member_id, name, guest)"
                    f" SELECT max(id), {square.eve.id}, 'Eve', 1 FROM reply"
                )
            )
    before = await square.kept()
    told = read(await hand_in(square, square.eve, "reply:1:2:x", {"text": "One more", "consent": "quote"}))
    assert told.startswith("I keep 100 replies of yours to one prompt, not more.")
    assert "One more" in told
    assert await square.kept() == before
    other = read(await hand_in(square, square.ben, "reply:1:2:x", {"text": "My first", "consent": "quote"}))
    assert other.startswith("Thank you! Your reply is kept.")


async def test_partner_is_not_pinged_without_end_by_replies_of_the_pair(square):
    pair, partner = square.pair, square.ben.id
    pings = square.pinged().count(partner)
    answers = [
        read(
            await hand_in(square, square.ana, f"pair_reply:1:2:{pair}:x", {"text": f"Try {number}", "consent": "quote"})
        )
        for number in range(MOST_OF_PAIR + 2)
    ]
    assert [answer.startswith("I keep 5 replies of yours") for answer in answers] == [False] * 5 + [True] * 2
    reply = await count(square, "SELECT max(id) FROM reply")
    changes = []
    for number in range(MOST_OF_PAIR + 1):
        square.town.clock.at += timedelta(seconds=1)
        parts = {"text": f"Change {number}"}
        changes.append(read(await hand_in(square, square.ana, f"reply_edit:{reply}:x", parts)))
    assert [answer.startswith("Your partner was asked often enough") for answer in changes] == [False] * 4 + [True] * 2
    await square.town.run()
    assert square.pinged().count(partner) - pings <= 2 * MOST_OF_PAIR


async def test_moderators_are_not_buried_in_requests(square):
    answers = [
        read(await hand_in(square, square.eve, "help_question:1:x", {"text": f"Question {number}"}))
        for number in range(MOST_A_DAY + 2)
    ]
    refused = [answer.startswith("You have asked for help often today.") for answer in answers]
    assert refused == [False] * MOST_A_DAY + [True] * 2
    assert await count(square, "SELECT count(*) FROM help_case") == MOST_A_DAY


async def test_drafts_of_refused_forms_do_not_fill_the_database(square):
    for number in range(3, 3 + 2 * MOST_DRAFTS):
        told = read(await hand_in(square, square.eve, f"reply:1:{number}:x", {"text": "Hm", "consent": "quote"}))
        assert told.startswith("This prompt takes no replies.")
    assert await count(square, f"SELECT count(*) FROM draft WHERE member_id = {square.eve.id}") == MOST_DRAFTS


async def test_consent_turned_on_and_off_makes_no_queue_of_corrections(square):
    await hand_in(square, square.eve, "reply:1:2:x", {"text": "Look", "consent": "quote_with_name"})
    await square.town.run()
    for number in range(12):
        await press(square, square.eve, f"consent_is:1:{('quote', 'quote_with_name')[number % 2]}")
    assert await count(square, "SELECT count(*) FROM due_step WHERE kind = 'update_reply'") == 1


async def test_who_left_three_partners_waits_for_the_next_round(square):
    form = {"country": "Rwanda", "languages": "English", "consent": "quote"}
    assert read(await hand_in(square, square.eve, "join:1:x", form)).startswith("You joined Library leadership.")
    await square.town.run()
    await press(square, square.eve, "leave_yes:1")
    async with square.town.store.write() as tx:
        await tx.execute(text(f"DELETE FROM pair_member WHERE member_id = {square.eve.id}"))
        for partner in (square.ana, square.cara, square.dora):
            shared = "SELECT round_id, shared, approved_at, approved_at FROM pair LIMIT 1"
            await tx.execute(text(f"INSERT INTO pair (round_id, shared, approved_at, ended_at) {shared}"))
            for member, left in ((square.eve, "'2026-01-20 09:00:00.000000'"), (partner, "NULL")):
                row = f"SELECT max(id), {member.id}, {left} FROM pair"
                await tx.execute(text(f"INSERT INTO pair_member (pair_id, member_id, left_at) {row}"))
    before = await square.kept()
    told = read(await hand_in(square, square.eve, "join:1:x", form))
    assert told.startswith("You have left several partners in this round.")
    assert await square.kept() == before
    async with square.town.store.write() as tx:
        await tx.execute(text("DELETE FROM pair_member WHERE pair_id = (SELECT max(id) FROM pair)"))
    assert read(await hand_in(square, square.eve, "join:1:x", form)).startswith("You joined Library leadership.")
