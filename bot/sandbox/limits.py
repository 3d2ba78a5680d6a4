"""Discord's rate limits, with the headers that a client obeys. Off until switched on.

Sends to one channel: about 5 in 5 s (reported). All routes: 50 in a second; answers to interactions are exempt.
Source: https://discord.com/developers/docs/topics/rate-limits
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.rest.calls import Reply, Route

SENDS, SENDS_SECONDS = 5, 5.0
ALL, ALL_SECONDS = 50, 1.0
SEND_PATH = "/channels/{channel}/messages"
VIA = {"Via": "1.1 google"}
"""Without it a client takes a 429 for a ban page."""
GLOBAL_HEADERS = {**VIA, "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}


@dataclass(slots=True, kw_only=True)
class Bucket:
    """How many sends are left until the bucket is full again."""

    remaining: int
    resets_at: float


class RateLimits:
    """Counts requests and says which must wait. All times are real; `seconds` is how long a bucket of sends lasts."""

    def __init__(self) -> None:
        self.is_on = False
        self.refused = 0
        self.seconds = SENDS_SECONDS
        self._buckets: dict[str, Bucket] = {}
        self._recent: deque[float] = deque()

    def check(self, route: Route, params: Mapping[str, str]) -> tuple[Reply | None, dict[str, str]]:
        """Return a 429 or None, and the headers to send along."""
        if not self.is_on or route.is_open:
            return None, {}
        now = time.monotonic()
        if (wait := self._global_wait(now)) > 0:
            self.refused += 1
            return too_many(wait, GLOBAL_HEADERS, is_global=True)
        self._recent.append(now)
        if route.method != "POST" or route.path != SEND_PATH:
            return None, dict(VIA)
        return self._take_send(params["channel"], now)

    def _take_send(self, channel: str, now: float) -> tuple[Reply | None, dict[str, str]]:
        bucket = self._buckets.get(channel)
        if bucket is None or now >= bucket.resets_at:
            bucket = self._buckets[channel] = Bucket(remaining=SENDS, resets_at=now + self.seconds)
        is_full = bucket.remaining <= 0
        bucket.remaining = max(bucket.remaining - 1, 0)
        wait = bucket.resets_at - now
        headers = {
            **VIA,
            "X-RateLimit-Limit": str(SENDS),
            "X-RateLimit-Remaining": str(bucket.remaining),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
            "X-RateLimit-Bucket": "5e4d1f0000000000sends",
        }
        if not is_full:
            return None, headers
        self.refused += 1
        return too_many(wait, {**headers, "X-RateLimit-Scope": "user"}, is_global=False)

    def _global_wait(self, now: float) -> float:
        while self._recent and now - self._recent[0] > ALL_SECONDS:
            self._recent.popleft()
        return 0.0 if len(self._recent) < ALL else ALL_SECONDS - (now - self._recent[0])


def too_many(wait: float, headers: Mapping[str, str], *, is_global: bool) -> tuple[Reply, dict[str, str]]:
    """Return a 429 that asks to wait so many seconds, and its headers."""
    body = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": is_global}
    return Reply(status=429, body=body), {**headers, "Retry-After": str(int(wait) + 1)}
