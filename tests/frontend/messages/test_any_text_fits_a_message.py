"""Whatever people write, within Discord's own limits for it, becomes a message that Discord takes."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import CaseKind, Deed
from bot.domain.consent import Consent
from bot.domain.ids import CaseId, ChannelId, MemberId, PairId, ReplyId, RoundId
from bot.domain.notices import (
    Asking,
    CaseAnswer,
    CaseNote,
    CasesWait,
    ConfirmReply,
    DeskNote,
    DoneAbout,
    Introduction,
    Notice,
    PairGreeting,
    PartnerCard,
    ReplyEcho,
    WaitingCase,
)
from bot.domain.partnership import Shared
from bot.domain.prompt import Prompt
from bot.frontend.messages import Message, render
from bot.texts.catalogue import Texts

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LETTERS = st.sampled_from("ab \n*_`[]<>@#|~\\:/.1-é漢🙂") | st.characters(exclude_categories=["Cs"])


def text(most: int) -> st.SearchStrategy[str]:
    """Texts up to this length, long ones made by repeating, so that few letters of chance make them."""
    return st.tuples(st.text(LETTERS, min_size=1, max_size=12), st.integers(1, most)).map(
        lambda drawn: (drawn[0] * (drawn[1] // len(drawn[0]) + 1))[: drawn[1]]
    )


def rendered(notice: Notice) -> Message:
    return render(notice, Texts.load().for_locale("en"), token="t" * 25, now=NOW)


def fits(message: Message) -> bool:
    return (
        0 < len(message.content) <= 2_000
        and sum(len(embed) for embed in message.embeds) <= 6_000
        and all(len(embed.description or "") <= 4_096 for embed in message.embeds)
        and all(len(field.value or "") <= 1_024 for embed in message.embeds for field in embed.fields)
    )


@given(st.lists(text(100), min_size=1, max_size=3), text(4_000), text(100))
def test_reply_fits_and_stands_whole(names: list[str], words: str, title: str) -> None:
    echo = rendered(ReplyEcho(reply_id=ReplyId(1), names=tuple(names), text=words))
    asked = ConfirmReply(
        round_id=RoundId(7),
        reply_id=ReplyId(1),
        writer=names[0],
        readers=(MemberId(1),),
        text=words,
        title=title,
        consent=Consent.QUOTE,
        waits_for=(names[0],),
        agreed=names[0],
    )
    assert fits(echo)
    assert fits(rendered(asked))
    assert fits(rendered(replace(asked, asking=Asking.COUNTS)))
    assert echo.embeds[0].description == words


@given(text(100), text(1_000), text(1_500))
def test_case_and_its_answers_fit(name: str, words: str, answer: str) -> None:
    done = DoneAbout(deed=Deed.ANSWERED, by=name, about=name, words=answer, at=NOW)
    note = CaseNote(
        case_id=CaseId(1), name=name, kind=CaseKind.PARTNER, words=words, opened_at=NOW, partners=(name, name),
        in_round=True, done=(done,) * 20, closed=False,
    )  # fmt: skip
    waiting = WaitingCase(name=name, kind=CaseKind.PARTNER, opened_at=NOW, thread_id=ChannelId(10**19), answered=True)
    assert fits(rendered(note))
    assert fits(rendered(CasesWait(cases=(waiting,) * 40)))
    assert fits(
        rendered(CaseAnswer(round_id=RoundId(7), case_id=CaseId(1), member_id=MemberId(1), words=answer, closed=False))
    )


@given(text(100), text(4_000), text(200))
def test_note_to_the_organisers_fits(name: str, words: str, what: str) -> None:
    again = DeskNote(key="case_again", fields=(("name", name), ("place", 10**19), ("words", words)))
    assert fits(rendered(again))
    assert fits(rendered(DeskNote(key="partner_left", fields=(("name", what), ("round", name)))))


@given(st.lists(text(100), min_size=1, max_size=25), text(100), st.sampled_from([None, ChannelId(10**19)]))
def test_introduction_fits(labels: list[str], name: str, thread_id: ChannelId | None) -> None:
    card = PartnerCard(
        member_id=MemberId(1), name=name, country="BA", zone="America/Argentina/Buenos_Aires",
        languages=("en", "sr-Latn", "zh-Hant", "pt-BR", "es-419", "fr") * 2, interests=tuple(labels),
    )  # fmt: skip
    shared = Shared(languages=card.languages, interests=tuple(labels), hours=24, met_before=True)
    about = {"round_id": RoundId(1), "pair_id": PairId(1), "title": "T" * 40, "shared": shared}
    assert fits(rendered(Introduction(**about, partners=(card,) * 2, thread_id=thread_id, again=True)))
    prompt = Prompt(number=1, slug="x", title="*" * 100, opening="", questions=())
    assert fits(rendered(PairGreeting(**about, partners=(card,) * 3, prompt=prompt)))
