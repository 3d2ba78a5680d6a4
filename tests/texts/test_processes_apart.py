import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from bot.texts.apart import process_apart

ROOT = Path(__file__).parents[2]
LONELY = """
import os, time
from bot.texts.apart import process_apart
if __name__ == "__main__":
    with process_apart() as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def process_used(**lingers):
    with process_apart(**lingers) as pool:
        return pool.submit(os.getpid).result()


@pytest.fixture(autouse=True)
def nobody_lingers():
    """Whatever tests before and after this one left or find is not what it is about."""
    process_used(lingers=0)
    yield
    process_used(lingers=0)


def test_work_is_done_in_another_process_which_ends():
    child = process_used(lingers=0)
    assert child != os.getpid()
    assert ends_soon(child)


def test_process_that_was_left_serves_the_next_one_and_ends_after_that():
    child = process_used()
    assert process_used() == child
    assert process_used(lingers=0.01) == child
    assert ends_soon(child)


def test_two_at_once_have_a_process_each_of_which_one_lingers():
    with process_apart() as first, process_apart() as second:
        children = {pool.submit(os.getpid).result() for pool in (first, second)}
    assert len(children) == 2
    survivor = process_used()
    assert survivor in children
    (other,) = children - {survivor}
    assert ends_soon(other)


def test_process_left_with_an_error_is_not_used_again():
    child = process_used()
    with pytest.raises(ZeroDivisionError), process_apart() as pool:
        pool.submit(divmod, 1, 0).result()
    assert process_used() != child
    assert ends_soon(child)


def test_process_that_was_killed_while_it_lingered_is_replaced():
    child = process_used()
    os.kill(child, signal.SIGKILL)
    assert ends_soon(child)
    for _ in range(1000):
        # Its pool hears of it a moment later, in a thread.
        with suppress(BrokenProcessPool):
            assert process_used() != child
            return
        time.sleep(0.01)
    raise AssertionError("nothing is computed any more")


def test_process_does_not_outlive_one_that_was_killed(tmp_path):
    script = tmp_path / "lonely.py"
    script.write_text(LONELY, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert ends_soon(child)


def ends_soon(number):
    status = Path(f"/proc/{number}/status")
    for _ in range(600):
        try:
            if "\nState:\tZ" in status.read_text("utf-8"):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False
