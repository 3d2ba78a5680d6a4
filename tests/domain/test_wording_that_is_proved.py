"""Of what a language model says of a summary, only what the summary proves is left."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ReplyId
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.uncounted import AMOUNTS, amounts_in
from bot.domain.wording import Sentence, Translation, Wording
from bot.domain.wording_check import Untruth, is_true_translation, still_true, untruths_in
from bot.domain.words import Figures


def quote(number: int, text: str) -> Quote:
    return Quote(reply_id=ReplyId(number), text=text, start=0, end=len(text), number=number)


def theme(number: int, label: str, people: int, *quotes: Quote) -> Theme:
    reply_ids = tuple(ReplyId(100 * number + each) for each in range(people + 1))
    return Theme(number=number, words=(label,), reply_ids=reply_ids, people=people, quotes=quotes)


MENTORS = theme(1, "mentoring", 12, quote(1, "A mentor saw 30 of us through the first year."))
TIME = theme(2, "time to learn", 5, quote(2, "We’ve no time at the desk, none."))
SUMMARY = Summary(
    round_name="2026A",
    prompt_number=1,
    title="Leaders",
    made_at=datetime(2026, 1, 1, tzinfo=UTC),
    reply_ids=(),
    figures=Figures(
        people=40, replies=44, pair_replies=0, guest_people=0, guest_replies=0, late_replies=0, count_only=0, quote=44,
        quote_with_name=0,
    ),
    themes=(MENTORS, TIME),
)  # fmt: skip


def said(text: str, themes: tuple[int, ...] = (1,), quotes: tuple[int, ...] = ()) -> set[Untruth]:
    return set(untruths_in(Sentence(text=text, themes=themes, quotes=quotes), SUMMARY, "en"))


@pytest.mark.parametrize(
    ("text", "themes", "quotes"),
    [
        ("12 people speak of mentoring.", (1,), ()),
        ("Of 40 people, 12 wrote 13 replies about mentoring.", (1,), ()),
        ("People name mentoring: “A mentor saw 30 of us through the first year.”", (1,), (1,)),
        ("They found a mentor ('saw 30 of us'), and say: \"A mentor … through the first year\".", (1,), (1,)),
        ("One writer says “We’ve no time”; it's the desk that takes it.", (2,), (2,)),
        ("“Mentoring” helps, and “time to learn” is missed by 5 people.", (1, 2), ()),
    ],
)
def test_sentence_that_the_summary_proves_stays(text, themes, quotes):
    assert said(text, themes, quotes) == set()


@pytest.mark.parametrize(
    ("text", "themes", "quotes", "untruth"),
    [
        ("People speak of mentoring.", (), (), Untruth.NUMBER_OF_NOTHING),
        ("People speak of mentoring.", (1, 9), (), Untruth.NUMBER_OF_NOTHING),
        ("People speak of mentoring.", (1,), (2,), Untruth.NUMBER_OF_NOTHING),
        ("People speak of mentoring. " * 20, (1,), (), Untruth.TOO_LONG),
        ("", (1,), (), Untruth.NOT_PLAIN),
        ("See https://example.org for mentoring.", (1,), (), Untruth.NOT_PLAIN),
        ("@everyone mentoring helps.", (1,), (), Untruth.NOT_PLAIN),
        ("Mentoring\nhelps.", (1,), (), Untruth.NOT_PLAIN),
        ("Mentoring \u202ehelps.", (1,), (), Untruth.NOT_PLAIN),
        ("People say “mentors are useless”.", (1,), (1,), Untruth.NOT_WORD_FOR_WORD),
        ("People say “A mentor saw 30 of us.", (1,), (1,), Untruth.NOT_WORD_FOR_WORD),
        ("People say “A mentor saw 30 of us”.", (1,), (), Untruth.NOT_WORD_FOR_WORD),
        ("People say 'mentors are useless'.", (1,), (1,), Untruth.NOT_WORD_FOR_WORD),
        ("People say “…”.", (1,), (1,), Untruth.NOT_WORD_FOR_WORD),
        ("13 people in 2 themes, 14 in a third.", (1, 2), (), Untruth.NOT_COUNTED),
        ("5 people speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
        ("12% speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
        ("12.5 people speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
        ("Twelve people speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
        ("Most people speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
        ("½ of the people speak of mentoring.", (1,), (), Untruth.NOT_COUNTED),
    ],
)
def test_sentence_that_the_summary_does_not_prove_is_told(text, themes, quotes, untruth):
    assert untruth in said(text, themes, quotes)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La plupart parlent de mentorat."),
        ("es", "Doce personas hablan de la mentoría."),
        ("pt", "Todos falam de mentoria."),
        ("de", "Die meisten sprechen über Mentoring."),
        ("ru", "Двенадцать человек говорят о наставниках."),
        ("ar", "تحدث الجميع عن الإرشاد."),
        ("ar", "وكل المشاركين تحدثوا عن الإرشاد."),
        ("zh", "大多数人谈到指导。"),
    ],
)
def test_amount_in_words_is_found_in_each_language(language, text):
    assert any(amounts_in(text, language))
    assert Untruth.NOT_COUNTED in set(untruths_in(Sentence(text=text, themes=(1,)), SUMMARY, language))


@given(st.sampled_from(sorted(AMOUNTS)), st.integers(0, 10**6))
def test_figure_stays_only_where_it_is_a_count(language, figure):
    wrong = set(untruths_in(Sentence(text=f"({figure})", themes=(2,)), SUMMARY, language))
    assert (Untruth.NOT_COUNTED in wrong) == (figure not in {40, 44, 2, 5, 6})


def test_sentence_goes_when_its_count_has_changed():
    true = Sentence(text="12 people speak of mentoring.", themes=(1,))
    other = Sentence(text="5 people miss time.", themes=(2,))
    wording = Wording(model="some-model", language="en", sentences=(true, other))
    fewer = replace(SUMMARY, themes=(replace(MENTORS, people=11), TIME))
    assert still_true(wording, SUMMARY) == wording
    assert still_true(wording, fewer) == replace(wording, sentences=(other,))
    assert still_true(wording, replace(fewer, themes=(MENTORS,))) == replace(wording, sentences=(true,))
    assert still_true(wording, replace(fewer, themes=())) is None


@pytest.mark.parametrize(
    ("quoted", "text", "is_true"),
    [
        (1, "Un mentor a accompagné 30 d'entre nous la première année.", True),
        (1, "Un mentor a accompagné 31 d'entre nous la première année.", False),
        (1, "Un mentor", False),
        (1, "Un mentor a accompagné 30 d'entre nous : https://example.org", False),
        (9, "Un mentor a accompagné 30 d'entre nous la première année.", False),
    ],
)
def test_translation_is_of_a_quote_and_keeps_its_numbers(quoted, text, is_true):
    assert is_true_translation(Translation(quote=quoted, text=text), SUMMARY) is is_true


@pytest.mark.parametrize("link", ["https://example.org/b", "https://example.org/a"])
def test_translation_leads_nowhere_even_where_its_quote_does(link):
    linked = replace(SUMMARY, themes=(theme(1, "mentoring", 12, quote(1, "See https://example.org/a for ours.")),))
    assert not is_true_translation(Translation(quote=1, text=f"Voir {link} pour le nôtre."), linked)
