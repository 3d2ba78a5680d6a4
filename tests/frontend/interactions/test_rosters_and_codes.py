"""A list of applicants is looked over, imported by a tap and comes back with codes; a code fills in a form, once."""

import csv
import io

import pytest

from bot.frontend.buttons import button
from bot.frontend.messages import Message, make_arguments
from bot.store import participants, rosters
from tests.frontend.interactions.conftest import labels_of, make_client, shown, words_of

LIST = """Full name;Courriel;País;Languages;Interests;Phone
Ana Aguilar;Ana@Example.org;Perú;español, English;Public libraries, chess;+51 1
Bo Boateng;bo@example.org;Ghana;English;;=1+1
"Cy ""C"" Chen";cy@example.org;China;中文;;
"""
MISTAKEN = """Name,E-mail,Country,Languages
Ana,ana@example.org,Peru,Spanish
Ana Again,ana@example.org,Peru,Spanish
ana,other@example.org,Peru,
Bo,bo at example,Ghana,
,,Ghana,English
Dina,dina@example.org,Nigera,
Eli,eli@example.org,Kenya,Klingonish
"""


def as_file(text, name="people.csv"):
    return (name, text.encode() if isinstance(text, str) else text)


async def look(town, text=LIST, **options):
    return shown(await town.organiser.slash(town.channel, "roster import", file=as_file(text), **options))


async def press(town, message, label="Import the list"):
    answer = shown(await town.organiser.click(message, label=label))
    await town.run()
    return answer


