from datetime import time, timedelta
from pathlib import Path

from bot.domain.program import Approval, CheckInRhythm, Difference, Repeats
from bot.domain.prompt import Prompt, PromptImage, PromptLink
from bot.programs import load_program, shipped_programs_folder
from bot.programs.vocabularies import CAREER_STAGES

SOUND = Path(__file__).parent / "folders" / "sound-program"


def test_settings_of_a_program_are_as_its_file_says() -> None:
    program = load_program(SOUND)
    assert (program.slug, program.title, program.description) == ("sound-program", "Reading", "We read together.")
    assert (program.language, program.zone, program.code_of_conduct) == ("en", "UTC", "Be kind.")
    assert list(program.interests.items()) == [("books", "Books"), ("maps", "Maps"), ("music", "Music")]
    assert list(program.sectors.items()) == [("sea", "At sea"), ("land", "On land")]
    assert program.career_stages == CAREER_STAGES
    assert program.pairing.must_differ == {Difference.COUNTRY}
    assert (program.pairing.min_shared_hours, program.pairing.repeat_gap) == (2, 4)
    assert program.summary.approval is Approval.AUTOMATIC
    assert (program.summary.of_each_prompt, program.summary.of_round) == (True, False)


def test_shape_of_rounds_is_as_the_file_says() -> None:
    shape = load_program(SOUND).shape
    assert (shape.repeats, shape.weekday, shape.participants_stay) == (Repeats.BY_HAND, None, False)
    assert (shape.enrolment_opens_days_before, shape.enrolment_closes_days_before) == (28, 4)
    assert (shape.day_time, shape.closing_time) == (time(9), time(18))
    assert (shape.first_prompt_after, shape.prompts_per_round) == (timedelta(hours=1), None)
    assert (shape.days_between_prompts, shape.closes_days_after_last_prompt) == (14, 14)
    assert shape.check_in == CheckInRhythm(days_after_prompt=7, every=2)


def test_deck_of_a_program_is_as_its_files_say() -> None:
    opening = "Which book\ndo you *like*?\n\n### A smaller heading\n\nSee <https://example.org> or [this]"
    assert load_program(SOUND).deck == (
        Prompt(
            number=1,
            slug="books",
            title="Books",
            opening=f"{opening}(https://example.org/page).",
            questions=("Why?", "Why not?"),
        ),
        Prompt(
            number=2,
            slug="music",
            title="Music",
            opening="What do you hear?",
            questions=("Where?",),
            links=(PromptLink(title="A page", url="https://example.org/music"),),
            tags=("sound", "2016"),
            image=PromptImage(
                url=None, file="record.png", source="Own photo, public domain", alt="A record on a table"
            ),
            author="A. Reader",
            photo_activity="Show your radio.",
        ),
    )


def test_language_tags_are_written_as_bcp_47_does(tmp_path: Path) -> None:
    for written, expected in (("pt-br", "pt-BR"), ("ZH-hant", "zh-Hant"), ("sw", "sw")):
        folder = tmp_path / written.lower()
        folder.mkdir()
        for path in SOUND.iterdir():
            (folder / path.name).write_bytes(
                path.read_bytes().replace(b'language = "en"', f'language = "{written}"'.encode())
            )
        assert load_program(folder).language == expected


def test_shipped_programs_are_found_beside_the_package() -> None:
    assert (shipped_programs_folder() / "library-leadership" / "program.toml").is_file()
