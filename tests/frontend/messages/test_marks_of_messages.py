from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.ids import ChannelId, ProgramId
from bot.domain.notices import Chance, Menu
from bot.frontend.messages import mark_of, menu, render
from bot.frontend.messages.message import Message
from bot.texts.catalogue import Texts

CHANCE = Chance(channel_id=ChannelId(5), round_id=None, closes_at=None, opens_at=None)
MENU = Menu(program_id=ProgramId(3), title="Libraries", description="Meet somebody.", chance=CHANCE)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def look(notice: Menu = MENU, now: datetime = NOW) -> Message:
    return render(notice, Texts.load().for_locale("en"), token=None, now=now)


def test_mark_of_the_same_menu_is_the_same_at_any_time():
    assert mark_of(look()) == mark_of(look(now=NOW.replace(year=2027)))


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Museums"},
        {"description": "Meet two."},
        {"program_id": ProgramId(4)},
        {"chance": replace(CHANCE, opens_at=NOW)},
    ],
)
def test_mark_differs_where_the_menu_would_look_otherwise(changed):
    assert mark_of(look(replace(MENU, **changed))) != mark_of(look())


def test_mark_differs_with_the_buttons(monkeypatch):
    before = mark_of(look())
    monkeypatch.setattr(menu, "ROWS", (*menu.ROWS[:1], menu.ROWS[1][:-1]))
    assert mark_of(look()) != before
