"""`/round rehearse`: the coming round as a page, for the organiser alone."""

from tests.frontend.interactions.conftest import OPEN, shown, words_of


async def test_organiser_gets_the_coming_round_as_a_page(town):
    people = [town.member(name) for name in ("ana", "bo", "cy")]
    await town.host()
    await town.plan()
    await town.run(OPEN)
    for person, country in zip(people, ("Kenya", "Uganda", "Rwanda"), strict=True):
        await town.join(person, country=country)
    answer = await town.organiser.slash(town.channel, "round rehearse")
    assert "People: 3. Groups: 1. Waiting: 0." in words_of(answer)
    (file,) = shown(answer).attachments
    assert file.filename == "outlook.html"
