"""One prompt of a deck: a file NN-name.md."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.domain.prompt import Prompt, PromptImage, PromptLink
from bot.programs.explain import note_refusals
from bot.programs.mistakes import Notebook
from bot.programs.prompt_body import PromptBody, read_body
from bot.programs.prompt_model import ImagePart, PromptPart
from bot.programs.sources import leads_elsewhere, read_front_matter, read_text

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
PICTURE_SIZE_LIMIT = 8_000_000
"""Bytes: below the 10 MB that Discord takes without a boost."""
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")
"""What PNG, JPEG, GIF and WebP begin with."""
_NAME = re.compile(r"(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptName:
    """What the name of a file says: "03-new-leaders.md" is number 3."""

    number: int
    slug: str


def read_prompt_name(file_name: str, notes: Notebook) -> PromptName | None:
    """Return number and slug; notes a name that has none."""
    named = _NAME.fullmatch(file_name)
    if not named or named[1] == "00":
        notes.note((), "has a name that is not allowed", "two digits from 01, -, small letters, .md: 03-new-leaders.md")
        return None
    return PromptName(number=int(named[1]), slug=named[2])


def read_prompt(path: Path, name: PromptName, *, photo_activities: bool, notes: Notebook) -> Prompt | None:
    """Return the prompt of this file; none if it has a mistake, each of which is noted."""
    text = read_text(path, notes)
    source = None if text is None else read_front_matter(text, notes)
    if source is None:
        return None
    part = None
    if source.values is not None:
        try:
            part = PromptPart.model_validate(source.values)
        except ValidationError as refused:
            note_refusals(PromptPart, refused, notes)
    body = read_body(source.body, source.body_line, notes)
    if body.photo_activity and not photo_activities:
        notes.note(("photo_activity",), "is not allowed", "photo_activities = true in program.toml")
    if part and part.image:
        _check_image(part.image, path.parent, notes)
    return None if notes.mistakes or part is None else _make_prompt(name, part, body)


def _make_prompt(name: PromptName, part: PromptPart, body: PromptBody) -> Prompt:
    image = part.image and PromptImage(
        url=part.image.url, file=part.image.file, source=part.image.source, alt=part.image.alt
    )
    return Prompt(
        number=name.number,
        slug=name.slug,
        title=part.title,
        opening=body.opening,
        questions=body.questions,
        links=tuple(PromptLink(title=link.title, url=link.url) for link in part.links),
        tags=tuple(part.tags),
        image=image,
        author=part.author,
        photo_activity=body.photo_activity,
    )


def _check_image(image: ImagePart, folder: Path, notes: Notebook) -> None:
    if (image.url is None) == (image.file is None):
        what = "has both url and file" if image.url else "has neither url nor file"
        notes.note(("image",), what, "one of url and file")
    if image.file is None:
        return
    place = ("image", "file")
    if Path(image.file).name != image.file or not image.file.lower().endswith(PICTURES):
        notes.note(place, f'is "{image.file[:60]}"', f"the name of a file that ends in {', '.join(PICTURES)}")
        return
    file = folder / image.file
    if not file.is_file():
        notes.note(place, f'is "{image.file}", which is not there', "a picture in the program's folder")
    elif leads_elsewhere(file):
        notes.note(place, "is a link to another place", "a picture in the program's folder")
    elif (size := file.stat().st_size) > PICTURE_SIZE_LIMIT:
        notes.note(place, f"has {size:,} bytes", f"at most {PICTURE_SIZE_LIMIT:,} bytes")
    elif not _begins_as_a_picture(file):
        notes.note(place, "is no picture, whatever its name says", f"a picture: {', '.join(PICTURES)}")


def _begins_as_a_picture(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(8).startswith(_BEGINNINGS)
