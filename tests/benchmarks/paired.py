"""A round just before it starts: everybody has joined, pairs are drawn and approved, DM channels are known."""

from datetime import UTC, date, datetime
from pathlib import Path

from bot.actions import joining, managing_rounds, pairing_rounds
from bot.actions.adding_programs import add_program
from bot.actions.due import run_step
from bot.actions.ports import Courier, House
from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId, RoundId
from bot.domain.steps import StepKind
from bot.programs import load_programs, shipped_programs_folder
from bot.programs.regions import load_regions, shipped_regions_folder
from bot.sandbox import Person, Sandbox
from bot.store import Store, profiles, steps
from bot.store.migrating import migrate
from tests.actions.list_courier import ListCourier, ListReader

ADDED_AT = datetime(2026, 1, 26, 12, tzinfo=UTC)
BEGINS_AT = datetime(2026, 2, 28, tzinfo=UTC)
STARTS_ON = date(2026, 3, 2)
SLUG = "library-leadership"
COUNTRIES = (
    "Kenya",
    "Brazil",
    "Germany",
    "Japan",
    "India",
    "Mexico",
    "Ghana",
    "France",
    "Canada",
    "Egypt",
    "Chile",
    "Nepal",
)


async def prepare_introductions(sandbox: Sandbox, file: Path, people: int) -> datetime:
    """The round is in the database; returns the instant at which everybody is to be introduced."""
    await migrate(str(file))
    store = await Store.open(str(file))
    try:
        return await _Preparation(sandbox, store).play(people)
    finally:
        await store.close()


class _Preparation:
    """Weeks of a round in seconds: the bot's own actions, with a list instead of Discord."""

    def __init__(self, sandbox: Sandbox, store: Store) -> None:
        self._sandbox = sandbox
        self._now = ADDED_AT
        self._courier: Courier = ListCourier(clock=lambda: self._now)
        self._guild = GuildId(sandbox.guild.id)
        self._house = House(
            store=store,
            programs=load_programs(shipped_programs_folder()),
            regions=load_regions(shipped_regions_folder()),
            reader=ListReader(),
            reads_threads=True,
            wake=lambda: None,
        )

    async def play(self, people: int) -> datetime:
        round_id = await self._open_enrolment()
        persons = [await self._sandbox.join(None, f"Person {number}") for number in range(people)]
        for number, person in enumerate(persons):
            await self._join(round_id, person, COUNTRIES[number % len(COUNTRIES)])
        await self._until(await self._due(round_id, StepKind.CLOSE_ENROLMENT))
        await pairing_rounds.approve_pairing(self._house, guild_id=self._guild, round_id=round_id, now=self._now)
        await self._until(BEGINS_AT)
        async with self._house.store.write() as tx:
            for person in persons:
                dm = ChannelId(self._sandbox.world.dm_with(person.id).id)
                await profiles.set_dm(tx, self._guild, MemberId(person.id), channel_id=dm, closed=False)
        return await self._due(round_id, StepKind.START_ROUND)

    async def _open_enrolment(self) -> RoundId:
        channel, owner = ChannelId(self._sandbox.general.id), MemberId(self._sandbox.owner.id)
        await add_program(
            self._house,
            guild_id=self._guild,
            slug=SLUG,
            channel_id=channel,
            desk_channel_id=ChannelId(self._sandbox.add_channel("organisers").id),
            zone=None,
            locale="en",
            added_by=owner,
            now=self._now,
        )
        made = await managing_rounds.create_round(
            self._house, guild_id=self._guild, slug=None, starts_on=STARTS_ON, created_by=owner, now=self._now
        )
        await self._until(await self._due(made.round.id, StepKind.OPEN_ENROLMENT))
        return made.round.id

    async def _join(self, round_id: RoundId, person: Person, country: str) -> None:
        request = joining.JoinRequest(
            round_id=round_id,
            name=person.name,
            locale="en-GB",
            country=country,
            languages="English",
            interests=(),
            consent=Consent.QUOTE,
        )
        await joining.join(
            self._house, guild_id=self._guild, member_id=MemberId(person.id), request=request, now=self._now
        )

    async def _until(self, until: datetime) -> None:
        """All that is due by then has been done."""
        while True:
            async with self._house.store.read() as tx:
                next_at = await steps.next_due(tx, self._now)
                due = await steps.due(tx, list(StepKind), self._now, 50)
            for step in due:
                await run_step(self._house, self._courier, step.id, self._now)
            if not due and (next_at is None or next_at > until):
                break
            if not due and next_at is not None:
                self._now = next_at
        self._now = until

    async def _due(self, round_id: RoundId, kind: StepKind) -> datetime:
        async with self._house.store.read() as tx:
            return (await steps.of_kinds(tx, round_id, [kind]))[0].due_at
