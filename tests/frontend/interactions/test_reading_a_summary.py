"""Members read all of a summary on pages that nobody else sees, also after a restart."""

import pytest

from tests.frontend.interactions.conftest import SECOND_PROMPT, make_client, parts_of, shown, words_of


@pytest.fixture
async def published(town):
    """The summary of the first prompt stands in the channel."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    form = await ana.click(town.prompt, label="Write my reply")
    await ana.submit_modal(form, {"text": "We lend tools as well as books.", "consent": "quote"})
    await town.run(SECOND_PROMPT)
    await town.organiser.click(town.find(town.desk, "Publish the summary"), label="Publish the summary")
    await town.run()
    return town


async def test_pages_are_turned_in_one_private_message(published):
    zoe = published.member("zoe")
    post = published.find(published.channel, "Read all")
    assert "We lend tools as well as books." in words_of(post)
    first = await zoe.click(post, label="Read all")
    assert first.ephemeral
    assert "What people wrote" in words_of(first)
    assert "Page 1 of 2" in words_of(first)
    await published.env.restart_bot(make_client(published.house, published.clock))
    second = await zoe.click(shown(first).message, label="Next")
    assert "How this was made" in words_of(second)
    assert "Page 2 of 2" in words_of(second)
    (select,) = [part for part in parts_of(shown(second).message.components) if getattr(part, "options", None)]
    back = await zoe.select(shown(second).message, ["0"], custom_id=select.custom_id)
    assert "Page 1 of 2" in words_of(back)
