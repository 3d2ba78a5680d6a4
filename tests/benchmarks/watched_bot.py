"""The whole bot as `roundtable run` composes it, with a watcher of its event loop beside it."""

import asyncio
import gc

from tests.benchmarks.watching import Watcher


async def serve() -> None:
    # Imported here, since what is measured includes it; as `roundtable run` does.
    gc.disable()
    from bot.app import serve_until_stopped
    from bot.cli.logs import configure_logs
    from bot.settings import load_settings

    gc.enable()
    settings = load_settings(needs_token=True)
    configure_logs(settings.log_level, settings.secrets)
    watching = Watcher().start()
    try:
        await serve_until_stopped(settings)
    finally:
        watching.cancel()


if __name__ == "__main__":
    asyncio.run(serve())
