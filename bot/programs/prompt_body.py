"""The Markdown of a prompt: an opening, then its questions, then perhaps a photo activity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.harmless import hides_something
from bot.domain.prompt import (
    PHOTO_ACTIVITY_LIMIT,
    QUESTION_LIMIT,
    QUESTIONS_LIMIT,
    TEXT_LIMIT,
    count_text,
)
from bot.programs.mistakes import Notebook, guess

QUESTIONS = "Questions"
PHOTO_ACTIVITY = "Photo activity"
_SECTIONS = {QUESTIONS.casefold(): "questions", PHOTO_ACTIVITY.casefold(): "photo_activity"}
_HEADINGS = f"## {QUESTIONS}, ## {PHOTO_ACTIVITY}"
_LIST = "a list with one line for each question"

LONGEST_BODY = 10_000
"""Characters: twice what fits; time to read `![![![` grows with the square of it."""

_MARKDOWN = MarkdownIt("commonmark")
# By default an address such as javascript:… is left as text; here it must be seen to be named as a mistake.
_MARKDOWN.validateLink = lambda url: True


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptBody:
    """What the Markdown says."""

    opening: str
    questions: tuple[str, ...]
    photo_activity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    name: str
    line: int
    """Of its first line of text in the file, or of its heading if it has none; counted from 1."""
    text: str


def read_body(text: str, first_line: int, notes: Notebook) -> PromptBody:
    """Return opening, questions and photo activity of a Markdown text whose first line is `first_line` of the file.

    Notes what is missing or too long, and what Discord would not show: HTML, pictures, links that are not https.
    """
    if len(text) > LONGEST_BODY:
        notes.note((), f"has {len(text):,} characters of text", f"at most {TEXT_LIMIT:,} characters", line=first_line)
        return PromptBody(opening="", questions=(), photo_activity=None)
    for number, line in enumerate(text.split("\n"), first_line):
        if hides_something(line):
            notes.note(
                ("text",), "holds an invisible character that deceives readers", "text that can be seen", line=number
            )
    sections = {section.name: section for section in _cut(text, first_line, notes)}
    notes.lines.update({(name,): section.line for name, section in sections.items()})
    _check_inlines(_MARKDOWN.parse(text), first_line, notes)
    opening = sections["opening"]
    if not opening.text:
        notes.note(("opening",), "is missing", f"text above the line ## {QUESTIONS}")
    questions = _read_questions(sections.get("questions"), notes)
    length = count_text(opening.text, questions)
    if length > TEXT_LIMIT:
        what = f"and the questions have {length:,} characters together"
        notes.note(("opening",), what, f"at most {TEXT_LIMIT:,} characters")
    photo = _read_photo_activity(sections.get("photo_activity"), notes)
    return PromptBody(opening=opening.text, questions=questions, photo_activity=photo)


def _cut(text: str, first_line: int, notes: Notebook) -> Iterator[_Section]:
    """Yield the opening, then each section that is known, the first of a name."""
    lines = text.split("\n")
    tokens = _MARKDOWN.parse(text)
    name, begins, seen = "opening", 0, {"opening"}
    for heading, inline in pairwise(tokens):
        if heading.type != "heading_open" or heading.level or heading.tag not in ("h1", "h2") or not heading.map:
            continue
        yield _section(name, lines, begins, heading.map[0], first_line)
        begins = heading.map[1]
        name = _name_section(inline.content, first_line + heading.map[0], seen, notes)
    yield _section(name, lines, begins, len(lines), first_line)


def _section(name: str, lines: Sequence[str], begins: int, ends: int, first_line: int) -> _Section:
    text_begins = next((place for place in range(begins, ends) if lines[place].strip()), max(begins - 1, 0))
    text = "\n".join(lines[begins:ends]).strip("\n").rstrip()
    return _Section(name=name, line=first_line + text_begins, text=text)


def _name_section(heading: str, line: int, seen: set[str], notes: Notebook) -> str:
    """Return the name of the section below a heading; one of its own for a heading that is a mistake."""
    name = _SECTIONS.get(heading.strip().casefold(), "")
    if not name:
        asked = guess(heading.strip(), (QUESTIONS, PHOTO_ACTIVITY))
        notes.note(
            (f'heading "{heading.strip()}"',), f"is unknown{asked}", f"{_HEADINGS}, and ### for others", line=line
        )
    elif name in seen:
        notes.note((name,), "comes twice", "each heading once", line=line)
    else:
        seen.add(name)
        return name
    return f"line {line}"


def _read_questions(section: _Section | None, notes: Notebook) -> tuple[str, ...]:
    if section is None:
        notes.note(("questions",), "is missing", f"a line ## {QUESTIONS} and below it {_LIST}")
        return ()
    tokens = _MARKDOWN.parse(section.text)
    kinds = [token.type for token in tokens if not token.level]
    if kinds not in (["bullet_list_open", "bullet_list_close"], ["ordered_list_open", "ordered_list_close"]):
        notes.note(("questions",), "is not one list" if kinds else "is empty", _LIST)
        return ()
    questions: list[str] = []
    for token in tokens:
        line = section.line + (token.map[0] if token.map else 0)
        if token.type == "list_item_open" and token.level == 1:
            questions.append("")
            notes.lines["questions", len(questions) - 1] = line
        elif token.level == 2 and token.nesting >= 0 and (token.type != "paragraph_open" or questions[-1]):
            notes.note(("questions", len(questions) - 1), "is more than one paragraph", _LIST, line=line)
        elif token.type == "inline" and token.level == 3:
            questions[-1] = " ".join(token.content.split())
    _check_questions(questions, notes)
    return tuple(questions)


def _check_questions(questions: Sequence[str], notes: Notebook) -> None:
    if len(questions) > QUESTIONS_LIMIT:
        notes.note(("questions",), f"has {len(questions)} entries", f"1 to {QUESTIONS_LIMIT} questions")
    for number, question in enumerate(questions):
        if not question:
            notes.note(("questions", number), "is empty", _LIST)
        if len(question) > QUESTION_LIMIT:
            what = f"has {len(question):,} characters"
            notes.note(("questions", number), what, f"at most {QUESTION_LIMIT} characters")


def _read_photo_activity(section: _Section | None, notes: Notebook) -> str | None:
    if section is None:
        return None
    length = len(section.text)
    if not section.text or length > PHOTO_ACTIVITY_LIMIT:
        what = f"has {length:,} characters" if length else "is empty"
        notes.note(("photo_activity",), what, f"text of 1 to {PHOTO_ACTIVITY_LIMIT} characters")
    return section.text


def _check_inlines(tokens: Sequence[Token], first_line: int, notes: Notebook) -> None:
    """Note all that Discord would show as it is written, or that leads elsewhere than to https."""
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "html_block":
            notes.note(("text",), "has HTML", "Markdown only", line=line)
        for child in token.children or ():
            _check_inline(child, line, notes)
            line += child.type in ("softbreak", "hardbreak")


def _check_inline(token: Token, line: int, notes: Notebook) -> None:
    match token.type:
        case "html_inline":
            notes.note(("text",), f'has HTML ("{token.content[:60]}")', "Markdown only", line=line)
        case "image":
            notes.note(("text",), "has a picture", "one picture, named by the key image above the text", line=line)
        case "link_open" if not str(token.attrGet("href")).startswith("https://"):
            what = f'has a link to "{str(token.attrGet("href"))[:60]}"'
            notes.note(("text",), what, "links that begin with https://", line=line)
        case _:
            pass
