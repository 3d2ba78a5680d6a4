"""The words of slash commands: from the catalogue, as everything people read."""

import discord
from discord import app_commands

from bot.texts.catalogue import Texts
from bot.texts.locales import SOURCE_LANGUAGE, find_locale


def said(key: str) -> app_commands.locale_str:
    """The text for `key` in English, which Discord shows where there is no other, and translated where it is."""
    return app_commands.locale_str(Texts.load().say(SOURCE_LANGUAGE, key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the names and descriptions of commands in all languages that have a catalogue."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.languages = frozenset(name.split("_")[0] for name in texts.languages) - {SOURCE_LANGUAGE}
        """Beside English. Discord.py asks for each text in each of Discord's languages, though there be none."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text in this language, or None where it would be the English one."""
        key = string.extras.get("key")
        if key is None or find_locale(str(locale)).language not in self.languages:
            return None
        return self._texts.say(str(locale), key)
