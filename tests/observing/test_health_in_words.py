import pytest

from bot.domain.steps import Lane
from bot.observing.health import Lateness, Observed, judge
from bot.observing.requests import family_of


def observed(*, gone=0.0, lanes=None, write=None, read=None):
    return Observed(gateway_gone_seconds=gone, lanes=lanes or {}, write_trouble=write, read_trouble=read)


def late(seconds, idle):
    return {Lane.PEOPLE: Lateness(late_seconds=seconds, idle_seconds=idle)}


@pytest.mark.parametrize(
    "well", [observed(), observed(gone=60), observed(lanes=late(600, 10_000)), observed(lanes=late(10_000, 600))]
)
def test_bot_is_well_as_long_as_nothing_lasts(well):
    assert judge(well).is_healthy


@pytest.mark.parametrize(
    ("ill", "part", "why"),
    [
        (observed(gone=61), "gateway", "Discord's gateway has been gone for 61 seconds."),
        (
            observed(lanes=late(601, 700)),
            "steps",
            "A step of the lane people is 601 seconds late and nobody works on it.",
        ),
        (observed(write="SQLITE_FULL"), "database", "The database cannot be written: SQLITE_FULL."),
        (observed(read="SQLITE_CANTOPEN"), "database", "The database cannot be read: SQLITE_CANTOPEN."),
    ],
)
def test_verdict_names_the_part_and_why(ill, part, why):
    verdict = judge(ill)
    assert not verdict.is_healthy
    assert {name: getattr(verdict, name) for name in ("gateway", "steps", "database")} == {
        "gateway": "",
        "steps": "",
        "database": "",
    } | {part: why}


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/api/v10/channels/123/messages/456", "/channels/:id/messages/:id"),
        ("/api/v10/users/@me/channels", "/users/@me/channels"),
        ("/api/v10/interactions/123/aW50ZXJhY3Rpb24/callback", "/interactions/:id/:token/callback"),
        ("/api/v10/webhooks/123/lowercase/messages/@original", "/webhooks/:id/:token/messages/@original"),
        ("/api/v10/channels/1/messages/2/reactions/%F0%9F%91%8D/@me", "/channels/:id/messages/:id/reactions/:id/@me"),
        ("/api/v10/channels/1/thread-members/@me", "/channels/:id/thread-members/@me"),
        ("/", "/:id"),
    ],
)
def test_family_of_a_route_holds_no_id_and_no_token(path, family):
    assert family_of(path) == family
