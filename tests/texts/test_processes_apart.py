import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def test_work_is_done_in_another_process_which_ends():
    with process_apart() as pool:
        child = pool.submit(os.getpid).result()
    assert child != os.getpid()
    assert ends_soon(child)


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
