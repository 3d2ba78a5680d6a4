"""What is known of the connection to Discord's gateway, by what the front end heard."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class GatewayRecord:
    """Whether the gateway is there, and how often it came back. Times are real seconds of `time.monotonic`."""

    gone_since: float | None = field(default_factory=time.monotonic)
    """None while it is there."""
    sessions: int = 0
    resumes: int = 0

    async def note_session(self) -> None:
        """A new session began."""
        self.gone_since = None
        self.sessions += 1

    async def note_resume(self) -> None:
        """A session goes on."""
        self.gone_since = None
        self.resumes += 1

    async def note_loss(self) -> None:
        """The connection is gone; told again at each attempt that fails."""
        if self.gone_since is None:
            self.gone_since = time.monotonic()

    def gone_seconds(self) -> float:
        """How long it has been gone; 0 while it is there."""
        return 0.0 if self.gone_since is None else time.monotonic() - self.gone_since
