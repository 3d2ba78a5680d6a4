"""The replies of a report as a table for tools that make sense of many of them."""

from bot.domain.report import Report
from bot.reports.tables import write_table

_COLUMNS = ("participant_id", "survey_text", "prompt", "kind", "proposed_kind", "language", "theme")
DEMO = "demo:"


def replies_csv(report: Report) -> str:
    """Return one CSV table: a row for each reply that may be shown, with what may be shown of its writer.

    It has no byte order mark. `participant_id` says within this file alone who wrote several replies, as far as that
    tells nothing that is hidden; see `bot.domain.voices`. `theme` is the number in the summary of the prompt. A reply
    that a spreadsheet would run as a formula begins with an apostrophe.
    """
    fields = sorted({field for voice in report.voices for field in voice.values})
    header = (*_COLUMNS, *(f"{DEMO}{field}" for field in fields))
    rows = (
        (
            voice.speaker,
            voice.text,
            voice.prompt_number if report.round_name else "",
            voice.kind or "",
            voice.proposed_kind or "",
            voice.language,
            "" if voice.theme is None else voice.theme,
            *(report.name_of(field, voice.values.get(field, "")) for field in fields),
        )
        for voice in report.voices
    )
    return write_table(header, rows, marked=False)
