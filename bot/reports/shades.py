"""The colours of a heat map: one hue from pale to deep, so that nobody has to tell hues apart, and ink upon them."""

_SHADES = ("#d7eaf2", "#5aa5c2", "#0b3d52")
"""For few people, for half as many as the most, and for most."""
_INKS = ("#000000", "#ffffff")


def shade(people: int, most: int) -> str:
    """Return the colour of a cell, in steps from pale for few to deep for most."""
    share = 2 * people / most
    pale, deep = _SHADES[:2] if share <= 1 else _SHADES[1:]
    parts = zip(_channels(pale), _channels(deep), strict=True)
    return "#" + "".join(f"{round(less + (more - less) * (share - (share > 1))):02x}" for less, more in parts)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def ink_on(fill: str) -> str:
    """Return the colour of letters that can be read on this one: black or white, whichever contrasts more."""
    return max(_INKS, key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 reckons it; 4.5 is enough to read by."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (each / 255 for each in _channels(colour))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
