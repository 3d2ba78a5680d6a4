"""Themes against human key points: ours, k-means on the same meanings, k-means on stemmed TF-IDF.

Both k-means are told how many key points there are, which nobody knows of a real round. Their quote is the reply that
lies nearest to the middle; their figures are means over five seeds. Groups under three replies count as none.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import mean
from typing import Any

import numpy as np

from bot.summarise import summarise
from bot.summarise.meaning import encode
from bot.summarise.tables import read_replies_csv, themes_json
from tests.benchmarks.figures import Figure, at_least, beside
from tests.benchmarks.summaries.plain import Rows, k_means, nearest_to_middle, tf_idf
from tests.benchmarks.summaries.texts import Row, judge, topics_of

Themes = list[dict[str, Any]]
_BARS = {"ARI": 0.28, "coverage": 0.95, "recall": 0.85, "represent": 0.82, "verbatim": 1.0}
_SEEDS = 5


def measure(most: int) -> list[Figure]:
    """The means over the topics, each held against its bar."""
    topics = topics_of("argkp2021_dev_args.jsonl", most)
    found = _judged(topics, _ours)
    figures = [at_least(f"themes, {name}: ours", [found[name]], bar, "{:.3f}") for name, bar in _BARS.items()]
    for title, place in {"k-means on meanings": _meanings, "k-means on stemmed TF-IDF": tf_idf}.items():
        others = _judged(topics, _clusters(place))
        figures += [beside(f"themes, {name}: {title}, told the number", [others[name]], "{:.3f}") for name in _BARS]
    return figures


def _judged(topics: Sequence[Sequence[Row]], find: Callable[[Sequence[Row]], Iterable[Themes]]) -> dict[str, float]:
    score = judge().score
    scores = [score(rows, themes) for rows in topics for themes in find(rows)]
    return {name: mean(each[name] for each in scores) for name in _BARS}


def _ours(rows: Sequence[Row]) -> Iterator[Themes]:
    """As `roundtable summarise --json` prints them, through the same file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["reply_id", "participant_id", "survey_text"])
    writer.writerows([row["id"], f"p{number}", row["text"]] for number, row in enumerate(rows))
    table = read_replies_csv(file.getvalue())
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    summary = summarise(table.words, title="", prompt_number=None, round_name="", made_at=made_at)
    yield themes_json(summary, table)["themes"]


def _clusters(place: Callable[[Sequence[str]], Rows]) -> Callable[[Sequence[Row]], Iterator[Themes]]:
    def find(rows: Sequence[Row]) -> Iterator[Themes]:
        points = {point for row in rows for point, fits in row["labels"].items() if fits == 1}
        placed = place([row["text"] for row in rows])
        for seed in range(_SEEDS):
            clusters = k_means(placed, len(points), seed)
            yield [_theme(rows, placed, np.flatnonzero(clusters == number)) for number in np.unique(clusters)]

    return find


def _theme(rows: Sequence[Row], placed: Rows, members: Any) -> dict[str, Any]:
    first = rows[nearest_to_middle(placed, members)]
    return {
        "reply_ids": [rows[each]["id"] for each in members],
        "quotes": [{"reply_id": first["id"], "text": first["text"]}],
    }


def _meanings(texts: Sequence[str]) -> Rows:
    return encode(texts).astype(np.float64)
