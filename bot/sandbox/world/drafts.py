"""A message as its author means it, before it stands in a channel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.sandbox.shapes import Json, object_in, objects_in, walk_components
from bot.sandbox.world.records import NO_FLAGS, Attachment, MessageFlag, MessageKind

IMAGE_KEYS = ("image", "thumbnail")
MEDIA_KEYS = ("media", "file")
# What Discord answers where the sender left it open, by type of component.
LEFT_OPEN: dict[int, Json] = {14: {"divider": True, "spacing": 1}, 17: {"accent_color": None, "spoiler": False}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a message will hold.

    `allowed_mentions` is None when the author said nothing about it; `named_ids` are the users whom one of Discord's
    own lines names, which notifies nobody.
    """

    content: str = ""
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: MessageFlag = NO_FLAGS
    kind: MessageKind = MessageKind.DEFAULT
    reference: Json | None = None
    allowed_mentions: Json | None = None
    nonce: str | int | None = None
    named_ids: tuple[int, ...] = ()
    only_for: int | None = None
    interaction: Json | None = None
    token: str | None = None

    @property
    def spoken_text(self) -> str:
        """All text in which a mention pings: the content and the text displays of components. Embeds never ping."""
        shown = [c["content"] for c in walk_components(list(self.components)) if c.get("type") == 10]
        return "\n".join([self.content, *shown])


def with_settled_parts(draft: Draft) -> Draft:
    """Return the draft as it is stored: embeds typed, components numbered, `attachment://` names turned into URLs."""
    urls = {f"attachment://{a.filename}": a.url for a in draft.attachments}
    embeds = tuple(_settled_embed(embed, urls) for embed in draft.embeds)
    components = tuple(_settled_component(component, urls) for component in draft.components)
    taken = {c["id"] for c in walk_components(list(components)) if c.get("id")}
    free = iter(number for number in range(1, 500) if number not in taken)
    for component in walk_components(list(components)):
        if not component.get("id"):
            component["id"] = next(free)
    return replace(draft, embeds=embeds, components=components)


def _settled_embed(embed: Json, urls: dict[str, str]) -> Json:
    settled: Json = {"type": "rich", **embed}
    if "fields" in settled:
        settled["fields"] = [{"inline": False, **field} for field in objects_in(settled["fields"])]
    for key in IMAGE_KEYS:
        if image := object_in(settled.get(key)):
            settled[key] = _settled_media(image, urls)
    return settled


def _settled_component(component: Json, urls: dict[str, str]) -> Json:
    settled: Json = {**LEFT_OPEN.get(component.get("type", 0), {}), **component}
    for key in MEDIA_KEYS:
        if media := object_in(settled.get(key)):
            settled[key] = _settled_media(media, urls)
    if "items" in settled:
        settled["items"] = [{**item, "media": _settled_media(item["media"], urls)} for item in settled["items"]]
    if "components" in settled:
        settled["components"] = [_settled_component(inner, urls) for inner in settled["components"]]
    if "accessory" in settled:
        settled["accessory"] = _settled_component(settled["accessory"], urls)
    return settled


def _settled_media(media: Json, urls: dict[str, str]) -> Json:
    url = urls.get(media.get("url", ""), media.get("url", ""))
    return {**media, "url": url, "proxy_url": url}
