"""Who has all that is published of a round cannot tell a small count, also by holding its summaries against each other.

Neither can who has the page that compares rounds: it says nothing of regions but how many are shown.
"""

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId, RoundId, SummaryId
from bot.domain.notices import SummaryPost
from bot.domain.words import Words
from bot.frontend.messages.pen import Pen
from bot.frontend.messages.summaries import write_summary
from bot.frontend.messages.summary_pages import write_summary_page
from bot.reports.program_page import program_page
from bot.reports.report_files import report_files
from bot.texts.catalogue import Texts
from tests.reports.community import AT, NAMES, Community, community_of, lookalikes, open_cells

ROUNDS = {
    "a prompt and its round": {"prompts": 1, "of_round": True},
    "two prompts and their round": {"prompts": 2, "of_round": True},
    "two prompts alone": {"prompts": 2, "of_round": False},
}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ROUNDS)
def test_every_small_count_stays_open_to_who_reads_all_summaries(kind, seed):
    community = community_of(seed, **ROUNDS[kind])
    assert community.small() - open_cells(community, tries=20_000) == set()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6, 36))
@pytest.mark.parametrize("kind", ROUNDS)
def test_every_small_count_stays_open_in_more_communities(kind, seed):
    community = community_of(seed, **ROUNDS[kind])
    assert community.small() - open_cells(community, tries=200_000) == set()


def test_these_communities_have_small_counts_and_show_others():
    communities = [community_of(seed, **kind) for seed in range(6) for kind in ROUNDS.values()]
    assert sum(len(each.small()) for each in communities) > 100
    assert sum(len(each.shown) for each in communities) > 10
    assert all(sum(bool(summary.crossings) for summary in each.summaries) <= 1 for each in communities)


def all_wrote_once(*, each_counts: bool) -> Community:
    """Ten people, six of them of one region; five and five in the themes of a prompt, six and four in its round's."""
    eastern = {1, 2, 3, 6, 7, 8}
    words = [
        Words(
            reply_id=ReplyId(number),
            authors=(MemberId(number),),
            guest=False,
            consent=Consent.COUNT_ONLY,
            text="Time.",
            said_at=AT,
            prompt_number=1,
        )
        for number in range(1, 11)
    ]
    return Community(
        region_of={
            MemberId(number): "Eastland" if number in eastern else ("Northland", "Southland")[number % 2]
            for number in range(1, 11)
        },
        words=tuple(words),
        themes={ReplyId(number): (1 + (number > 5), 1 + (number > 6)) for number in range(1, 11)},
        late=frozenset(),
        of_round=True,
        seed=1,
        each_counts=each_counts,
    )


def test_two_tables_would_tell_what_one_hides():
    """Three and three of Eastland in all themes of the prompt are six; four of them in one of the round's leave two."""
    hidden = (None, 2), "Eastland"
    one, two = all_wrote_once(each_counts=False), all_wrote_once(each_counts=True)
    assert {((1, 1), "Eastland"), ((1, 2), "Eastland"), ((None, 1), "Eastland")} <= two.shown
    assert (one.cells[hidden], hidden in two.shown) == (2, False)
    assert hidden not in open_cells(two, tries=5_000)
    assert one.small() <= open_cells(one, tries=20_000)


@pytest.mark.parametrize("kind", ROUNDS)
def test_pages_and_messages_tell_no_more_than_the_tables(kind):
    community = community_of(3, **ROUNDS[kind])
    others = (each for each in lookalikes(community, tries=5_000) if each.cells != community.cells)
    assert everything_of(next(others)) == everything_of(community)


def everything_of(community):
    """All files, the page that compares rounds, the messages in the channel and every private page."""
    speech = Texts.load().for_locale("en")
    pen = Pen(speech=speech, token="t", now=AT)
    posts = [
        SummaryPost(summary_id=SummaryId(1), round_id=RoundId(1), title="Leaders", summary=summary, names=NAMES)
        for summary in community.summaries
    ]
    return (
        [(file.name, file.content) for file in report_files(community.report, speech)],
        program_page([community.report, community.report], speech),
        [str(write_summary(post, pen).layout.blocks) for post in posts],
        [str(write_summary_page(post, page, pen).layout.blocks) for post in posts for page in range(8)],
    )
