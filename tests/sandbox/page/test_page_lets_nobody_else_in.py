"""Who may open the sandbox's page: this machine's own tabs, by the sandbox's own name, with its secret."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sandbox import Sandbox


async def status_of(method: str, address: str, **headers: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, address, headers=headers, json={} if method == "POST" else None) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"])
async def test_request_under_another_name_is_refused_everywhere(town: Sandbox, host: str) -> None:
    named = host.format(port=town.port)
    for address in (town.page_url, f"{town.page_url}api/people", f"{town.api_base}/gateway"):
        assert await status_of("GET", address, Host=named) == 403
    assert await status_of("POST", f"{town.control_url}/state", Host=named) == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "null"])
async def test_request_of_another_origin_is_refused(town: Sandbox, origin: str) -> None:
    told = origin.format(port=town.port)
    assert await status_of("GET", f"{town.page_url}api/people", Origin=told) == 403
    assert await status_of("POST", f"{town.page_url}api/do/say", Origin=told) == 403
    assert await status_of("POST", f"{town.control_url}/state", Origin=told) == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_page_opens_under_both_names_of_the_machine(town: Sandbox, name: str) -> None:
    host = f"{name}:{town.port}"
    assert await status_of("GET", town.page_url, Host=host, Origin=f"http://{host}") == 200


async def test_live_line_of_another_origin_is_refused(town: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{town.page_url}live", headers={"Origin": "http://evil.example"})


@pytest.mark.parametrize("path", ["", "main.js", "live", "api/people", "api/time"])
async def test_without_the_secret_nothing_is_found(town: Sandbox, path: str) -> None:
    wrong = town.page_url.replace(town.page.desk.secret, "x" * len(town.page.desk.secret))
    assert await status_of("GET", wrong + path) == 404


@pytest.mark.parametrize("path", ["/", "/page", "/page/", "/page/wrong", "/page/wrong/", "/page/wrong/api/people"])
async def test_address_that_is_not_whole_says_so_and_tells_no_secret(town: Sandbox, path: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{town.port}{path}") as answer,
    ):
        assert (answer.status, answer.content_type) == (404, "text/html")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        words = await answer.text()
    assert "the whole address that the command printed" in words
    assert town.page.desk.secret not in words


async def test_page_opens_where_only_the_last_slash_lacks(town: Sandbox) -> None:
    assert await status_of("GET", town.page_url.rstrip("/")) == 200


@pytest.mark.parametrize("path", ["../desk.py", "..%2fdesk.py", "%2e%2e/desk.py", "nothing.js", "__init__.py"])
async def test_only_the_pages_own_files_are_served(town: Sandbox, path: str) -> None:
    assert await status_of("GET", town.page_url + path) == 404


async def test_every_answer_forbids_what_comes_from_elsewhere(town: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("", "main.js", "base.css", "api/people", "api/screen?person=1"):
            async with session.get(town.page_url + path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "require-trusted-types-for 'script'" in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_words_that_are_no_json_are_refused(town: Sandbox) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{town.page_url}api/do/say", data="text=hello") as answer,
    ):
        assert answer.status == 415


async def test_secret_is_another_each_time() -> None:
    assert Sandbox().page.desk.secret != Sandbox().page.desk.secret
