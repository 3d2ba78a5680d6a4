"""Folders of programs: all that is in them, or all that is wrong with them."""

import re
from pathlib import Path
from typing import Any

from bot.domain.program import KEY_LIMIT, Program
from bot.domain.prompt import Prompt
from bot.programs.mistakes import Mistake, Notebook, ProgramMistakes
from bot.programs.program_file import make_program, read_settings
from bot.programs.prompt_file import PICTURES, PromptName, read_prompt, read_prompt_name
from bot.programs.shape_rules import check_attention
from bot.programs.sources import read_text, read_toml

_SETTINGS = "program.toml"
_FILES = f"program.toml, NN-name.md, README.md and pictures ({', '.join(PICTURES)})"
_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{KEY_LIMIT - 2}}}[a-z0-9])?")


def shipped_programs_folder() -> Path:
    """Return the folder of the programs that come with the bot: inside the wheel, or at the root of the repository."""
    package = Path(__file__).parents[1]
    installed = package / "_prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def load_programs(folder: Path) -> dict[str, Program]:
    """Return each program below a folder by its slug, in the order of slugs.

    Raises ProgramMistakes with the mistakes of all of them. Names that begin with a dot are left alone.
    """
    programs: dict[str, Program] = {}
    whole = Notebook(file=folder.name)
    inner = [path for path in _list(folder) if path.is_dir()]
    if not inner:
        whole.note((), "holds no program", f"a folder for each program, with a {_SETTINGS}")
    for path in inner:
        try:
            programs[path.name] = load_program(path)
        except ProgramMistakes as found:
            whole.mistakes.extend(found.mistakes)
    if whole.mistakes:
        raise ProgramMistakes(whole.mistakes)
    return programs


def load_program(folder: Path) -> Program:
    """Return the program that a folder describes; raises ProgramMistakes with all that is wrong in any of its files.

    Reads `program.toml` and the prompts `NN-name.md`; pictures and a README.md may lie beside them.
    """
    books = _Books(folder.resolve().name)
    settings = books.open(_SETTINGS)
    values = _read_values(folder, settings)
    names = _name_prompts(folder, books)
    part = None if values is None else read_settings(values, len(names), settings)
    photo_activities = (values or {}).get("photo_activities") is not False
    deck = _read_deck(names, books, photo_activities=photo_activities)
    if part and not books.mistakes():
        program = make_program(folder.resolve().name, part, deck)
        check_attention(program, settings)
        if not settings.mistakes:
            return program
    raise ProgramMistakes(books.mistakes())


class _Books:
    """The notebooks of all files of one program."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._books = [Notebook(file=slug)]
        if not _SLUG.fullmatch(slug):
            self.whole.note((), f'is named "{slug}"', f"1 to {KEY_LIMIT} small letters, digits and - between them")

    @property
    def whole(self) -> Notebook:
        """Return the notebook of the folder itself."""
        return self._books[0]

    def open(self, file_name: str) -> Notebook:
        """Return a new notebook for one file of the folder."""
        self._books.append(Notebook(file=f"{self._slug}/{file_name}"))
        return self._books[-1]

    def mistakes(self) -> list[Mistake]:
        """Return what all notebooks hold."""
        return [mistake for book in self._books for mistake in book.mistakes]


def _read_values(folder: Path, notes: Notebook) -> dict[str, Any] | None:
    if not (folder / _SETTINGS).is_file():
        notes.note((), "is missing", "a program.toml in each folder of a program")
        return None
    text = read_text(folder / _SETTINGS, notes)
    return None if text is None else read_toml(text, notes)


def _name_prompts(folder: Path, books: _Books) -> dict[Path, PromptName]:
    """Return the prompt files with what their names say; notes what does not belong or fit."""
    names: dict[Path, PromptName] = {}
    files_of: dict[int, str] = {}
    for path in _list(folder):
        if path.name in (_SETTINGS, "README.md") or path.suffix.lower() in PICTURES:
            continue
        if path.suffix != ".md" or path.is_dir():
            books.open(path.name).note((), "does not belong here", _FILES)
        elif name := read_prompt_name(path.name, notes := books.open(path.name)):
            names[path] = name
            if (first := files_of.setdefault(name.number, path.name)) != path.name:
                notes.note((), f"has the number of {first}", "each number once")
    missing = [f"{number:02}" for number in range(1, max(files_of, default=1) + 1) if number not in files_of]
    if missing:
        books.whole.note(
            (), f"has no prompt {', '.join(missing)}", "files 01-name.md, 02-name.md and so on, without gaps"
        )
    return names


def _read_deck(names: dict[Path, PromptName], books: _Books, *, photo_activities: bool) -> tuple[Prompt, ...]:
    """Return the prompts that hold no mistake, in the order of their numbers."""
    read = [
        read_prompt(path, name, photo_activities=photo_activities, notes=books.open(path.name))
        for path, name in names.items()
    ]
    return tuple(prompt for prompt in read if prompt)


def _list(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name, without hidden files and editors' copies; nothing if it is none."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")) and path.name[-1] != "~")
