"""What stands above the text of a prompt; each field's description is what people are told when it is wrong."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.domain.prompt import (
    ALT_LIMIT,
    AUTHOR_LIMIT,
    CREDIT_LIMIT,
    LINK_TITLE_LIMIT,
    LINK_URL_LIMIT,
    LINKS_LIMIT,
    TAG_LIMIT,
    TAGS_LIMIT,
    TITLE_LIMIT,
)
from bot.programs.checks import Address, OneLine
from bot.programs.program_model import Part

Tag = Annotated[OneLine, StringConstraints(min_length=1, max_length=TAG_LIMIT)]


class LinkPart(Part):
    """One entry of links."""

    title: OneLine = Field(
        min_length=1, max_length=LINK_TITLE_LIMIT, description=f"text of 1 to {LINK_TITLE_LIMIT} characters"
    )
    url: Address = Field(
        max_length=LINK_URL_LIMIT,
        description=f"an address of at most {LINK_URL_LIMIT} characters that begins with https://",
    )


class ImagePart(Part):
    """The picture above a prompt."""

    url: Address | None = Field(None, max_length=LINK_URL_LIMIT, description="an address that begins with https://")
    file: str | None = Field(None, description="the name of a picture in the program's folder")
    source: OneLine = Field(
        min_length=1,
        max_length=CREDIT_LIMIT,
        description=f"who made the picture and how it may be used, in 1 to {CREDIT_LIMIT} characters",
    )
    alt: OneLine = Field(
        min_length=1,
        max_length=ALT_LIMIT,
        description=f"what the picture shows, for people who cannot see it, in 1 to {ALT_LIMIT:,} characters",
    )


class PromptPart(Part):
    """All keys of a prompt."""

    title: OneLine = Field(min_length=1, max_length=TITLE_LIMIT, description=f"text of 1 to {TITLE_LIMIT} characters")
    author: OneLine | None = Field(
        None, min_length=1, max_length=AUTHOR_LIMIT, description=f"a name of 1 to {AUTHOR_LIMIT} characters"
    )
    tags: list[Tag] = Field(
        default_factory=list[Tag],
        max_length=TAGS_LIMIT,
        description=f"a list of at most {TAGS_LIMIT} texts of 1 to {TAG_LIMIT} characters",
    )
    links: list[LinkPart] = Field(
        default_factory=list[LinkPart],
        max_length=LINKS_LIMIT,
        description=f"a list of at most {LINKS_LIMIT} entries with title and url",
    )
    image: ImagePart | None = Field(None, description="a table with url or file, source and alt")
