"""The commands that serve a stage as a page: they say where it is, and end when they are told to."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from typing import Any

import pytest

PROGRAM = "library-leadership"


@pytest.mark.parametrize(
    ("arguments", "person", "channels"),
    [
        (["sandbox", "--program", PROGRAM], "Ana", ["general", PROGRAM]),
        pytest.param(
            *(["sandbox", "--with-bot"], "Noor, organiser", ["general", "general-talk", "organisers"]),
            marks=pytest.mark.long,
        ),
        pytest.param(["rehearse", "--serve"], "Alex", ["general", PROGRAM], marks=pytest.mark.long),
    ],
)
def test_page_is_served_until_the_command_is_stopped(arguments: list[str], person: str, channels: list[str]) -> None:
    with subprocess.Popen([sys.executable, "-m", "bot", *arguments], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = next(line.strip() for line in running.stdout if "http://127.0.0.1:" in line)
        page = urllib.request.urlopen(address).read().decode()
        people = asked(address, "people")
        screen = asked(address, f"screen?person={people['opens_as']}")
        time = asked(address, "time")
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 0
    assert re.search("<title>Sandbox</title>", page)
    assert screen["person"]["name"] == person
    assert [channel["name"] for channel in screen["servers"][0]["channels"]] == channels
    assert (time["real"], time["movable"], time["trouble"]) == (False, True, "")
    assert bool(time["due"]) == ("--with-bot" not in arguments)


def asked(address: str, what: str) -> Any:
    return json.load(urllib.request.urlopen(f"{address}api/{what}"))
