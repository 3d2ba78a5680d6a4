import csv
import io
import re

import pytest

from bot.domain.participant import Profile
from bot.store import pairs, participants, profiles
from tests.frontend.interactions.beginnings import gone_once
from tests.frontend.interactions.conftest import CLOSED, OPEN, PROMPT, STARTED, labels_of, shown, words_of

PEOPLE = (("ana", "Kenya"), ("ben", "Uganda"), ("cleo", "Egypt"), ("dina", "India"), ("eli", "Ghana"), ("fay", "Nepal"))


@pytest.fixture
async def drafted(town):
    """Six people are drafted into three pairs."""
    town.people = {name: town.member(name) for name, _ in PEOPLE}
    await close(town, *town.people.values())
    return town


@gone_once
async def close(town, *people):
    await town.open()
    for person, (_, country) in zip(people, PEOPLE, strict=True):
        await town.join(person, country=country)
    await town.run(CLOSED)


async def drawn(town):
    async with town.store.read() as tx:
        return await pairs.of_round(tx, 1)


async def look(town, **options):
    return shown(await town.organiser.slash(town.channel, "pairing show", **options))


async def open_pair(town, pair):
    picked = await town.organiser.select((await look(town)).message, [str(pair.id)])
    return shown(picked)


def names(town, pair):
    return {name.title() for name, person in town.people.items() if person.id in pair.members}


async def press(town, message, label):
    return shown(await town.organiser.click(message.message, label=label))


async def test_pair_kept_together_stays_when_others_are_kept_apart(drafted):
    first, second, third = await drawn(drafted)
    kept = await press(drafted, await open_pair(drafted, first), "Keep together")
    assert "All pairs are the same as before." in words_of(kept)
    parted = await press(drafted, await open_pair(drafted, (await drawn(drafted))[1]), "Keep apart")
    said = words_of(parted)
    assert "Points of all pairs:" in said
    assert all(name in said for pair in (second, third) for name in names(drafted, pair))
    now = {pair.members for pair in await drawn(drafted)}
    assert first.members in now
    assert not {second.members, third.members} & now
    assert "stays together" in words_of(await look(drafted))


async def test_who_is_left_out_has_no_partner_and_hears_it_kindly_when_the_round_starts(drafted):
    pair = (await drawn(drafted))[0]
    name = sorted(names(drafted, pair))[0]
    change = await press(drafted, await open_pair(drafted, pair), f"Leave out {name}")
    assert f"Waiting: {name}" in words_of(change)
    await drafted.organiser.slash(drafted.channel, "pairing approve")
    await drafted.run(PROMPT)
    async with drafted.store.read() as tx:
        assert len(await participants.without_partner(tx, 1)) == 1
    heard = [words_of(message) for message in drafted.people[name.lower()].user.dm_channel.history()]
    assert any("Nobody fits now." in words for words in heard)


async def test_decisions_taken_back_give_the_first_draft_again(drafted):
    before = {pair.members for pair in await drawn(drafted)}
    await press(drafted, await open_pair(drafted, (await drawn(drafted))[0]), "Keep apart")
    assert {pair.members for pair in await drawn(drafted)} != before
    await press(drafted, await look(drafted), "Take back my decisions")
    assert {pair.members for pair in await drawn(drafted)} == before
    assert "Take back my decisions" not in labels_of(await look(drafted))


async def test_pairs_beyond_the_first_page_are_shown_by_a_button(town):
    await town.host()
    await town.plan()
    await town.run(OPEN)
    async with town.store.write() as tx:
        for number in range(56):
            known = Profile(
                guild_id=town.guild.id,
                member_id=70_000 + number,
                name=f"Person {number}",
                country=("KE", "BR")[number % 2],
                zone="Africa/Nairobi",
                languages=("en",),
            )
            await profiles.save(tx, known)
            await participants.join(tx, 1, known.member_id, town.clock.now())
    await town.run(CLOSED)
    first = await look(town)
    second = await press(town, first, "More pairs")
    everybody = [re.findall(r"Person \d+", words_of(page)) for page in (first, second)]
    assert len(set(everybody[0] + everybody[1])) == 2 * len(await drawn(town)) == 56
    assert not set(everybody[0]) & set(everybody[1])
    assert "More pairs" not in labels_of(second)


async def test_pairs_are_found_by_a_part_of_a_name(drafted):
    said = words_of(await look(drafted, search="cLe"))
    assert "One pair has this name." in said
    assert "**Cleo**" in said
    assert said.count("- **") == 1


