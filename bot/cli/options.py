"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Your own settings; else the file that ROUNDTABLE_CONFIG names. config/roundtable.toml names them all.",
        show_default=False,
    ),
]
