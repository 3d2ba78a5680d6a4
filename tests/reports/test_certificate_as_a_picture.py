"""Certificates are drawn with names of any script that has a font; who cannot be written is told so."""

import struct
from datetime import date

import pytest

from bot.reports.certificate import Certificate, draw_certificate, say_certificate
from bot.reports.lettering import font_files, letters_without_font, runs_of
from bot.texts.catalogue import Texts

SPEECH = Texts.load().for_locale("en-GB")


def certificate_of(name: str, answered: int = 5) -> Certificate:
    return Certificate(
        name=name,
        title="Library leadership",
        round_name="2026A",
        starts_on=date(2026, 1, 12),
        ends_on=date(2026, 5, 4),
        prompts_answered=answered,
        prompts=8,
        host="Library friends",
    )


@pytest.mark.parametrize(
    ("name", "fonts"),
    [
        ("Zoë Łukasiewicz Nguyễn", ["Noto Sans"]),
        ("Анна Ελένη", ["Noto Sans"]),
        ("فاطمة علي", ["Noto Sans Arabic"]),
        ("דנה כהן", ["Noto Sans Hebrew"]),
        ("अनुष्का शर्मा", ["Noto Sans Devanagari"]),
        ("王小明 김민지 さくら", ["Noto Sans CJK SC"]),
        ("ስላም", ["Noto Sans Ethiopic"]),
        ("Ana فاطمة", ["Noto Sans", "Noto Sans Arabic"]),
    ],
)
def test_each_script_has_its_font(name, fonts):
    assert [run.font for run in runs_of(name)] == fonts
    assert "".join(run.text for run in runs_of(name)) == name
    assert letters_without_font(name) == ()


def test_what_no_font_writes_is_left_out_or_named():
    assert "".join(run.text for run in runs_of("😀 Ana\u202e \x07B\n c. 🦊")).split() == ["Ana", "B", "c."]
    assert letters_without_font("Nino ნინო") == ("ნ", "ი", "ო")
    assert letters_without_font("😀 Ana") == ()


def test_every_font_that_is_named_is_installed():
    files = " ".join(font_files())
    for part in ("NotoSans[", "Arabic", "Hebrew", "Devanagari", "Bengali", "Thai", "Ethiopic", "CJK"):
        assert part in files


def test_picture_is_a_png_that_shows_the_name():
    pictures = {name: draw_certificate(certificate_of(name), SPEECH) for name in ("Ana", "王小明", "<b>&\"'</b>")}
    for picture in pictures.values():
        assert picture.startswith(b"\x89PNG\r\n")
        assert struct.unpack(">II", picture[16:24]) == (1600, 1130)
    assert len(set(pictures.values())) == len(pictures)
    assert draw_certificate(certificate_of("Ana"), SPEECH) == pictures["Ana"]


def test_certificate_says_dates_and_what_was_answered():
    said = say_certificate(certificate_of("Ana"), SPEECH)
    assert said["dates"] == "from 12 January 2026 to 4 May 2026"
    assert said["answered"] == "and answered 5 of 8 prompts"
    assert say_certificate(certificate_of("Ana", 0), SPEECH)["answered"] == ""
