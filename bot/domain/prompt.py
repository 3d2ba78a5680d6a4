"""What people discuss: one prompt of a program's deck, and the limits that make it fit Discord's messages."""

from dataclasses import dataclass

TITLE_LIMIT = 100
"""Characters: a prompt's title names its thread."""
TEXT_LIMIT = 3_500
"""Characters of opening and questions together: an embed holds 4,096 and a components message 4,000 in all."""
QUESTION_LIMIT = 300
QUESTIONS_LIMIT = 7
LINK_TITLE_LIMIT = 80
"""Characters: the label of a link button."""
LINK_URL_LIMIT = 512
"""Characters: the address of a link button."""
LINKS_LIMIT = 5
"""One row of buttons."""
TAG_LIMIT = 20
"""Characters: the name of a forum tag."""
TAGS_LIMIT = 5
ALT_LIMIT = 1_024
"""Characters: Discord's description of an attached picture."""
CREDIT_LIMIT = 200
AUTHOR_LIMIT = 100
PHOTO_ACTIVITY_LIMIT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptLink:
    """A page worth reading, always by https."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptImage:
    """A picture with its source and its description; exactly one of `url` and `file` is set."""

    url: str | None
    """An https address."""
    file: str | None
    """A file name inside the program's folder."""
    source: str
    """Who made it and how it may be used, as shown below the picture."""
    alt: str
    """What the picture shows, for those who cannot see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing to discuss. `opening`, `questions` and `photo_activity` are Markdown as Discord shows it."""

    number: int
    """Its place in the deck, counted from 1 without gaps."""
    slug: str
    title: str
    opening: str
    questions: tuple[str, ...]
    links: tuple[PromptLink, ...] = ()
    tags: tuple[str, ...] = ()
    image: PromptImage | None = None
    author: str | None = None
    photo_activity: str | None = None


def count_text(opening: str, questions: tuple[str, ...]) -> int:
    """Return the characters that `TEXT_LIMIT` limits: the opening, the questions and a numbered line for each."""
    return len(opening) + sum(len(question) + len("\n1. ") for question in questions)
