from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.texts.catalogue import PO_FILE, Texts
from bot.texts.catalogue_mistakes import mistakes_in_catalogues
from bot.texts.fields import TextError
from bot.texts.speech import moment

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {rule}\\n"\n\n'
TWO_FORMS = "nplurals=2; plural=(n != 1);"
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
ENGLISH = """
msgid "join.button"
msgstr "Join"

msgid "join.welcome"
msgstr "Welcome, {name}! You speak {languages}."

msgid "reply.kept"
msgid_plural "reply.kept"
msgstr[0] "One reply is kept."
msgstr[1] "{count} replies are kept."
"""
SPANISH = """
msgid "join.button"
msgstr "Participar"

msgid "join.welcome"
msgstr "¡Hola, {name}! Hablas {languages}."

msgid "reply.kept"
msgid_plural "reply.kept"
msgstr[0] "Se guarda una respuesta."
msgstr[1] "Se guardan {count} respuestas."
"""


def write_language(folder: Path, language: str, texts: str, rule: str = TWO_FORMS, **long: str) -> None:
    path = folder / "locale" / language / PO_FILE
    path.parent.mkdir(parents=True)
    path.write_text(HEADER.format(rule=rule) + texts, "utf-8")
    (folder / "long" / language).mkdir(parents=True)
    for key, text in long.items():
        (folder / "long" / language / f"{key.replace('_', '.')}.md").write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_language(tmp_path, "en", ENGLISH, help_all="# Help\n\nWrite to {name}.\n")
    return tmp_path


def test_shipped_catalogues_have_no_mistakes() -> None:
    assert mistakes_in_catalogues() == ()


def test_say_in_the_only_language_serves_every_locale(folder: Path) -> None:
    texts = Texts.load(folder)
    assert texts.languages == ("en",)
    assert {texts.say(locale, "join.button") for locale in ("en-GB", "es-ES", "zh-CN", "xx-YY", "")} == {"Join"}


def test_second_language_is_a_matter_of_a_folder(folder: Path) -> None:
    write_language(folder, "es", SPANISH, help_all="# Ayuda\n\nEscribe a {name}.")
    speech = Texts.load(folder).for_locale("es-MX")
    assert mistakes_in_catalogues(folder) == ()
    assert speech.say("join.welcome", name="Ana", languages=["inglés", "español"]) == (
        "¡Hola, Ana! Hablas inglés y español."
    )
    assert speech.say("help.all", name="Ana") == "# Ayuda\n\nEscribe a Ana."


def test_say_falls_back_text_by_text_and_writes_values_in_the_language_of_the_text(folder: Path) -> None:
    write_language(folder, "es", 'msgid "join.button"\nmsgstr "Participar"\n')
    write_language(folder, "es_MX", 'msgid "join.button"\nmsgstr "Entrar"\n')
    texts = Texts.load(folder)
    assert [texts.say(locale, "join.button") for locale in ("es-MX", "es-ES", "fr")] == ["Entrar", "Participar", "Join"]
    welcome = texts.say("es", "join.welcome", name="Ana", languages=["a", "b", "c"])
    assert welcome == "Welcome, Ana! You speak a, b, and c."


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "One reply is kept."), (0, "0 replies are kept."), (1200, "1,200 replies are kept.")],
)
def test_count_selects_the_form_and_is_written_as_a_number(folder: Path, count: int, said: str) -> None:
    assert Texts.load(folder).say("en-US", "reply.kept", count=count) == said


@pytest.mark.parametrize(("count", "said"), [(1, "jedna"), (3, "3 kilka"), (5, "5 wiele"), (22, "22 kilka")])
def test_count_selects_among_three_forms_by_the_rule_of_the_header(folder: Path, count: int, said: str) -> None:
    forms = 'msgstr[0] "jedna"\nmsgstr[1] "{count} kilka"\nmsgstr[2] "{count} wiele"\n'
    write_language(folder, "pl", f'msgid "reply.kept"\nmsgid_plural "reply.kept"\n{forms}', POLISH)
    assert Texts.load(folder).say("pl", "reply.kept", count=count) == said


