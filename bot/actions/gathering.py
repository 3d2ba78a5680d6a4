"""Replies as a summary sees them, gathered from what is kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.actions.lookups import Setting
from bot.actions.planning import Dates, dates_of
from bot.actions.whereabouts import link_to
from bot.domain.consent import Consent
from bot.domain.hosting import HostedProgram
from bot.domain.ids import ReplyId
from bot.domain.reply import Reply, Source
from bot.domain.turns import continued
from bot.domain.words import Words
from bot.store import Tx, replies


def words_of(reply: Reply, hosted: HostedProgram, dates: Dates, standing: Mapping[int, ReplyId]) -> Words:
    """A reply as a summary sees it: no name and no link but under the consent *with name*.

    `standing` leads from a message to the reply that it is.
    """
    consent = reply.consent()
    named = consent is Consent.QUOTE_WITH_NAME
    linked = named and reply.channel_id is not None and reply.message_id is not None
    link = link_to(hosted.guild_id, reply.channel_id, reply.message_id)
    return Words(
        reply_id=reply.id,
        authors=tuple(author.member_id for author in reply.authors),
        guest=all(author.guest for author in reply.authors),
        consent=consent,
        text=reply.text,
        said_at=reply.said_at,
        prompt_number=reply.prompt_number,
        late=reply.said_at >= dates.prompt_closes_at(reply.prompt_number),
        author_names=tuple(author.name for author in reply.authors) if named else (),
        link=link if linked else None,
        forgotten=reply.forgotten(),
        kind=reply.kind,
        answers=standing.get(reply.answers) if reply.answers is not None else None,
    )


async def gather_words(tx: Tx, found: Setting, prompt_number: int | None) -> list[Words]:
    """All replies to the prompt, or of the whole round, that count now."""
    dates = await dates_of(tx, found.round.id)
    written = await replies.of_prompt(tx, found.round.id, prompt_number)
    counted = [reply for reply in written if reply.counts()]
    standing = {message_id: reply.id for reply in counted for message_id in _messages_of(reply)}
    firsts = continued(counted)
    gathered = (words_of(reply, found.hosted, dates, standing) for reply in counted)
    return [replace(words, continues=firsts.get(words.reply_id)) for words in gathered]


def _messages_of(reply: Reply) -> set[int]:
    """The message that a reply is, or in which the bot shows it."""
    shown = {reply.message_id} if reply.message_id is not None else set[int]()
    return shown | ({reply.source_id} if reply.source in (Source.THREAD, Source.DIRECT) else set[int]())
