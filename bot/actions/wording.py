"""A draft worded by a language model, where the operator has one; where it fails, offline words stand."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

import structlog

from bot.domain.program import Program
from bot.domain.summary import Summary
from bot.domain.wording import Sentence, Translation, Wording
from bot.domain.wording_check import CHECKED_LANGUAGES
from bot.summarise.instructions import Instruction, read_instruction
from bot.summarise.model import LanguageModel, NoAnswer
from bot.summarise.wording import matter_of, matter_to_translate, sentences_in, translations_in
from bot.texts.apart import process_apart

log = structlog.get_logger(__name__)

Found = TypeVar("Found")


def language_of(program: Program) -> str:
    """Return the language in which the program's summaries are worded, as ISO 639-1."""
    return program.language.partition("-")[0].casefold()


async def word_summary(model: LanguageModel, summary: Summary, language: str, *, translates: bool) -> Summary:
    """The summary with what the model wrote, as far as the summary proves it.

    Nothing is asked where there are no themes, or in a language in which numbers in words are not known. Whatever goes
    wrong with the model is logged and leaves the summary as it was.
    """
    if not summary.themes or language not in CHECKED_LANGUAGES:
        return summary
    with process_apart() as pool:
        asking = _Asking(model=model, summary=summary, language=language, pool=pool)
        sentences = await asking.for_sentences()
        translations = await asking.for_translations() if translates else ()
    if not sentences and not translations:
        return summary
    return replace(
        summary, wording=Wording(model=model.name, language=language, sentences=sentences, translations=translations)
    )


class _Asking:
    """One summary, and the model that is asked about it."""

    def __init__(self, *, model: LanguageModel, summary: Summary, language: str, pool: ProcessPoolExecutor) -> None:
        self._model = model
        self._summary = summary
        self._language = language
        self._pool = pool

    async def for_sentences(self) -> tuple[Sentence, ...]:
        """Sentences of which each is proved."""
        answer = await self._ask(Instruction.WORDING, matter_of(self._summary, self._language))
        if answer is None:
            return ()
        sentences, dropped = await self._apart(partial(sentences_in, answer, self._summary, self._language))
        log.info("summary_worded", kept=len(sentences), dropped=dict(dropped))
        return sentences

    async def for_translations(self) -> tuple[Translation, ...]:
        """Translations of the quotes that are in another language."""
        matter = await self._apart(partial(matter_to_translate, self._summary, self._language))
        answer = None if matter is None else await self._ask(Instruction.TRANSLATING, matter)
        if answer is None:
            return ()
        return await self._apart(partial(translations_in, answer, self._summary, self._language))

    async def _ask(self, instruction: Instruction, matter: str) -> str | None:
        try:
            return await self._model.answer(await asyncio.to_thread(read_instruction, instruction), matter)
        except NoAnswer as none:
            log.warning("model_gave_no_answer", why=none.why)
            return None

    async def _apart(self, do: Callable[[], Found]) -> Found:
        return await asyncio.get_running_loop().run_in_executor(self._pool, do)
