"""Rounds that no summary is made for, and what a moderator would publish of each."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.domain.consent import Consent
from bot.domain.ids import MemberId, ReplyId
from bot.domain.summary import FEWEST_PEOPLE_IN_A_THEME, LONGEST_QUOTE, MOST_QUOTES_WITHOUT_THEMES, Summary, all_quotes
from bot.domain.summary_check import check_summary
from bot.domain.words import Words, figures_of, people_of
from bot.summarise import summarise
from bot.summarise.tokens import words_in

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
MENTORS = (
    "A mentor helped me through my first year.",
    "My mentor helped me when I was new.",
    "My first year was hard until a mentor helped.",
    "Every new librarian needs a mentor in the first year.",
    "A mentor makes the first year easier.",
)
OPENING = (
    "We should open the library on Sundays.",
    "Sunday opening would bring families to the library.",
    "Open on Sundays, then students come.",
    "On Sundays the library is closed, that must change.",
    "Families ask for the library to be open on Sundays.",
)
RANT = " ".join(
    f"Nobody in the {room} ever listens, and the {room} is cold, loud and locked; I wrote about it, I called, I waited!"
    for room in ("cellar", "archive", "reading room", "office", "hall", "lift", "kitchen", "tower", "garage", "attic")
    * 4
)[:4_000]
EMOJI = ("👍🏽", "🎉🎉🎉", "❤️", "👩‍🏫📚", "😀 😀", "🇵🇪", "🙏🏿", "✅", "🔥🔥", "🫶🏼")


def said(number: int, text: str, author: int | None = None) -> Words:
    return Words(
        reply_id=ReplyId(number),
        authors=(MemberId(author or 1_000 + number),),
        guest=False,
        consent=Consent.QUOTE,
        text=text,
        said_at=AT,
        prompt_number=1,
    )


def published(words: Sequence[Words]) -> Summary:
    """The draft of these replies, of which everything holds that must hold of any."""
    summary = summarise(words, title="Leading", prompt_number=1, round_name="2026A", made_at=AT)
    standing = {each.reply_id: each for each in words}
    assert check_summary(summary, words) == []
    assert summary.figures == figures_of(words)
    for theme in summary.themes:
        people = people_of(standing[each] for each in theme.reply_ids)
        assert theme.people == len(people) >= FEWEST_PEOPLE_IN_A_THEME
        assert theme.quotes
        speakers = [author for quote in theme.quotes for author in standing[quote.reply_id].authors]
        assert len(speakers) == len({*speakers})
    for quote in all_quotes(summary):
        assert quote.text in standing[quote.reply_id].text
        assert len(quote.text) <= LONGEST_QUOTE
        assert len([*words_in(quote.text)]) > 1
    return summary


def every(texts: Sequence[str], first: int = 1) -> list[Words]:
    return [said(number, text) for number, text in enumerate(texts, first)]


def test_empty_round_says_that_nobody_wrote() -> None:
    summary = published([])
    assert (summary.figures.people, summary.themes, summary.quotes) == (0, (), ())


def test_one_reply_is_quoted_and_no_theme() -> None:
    summary = published([said(1, MENTORS[0])])
    assert summary.themes == ()
    assert [quote.text for quote in summary.quotes] == [MENTORS[0]]


@pytest.mark.parametrize("count", [2, 7, 8, 30, 200])
def test_all_alike_is_quoted_once(count: int) -> None:
    summary = published(every([MENTORS[0]] * count))
    assert [quote.text for quote in all_quotes(summary)] == [MENTORS[0]]
    assert [theme.people for theme in summary.themes] == ([count] if count >= 8 else [])


@pytest.mark.parametrize("texts", [EMOJI, [f"https://example.org/{n}/a-mentor-for-all" for n in range(40)]])
def test_only_emoji_or_only_links_leave_the_figures(texts: Sequence[str]) -> None:
    summary = published(every(texts))
    assert (summary.figures.replies, summary.themes, summary.quotes) == (len(texts), (), ())


def test_links_beside_words_are_no_theme_of_their_own() -> None:
    links = [f"https://example.org/{n}/a-mentor-for-all" for n in range(20)]
    summary = published([*every(MENTORS), *every(links, 100)])
    assert all(reply_id < 100 for theme in summary.themes for reply_id in theme.reply_ids)
    assert all(quote.reply_id < 100 for quote in all_quotes(summary))


def test_rant_is_quoted_by_one_sentence_at_most_beside_what_others_say() -> None:
    assert len(RANT) == 4_000
    summary = published([*every([*MENTORS, *OPENING]), said(99, RANT)])
    assert summary.themes
    assert sum(quote.reply_id == 99 for quote in all_quotes(summary)) <= 1
    assert all(quote.reply_id != 99 for theme in summary.themes for quote in theme.quotes[:1])


def test_rant_alone_is_quoted_by_one_sentence() -> None:
    (quote,) = published([said(1, RANT)]).quotes
    assert len(quote.text) < 150


def test_person_who_writes_half_of_everything_makes_no_theme_alone_and_is_quoted_once_in_each() -> None:
    half = [f"The car park needs light near the {place}." for place in ("gate", "ramp", "wall", "hut", "tree") * 2]
    words = [*every([*MENTORS, *OPENING]), *(said(100 + number, text, author=7) for number, text in enumerate(half))]
    summary = published(words)
    assert summary.figures.people == 11
    assert summary.themes
    assert not any(reply_id >= 100 for theme in summary.themes for reply_id in theme.reply_ids[:1])
    assert sum(quote.reply_id >= 100 for quote in all_quotes(summary)) <= len(summary.themes)


def test_person_who_writes_half_of_few_is_quoted_once() -> None:
    words = [*every(MENTORS[:3]), *(said(100 + number, text, author=7) for number, text in enumerate(OPENING[:3]))]
    summary = published(words)
    assert len(summary.quotes) == MOST_QUOTES_WITHOUT_THEMES
    assert sum(quote.reply_id >= 100 for quote in summary.quotes) == 1


# What nine languages say of five matters: {0} is where.
NINE = {
    "en": (
        "A mentor helped me through my first year in {0}.",
        "Our budget for books in {0} was cut again.",
        "We should open the library in {0} on Sundays.",
        "Staff in {0} need training with computers.",
        "After the flood in {0} we worked without power.",
    ),
    "es": (
        "Una mentora me ayudó en mi primer año en {0}.",
        "Otra vez recortaron el presupuesto para libros en {0}.",
        "Deberíamos abrir la biblioteca de {0} los domingos.",
        "El personal de {0} necesita formación en informática.",
        "Después de la inundación en {0} trabajamos sin luz.",
    ),
    "fr": (
        "Une mentore m'a aidée pendant ma première année à {0}.",
        "Le budget des livres à {0} a encore été réduit.",
        "Il faudrait ouvrir la bibliothèque de {0} le dimanche.",
        "Le personnel de {0} a besoin de formation en informatique.",
        "Après l'inondation à {0}, nous avons travaillé sans courant.",
    ),
    "de": (
        "Eine Mentorin half mir in meinem ersten Jahr in {0}.",
        "Unser Geld für Bücher in {0} wurde wieder gekürzt.",
        "Wir sollten die Bibliothek in {0} sonntags öffnen.",
        "Das Personal in {0} braucht Schulung am Computer.",
        "Nach der Flut in {0} arbeiteten wir ohne Strom.",
    ),
    "pt": (
        "Uma mentora me ajudou no meu primeiro ano em {0}.",
        "O orçamento para livros em {0} foi cortado de novo.",
        "Devíamos abrir a biblioteca de {0} aos domingos.",
        "A equipe de {0} precisa de formação em informática.",
        "Depois da enchente em {0} trabalhamos sem energia.",
    ),
    "ru": (
        "Наставник помог мне в первый год работы в городе {0}.",
        "Бюджет на книги в городе {0} снова сократили.",
        "Надо открывать библиотеку в городе {0} по воскресеньям.",
        "Сотрудникам в городе {0} нужно обучение работе с компьютером.",
        "После наводнения в городе {0} мы работали без света.",
    ),
    "ar": (
        "ساعدني مرشد في سنتي الأولى في {0}.",
        "خُفضت ميزانية الكتب في {0} مرة أخرى.",
        "يجب أن نفتح المكتبة في {0} يوم الأحد.",
        "يحتاج الموظفون في {0} إلى تدريب على الحاسوب.",
        "بعد الفيضان في {0} عملنا بلا كهرباء.",
    ),
    "zh": (
        "在{0}的第一年，导师给了我很多帮助。",
        "{0}的购书预算又被削减了。",
        "{0}的图书馆应该在星期天开放。",
        "{0}的员工需要计算机培训。",
        "{0}发生洪水之后，我们在没有电的情况下工作。",
    ),
    "it": (
        "Una mentore mi ha aiutata nel mio primo anno a {0}.",
        "Il bilancio per i libri a {0} è stato tagliato di nuovo.",
        "Dovremmo aprire la biblioteca di {0} la domenica.",
        "Il personale di {0} ha bisogno di formazione informatica.",
        "Dopo l'alluvione a {0} abbiamo lavorato senza corrente.",
    ),
}
PLACES = ("Lima", "Accra", "Quito", "Kyoto", "Oslo", "Cairo", "Delhi", "Hanoi", "Lagos", "Porto", "Sofia", "Tunis")


@pytest.mark.long
def test_five_thousand_replies_in_nine_languages_give_themes_of_one_matter_each() -> None:
    rng = random.Random(5)
    kinds = [(language, matter) for language in NINE for matter in range(5)]
    drawn = [kinds[number % len(kinds)] for number in range(5_000)]
    texts = [NINE[language][matter].format(rng.choice(PLACES)) for language, matter in drawn]
    words = [said(number, text, author=1 + number // 2) for number, text in enumerate(texts)]
    summary = published(words)
    assert (summary.figures.replies, summary.figures.people) == (5_000, 2_500)
    found = [{drawn[reply_id][1] for reply_id in theme.reply_ids} for theme in summary.themes]
    assert sorted(map(tuple, found)) == [(matter,) for matter in range(5)]
    assert len(summary.other_ids) < 0.01 * len(words)
    assert len({drawn[quote.reply_id][0] for quote in all_quotes(summary)}) >= 3
