"""Brings together what is observed: the database is asked when somebody looks, all else was counted as it happened."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.actions.ports import Clock
from bot.domain.steps import Lane, lane_of
from bot.observing.gateway import GatewayRecord
from bot.observing.health import Lateness, Observed, Verdict, judge
from bot.observing.requests import RequestCounts
from bot.observing.writes import WriteRecord
from bot.store import Store, watching
from bot.store.connecting import trouble_of
from bot.store.watching import StoreFigures

PATIENCE_SECONDS = 8.0
"""How long the database may take to answer who looks; longer than SQLite waits for a lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen: the store's figures where it could be read, and what comes of all."""

    figures: StoreFigures | None
    verdict: Verdict


class Observer:
    """All that is known of how the bot is. Counting costs nothing but a number; the rest is read when asked for."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self._registry)
        self.gateway = GatewayRecord()
        self.requests = RequestCounts(self._registry)
        self.writes = WriteRecord(self._registry)
        self.latency: Callable[[], float] = lambda: 0.0
        """Seconds that the gateway's last heartbeat took."""
        self.idle_seconds: Callable[[Lane], float] = lambda lane: 0.0
        """Real seconds since a step of a lane had its try."""
        store.listen(self.writes.note)

    async def look(self) -> Looked:
        """Return how the bot is. A transaction that changes nothing shows whether the database could be written."""
        figures, read_trouble = await self._read()
        # While it is known not to work, trying is left to who looks after the outage: an empty try proves little.
        if not read_trouble and self.writes.trouble is None:
            await self._try_writing()
        observed = Observed(
            gateway_gone_seconds=self.gateway.gone_seconds(),
            lanes=self._lanes(figures) if figures else {},
            write_trouble=self.writes.trouble,
            read_trouble=read_trouble,
        )
        return Looked(figures=figures, verdict=judge(observed))

    async def metrics(self) -> bytes:
        """Return everything in Prometheus' text format."""
        looked = await self.look()
        now = CollectorRegistry(auto_describe=False)
        now.register(_Families([*self._families(looked), *(_of_store(looked.figures) if looked.figures else ())]))
        if looked.figures:
            now.register(_Families(_of_steps(looked.figures, self._clock.now().timestamp())))
        return generate_latest(self._registry) + generate_latest(now)

    async def _read(self) -> tuple[StoreFigures | None, str | None]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._store.read() as tx:
                return await watching.figures(tx, self._clock.now()), None
        except TimeoutError:
            return None, "it does not answer"
        except Exception as error:
            return None, trouble_of(error) or type(error).__name__

    async def _try_writing(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._store.write():
                pass
        except TimeoutError:
            self.writes.note(PATIENCE_SECONDS, "no_answer")
        except Exception as error:
            if trouble_of(error) is None:
                raise

    def _lanes(self, figures: StoreFigures) -> dict[Lane, Lateness]:
        now = self._clock.now()
        late: dict[Lane, float] = {}
        for due in figures.due:
            lane = lane_of(due.kind)
            late[lane] = max(late.get(lane, 0.0), (now - due.since).total_seconds())
        return {
            lane: Lateness(late_seconds=seconds, idle_seconds=self.idle_seconds(lane)) for lane, seconds in late.items()
        }

    def _families(self, looked: Looked) -> list[Metric]:
        healthy = GaugeMetricFamily("roundtable_healthy", "Whether a part is well", labels=["part"])
        for part in ("gateway", "steps", "database"):
            healthy.add_metric([part], 0 if getattr(looked.verdict, part) else 1)
        return [
            healthy,
            _single(
                "roundtable_gateway_connected", "Whether Discord's gateway is there", not self.gateway.gone_seconds()
            ),
            _single("roundtable_gateway_latency_seconds", "What the last heartbeat took", self.latency()),
            _single("roundtable_gateway_sessions", "Sessions since the start", self.gateway.sessions),
            _single("roundtable_gateway_resumes", "Sessions that went on after a loss", self.gateway.resumes),
        ]


class _Families:
    """What Prometheus' registry asks, with the answer at hand."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        return self._families


def _single(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=float(value))


def _of_store(figures: StoreFigures) -> list[Metric]:
    replies = GaugeMetricFamily("roundtable_replies", "Replies kept", labels=["state"])
    replies.add_metric(["standing"], figures.replies - figures.withdrawn)
    replies.add_metric(["withdrawn"], figures.withdrawn)
    return [replies, _single("roundtable_database_bytes", "Size of the database", figures.size)]


def _of_steps(figures: StoreFigures, now: float) -> list[Metric]:
    labels = ["kind", "lane"]
    due = GaugeMetricFamily("roundtable_steps_due", "Steps to be tried now", labels=labels)
    late = GaugeMetricFamily("roundtable_steps_late_seconds", "How long the oldest of them waits", labels=labels)
    for found in figures.due:
        due.add_metric([found.kind, lane_of(found.kind)], found.count)
        late.add_metric([found.kind, lane_of(found.kind)], max(0.0, now - found.since.timestamp()))
    ended = GaugeMetricFamily("roundtable_steps_ended", "Steps by what became of them", labels=[*labels, "outcome"])
    for kind, outcome, count in figures.ended:
        ended.add_metric([kind, lane_of(kind), outcome], count)
    return [due, late, ended]
