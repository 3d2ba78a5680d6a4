"""Every mistake of a folder at once; `golden/program-mistakes.txt` holds what an organiser reads."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.programs import Mistake, ProgramMistakes, describe_mistakes, load_program, load_programs

FOLDERS = Path(__file__).parent / "folders"
GOLDEN = Path(__file__).parents[1] / "golden" / "program-mistakes.txt"
SOUND = FOLDERS / "sound-program"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder without mistakes, to be spoiled."""
    return Path(shutil.copytree(SOUND, tmp_path / "sound-program"))


@pytest.fixture
def mend(program: Path) -> Callable[[str, str, str], list[str]]:
    """Replaces a text in a file of the sound program and returns what is then wrong."""

    def replace(file: str, before: str, after: str) -> list[str]:
        text = (program / file).read_text("utf-8")
        assert before in text
        (program / file).write_text(text.replace(before, after, 1), "utf-8")
        return mistakes_of(program)

    return replace


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(ProgramMistakes) as found:
        load_program(folder)
    return describe_mistakes(found.value.mistakes)


def test_folders_with_many_mistakes_name_them_all_as_before() -> None:
    with pytest.raises(ProgramMistakes) as found:
        load_programs(FOLDERS)
    lines = describe_mistakes(found.value.mistakes)
    assert str(found.value).splitlines() == lines
    assert lines == GOLDEN.read_text("utf-8").splitlines()


def test_program_without_mistakes_is_loaded() -> None:
    assert load_program(SOUND).slug == "sound-program"


