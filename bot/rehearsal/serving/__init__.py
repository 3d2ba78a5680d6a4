"""Serves a stage as a page in a browser: with a cast that plays, or with people who wait for whoever sits there.

`running.py` is what the command line calls, `keeping_time.py` moves the time, `coming.py` knows what is due.
"""

from bot.rehearsal.serving.running import Wanted, serve_demo, serve_sandbox

__all__ = ["Wanted", "serve_demo", "serve_sandbox"]
