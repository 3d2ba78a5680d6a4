import ast
import re
from pathlib import Path

import pytest

import bot
from bot.domain.errors import RuleError
from bot.domain.round import Phase
from bot.frontend.buttons import LABEL_LIMIT
from bot.frontend.errors import say_refusal
from bot.frontend.forms import FORMS
from bot.frontend.messages.menu import ROWS
from bot.frontend.presses import PRESSES
from bot.texts.catalogue import SHIPPED_TEXTS, read_catalogue

SOURCE = Path(bot.__file__).parent
CATALOGUE = read_catalogue(SHIPPED_TEXTS, "en").texts
OF_FRONT_END = ("answer", "button", "command", "error", "form", "option", "phase")
MOST_WORDS = 15


def rule_errors():
    """Key and names of the fields of every RuleError that is raised anywhere."""
    for path in SOURCE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RuleError" and node.args:
                fields = frozenset(keyword.arg for keyword in node.keywords)
                yield from ((key, fields) for key in keys_of(node.args[0], nodes))


def keys_of(told, nodes):
    """The key as it stands, or every key that the file names, where a variable holds it."""
    if isinstance(told, ast.Constant):
        return [told.value]
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(key for key in named if f"error.{key}" in CATALOGUE)


RAISED = sorted({(key, tuple(sorted(fields))) for key, fields in rule_errors()})


def forms_of(section):
    return [(key, form) for key, text in CATALOGUE.items() if key.startswith(f"{section}.") for form in text.forms]


def test_every_rule_has_a_text_and_every_text_a_rule():
    assert {f"error.{key}" for key, _ in RAISED} == {key for key in CATALOGUE if key.startswith("error.")}


@pytest.mark.parametrize(("key", "fields"), RAISED)
def test_text_of_a_rule_needs_only_what_is_known(key, fields):
    assert CATALOGUE[f"error.{key}"].placeholders <= set(fields)


@pytest.mark.parametrize("section", OF_FRONT_END)
def test_sentences_are_short(section):
    long = [
        (key, sentence)
        for key, form in forms_of(section)
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", form)
        if len(sentence.split()) > MOST_WORDS
    ]
    assert long == []


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [
        (r"button\..*", LABEL_LIMIT),
        (r"form\.consent\.(?!hint).*|form\..*\.hint", 100),
        (r"form\.(?!.*\.).*", 45),
        (r"command\..*\.hint|option\..*", 100),
        (r"command\.(?!.*hint).*", 32),
    ],
)
def test_texts_fit_where_discord_shows_them(pattern, limit):
    texts = [(key, form) for key, text in CATALOGUE.items() if re.fullmatch(pattern, key) for form in text.forms]
    assert texts
    assert [(key, form) for key, form in texts if len(form) > limit] == []


def test_names_of_commands_are_names_for_discord():
    names = [form for key, form in forms_of("command") if not key.endswith(".hint")]
    assert all(re.fullmatch(r"[-_\w]{1,32}", name) and name == name.lower() for name in names)


def test_codes_are_said_in_words_of_the_language_of_the_sentence(texts):
    speech = texts.for_locale("es-ES")
    error = RuleError("country_unclear", text="*Congo*", countries=("CD", "CG"))
    assert "Congo - Kinshasa" in say_refusal(error, texts, speech)
    assert "República" not in say_refusal(error, texts, speech)
    assert "\\*Congo\\*" in say_refusal(error, texts, speech)
    phase = RuleError("round_phase", round="2026A", phase=Phase.PAIRING.value)
    assert "partners are being found" in say_refusal(phase, texts, speech)


@pytest.fixture
def texts():
    from bot.texts.catalogue import Texts

    return Texts.load()


def verbs_built():
    """The verb of every button, select and form that is made anywhere in the front end."""
    makers = {"button", "quiet", "strong", "danger", "build", "make_form"}
    for path in (SOURCE / "frontend").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", None) or getattr(
                getattr(node, "func", None), "id", None
            )
            if name in makers and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_every_button_that_is_made_is_answered():
    assert set(verbs_built()) <= {*PRESSES, *FORMS}


def test_every_verb_that_is_answered_is_on_a_button():
    menu = {verb for row in ROWS for verb in row}
    suggested = {f"{verb}_{what}" for verb in ("join", "profile") for what in ("country", "language")}
    assert set(PRESSES) - set(verbs_built()) - menu - suggested - {"profile_zone", "zone"} == set()


def test_missing_permissions_are_all_told_under_channels_as_discord_shows_them(texts):
    missing = (f"<#12>: {', '.join(['Send Messages'] * 9)}", "<#34>: Embed Links")
    told = say_refusal(RuleError("missing_permissions", missing=missing), texts, texts.for_locale("en"))
    assert told.splitlines()[-2:] == [*missing]
