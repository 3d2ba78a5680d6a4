"""What must hold of every round, whatever happened in it; each function fails with what it found."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.rehearsal.cues import verbs_in
from bot.sandbox import ChannelKind, Message
from bot.sandbox.shapes import Json, objects_in, text_in, walk_components
from bot.sandbox.snowflakes import instant_of
from bot.texts.catalogue import Texts
from tests.scenarios.playing import Scene, asks, token_of

A_WEEK = timedelta(days=7)
MOST_WORDS = 15
TAGS = re.compile(r"<@!?\d+>|<#\d+>|<t:\d+(?::\w)?>|</[\w ]+:\d+>|https?://\S+")
SPOKEN = ("content", "title", "description", "label", "placeholder", "name", "value", "text")
SECRET_PARTS = 30
"""Characters in a row that nobody else would write by chance."""


def assert_everything_holds(scene: Scene) -> None:
    """All of what follows."""
    assert_no_fault_was_met(scene)
    assert_each_token_stands_in_one_message(scene)
    assert_prompts_came_once(scene)
    assert_introductions_came_once(scene)
    assert_threads_of_pairs_are_single(scene)
    assert_nobody_was_pinged_by_mistake(scene)
    assert_replies_are_kept_once(scene)
    assert_pair_talk_is_nowhere(scene)
    assert_uncounted_words_stay_unseen(scene)
    assert_log_holds_no_words(scene)


def assert_no_fault_was_met(scene: Scene) -> None:
    assert scene.stage.sandbox.unrouted == []
    ends = scene.rows("SELECT key, outcome FROM due_step WHERE outcome NOT IN (?, ?, ?, ?, ?)", *GOOD_ENDS)
    assert ends == []
    assert "Traceback" not in scene.log, scene.log


GOOD_ENDS = ("done", "not_needed", "too_late", "cancelled", "dms_closed")


def assert_each_token_stands_in_one_message(scene: Scene) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for _, message in scene.of_bot():
        if token := token_of(message):
            places[token].append(message.id)
    assert places
    assert {token: found for token, found in places.items() if len(found) > 1} == {}
    known = {token for (token,) in scene.rows("SELECT token FROM due_step")}
    assert places.keys() <= known


def prompts_in(scene: Scene, verb: str, *kinds: ChannelKind) -> Counter[tuple[int, str, str]]:
    """How often each prompt stands in each channel or thread: by channel, round and number."""
    found = Counter[tuple[int, str, str]]()
    for channel, message in scene.of_bot(*kinds):
        if verb in (verbs := verbs_in(message)):
            found[channel.id, verbs[verb][0], verbs[verb][1]] += 1
    return found


def assert_prompts_came_once(scene: Scene) -> None:
    in_channel = prompts_in(scene, "reply", ChannelKind.TEXT)
    opened = scene.number("SELECT count(*) FROM due_step WHERE kind = 'open_prompt' AND outcome = 'done'")
    assert len(in_channel) == opened > 0
    assert set(in_channel.values()) == {1}
    for channel, message in scene.of_bot(ChannelKind.TEXT):
        if asks(message, "reply"):
            assert scene.world.channels[message.id].parent_id == channel.id, "a prompt without its thread"
    in_threads = Counter[tuple[int, str]]()
    for channel, message in scene.of_bot(ChannelKind.PRIVATE_THREAD):
        if asks(message, "pair_reply"):
            in_threads[channel.id, message.content.partition("Prompt ")[2]] += 1
    assert set(in_threads.values()) == {1}
    assert_every_lasting_pair_has_every_prompt(scene, in_threads)


def assert_every_lasting_pair_has_every_prompt(scene: Scene, in_threads: Counter[tuple[int, str]]) -> None:
    """Whoever was a pair from the start to the end was brought every prompt of the round."""
    got = Counter(thread_id for thread_id, _ in in_threads)
    lasting = """
        SELECT pair.thread_id, (SELECT count(*) FROM due_step WHERE kind = 'open_prompt' AND outcome = 'done'
                                AND due_step.round_id = pair.round_id)
        FROM pair JOIN due_step AS opening ON opening.pair_id = pair.id AND opening.kind = 'open_pair_thread'
        JOIN due_step AS start ON start.round_id = pair.round_id AND start.kind = 'start_round'
        WHERE opening.due_at = start.due_at AND pair.ended_at IS NULL
    """
    pairs = scene.rows(lasting)
    assert pairs
    assert {thread: got[thread] for thread, expected in pairs if got[thread] != expected} == {}


def assert_introductions_came_once(scene: Scene) -> None:
    """Each partner was told of each pair they are in exactly once: by DM, or in the thread where DMs are closed."""
    told = Counter[tuple[int, int]]()
    for channel, message in scene.of_bot(ChannelKind.DM):
        for thread in re.findall(r"Your place to talk: <#(\d+)>", str(message.embeds)):
            told[channel.recipient_id or 0, int(thread)] += 1
    greeted = Counter(
        channel.id
        for channel, message in scene.of_bot(ChannelKind.PRIVATE_THREAD)
        if message.content.endswith("This is your place to talk.")
    )
    in_pairs = scene.rows("""
        SELECT pair_member.member_id, pair.thread_id FROM pair_member JOIN pair ON pair.id = pair_member.pair_id
        WHERE pair.thread_id IS NOT NULL
    """)
    assert in_pairs
    open_dms = {each for each in in_pairs if each[0] not in scene.world.closed_dms}
    assert told == Counter(dict.fromkeys(open_dms, 1))
    assert greeted == Counter(dict.fromkeys((thread for _, thread in in_pairs), 1))


def assert_threads_of_pairs_are_single(scene: Scene) -> None:
    standing = Counter(
        channel.id
        for channel in scene.world.channels.values()
        if channel.kind is ChannelKind.PRIVATE_THREAD and channel.deleted_at is None
    )
    of_pairs = {thread for (thread,) in scene.rows("SELECT thread_id FROM pair WHERE thread_id IS NOT NULL")}
    assert standing.keys() == of_pairs | own_rooms(scene).keys()


def own_rooms(scene: Scene) -> dict[int, int]:
    """The threads of those who take no DMs and had no partner: whose each is."""
    return dict(scene.rows("SELECT channel_id, recipient_id FROM due_step WHERE kind = ? AND outcome = 'done'", ROOM))


ROOM = "open_help_room"


def assert_nobody_was_pinged_by_mistake(scene: Scene) -> None:
    for channel, message in scene.of_bot():
        assert not message.mentions.everyone, message.content
        assert message.mentions.role_ids == (), message.content
        if channel.kind is ChannelKind.PRIVATE_THREAD and channel.thread is not None:
            ever = {each for (each,) in scene.rows(IN_THREAD, channel.id)} | {own_rooms(scene).get(channel.id)}
            assert set(message.pinged_ids) <= ever, message.content
        else:
            assert message.pinged_ids == (), message.content


IN_THREAD = """
    SELECT member_id FROM pair_member JOIN pair ON pair.id = pair_member.pair_id WHERE pair.thread_id = ?
