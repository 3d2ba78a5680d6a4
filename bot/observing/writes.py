"""How long the database takes to keep things, and whether it does."""

import asyncio
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Seconds. A transaction on a good disk takes a few milliseconds, and a locked database is waited for up to five."""


class WriteRecord:
    """Hears of every transaction that was to be written: `Store.listen(record.note)`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.trouble: str | None = None
        """What one met that was not kept. It stands until `settle`: in a full database small things still fit."""
        self.failed = asyncio.Event()
        self._seconds = Histogram(
            "roundtable_database_write_seconds",
            "Transactions that were kept, without their wait for a turn",
            buckets=BUCKETS,
            registry=registry,
        )
        self._failures = Counter(
            "roundtable_database_write_failures",
            "Transactions that the database did not keep",
            ["trouble"],
            registry=registry,
        )
        self._last = Gauge(
            "roundtable_database_last_failure_timestamp_seconds",
            "When the database last kept nothing; 0 for never",
            registry=registry,
        )

    def note(self, seconds: float, trouble: str | None) -> None:
        """A transaction was kept or, with a trouble, was not."""
        if trouble is None:
            self._seconds.observe(seconds)
            return
        self.trouble = trouble
        self._failures.labels(trouble).inc()
        self._last.set(time.time())
        self.failed.set()

    def settle(self) -> None:
        """The database was seen to keep things again."""
        self.trouble = None
        self.failed.clear()