def test_mistake_says_file_key_line_and_what_is_allowed(program: Path) -> None:
    toml = program / "program.toml"
    toml.write_text(toml.read_text("utf-8").replace('must_differ = ["country"]', 'must_differ = ["contry"]'), "utf-8")
    with pytest.raises(ProgramMistakes) as found:
        load_program(program)
    line = 1 + toml.read_text("utf-8").splitlines().index('must_differ = ["contry"]')
    assert found.value.mistakes == (
        Mistake(
            file="sound-program/program.toml",
            key="pairing.must_differ.1",
            line=line,
            what='is "contry". Did you mean "country"?',
            allowed="a list with any of country, region",
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('zone = "UTC"', 'zone = "Katmandu"', "zone that does not exist. Did you mean"),
        ('zone = "UTC"', 'zone = "Qqqqqq"', 'zone is "Qqqqqq", a zone that does not exist. Allowed: a zone of'),
        ('language = "en"', 'language = ""', 'language is "", an unknown language'),
        ('title = "Reading"', f'title = "{"x" * 41}"', "title has 41 characters. Allowed: text of 1 to 40"),
        ('title = "Reading"', 'title = "Reading', "is not valid TOML (illegal character"),
        ('title = "Reading"', "title = [1, {}]", "title is a list instead of text"),
        ('title = "Reading"', "title = {a = 1}", "title is a table instead of text"),
        ('title = "Reading"', "title = 1979-05-27", "title is 1979-05-27 instead of text"),
        ('conduct = "Be kind."', 'conduct = "mailto:a@example.org"', 'is "mailto:a@example.org". Allowed: an address'),
        ('conduct = "Be kind."', 'conduct = "https://[::1"', 'is "https://[::1". Allowed: an address'),
        ('music = "Music"', "", "interests has 2 of them. Allowed: 3 to 25"),
        ('land = "On land"', "", "sectors has 1 of them. Allowed: 2 to 25 lines"),
        ("[round]", '[career_stages]\nNew = "New"\nold = "Old"\n[round]', "Allowed: 2 to 25 lines: a key of small"),
        ('time = "09:00"', "time = 09:00:30", 'round.time is "09:00:30". Allowed: a time such as "09:00"'),
        ("days_before = 4", "days_before = 28", "is 28. Allowed: fewer days than enrolment_opens_days_before"),
        ('time = "09:00"', 'time = "23:30"', "first_prompt_minutes is 60. Allowed: minutes that end on the day"),
        ("check_in_days_after = 7", "check_in_days_after = 14", "is 14. Allowed: fewer than the 14 days until"),
        (
            "days_between_prompts = 14",
            "days_between_prompts = 7",
            "check_in_days_after is 7. Allowed: fewer than the 7",
        ),
        ("days_between_prompts = 14", "prompts = 3\ndays_between_prompts = 14", "prompts is 3. Allowed: at most the 2"),
        ("participants_stay", 'starts_on = "monday"\nparticipants_stay', 'a day only where repeats = "weekly"'),
        ('repeats = "by_hand"', 'repeats = "weekly"', "round.starts_on is missing"),
        ('repeats = "by_hand"', 'repeats = "weekly"', "makes a weekly round last 28 days"),
        ("photo_activities = true", "photo_activities = false", "02-music.md:21: photo_activity is not allowed"),
    ],
)
def test_wrong_value_in_the_settings_is_explained(
    mend: Callable[[str, str, str], list[str]], before: str, after: str, expected: str
) -> None:
    assert any(expected in line for line in mend("program.toml", before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("title: Music", "title: ''", "02-music.md:2: title is empty. Allowed: text of 1 to 100 characters"),
        ("title: Music", "title:", "02-music.md:2: title is empty instead of text"),
        ("title: Music", f"title: {'x' * 101}", "02-music.md:2: title has 101 characters"),
        ("title: Music", "title: [", "02-music.md:4: the file is not valid YAML (expected"),
        ("title: Music", "title: !!python/name:os.system x", "is not valid YAML (could not determine a constructor"),
        ("title: Music", "title: 2026-13-45", "02-music.md:1: the file is not valid YAML. Allowed: lines such as"),
        ("title: Music", "title: a\x07b", "02-music.md:1: the file is not valid YAML"),
        ("title: Music", "title: Music\n1: one", "02-music.md:3: 1 is unknown. Allowed: title, author"),
        ("author: A. Reader", f"author: {'x' * 101}", "author has 101 characters"),
        ("author: A. Reader", "author:", ""),
        ('tags: [sound, "2016"]', "tags: [a, b, c, d, e, f]", "tags has 6 of them. Allowed: a list of at most 5"),
        ('tags: [sound, "2016"]', f"tags: [{'x' * 21}]", "tags.1 has 21 characters"),
        ('tags: [sound, "2016"]', "tags: &a [*a]", "is not valid YAML (a part is repeated by *)"),
        ("https://example.org/music", "https://user@example.org/", "links.1.url is"),
        ("https://example.org/music", "https://exa mple.org/", "links.1.url is"),
        ("https://example.org/music", f"https://example.org/{'x' * 512}", "links.1.url has 532 characters"),
        ("  file: record.png\n", "", "02-music.md:8: image has neither url nor file. Allowed: one of url and file"),
        ("file: record.png", "file: tape.png", 'image.file is "tape.png", which is not there'),
        ("file: record.png", "file: ../record.png", 'image.file is "../record.png". Allowed: the name of a file'),
        ("file: record.png", "file: program.toml", 'image.file is "program.toml". Allowed: the name of a file'),
        ("  alt: A record on a table\n", "", "image.alt is missing"),
        ("---\ntitle", "title", "02-music.md:1: the file does not begin with a line of ---"),
        ("What do you hear?", "", "opening is missing. Allowed: text above the line ## Questions"),
        ("What do you hear?", "x" * 3491, "02-music.md:13: opening and the questions have 3,501 characters"),
        ("What do you hear?", "a\nb <javascript:alert(1)>", '02-music.md:14: text has a link to "javascript:alert(1)"'),
        ("- Where?", "- " + "x" * 301, "02-music.md:17: questions.1 has 301 characters"),
        ("- Where?", "- a\n" * 8, "questions has 8 entries. Allowed: 1 to 7 questions"),
        ("- Where?", "- a\n\n  ### b", "questions.1 is more than one paragraph"),
        ("- Where?", "", "02-music.md:15: questions is empty"),
        ("## questions\n", "", "02-music.md: questions is missing"),
        ("## Photo activity", "## Photo activities", "is unknown. Did you mean"),
        ("## Photo activity", "## Weather", 'heading "Weather" is unknown. Allowed: ## Questions'),
        ("Show your radio.", "", "photo_activity is empty"),
        ("Show your radio.", "x" * 401, "02-music.md:21: photo_activity has 401 characters"),
    ],
)
def test_wrong_text_in_a_prompt_is_explained(
    program: Path, mend: Callable[[str, str, str], list[str]], before: str, after: str, expected: str
) -> None:
    if expected:
        assert any(expected in line for line in mend("02-music.md", before, after))
    else:
        path = program / "02-music.md"
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
        assert load_program(program).prompt(2).author is None


def test_text_that_fits_exactly_is_taken(program: Path) -> None:
    path = program / "02-music.md"
    questions = len("Where?") + len("\n1. ")
    path.write_text(path.read_text("utf-8").replace("What do you hear?", "x" * (3_500 - questions)), "utf-8")
    assert len(load_program(program).prompt(2).opening) == 3_500 - questions


