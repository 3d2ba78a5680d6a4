"""Discord's Markdown as safe HTML.

markdown-it does the parsing with HTML off; what Discord has beyond it (underline, spoilers, mentions, timestamps) are
rules of our own; nh3 lets nothing through but a short list of elements. Links are http and https only.
Source: https://support.discord.com/hc/en-us/articles/210298617
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from bot.sandbox.transcript.markdown_lines import chunks_of
from bot.sandbox.transcript.mentions import MENTION, read_brackets
from bot.sandbox.transcript.names import Names

RULES = ["fence", "blockquote", "heading", "list", "backticks", "strikethrough", "emphasis", "link", "autolink",
         "escape", "newline"]  # fmt: skip
TAGS = {"p", "br", "strong", "em", "u", "s", "code", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "small",
        "a", "time", "span"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "time": {"datetime", "title"}, "span": {"tabindex"}, "ol": {"start"}}
CLASSES = {"span": {"mention", "spoiler"}, "a": {"mention"}}
WEB = re.compile(r"https?://", re.IGNORECASE)
# What the parser leaves as plain text: bare addresses (without the full stop behind them), @everyone, spoiler bars.
SPECIAL = re.compile(r"(https?://[^\s<>|]*[^\s<>|.,:;!?'\")\]*_~]|@everyone|@here|\|\|)", re.IGNORECASE)
SPOILER_OPEN, SPOILER_CLOSE = Markup('<span class="spoiler" tabindex="0">'), Markup("</span>")
HTML = "html_inline"


class DiscordMarkdown:
    """Renders texts with the names of one world."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._parser = MarkdownIt("zero", {"breaks": True}).enable(RULES)
        self._parser.validateLink = is_web_address
        self._parser.inline.ruler.before("autolink", "in_brackets", self._in_brackets)
        self._parser.core.ruler.push("specials", _mark_specials)

    def render(self, text: str, seen_at: datetime) -> Markup:
        """Return the text as HTML; `seen_at` is when it was read first, for timestamps such as "in 3 days"."""
        env = {"seen_at": seen_at}
        html = ""
        for is_small, piece in chunks_of(text):
            inner: str = self._parser.renderInline(piece, env) if is_small else self._parser.render(piece, env)
            html += f"<p><small>{inner}</small></p>" if is_small else inner
        return Markup(
            nh3.clean(
                _with_discord_tags(html),
                tags=TAGS,
                attributes=ATTRIBUTES,
                allowed_classes=CLASSES,
                url_schemes={"http", "https"},
                link_rel="noopener noreferrer nofollow",
            )
        )

    def _in_brackets(self, state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "<":
            return False
        found = read_brackets(state.src, state.pos, self._names, state.env["seen_at"])
        if found is None:
            return False
        if not silent:
            state.push(HTML, "", 0).content = str(found.html)
        state.pos = found.end
        return True


def is_web_address(url: str) -> bool:
    """Whether the address is http or https; nothing else ever becomes a link."""
    return WEB.match(url.strip()) is not None


def _with_discord_tags(html: str) -> str:
    """Let headings stand below the page's own."""
    return re.sub(r"<(/?)h([123])>", lambda found: f"<{found[1]}h{int(found[2]) + 2}>", html)


def _mark_specials(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_marked(block.children))


def _marked(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with underlines, bare addresses, @everyone and spoilers turned into HTML."""
    bars = sum(token.content.count("||") for token in tokens if token.type == "text")
    depth, seen = 0, 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type in ("strong_open", "strong_close") and token.markup == "__":
            token.tag = "u"
        if token.type != "text":
            yield token
            continue
        for part in SPECIAL.split(token.content):
            if part == "||" and seen < bars - bars % 2:
                seen += 1
                yield _html(SPOILER_OPEN if seen % 2 else SPOILER_CLOSE)
            else:
                yield _plain(part, is_in_link=depth > 0)


def _plain(part: str, *, is_in_link: bool) -> Token:
    if part.lower() in ("@everyone", "@here"):
        return _html(MENTION.format(part))
    if WEB.match(part) and not is_in_link:
        return _html(Markup('<a href="{0}">{0}</a>').format(part))
    return _html(escape(part))


def _html(html: Markup) -> Token:
    return Token(HTML, "", 0, content=str(html))
