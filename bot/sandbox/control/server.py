"""The control verbs over HTTP: POST a JSON object to `{control_url}/{verb}`, get JSON back.

400 is a body that makes no sense, 404 something that does not exist, 409 what Discord's client would refuse, 504 what
did not come in time; each with `{"error": "<what is wrong>"}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.control import people_verbs, trouble_verbs, world_verbs
from bot.sandbox.control.desk import Desk, Verb
from bot.sandbox.errors import ApiError
from bot.sandbox.people.refusals import RefusedActError
from bot.sandbox.shapes import dumps, object_in

VERBS: dict[str, Verb] = {**people_verbs.VERBS, **trouble_verbs.VERBS, **world_verbs.VERBS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlServer:
    """Runs the verbs that a driver asks for."""

    desk: Desk

    async def handle(self, request: web.Request) -> web.Response:
        """Run one verb and answer what it returns."""
        verb = VERBS.get(request.match_info["verb"])
        # Only JSON: a page in a browser cannot post it to another origin without asking first.
        if request.content_type != "application/json":
            return _answer(415, {"error": "Send application/json."})
        if verb is None:
            return _answer(404, {"error": f"There is no verb {request.match_info['verb']!r}: {', '.join(VERBS)}."})
        status, told = await self._run(verb, await request.text())
        return _answer(status, told)

    async def _run(self, verb: Verb, text: str) -> tuple[int, object]:
        try:
            return 200, await verb(self.desk, object_in(json.loads(text or "{}")))
        except RefusedActError as refused:
            return 409, {"error": str(refused)}
        except TimeoutError as late:
            return 504, {"error": str(late)}
        except ApiError as unknown:
            return unknown.status, {"error": unknown.text}
        except LookupError as missing:
            return 404, {"error": f"There is no {missing}."}
        except (ValueError, TypeError) as wrong:
            return 400, {"error": str(wrong)}


def _answer(status: int, told: object) -> web.Response:
    return web.Response(status=status, body=dumps(told).encode(), content_type="application/json")
