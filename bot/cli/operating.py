"""`roundtable run`: the bot on Discord."""

import gc

import typer

from bot.cli.explaining import explained
from bot.cli.options import ConfigOption


@explained
def run(config: ConfigOption = None) -> None:
    """Run the bot until it is stopped by Ctrl+C or SIGTERM. The token comes from DISCORD_TOKEN."""
    from bot.cli.logs import configure_logs
    from bot.settings import load_settings

    settings = load_settings(config, needs_token=True)
    # Only now, since it is slow: who made a mistake is told at once. Nothing of it is garbage, and looking for some
    # takes a sixth of the time.
    gc.disable()
    from bot.app import run_bot

    gc.enable()
    configure_logs(settings.log_level, settings.secrets)
    raise typer.Exit(run_bot(settings))