def test_unfinished_translations_fall_back_and_are_mistakes(folder: Path) -> None:
    unfinished = '#, fuzzy\nmsgid "join.button"\nmsgstr "Algo"\n\nmsgid "join.welcome"\nmsgstr ""\n'
    write_language(folder, "es", unfinished, help_all="{name}")
    assert Texts.load(folder).say("es", "join.button") == "Join"
    assert mistakes_in_catalogues(folder) == (
        "es: join.button has no finished text",
        "es: join.welcome has no finished text",
        "es: join.button is missing",
        "es: join.welcome is missing",
        "es: reply.kept is missing",
    )


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("join.nothing", {}),
        ("join.welcome", {"name": "Ana"}),
        ("join.button", {"name": "Ana"}),
        ("reply.kept", {}),
        ("reply.kept", {"count": "three"}),
        ("help.all", {"name": None}),
        ("help.all", {"name": True}),
        ("help.all", {"name": datetime(2026, 5, 3, tzinfo=UTC)}),
    ],
)
def test_say_with_a_wrong_key_or_wrong_fields_is_a_fault(folder: Path, key: str, fields: dict[str, object]) -> None:
    with pytest.raises(TextError):
        Texts.load(folder).say("en", key, **fields)


def test_braces_and_markup_in_a_value_are_left_alone(folder: Path) -> None:
    said = Texts.load(folder).say("en", "help.all", name="{name} {0} {x!r}")
    assert said.endswith("Write to {name} {0} {x!r}.")


def test_mistakes_name_language_and_key(folder: Path) -> None:
    wrong = (
        'msgid "join.button"\nmsgstr "{Nombre}"\n\nmsgid "join.button"\nmsgstr "Otra"\n\n'
        'msgid "Join now"\nmsgstr "Ya"\n\nmsgid "join.welcome"\nmsgstr "{nombre}"\n\n'
        'msgid "help.all"\nmsgstr "{name}"\n\nmsgid "reply.kept"\nmsgstr "{count}"\n'
    )
    write_language(folder, "es", wrong, help_all="{name}")
    found = "\n".join(mistakes_in_catalogues(folder))
    for expected in (
        "es: join.button stands 2 times in roundtable.po",
        "es: 'Join now' is no dotted key",
        "es: help.all stands in roundtable.po and in help.all.md",
        "es: join.button has a brace that is no placeholder",
        "es: Join now is not in en",
        "es: join.welcome has the fields ['nombre'], not ['languages', 'name']",
        "es: reply.kept has the fields ['count'], not ['count']",
    ):
        assert expected in found


def test_mistakes_in_a_broken_file_name_its_line(folder: Path) -> None:
    path = folder / "locale" / "en" / PO_FILE
    path.write_text(HEADER.format(rule=TWO_FORMS) + 'msgid "a.b"\nwrong\n', "utf-8")
    first, second = mistakes_in_catalogues(folder)
    assert first.startswith("en: ")
    assert first.endswith("in line 7")
    assert second == "en: there is no readable catalogue, and all others fall back to it"


def test_folder_that_is_no_language_is_a_mistake(folder: Path) -> None:
    write_language(folder, "klingon", ENGLISH)
    assert mistakes_in_catalogues(folder) == ("klingon: unknown locale 'klingon'",)


def test_placeholders_by_key_lists_every_text_once_with_its_fields(folder: Path) -> None:
    assert Texts.load(folder).placeholders_by_key() == {
        "help.all": {"name"},
        "join.button": set(),
        "join.welcome": {"languages", "name"},
        "reply.kept": {"count"},
    }
    assert Texts.load(folder).has("join.button")
    assert not Texts.load(folder).has("join.nothing")


def test_speech_writes_as_cldr_has_it(folder: Path) -> None:
    write_language(folder, "es", SPANISH)
    write_language(folder, "de", 'msgid "join.button"\nmsgstr "Mitmachen"\n')
    english, mexican, german = (Texts.load(folder).for_locale(locale) for locale in ("en-GB", "es-MX", "de"))
    assert english.date(date(2026, 5, 3)) == "3 May 2026"
    assert mexican.date(date(2026, 5, 3)) == "3 de mayo de 2026"
    assert (english.number(1234.5), german.number(1234.5)) == ("1,234.5", "1.234,5")
    assert (english.list(["a", "b"]), mexican.list(["a", "b", "c"])) == ("a and b", "a, b y c")
    assert (german.country("KE"), mexican.country("DE"), german.country("ZZZ")) == ("Kenia", "Alemania", "ZZZ")
    assert (mexican.language("sw"), german.language("xyz")) == ("suajili", "xyz")


def test_speech_of_a_language_without_texts_is_english_throughout() -> None:
    speech = Texts.load().for_locale("ja")
    assert speech.list(["Ana", "Bo"]) == "Ana and Bo"
    assert (speech.country("JP"), speech.language("ja")) == ("Japan", "Japanese")
    assert (speech.date(date(2026, 5, 3)), str(speech.locale)) == ("May 3, 2026", "en")


def test_moment_is_discord_markup() -> None:
    at = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
    assert moment(at) == "<t:1777809600:F>"
    assert moment(at, "R") == "<t:1777809600:R>"


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        moment(datetime(2026, 5, 3, 12, 0))  # noqa: DTZ001
