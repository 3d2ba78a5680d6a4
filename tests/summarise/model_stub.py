"""A service of language models on loopback, which speaks both protocols and answers as it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.summarise.model import RemoteModel, Service


@dataclass
class Stub:
    """What it answers, and what it was asked."""

    answer: str = ""
    refuses: bool = False
    status: int = 200
    raw: str | None = None
    waits: bool = False
    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def model(self, service: Service, *, seconds: float = 120) -> RemoteModel:
        base = f"{self.address}/v1" if service is Service.OPENAI else self.address
        return RemoteModel(service=service, name="some-model", address=base, key="a-key", seconds=seconds)

    async def answers(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization") or request.headers.get("x-api-key", ""))
        if self.waits:
            await asyncio.Event().wait()
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="text/html")
        if self.status != 200:
            return web.json_response({"error": {"message": "no", "type": "some_error"}}, status=self.status)
        shape = self._as_messages if request.path.endswith("/messages") else self._as_chat
        return web.json_response(shape())

    def _as_chat(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": None if self.refuses else self.answer}
        message |= {"refusal": "I cannot."} if self.refuses else {}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return {"id": "1", "object": "chat.completion", "created": 1, "model": "some-model", "choices": [choice]}

    def _as_messages(self) -> dict[str, Any]:
        content = [] if self.refuses else [{"type": "text", "text": self.answer}]
        usage = {"input_tokens": 1, "output_tokens": 1}
        reason = "refusal" if self.refuses else "end_turn"
        return {
            "id": "1", "type": "message", "role": "assistant", "model": "some-model", "content": content,
            "stop_reason": reason, "stop_sequence": None, "usage": usage,
        }  # fmt: skip


@asynccontextmanager
async def model_stub() -> AsyncIterator[Stub]:
    """A stub that is listening on a loopback port."""
    stub = Stub()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", stub.answers)
    app.router.add_post("/v1/messages", stub.answers)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    stub.address = f"http://{host}:{port}"
    try:
        yield stub
    finally:
        await runner.cleanup()


def as_answer(**lists: list[dict[str, Any]]) -> str:
    """The JSON that a well-behaved model answers with, between words as many like to put around it."""
    return f"Here it is:\n```json\n{json.dumps(lists)}\n```"
