"""`python -m bot` is the same as `roundtable`."""

from bot.cli import main

main()