async def table_in(answer, name):
    (found,) = [each for each in answer.attachments if each.filename == name]
    text = (await found.read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def codes_of(town, text=LIST, **options):
    done = await press(town, await look(town, text, **options))
    return [row["join_code"] for row in await table_in(done, "roster-codes.csv")]


async def entries(town):
    async with town.store.read() as tx:
        return await rosters.of_round(tx, 1)


async def enter(town, member, code):
    form = await member.click(town.find(town.channel, "I have a code"), label="I have a code")
    answer = await member.submit_modal(form, {"code": code})
    await town.run()
    return answer


async def test_list_is_looked_over_and_nothing_is_kept_before_the_tap(open_town):
    preview = await look(open_town)
    said = words_of(preview)
    for expected in (
        "The list for round 2026A",
        "New: 3",
        "- Name: Full name",
        "- E-mail: Courriel",
        "- Country: País",
    ):
        assert expected in said
    assert "Nothing is imported yet." in said
    assert await entries(open_town) == []
    assert "I have a code" not in labels_of(open_town.invitation)
    assert [row["join_result"] for row in await table_in(preview, "roster-check.csv")] == ["New."] * 3


async def test_list_comes_back_with_a_code_for_each_and_no_formula(open_town):
    done = await press(open_town, await look(open_town))
    assert "The list of round 2026A is imported." in words_of(done)
    rows = await table_in(done, "roster-codes.csv")
    assert [row["Full name"] for row in rows] == ["Ana Aguilar", "Bo Boateng", 'Cy "C" Chen']
    assert [row["Phone"] for row in rows] == ["'+51 1", "'=1+1", ""]
    assert len({row["join_code"] for row in rows}) == 3
    assert all(len(row["join_code"]) == 14 for row in rows)
    assert "I have a code" in labels_of(open_town.invitation)


async def test_of_the_list_neither_names_nor_addresses_nor_codes_are_kept(open_town, tmp_path):
    codes = await codes_of(open_town)
    kept = repr(await entries(open_town)) + repr((tmp_path / "round.db").read_bytes())
    for secret in ("Aguilar", "example.org", "Boateng", *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in kept


async def test_code_fills_in_the_form_and_joins(open_town):
    code = (await codes_of(open_town))[0]
    ana = open_town.member("ana")
    answer = await enter(open_town, ana, code.lower().replace("-", " "))
    assert "Your code is right." in words_of(answer)
    form = await ana.click(shown(answer).message, label="Join")
    country, languages, interests, consent = (part["component"] for part in form.modal["components"])
    assert (country["value"], languages["value"]) == ("Peru", "Spanish, English")
    assert [option["value"] for option in interests["options"] if option.get("default")] == ["public"]
    assert not [option for option in consent["options"] if option.get("default")]
    values = {"country": "Peru", "languages": "Spanish", "interests": ["public"], "consent": "quote"}
    assert "You joined Library leadership" in words_of(await ana.submit_modal(form, values))
    (entry, *_) = await entries(open_town)
    assert (entry.member_id, entry.answers) == (ana.id, {})


async def test_code_works_once_and_again_only_for_its_owner(open_town):
    code = (await codes_of(open_town))[0]
    ana, ben = open_town.member("ana"), open_town.member("ben")
    await enter(open_town, ana, code)
    refused = await enter(open_town, ben, code)
    assert "I do not know this code." in words_of(refused)
    assert words_of(refused) == words_of(await enter(open_town, ben, "0000-0000-0000"))
    assert "Your code is right." in words_of(await enter(open_town, ana, code))


async def test_wrong_codes_are_limited_and_the_right_one_waits_too(open_town):
    code = (await codes_of(open_town))[0]
    ana = open_town.member("ana")
    said = [words_of(await enter(open_town, ana, f"wrong {number}")) for number in range(6)]
    assert all("I do not know this code." in each for each in said[:5])
    assert "wait for an hour" in said[5]
    assert "wait for an hour" in words_of(await enter(open_town, ana, code))
    assert "Your code is right." in words_of(await enter(open_town, open_town.member("ben"), code))


async def test_form_for_a_code_never_shows_what_was_entered(open_town):
    await codes_of(open_town)
    ana = open_town.member("ana")
    refused = await enter(open_town, ana, "7777-7777-7777")
    form = (await ana.click(shown(refused).message, label="Try again")).modal
    assert "value" not in form["components"][0]["component"] or not form["components"][0]["component"]["value"]
    assert "7777" not in words_of(refused)


async def test_mistakes_are_told_by_line_and_the_rest_can_be_imported(open_town):
    preview = await look(open_town, MISTAKEN)
    said = words_of(preview)
    for expected in (
        "New: one",
        "Refused: 6",
        "- Line 3: The address stands in line 2 already.",
        "- Line 4: Name and country stand in line 2 already.",
        "- Line 5: This is no e-mail address: bo at example.",
        "- Line 6: There is neither a name nor an address.",
        "- Line 7: I do not know this country: Nigera. Did you mean",
        "- Line 8: I do not know this language: Klingonish.",
    ):
        assert expected in said
    done = await press(open_town, preview)
    assert [bool(row["join_code"]) for row in await table_in(done, "roster-codes.csv")] == [True] + [False] * 6


async def test_list_imported_again_changes_only_what_changed(open_town):
    await codes_of(open_town)
    again = await look(open_town, LIST)
    assert "As before: 3" in words_of(again)
    assert "There is nothing to import." in words_of(again)
    assert "Import the list" not in labels_of(again)
    changed = LIST.replace("Ghana", "Togo") + "Dina;dina@example.org;Kenya;English;;\n"
    preview = await look(open_town, changed)
    assert "New: one\nOther answers than before: one\nAs before: 2" in words_of(preview)
    done = await press(open_town, preview)
    assert [bool(row["join_code"]) for row in await table_in(done, "roster-codes.csv")] == [False, False, False, True]
    assert [entry.answers.get("country") for entry in await entries(open_town)] == ["PE", "TG", "CN", "KE"]


async def test_new_codes_replace_those_that_were_not_used(open_town):
    first = await codes_of(open_town)
    ana, ben = open_town.member("ana"), open_town.member("ben")
    await enter(open_town, ana, first[0])
    second = await codes_of(open_town, new_codes=True)
    assert second[0] == ""
    assert not set(first) & set(second)
    assert "I do not know this code." in words_of(await enter(open_town, ben, first[1]))
    assert "Your code is right." in words_of(await enter(open_town, ben, second[1]))


async def test_columns_named_by_the_organiser_are_kept_for_the_tap(open_town):
    text = "Who,Contact,Home\nAna,ana@example.org,Peru\n"
    assert "I find no column with names" in words_of(await look(open_town, text))
    assert "about the columns: phone=Who" in words_of(await look(open_town, text, columns="phone=Who"))
    preview = await look(open_town, text, columns="name=Who; email=contact; country=Home")
    assert "- Country: Home" in words_of(preview)
    await press(open_town, preview)
    assert [entry.answers for entry in await entries(open_town)] == [{"country": "PE"}]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe\x00", "I cannot read the letters"),
        (b'Name\n"Ana\n', "A quotation mark is wrong"),
        (b"Name\n", "nobody below it"),
        (b"Name,Name\nAna,Bo\n", "Two columns have the same name."),
        (b"Name\n" + b"Ana\n" * 6_000, "too many lines"),
        (b"Name,Country\n" + b"".join(b"P%d,Nowhere\n" % number for number in range(120)), "More than 100 lines"),
        (b"Name\n" + b"Ana\n" * 300_000, "too large"),
    ],
)
async def test_file_that_is_no_list_is_refused_in_words(open_town, content, expected):
    answer = await open_town.organiser.slash(open_town.channel, "roster import", file=as_file(content))
    assert expected in words_of(answer)


