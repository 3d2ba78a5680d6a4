"""`make docs`: the reference, and the pictures."""

import asyncio
import sys

from tests.browsing import CHROMIUM
from tests.docs.pictures import make_pictures
from tests.docs.reference import FILE, make_reference


def main() -> None:
    """The papers that are made stand in docs/ as they are now; those of `--only` alone, where it is given."""
    only = sys.argv[2] if sys.argv[1:2] == ["--only"] else ""
    if only in ("", "reference"):
        FILE.write_text(make_reference(), "utf-8")
    if only not in ("", "pictures"):
        return
    if CHROMIUM is None:
        sys.stderr.write("The pictures stay as they are: no Chromium is installed, and CHROMIUM names none.\n")
        return
    asyncio.run(make_pictures())


main()
