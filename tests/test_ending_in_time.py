import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.long

BUSY = """
import asyncio, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from bot import app

app.LONGEST_END = 0.5

async def compute():
    stopped = app.Assembly._listen_for_signals()
    if sys.argv[1] == "thread":
        work = asyncio.get_running_loop().run_in_executor(None, time.sleep, 3600)
    else:
        pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
        work = asyncio.get_running_loop().run_in_executor(pool, time.sleep, 3600)
        while not pool._processes:
            await asyncio.sleep(0.01)
        print(*pool._processes, flush=True)
    print("busy", flush=True)
    await stopped.wait()

if __name__ == "__main__":
    asyncio.run(compute())
"""


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("place", ["thread", "process"])
def test_process_that_computes_for_an_hour_ends_when_it_is_told_to(place, tmp_path):
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), place], stdout=subprocess.PIPE, text=True, env=environment
    ) as running:
        children = [int(pid) for pid in running.stdout.readline().split() if pid.isdecimal()]
        if children:
            assert running.stdout.readline() == "busy\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=60) == 0
    # Whoever takes in orphans needs a moment for it.
    for _ in range(1000):
        if not any(is_alive(pid) for pid in children):
            return
        time.sleep(0.01)
    raise AssertionError(children)
