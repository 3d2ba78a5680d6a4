"""Limits of embeds.

Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from bot.sandbox.shapes import Json, list_in, object_in, objects_in, text_in
from bot.sandbox.validation.problems import Key, Problems

MOST_EMBEDS = 10
MOST_FIELDS = 25
ALL_TOGETHER = 6000
WEB = ("http://", "https://", "attachment://")


def check_embeds(problems: Problems, value: object) -> None:
    """Note every embed that is too long, has too many fields, a bad address, or is empty."""
    embeds = problems.check_count(("embeds",), value, MOST_EMBEDS)
    for number, embed in enumerate(embeds):
        _check_embed(problems, ("embeds", number), embed)
    if sum(_size(embed) for embed in embeds) > ALL_TOGETHER:
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {ALL_TOGETHER}")


def _check_embed(problems: Problems, path: tuple[Key, ...], embed: Json) -> None:
    problems.check_length((*path, "title"), embed.get("title"), 256)
    problems.check_length((*path, "description"), embed.get("description"), 4096)
    problems.check_length((*path, "footer", "text"), object_in(embed.get("footer")).get("text"), 2048)
    problems.check_length((*path, "author", "name"), object_in(embed.get("author")).get("name"), 256)
    if len(list_in(embed.get("fields"))) > MOST_FIELDS:
        problems.check_count((*path, "fields"), embed.get("fields"), MOST_FIELDS)
    for number, field in enumerate(objects_in(embed.get("fields"))):
        problems.check_length((*path, "fields", number, "name"), field.get("name"), 256, 1)
        problems.check_length((*path, "fields", number, "value"), field.get("value"), 1024, 1)
    for key in ("image", "thumbnail"):
        check_url(problems, (*path, key, "url"), object_in(embed.get(key)).get("url"))
    check_url(problems, (*path, "url"), embed.get("url"))
    shown = ("title", "description", "fields", "footer", "author", "image", "thumbnail")
    if not any(embed.get(key) for key in shown):
        problems.add((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")


def check_url(problems: Problems, path: tuple[Key, ...], url: object, schemes: tuple[str, ...] = WEB) -> None:
    """Note an address that is not http, https or a file of the message; None passes."""
    if url is not None and not text_in(url).startswith(schemes):
        problems.add(path, "URL_TYPE_INVALID_SCHEME", f'Scheme of "{url}" is not supported.')


def _size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description"), object_in(embed.get("footer")).get("text")]
    texts.append(object_in(embed.get("author")).get("name"))
    for field in objects_in(embed.get("fields")):
        texts += [field.get("name"), field.get("value")]
    return sum(len(text_in(text)) for text in texts)
