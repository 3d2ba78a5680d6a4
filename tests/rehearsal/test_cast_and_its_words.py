"""What the cast replies: enough for everybody, each text once, with the odd ones that a bot must bear."""

import re

import pytest

from bot.domain.reply import LONGEST
from bot.programs import load_programs, shipped_programs_folder
from bot.rehearsal.cast import LONGEST_WORDS, words_for, words_of_pairs_for

DECKS = {
    program.slug: [prompt.slug for prompt in program.deck]
    for program in load_programs(shipped_programs_folder()).values()
}
LEADERSHIP, COFFEE = "library-leadership", "weekly-coffee"
EVERY_PROMPT = [(program, prompt) for program, deck in DECKS.items() for prompt in deck]
GENERIC = set(words_for("a-program-nobody-wrote-for", "its-prompt"))


@pytest.mark.parametrize("prompt", DECKS[LEADERSHIP])
def test_words_are_written_for_each_prompt_of_library_leadership(prompt: str):
    own = [text for text in words_for(LEADERSHIP, prompt) if text not in GENERIC]
    assert 22 <= len(own) <= 30
    assert sum(len(words_for(LEADERSHIP, prompt)) for prompt in DECKS[LEADERSHIP]) >= 8 * 40


@pytest.mark.parametrize(("program", "prompt"), EVERY_PROMPT)
def test_words_for_a_prompt_differ_and_fit_a_reply(program: str, prompt: str):
    words = words_for(program, prompt)
    assert len(words) == len(set(words)) >= 30
    assert all(text.strip() and len(text) <= LONGEST for text in words)


@pytest.mark.parametrize(("program", "prompt"), EVERY_PROMPT)
def test_words_of_pairs_differ_and_fit_a_reply(program: str, prompt: str):
    words = words_of_pairs_for(program, prompt)
    assert len(words) == len(set(words)) == 12
    assert all(text.strip() and len(text) <= LONGEST for text in words)


def test_words_of_two_prompts_are_not_the_same():
    first, second = (set(words_for(LEADERSHIP, prompt)) - GENERIC for prompt in DECKS[LEADERSHIP][:2])
    assert not first & second


def test_words_come_in_another_order_for_another_prompt():
    assert words_for(COFFEE, "your-cup") != words_for(COFFEE, "small-wins")
    assert set(words_for(COFFEE, "your-cup")) == set(words_for(COFFEE, "small-wins"))
    assert words_of_pairs_for(COFFEE, "your-cup") != words_of_pairs_for(COFFEE, "small-wins")


def test_words_for_an_unknown_program_fit_any_prompt():
    assert len(GENERIC) == 20


@pytest.mark.parametrize(
    ("prompt", "odd"),
    [
        ("learning-to-lead", r"@everyone.*\(javascript:alert\(1\)\)"),
        ("new-leaders-and-diversity", r"^# .*\n<@\d+> <@&1>"),
        ("competencies-and-learning-plans", r"(?s)https://example\.org/.*```python\n.*```"),
        ("interest-groups-and-projects", r"^\W+$"),
        ("leading-in-a-crisis", rf"(?s)^.{{{LONGEST_WORDS - 200},{LONGEST_WORDS}}}$"),
    ],
)
def test_words_hold_an_odd_one_among_the_first_dozen(prompt: str, odd: str):
    words = words_for(LEADERSHIP, prompt)
    assert [place < 12 for place, text in enumerate(words) if re.search(odd, text)] == [True]


@pytest.mark.parametrize("prompt", DECKS[LEADERSHIP])
def test_words_are_in_several_languages(prompt: str):
    """English words that nearly every text in English has; one text in eight or more has none of them."""
    own = [text for text in words_for(LEADERSHIP, prompt) if text not in GENERIC]
    english = re.compile(r"\b(the|and|we|my|is|to|in|for|it)\b", re.IGNORECASE)
    foreign = [text for text in own if len(set(english.findall(text.lower()))) < 2]
    assert len(own) // 8 <= len(foreign) <= len(own) // 3
