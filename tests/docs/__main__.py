"""`make docs`: the reference, and the pictures."""

from tests.docs.reference import FILE, make_reference


def main() -> None:
    """The papers that are made stand in docs/ as they are now."""
    FILE.write_text(make_reference(), "utf-8")


main()