async def test_stale_pair_says_what_to_do(drafted):
    first = (await drawn(drafted))[0]
    stale = await open_pair(drafted, first)
    await press(drafted, stale, "Keep apart")
    assert "This pair is no longer in the draft." in words_of(await press(drafted, stale, "Keep apart"))


async def test_decision_after_approval_changes_nothing(drafted):
    opened = await open_pair(drafted, (await drawn(drafted))[0])
    await drafted.organiser.slash(drafted.channel, "pairing approve")
    before = await drawn(drafted)
    assert "changed or approved meanwhile" in words_of(await press(drafted, opened, "Keep apart"))
    assert await drawn(drafted) == before


async def test_looking_ahead_names_who_must_meet_again(drafted):
    said = words_of(await press(drafted, await look(drafted), "Look ahead"))
    assert "**Round 1 from now:** Everybody can have a new partner." in said
    assert "**Round 3 from now:**" in said


async def export(town):
    answer = shown(await town.organiser.slash(town.channel, "pairing export"))
    text = (await answer.attachments[0].read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def table(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, ["ruling", "members", "names", "quality", "reasons"])
    writer.writeheader()
    writer.writerows(rows)
    return ("pairing.csv", file.getvalue().encode())


async def test_exported_table_comes_back_with_decisions_and_shows_the_difference_first(drafted):
    rows = await export(drafted)
    before = {pair.members for pair in await drawn(drafted)}
    assert {row["members"] for row in rows} == {" ".join(f"m{each}" for each in members) for members in before}
    assert all(row["quality"].isdecimal() and row["reasons"] for row in rows)
    rows[0]["ruling"], rows[1]["ruling"] = "keep", "Apart"
    preview = shown(await drafted.organiser.slash(drafted.channel, "pairing import", file=table(rows)))
    assert "In your table: keep 1, apart 1, out 0." in words_of(preview)
    assert "No longer together:" in words_of(preview)
    assert {pair.members for pair in await drawn(drafted)} == before
    done = await press(drafted, preview, "Do it")
    assert "was drawn again" in words_of(done)
    now = {" ".join(f"m{each}" for each in pair.members) for pair in await drawn(drafted)}
    assert rows[0]["members"] in now
    assert rows[1]["members"] not in now
    assert "There is no table to use." in words_of(await press(drafted, preview, "Do it"))
    assert [row["ruling"] for row in await export(drafted) if row["members"] == rows[0]["members"]] == ["keep"]


async def test_table_with_mistakes_names_each_line_and_changes_nothing(drafted):
    rows = await export(drafted)
    rows[0]["ruling"] = "marry"
    rows[1] |= {"ruling": "out"}
    rows[2] |= {"ruling": "keep", "members": "m1 m2"}
    said = words_of(shown(await drafted.organiser.slash(drafted.channel, "pairing import", file=table(rows))))
    assert "Line 2: the ruling must be keep, apart or out." in said
    assert "Line 3: out needs one person." in said
    assert "Line 4: somebody in it does not take part in this round." in said


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n", b"\x00" * 50])
async def test_file_that_is_no_such_table_is_refused_in_words(drafted, content):
    answer = await drafted.organiser.slash(drafted.channel, "pairing import", file=("pairing.csv", content))
    assert "Line 1:" in words_of(answer)


async def test_people_whom_a_rule_forbids_cannot_be_kept_together(town):
    await town.host()
    await town.plan()
    people = [(name, town.member(name)) for name in ("ana", "ben", "cleo", "dina")]
    for place, (_, person) in enumerate(people):
        await town.join(person, country=("Kenya", "Kenya", "Egypt", "Egypt")[place])
    await town.run(CLOSED)
    same = {"ruling": "keep", "members": f"m{people[0][1].id} m{people[1][1].id}"}
    answer = await town.organiser.slash(town.channel, "pairing import", file=table([same]))
    assert "The rules do not allow some of these people to be together." in words_of(answer)


async def test_file_too_large_is_not_read(drafted):
    big = ("pairing.csv", b"ruling,members\n" + b" " * 1_000_001)
    answer = await drafted.organiser.slash(drafted.channel, "pairing import", file=big)
    assert "At most 1,000 kilobytes" in words_of(answer)


async def test_unapproved_draft_goes_out_when_the_round_starts(drafted):
    await drafted.run(STARTED)
    assert any("went out by itself" in words_of(message) for message in drafted.desk.history())