"""


def assert_replies_are_kept_once(scene: Scene) -> None:
    """Nobody has the same words kept twice for one prompt, and every standing message of a prompt's thread is kept."""
    kept = scene.rows("""
        SELECT round_id, prompt_number, member_id, text FROM reply JOIN reply_author ON reply_id = reply.id
        WHERE withdrawn_at IS NULL
    """)
    assert kept
    assert [each for each, times in Counter(kept).items() if times > 1] == []
    if not scene.plan.message_content:
        return
    stored = dict(scene.rows("SELECT source_id, text FROM reply WHERE source = 'thread' AND withdrawn_at IS NULL"))
    said = {
        message.id: message.content.strip()
        for message in scene.said_by_members(ChannelKind.PUBLIC_THREAD)
        if message.deleted_at is None
    }
    assert stored == said


def assert_handed_in_forms_are_kept(scene: Scene, texts: list[str]) -> None:
    """Each of these texts, whose form was acknowledged, is kept exactly once."""
    kept = Counter(text for (text,) in scene.rows("SELECT text FROM reply WHERE source <> 'thread'"))
    assert {text: kept[text.strip()] for text in texts if kept[text.strip()] != 1} == {}


def assert_pair_talk_is_nowhere(scene: Scene) -> None:
    talk = {message.content for message in scene.said_by_members(ChannelKind.PRIVATE_THREAD)}
    assert talk
    files = [scene.database.read_bytes(), scene.log.encode(), *(page.encode() for _, page in scene.pages())]
    assert [words for words in talk for kept in files if words.encode() in kept] == []


