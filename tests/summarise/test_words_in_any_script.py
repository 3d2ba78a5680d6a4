import pytest

from bot.summarise.atoms import atoms_in, is_plain_link
from bot.summarise.growing import grow
from bot.summarise.tokens import is_common, stem_of, words_in


@pytest.mark.parametrize(
    "atom",
    [
        "https://example.org/a?b=c#d",
        "www.example.org/a",
        "javascript:alert(1)",
        "[x](javascript:alert)",
        "[the guide](https://example.org)",
        "<https://example.org>",
        "<@123456>",
        "<@!123456>",
        "<@&99>",
        "<#4711>",
        "<:smile:1234>",
        "<a:wave:1234>",
        "<t:1618953630:R>",
        "</join:123>",
        "@everyone",
        "@here",
        "`code here`",
        "```py\nimport this\n```",
        "```never closed",
    ],
)
def test_atom_is_found_whole(atom: str) -> None:
    text = f"before {atom}"
    assert [text[start:end] for start, end in atoms_in(text)] == [atom]
    assert list(words_in(text)) == ["before"]


def test_plain_link_is_a_web_address_alone() -> None:
    assert is_plain_link("https://example.org")
    assert is_plain_link("www.example.org")
    assert not is_plain_link("javascript:alert(1)")
    assert not is_plain_link("[x](https://example.org)")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Team-building, 2024!", ["Team", "building"]),
        ("l'équipe n’est d'accord", ["équipe", "est", "accord"]),
        ("we don't", ["we", "don't"]),
        ("القيادة مهمّة", ["القيادة", "مهمّة"]),
        ("पुस्तकालय में", ["पुस्तकालय", "में"]),
        ("می‌خواهم", ["می‌خواهم"]),
        ("图书馆", ["图书", "书馆", "图书馆"]),
        ("用Discord写", ["Discord"]),
        ("a 1 ½ _ 👍🏽", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert list(words_in(text)) == words


def test_stem_is_shared_by_a_family_of_words() -> None:
    assert stem_of("Leadership") == stem_of("leaders") == stem_of("LEADER")
    assert stem_of("développer") == stem_of("developper")
    assert stem_of("图书馆") == "图书馆"


@pytest.mark.parametrize("word", ["the", "und", "Shouldn't", "для", "في", "of"])
def test_common_word_says_nothing(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["mentor", "导师", "библиотека"])
def test_telling_word_is_not_common(word: str) -> None:
    assert not is_common(word)


def test_run_grows_to_the_word_that_its_texts_share() -> None:
    texts = ["我们的领导力培训很好", "领导力培训太少", "需要领导力培训。"]
    assert grow("领导", texts) == "领导力培训"


def test_run_does_not_grow_with_one_text_alone() -> None:
    assert grow("导师", ["导师很好", "请导师来", "没有导师"]) == "导师"
    assert grow("导师", ["导师很好"]) == "导师"


def test_run_does_not_grow_to_a_sentence() -> None:
    assert grow("一二", ["一二三四五六七八九十"] * 2) == "一二"
    assert grow("一二", ["一二三四五六七八"] * 2) == "一二三四五六七八"


def test_word_of_a_script_with_spaces_does_not_grow() -> None:
    assert grow("mentor", ["mentoring", "mentoring"]) == "mentor"
