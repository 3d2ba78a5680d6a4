"""The world as one static page that looks like the chat it was."""

from bot.sandbox.transcript.write import transcript_page, write_transcript

__all__ = ["transcript_page", "write_transcript"]