def assert_uncounted_words_stay_unseen(scene: Scene) -> None:
    """What may only be counted is shown by no message that others see, and by no page."""
    shown = [str(message.embeds + message.components) + message.content for _, message in scene.of_bot(*OPEN_PLACES)]
    pages = [page for _, page in scene.pages()]
    for text in only_counted(scene):
        assert [each for each in (*shown, *pages) if text in each] == [], text


OPEN_PLACES = (ChannelKind.TEXT, ChannelKind.PUBLIC_THREAD, ChannelKind.DM)


def only_counted(scene: Scene) -> list[str]:
    """Pieces of replies that may only be counted and that nobody else wrote, nor a prompt said."""
    rows = scene.rows("""
        SELECT reply.id, reply.text, min(coalesce(reply_author.consent, profile.consent, 'count_only'))
        FROM reply JOIN reply_author ON reply_id = reply.id JOIN round ON round.id = reply.round_id
        JOIN program ON program.id = round.program_id
        LEFT JOIN profile ON profile.member_id = reply_author.member_id AND profile.guild_id = program.guild_id
        GROUP BY reply.id
    """)
    allowed = "\n".join(text for _, text, consent in rows if consent != "count_only")
    allowed += "\n".join(prompt.opening for prompt in scene.plan.program.deck)
    pieces = (text.strip()[:SECRET_PARTS] for _, text, consent in rows if consent == "count_only")
    return [piece for piece in pieces if len(piece) == SECRET_PARTS and piece not in allowed]


def assert_log_holds_no_words(scene: Scene) -> None:
    words = {text[:SECRET_PARTS] for (text,) in scene.rows("SELECT text FROM reply")}
    assert [each for each in words if len(each) == SECRET_PARTS and each in scene.log] == []


def spoken(value: object, key: str = "") -> Iterator[str]:
    """Every text in a part of a message or form that people read."""
    if isinstance(value, str) and key in SPOKEN:
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from spoken(each, key)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "image":
                yield from spoken(each, name)


def texts_of_bot(scene: Scene) -> Iterator[str]:
    """Every text that the bot put before anybody: messages, answers for one reader, forms, names of threads."""
    for _, message in scene.everything_of_bot():
        yield message.content
        yield from spoken(message.embeds)
        yield from labels_of(message)
    for interaction in scene.world.interactions.values():
        yield from spoken(interaction.form)
    yield from (channel.name for channel in scene.world.channels.values() if channel.thread is not None)


def labels_of(message: Message) -> Iterator[str]:
    for part in walk_components(message.components):
        yield from spoken({name: each for name, each in part.items() if name in ("label", "placeholder", "content")})
        yield from (text_in(option.get("label")) for option in _options(part))


def _options(part: Json) -> list[Json]:
    return objects_in(part.get("options"))


