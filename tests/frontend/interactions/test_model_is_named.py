"""Where the operator has a language model word summaries, members are told its name before they choose."""

from dataclasses import replace

import pytest

from bot.summarise.model import RemoteModel, Service
from tests.frontend.interactions.conftest import words_of


@pytest.fixture
def house(house):
    model = RemoteModel(service=Service.OPENAI, name="some-model", address="http://127.0.0.1:9", key="", seconds=1)
    return replace(house, model=model)


@pytest.mark.parametrize("pressed", ["What is this?", "How my words are used"])
async def test_member_reads_which_model_words_summaries(town, pressed):
    ana, bo = town.member("ana"), town.member("bo")
    await town.host()
    await town.start_round(ana, bo)
    where = town.pair_thread if pressed == "What is this?" else town.channel
    answer = await ana.click(town.find(where, pressed), label=pressed)
    assert "some-model" in words_of(answer)