def test_file_that_is_not_utf8_is_named_with_its_line(program: Path) -> None:
    (program / "02-music.md").write_bytes(b"---\ntitle: Music\n---\nM\xfcsik\n")
    assert mistakes_of(program) == [
        "sound-program/02-music.md:4: the file is not text in UTF-8. Allowed: text saved as UTF-8."
    ]


def test_file_with_a_byte_order_mark_and_lines_of_windows_is_read(program: Path) -> None:
    for path in [*program.glob("*.md"), *program.glob("*.toml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_program(program) == load_program(SOUND)


def test_file_that_is_too_large_is_not_read(program: Path) -> None:
    (program / "program.toml").write_text("# " + "x" * 70_000, "utf-8")
    assert "sound-program/program.toml: the file has 70,002 bytes. Allowed: at most 65,536 bytes." in mistakes_of(
        program
    )


def test_picture_that_is_too_large_for_discord_is_named(program: Path) -> None:
    with (program / "record.png").open("wb") as picture:
        picture.truncate(8_000_001)
    assert mistakes_of(program) == [
        "sound-program/02-music.md:9: image.file has 8,000,001 bytes. Allowed: at most 8,000,000 bytes."
    ]


def test_file_that_cannot_be_read_is_named(program: Path) -> None:
    (program / "03-gone.md").symlink_to(program / "nowhere")
    assert mistakes_of(program) == ["sound-program/03-gone.md: the file cannot be read (No such file or directory)."]


def test_rhythm_that_writes_too_often_is_refused(program: Path) -> None:
    toml = program / "program.toml"
    text = toml.read_text("utf-8").replace("days_between_prompts = 14", "days_between_prompts = 3")
    toml.write_text(text.replace("check_in_days_after = 7", "check_in_days_after = 2"), "utf-8")
    [line] = mistakes_of(program)
    assert "round sends one person 5 notifications in seven days. Allowed: at most 3 in such a week" in line


def test_folder_without_programs_says_what_belongs_there(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ProgramMistakes, match=f"{folder.name}: the folder holds no program"):
            load_programs(folder)


def test_folder_whose_name_is_no_slug_is_named(program: Path) -> None:
    for name in ("Sound", "-sound", "x" * 41):
        program = program.rename(program.with_name(name))
        assert mistakes_of(program)[0].startswith(f'{name}: the folder is named "{name}". Allowed: 1 to 40 small')


def test_folder_without_settings_or_with_gaps_in_its_deck_says_so(program: Path) -> None:
    (program / "program.toml").unlink()
    (program / "02-music.md").rename(program / "04-music.md")
    assert mistakes_of(program) == [
        "sound-program: the folder has no prompt 02, 03. "
        "Allowed: files 01-name.md, 02-name.md and so on, without gaps.",
        "sound-program/program.toml: the file is missing. Allowed: a program.toml in each folder of a program.",
    ]


def test_hidden_files_readme_and_copies_of_editors_do_not_matter(program: Path) -> None:
    for name in (".hidden", "README.md", "01-books.md~"):
        (program / name).write_text("anything", "utf-8")
    assert load_program(program) == load_program(SOUND)


def test_folder_that_is_named_by_a_dot_has_the_name_of_where_it_is(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(program)
    assert load_program(Path()).slug == "sound-program"


fuzz = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
PIECES = """---
title: x
tags: [a
- a
## Questions
1: 2
? [a]
image: &a {b: *a}
<b
[x](javascript:y)
> - # q
```
title = 1
[round]
[[round]]
x = [
"""
LINES = st.lists(st.sampled_from(PIECES.splitlines()) | st.text(max_size=8), max_size=12).map("\n".join)


@fuzz
@given(raw=LINES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=60))
def test_any_bytes_in_any_file_are_taken_or_explained(program: Path, raw: bytes) -> None:
    for name in ("program.toml", "02-music.md"):
        kept = (program / name).read_bytes()
        (program / name).write_bytes(raw)
        assert mistakes_of(program)
        (program / name).write_bytes(kept)


def test_deeply_nested_values_are_refused(program: Path) -> None:
    (program / "program.toml").write_text("a = " + "[" * 3_000, "utf-8")
    (program / "02-music.md").write_text("---\na: " + "[" * 3_000 + "\n---\n", "utf-8")
    lines = mistakes_of(program)
    assert any("program.toml" in line and "is not valid TOML" in line for line in lines)
    assert any("02-music.md" in line and "is not valid YAML" in line for line in lines)
