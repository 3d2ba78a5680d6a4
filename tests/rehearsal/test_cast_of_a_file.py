"""Real replies as a cast: everybody says what the file says, word for word."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.domain.ids import MemberId
from bot.domain.reply import LONGEST
from bot.programs import load_programs, shipped_programs_folder
from bot.rehearsal.cast import cast_of_replies
from bot.rehearsal.cast.roles import Manner
from bot.summarise.tables import read_replies_csv
from bot.texts.places import Recognised, recognise_country

PROGRAM = load_programs(shipped_programs_folder())["library-leadership"]
HEAD = "participant_id,survey_text,demo:country\n"
ROWS = (
    "a,We read aloud every day to the children.,Kenya\n"
    "b,Jeden Tag lesen wir den Kindern etwas vor.,Atlantis\n"
    "a,A second thing that I say about reading.,Kenya\n"
    'c,"Words, with a comma",\n'
)


def cast_of(text: str, seed: int = 1):
    return cast_of_replies(read_replies_csv(HEAD + text).words, {MemberId(1): "Kenya"}, PROGRAM, seed)


def test_everybody_says_what_the_file_says_in_its_order():
    cast = cast_of(ROWS)
    assert [each.replies for each in cast.people] == [
        ("We read aloud every day to the children.", "A second thing that I say about reading."),
        ("Jeden Tag lesen wir den Kindern etwas vor.",),
        ("Words, with a comma",),
    ]
    assert cast.guests == ()
    assert {each.manner for each in cast.people} <= {Manner.CHATTY, Manner.LISTENER}


def test_people_can_be_paired_and_keep_the_country_that_they_state():
    people = cast_of(ROWS).people
    assert people[0].country == "Kenya"
    assert all(isinstance(recognise_country(each.country), Recognised) for each in people)
    assert [each.languages for each in people] == ["English", "German, English", "English"]
    assert len({each.name for each in people}) == 3


def test_same_seed_makes_the_same_people():
    assert cast_of(ROWS) == cast_of(ROWS)
    assert cast_of(ROWS) != cast_of(ROWS, seed=2)


def test_what_no_form_takes_is_left_out_and_too_few_people_are_no_round():
    assert len(cast_of(ROWS + f"d,{'word ' * (LONGEST // 4)},\n").people) == 3
    with pytest.raises(ValueError, match="2 people are too few"):
        cast_of("a,One.,\nb,Two.,\n")


def test_command_says_why_a_file_is_no_cast(tmp_path: Path):
    file = tmp_path / "replies.csv"
    file.write_text(HEAD + "a,One.,\nb,Two.,\nc,,\n", "utf-8")
    done = CliRunner().invoke(app, ["rehearse", "--replies", str(file), "--folder", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "Fewer than 3 people wrote in replies.csv." in done.stderr
