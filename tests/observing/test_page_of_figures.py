import asyncio
import json
import re

import aiohttp
import pytest
from sqlalchemy import text

from bot.domain.steps import Lane, NewStep, Outcome, StepKind
from bot.observing.serving import serve_figures
from bot.store import steps, watching
from tests.observing.conftest import NOW, locked

ALL_WELL = {part: {"healthy": True, "why": ""} for part in ("gateway", "steps", "database")}


@pytest.fixture
async def connected(observer):
    await observer.gateway.note_session()


async def plan(store, hosted, *kinds):
    async with store.write() as tx:
        await steps.plan(
            tx,
            [
                NewStep(key=f"{place}/{kind}", kind=kind, due_at=NOW, program_id=hosted.id)
                for place, kind in enumerate(kinds)
            ],
        )


def sample(metrics, name, **labels):
    """The value of one sample, or None."""
    wanted = {f'{key}="{value}"' for key, value in labels.items()}
    for line in metrics.splitlines():
        found = re.fullmatch(rf"{name}(?:\{{(.*)\}})? (\S+)", line)
        if found and wanted == set(filter(None, (found[1] or "").split(","))):
            return float(found[2])
    return None


async def test_bot_that_is_well_answers_200(ask, connected):
    status, body = await ask("/healthz")
    assert (status, json.loads(body)) == (200, {"healthy": True, "parts": ALL_WELL})


async def test_gateway_that_is_gone_turns_health_red_after_a_minute(ask, observer, connected):
    await observer.gateway.note_loss()
    since = observer.gateway.gone_since
    assert (await ask("/healthz"))[0] == 200
    observer.gateway.gone_since -= 61
    status, body = await ask("/healthz")
    assert status == 503
    assert json.loads(body)["parts"]["gateway"]["why"] == "Discord's gateway has been gone for 61 seconds."
    await observer.gateway.note_loss()
    assert observer.gateway.gone_since == since - 61
    await observer.gateway.note_resume()
    assert (await ask("/healthz"))[0] == 200
    _, metrics = await ask("/metrics")
    assert sample(metrics, "roundtable_gateway_resumes") == 1
    assert sample(metrics, "roundtable_gateway_connected") == 1


async def test_step_that_is_late_turns_health_red_unless_its_lane_works(ask, observer, store, hosted, clock, connected):
    await plan(store, hosted, StepKind.WELCOME, StepKind.POST_MENU)
    clock.later(minutes=11)
    assert (await ask("/healthz"))[0] == 200
    observer.idle_seconds = lambda lane: 660.0 if lane is Lane.POSTING else 0.0
    status, body = await ask("/healthz")
    assert status == 503
    assert json.loads(body)["parts"]["steps"]["why"] == (
        "A step of the lane posting is 660 seconds late and nobody works on it."
    )


async def test_locked_database_turns_health_red_and_is_well_again_later(ask, observer, file, store, connected):
    async with store.write() as tx:
        await tx.execute(text("PRAGMA busy_timeout=50"))
    with locked(file):
        status, body = await ask("/healthz")
        assert status == 503
        assert json.loads(body)["parts"]["database"]["why"] == "The database cannot be written: SQLITE_BUSY."
        _, metrics = await ask("/metrics")
        assert sample(metrics, "roundtable_healthy", part="database") == 0
        assert sample(metrics, "roundtable_database_write_failures_total", trouble="SQLITE_BUSY") == 1
    async with store.write():
        pass
    # In a full database small things still fit: one that was kept proves nothing.
    assert (await ask("/healthz"))[0] == 503
    observer.writes.settle()
    assert (await ask("/healthz"))[0] == 200


async def test_database_that_cannot_be_read_is_said(ask, store, connected):
    async with store.write() as tx:
        await tx.execute(text("ALTER TABLE reply RENAME TO gone"))
    status, body = await ask("/healthz")
    assert status == 503
    assert json.loads(body)["parts"]["database"]["why"] == "The database cannot be read: SQLITE_ERROR."
    assert sample((await ask("/metrics"))[1], "roundtable_healthy", part="database") == 0


async def test_metrics_tell_of_steps_by_kind_lane_and_end(ask, store, hosted, clock):
    await plan(store, hosted, StepKind.WELCOME, StepKind.WELCOME, StepKind.POST_MENU, StepKind.PIN_MENU)
    async with store.write() as tx:
        for step in await steps.due(tx, [StepKind.PIN_MENU, StepKind.POST_MENU], NOW, 9):
            held = await steps.begin(tx, step, NOW)
            await steps.finish(tx, held, Outcome.GAVE_UP, NOW)
    clock.later(seconds=90)
    status, metrics = await ask("/metrics")
    assert status == 200
    assert sample(metrics, "roundtable_steps_due", kind="welcome", lane="people") == 2
    assert sample(metrics, "roundtable_steps_late_seconds", kind="welcome", lane="people") == 90
    assert sample(metrics, "roundtable_steps_due", kind="pin_menu", lane="posting") is None
    assert sample(metrics, "roundtable_steps_ended", kind="pin_menu", lane="posting", outcome="gave_up") == 1
    assert sample(metrics, "roundtable_replies", state="standing") == 0
    assert sample(metrics, "roundtable_database_bytes") > 4096
    assert sample(metrics, "roundtable_database_write_seconds_count") >= 2


async def test_requests_are_counted_by_what_came_back(observer, ask):
    trace = aiohttp.TraceConfig()
    observer.requests.attach(trace)
    trace.freeze()
    async with aiohttp.ClientSession(trace_configs=[trace]) as session, serve_figures(observer, 0) as port:
        async with session.get(f"http://127.0.0.1:{port}/api/v10/channels/12345/messages") as answer:
            assert answer.status == 404
        with pytest.raises(aiohttp.ClientError):
            await session.post("http://127.0.0.1:1/api/v10/channels/12345/messages")
    _, metrics = await ask("/metrics")
    name = "roundtable_discord_requests_total"
    assert sample(metrics, name, method="GET", route="/channels/:id/messages", status="404") == 1
    assert sample(metrics, name, method="POST", route="/channels/:id/messages", status="0") == 1


async def test_figures_are_asked_for_by_many_at_once(ask, connected):
    answers = await asyncio.gather(*(ask(path) for path in ["/healthz", "/metrics"] * 10))
    assert {status for status, _ in answers} == {200}


async def test_figures_count_what_was_withdrawn_apart(store):
    async with store.read() as tx:
        found = await watching.figures(tx, NOW)
    assert (found.replies, found.withdrawn, found.due, found.ended) == (0, 0, (), ())
