from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, MemberId, MessageId, ReplyId, RoundId
from bot.domain.reply import Author, Reply, Source, digest_of
from bot.domain.turns import IN_A_ROW, as_read, continued
from bot.domain.words import Words, figures_of

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def said(number, member=7, minutes=0.0, *, source=Source.THREAD, thread=50, answers=None, prompt=1):
    return Reply(
        id=ReplyId(number),
        round_id=RoundId(1),
        prompt_number=prompt,
        source=source,
        source_id=1_000 + number,
        text=f"Part {number}.",
        said_at=AT + timedelta(minutes=minutes),
        authors=(Author(member_id=MemberId(member), name="Ana", guest=False, consent=None, confirmed_at=AT),),
        digest=digest_of(f"Part {number}."),
        answers=None if answers is None else MessageId(answers),
        channel_id=ChannelId(thread) if source is Source.THREAD else None,
    )


def test_messages_soon_after_each_other_go_on_with_the_first():
    assert continued([said(1), said(2, minutes=4), said(3, minutes=8)]) == {2: 1, 3: 1}


def test_message_after_a_while_begins_anew():
    assert continued([said(1), said(2, minutes=5.1), said(3, minutes=6)]) == {3: 2}


def test_somebody_between_ends_the_row():
    assert continued([said(1), said(2, member=8, minutes=1), said(3, minutes=2)]) == {}


def test_somebody_in_another_thread_or_in_a_form_is_not_between():
    others = [said(2, member=8, minutes=1, thread=51), said(3, member=8, minutes=1, source=Source.FORM)]
    assert continued([said(1), *others, said(4, minutes=2)]) == {4: 1}


def test_answer_to_a_message_does_not_go_on_with_the_one_before():
    assert continued([said(1), said(2, minutes=1, answers=999), said(3, minutes=2)]) == {3: 2}


def test_forms_never_go_on_and_direct_messages_of_one_person_do():
    forms = [said(1, source=Source.FORM), said(2, minutes=1, source=Source.FORM)]
    direct = [said(number, member, minutes=1, source=Source.DIRECT) for number, member in ((3, 7), (4, 8), (5, 7))]
    assert continued([*forms, *direct]) == {5: 3}


def test_messages_to_two_prompts_do_not_go_on():
    assert continued([said(1, source=Source.DIRECT), said(2, source=Source.DIRECT, prompt=2, minutes=1)]) == {}


MESSAGES = st.lists(st.tuples(st.integers(7, 9), st.floats(0, 30), st.integers(50, 51)), max_size=12)


@given(MESSAGES, st.randoms())
def test_rows_are_of_one_person_in_one_thread_and_do_not_hang_on_the_order(messages, dice):
    replies = [
        said(number, member, minutes, thread=thread) for number, (member, minutes, thread) in enumerate(messages)
    ]
    firsts = continued(replies)
    shuffled = replies[:]
    dice.shuffle(shuffled)
    assert continued(shuffled) == firsts
    by_id = {reply.id: reply for reply in replies}
    for later, first in firsts.items():
        assert first not in firsts
        assert by_id[later].authors == by_id[first].authors
        assert by_id[later].channel_id == by_id[first].channel_id
        assert by_id[first].said_at <= by_id[later].said_at
        assert any(
            other.id != later and timedelta(0) <= by_id[later].said_at - other.said_at <= IN_A_ROW for other in replies
        )


def words(number, text, continues=None, minutes=0):
    return Words(
        reply_id=ReplyId(number),
        authors=(MemberId(7),),
        guest=False,
        consent=Consent.QUOTE,
        text=text,
        said_at=AT + timedelta(minutes=minutes),
        prompt_number=1,
        continues=continues,
    )


def test_parts_of_a_row_are_read_whole_and_counted_each():
    row = [words(3, "and train them.", 1, 2), words(1, "We need people,"), words(2, "Something else.")]
    whole = "We need people,\nand train them."
    assert as_read(row) == [whole, whole, "Something else."]
    assert (figures_of(row).replies, figures_of(row).people) == (3, 1)


def test_part_whose_first_is_withdrawn_is_read_with_the_others_of_its_row():
    assert as_read([words(2, "one,", 1), words(3, "two.", 1, 1)]) == ["one,\ntwo."] * 2
