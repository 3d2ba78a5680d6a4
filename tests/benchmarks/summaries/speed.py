"""What it takes to summarise very many replies: a process of its own for each measurement.

`python -m tests.benchmarks.summaries.speed 1000` is that process. It says its processor seconds, from the start of
Python to the summary, and the most memory it had. All is done in one thread, so on a machine with nothing else to do
these are the seconds that one waits.
"""

import asyncio
import json
import random
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.figures import Figure, at_most, beside
from tests.benchmarks.summaries.texts import rows_of

_SECONDS_FOR_1000, _SECONDS_FOR_MORE, _MEMORY = 15, 60, 1024
_REPLIES_OF_A_PERSON = 2


async def measure(replies: int) -> list[Figure]:
    """The seconds and the memory for so many replies in eight languages."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __spec__.name, str(replies)),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    told, _ = await process.communicate()
    found = json.loads(told)
    most = _SECONDS_FOR_1000 if replies <= 1_000 else _SECONDS_FOR_MORE
    return [
        at_most(f"{replies:,} replies, processor seconds", [found["seconds"]], most, "{:.0f}"),
        at_most(f"{replies:,} replies, most memory, MiB", [found["memory"]], _MEMORY, "{:.0f}"),
        beside(f"{replies:,} replies, words in each", [found["words"]], "{:.0f}"),
        beside(f"{replies:,} replies, themes", [found["themes"]], "{:.0f}"),
    ]


def texts(count: int) -> list[str]:
    """As many texts, half of them two sentences of the news in one of eight languages, half three arguments."""
    rng = random.Random(1)
    codes = ("eng_Latn", "spa_Latn", "fra_Latn", "por_Latn", "rus_Cyrl", "deu_Latn", "arb_Arab", "zho_Hans")
    news = [[row["text"] for row in rows_of(f"sib200_{code}_train.jsonl", 10_000)] for code in codes]
    arguments = [row["text"] for row in rows_of("argkp2021_train_args.jsonl", 10_000)]
    return [
        " ".join(rng.sample(rng.choice(news), 2) if number % 2 else rng.sample(arguments, 3)) for number in range(count)
    ]


def _summarised(count: int) -> dict[str, float]:
    from bot.domain.consent import Consent
    from bot.domain.ids import MemberId, ReplyId
    from bot.domain.words import Words
    from bot.summarise import summarise

    at = datetime(2026, 1, 1, tzinfo=UTC)
    said = texts(count)
    words = [
        Words(
            reply_id=ReplyId(number + 1),
            authors=(MemberId(number // _REPLIES_OF_A_PERSON + 1),),
            guest=False,
            consent=Consent.QUOTE,
            text=text,
            said_at=at,
            prompt_number=1,
        )
        for number, text in enumerate(said)
    ]
    summary = summarise(words, title="", prompt_number=1, round_name="", made_at=at)
    return {
        "seconds": time.process_time(),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "words": sum(len(text.split()) for text in said) / max(1, count),
        "themes": len(summary.themes),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_summarised(int(sys.argv[1]))))