async def test_names_in_a_list_ping_nobody_and_hide_nothing(open_town):
    text = "Name,E-mail,Country\n@everyone <@1>,a@example.org,[x](https://evil.example)\n"
    said = words_of(await look(open_town, text))
    assert "\\[x\\]" in said


@pytest.mark.parametrize(("who", "expected"), [("ana", "Only organisers"), ("olga", "I no longer have the list.")])
async def test_forged_button_of_a_list_imports_nothing(open_town, who, expected):
    message = Message(content="?", rows=((button("roster_import", 1, 0, label="Press"),),))
    sent = await open_town.env.bot.get_channel(open_town.channel.id).send(**make_arguments(message))
    await open_town.env.settle()
    pressed = open_town.organiser if who == "olga" else open_town.member(who)
    assert expected in words_of(await pressed.click(sent, label="Press"))
    assert await entries(open_town) == []


async def test_button_of_a_list_works_after_a_restart(open_town):
    preview = await look(open_town)
    await open_town.env.restart_bot(make_client(open_town.house, open_town.clock))
    await press(open_town, preview)
    assert len(await entries(open_town)) == 3


async def test_codes_end_with_their_round(open_town):
    code = (await codes_of(open_town))[0]
    invitation = open_town.find(open_town.channel, "I have a code")
    ana = open_town.member("ana")
    form = await ana.click(invitation, label="I have a code")
    cancelling = await open_town.organiser.slash(open_town.channel, "round cancel")
    await open_town.organiser.click(shown(cancelling).message, label="Yes, cancel the round")
    await open_town.run()
    assert "is over" in words_of(await ana.submit_modal(form, {"code": code}))
    assert await entries(open_town) == []
    assert "I have a code" not in labels_of(open_town.invitation)


async def test_erased_person_is_not_known_to_have_used_a_code(open_town):
    code = (await codes_of(open_town))[0]
    ana = open_town.member("ana")
    await enter(open_town, ana, code)
    await open_town.join(ana)
    mine = shown(await ana.slash(open_town.channel, "my-data"))
    asked = await ana.click(mine.message, label="Erase my data")
    await ana.click(shown(asked).message, label="Yes, erase everything")
    async with open_town.store.read() as tx:
        assert await rosters.of_member(tx, open_town.guild.id, ana.id) == []
        assert not (await participants.find(tx, 1, ana.id))