def assert_texts_are_for_people(scene: Scene) -> None:
    """No raw id, no key of a text, no placeholder that was left, nothing of Python."""
    keys = re.compile("|".join(sorted(map(re.escape, Texts.load().placeholders_by_key()), key=len, reverse=True)))
    marks = re.compile(r"\d{17,}|\{[a-z_0-9]*\}|\bNone\b|\bTrue\b|<\w+\.\w+|\bdatetime\b")
    said = members_words(scene)
    found: set[str] = set()
    for text in texts_of_bot(scene):
        left = TAGS.sub(" ", without(text, said))
        if marks.search(left) or keys.search(left):
            found.add(text[:200])
    assert found == set()


def members_words(scene: Scene) -> list[str]:
    """What members wrote, by the longest first."""
    said = {message.content for message in scene.said_by_members(ChannelKind.PUBLIC_THREAD)}
    said |= {text for (text,) in scene.rows("SELECT text FROM reply")}
    return sorted((each.strip() for each in said if each.strip()), key=len, reverse=True)


def without(text: str, said: list[str]) -> str:
    """The text without what it shows of members' words."""
    plain = re.sub(r"\\([\\`*_~|<\[\]@:#>+\-.])", r"\1", text)
    plain = "\n".join(line for line in plain.splitlines() if not line.startswith(">"))
    for words in said:
        if len(words) > 3 and words in plain:
            plain = plain.replace(words, "")
    return plain


def assert_sentences_are_short(scene: Scene) -> None:
    """Each sentence of the bot has at most fifteen words; lists of names and of interests are no sentences."""
    said = members_words(scene)
    long: set[str] = set()
    for text in set(texts_of_bot(scene)):
        plain = TAGS.sub("x", without(text, said))
        for sentence in re.split(r"(?<=[.!?:])\s+|\n+| · ", plain):
            if len(sentence.split()) > MOST_WORDS:
                long.add(sentence)
    assert long == set()


def notifications(scene: Scene) -> dict[int, set[datetime]]:
    """When each participant was notified: a DM or a ping that answers no tap of theirs.

    What comes within five minutes is one: the end of a pair and the new partner, of whom a busy machine may hear later.
    What moderators say answers the reader's own request for help, and what is said to a reply by DM answers that.
    """
    answering = "SELECT message_id FROM due_step WHERE kind IN ('tell_answer', 'tell_kept', 'ask_prompt')"
    answers = {each for (each,) in scene.rows(answering)}
    taps = {(each.user_id, _minute(each.id)) for each in scene.world.interactions.values()}
    found: dict[int, set[datetime]] = defaultdict(set)
    for channel, message in scene.of_bot():
        reached = [channel.recipient_id] if channel.kind is ChannelKind.DM else message.pinged_ids
        for person in reached:
            at = _minute(message.id)
            if person is not None and (person, at) not in taps and message.id not in answers:
                found[person].add(at)
    return {person: _without_sequels(instants) for person, instants in found.items()}


def _without_sequels(instants: set[datetime]) -> set[datetime]:
    kept: list[datetime] = []
    for at in sorted(instants):
        if not kept or at - kept[-1] > timedelta(minutes=5):
            kept.append(at)
    return set(kept)


def _minute(snowflake: int) -> datetime:
    return instant_of(snowflake).replace(second=0, microsecond=0)


def assert_nobody_is_notified_too_often(scene: Scene) -> None:
    """In any seven days at most twice, and once more for each introduction in them."""
    introduced = scene.rows("SELECT recipient_id, date(due_at) FROM due_step WHERE kind = 'introduce' AND runs > 0")
    first = Counter((person, date.fromisoformat(on)) for person, on in set(introduced))
    crowded: list[tuple[str, list[str]]] = []
    for person, instants in notifications(scene).items():
        for begin in {each.date() for each in instants}:
            week = sorted(each for each in instants if begin <= each.date() < begin + A_WEEK)
            new = sum(first[person, begin + timedelta(days=later)] for later in range(7))
            if len(week) > 2 + new:
                crowded.append((scene.name(person), [f"{each:%d %b %H:%M}" for each in week]))
    assert crowded == []
