"""Summaries beside simpler ways to make them, on public texts that lie in `../shared/data` and nowhere in the project.

Themes are held against human key points (ArgKP-2021), meaning and language against the same sentences in eight
languages (SIB-200), chosen sentences against human summaries of mails (ConvoSumm), and the whole against the clock of
the processor. Where the texts are not there, that is said and nothing is measured.
"""

import asyncio
from collections.abc import AsyncIterator

from tests.benchmarks.figures import Figure, Size
from tests.benchmarks.summaries import key_points, languages, sentences, speed
from tests.benchmarks.summaries.texts import DATA, are_there


async def measure(size: Size) -> AsyncIterator[Figure]:
    """Every bar of a summary, ours and the others' in the same run."""
    if not are_there():
        yield Figure(name=f"not measured: there are no texts in {DATA.parent.name}/{DATA.name}", value="-")
        return
    for figures in (key_points.measure, languages.measure, sentences.measure):
        for figure in await asyncio.to_thread(figures, size.texts):
            yield figure
    for replies in (size.texts // 5, size.texts):
        for figure in await speed.measure(replies):
            yield figure
