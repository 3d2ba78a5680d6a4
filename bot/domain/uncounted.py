"""Words that tell an amount without a figure, in the languages in which a model may word a summary.

A figure can be held against a count, such a word cannot. "One" and the words for "a few" and "some" are left alone:
they are articles, or say no more than that there was somebody.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

AMOUNTS: Mapping[str, str] = {
    "en": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
        dozen dozens half halves third thirds quarter quarters twice double triple most majority minority everyone
        everybody all every each nobody none always never unanimous unanimously consensus both percent""",
    "fr": """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
        cinquante soixante cent cents mille dizaine dizaines douzaine moitié tiers quart majorité minorité plupart
        tous toutes tout chacun chaque personne aucun aucune toujours jamais unanime unanimement unanimité consensus
        double pourcent""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
        dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos
        mil decena decenas docena mitad tercio tercios cuarto mayoría minoría todos todas cada nadie ninguno ninguna
        siempre nunca unánime unanimidad consenso doble ambos ambas""",
    "pt": """dois duas três quatro cinco seis sete oito nove dez onze doze treze catorze quatorze quinze dezesseis
        dezasseis dezessete dezassete dezoito dezenove dezanove vinte trinta quarenta cinquenta sessenta setenta
        oitenta noventa cem cento centenas mil dezena dezenas dúzia metade terço terços quarto maioria minoria todos
        todas cada ninguém nenhum nenhuma sempre nunca unânime unanimidade consenso dobro ambos ambas""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
        achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte tausend
        dutzend dutzende hälfte drittel viertel mehrheit minderheit meisten alle allen jeder jede jedes niemand
        keiner immer nie einstimmig konsens doppelt beide prozent""",
    "ru": """два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать пятнадцать двадцать тридцать
        сорок пятьдесят сто тысяча тысячи десятки половина половины половину треть трети четверть большинство
        большинства большинству меньшинство все всех всем каждый каждая никто всегда никогда единогласно единодушно
        консенсус вдвое оба обе двое трое процент процентов""",
    "ar": """اثنان اثنين اثنتان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون
        عشرين ثلاثون ثلاثين مئة مائة مئات ألف آلاف نصف ثلث ربع معظم أغلبية أغلب غالبية الأغلبية الغالبية جميع الجميع كل
        كافة دائما أبدا إجماع بالإجماع""",
    "zh": """二 两 兩 三 四 五 六 七 八 九 十 百 千 万 半 多数 多數 大多 少数 少數 所有 全部 全体 全體 每 都
        一致 共识 共識 从不 從不 总是 總是 没人 沒人 无人 無人 倍""",
}
_WRITTEN_TOGETHER = frozenset({"zh"})
_FUSED = {"ar": "(?:[وفبلك]?ال|لل|[وفبلك])?"}
"""Articles and conjunctions that are written as one with the word."""
_NUMERALS = frozenset({"No", "Nl"})
"""Signs such as ½, ② and Ⅻ."""


def amounts_in(text: str, language: str) -> Iterator[str]:
    """Yield the words and signs that tell an amount without a figure; KeyError for a language that is not known."""
    yield from (found.group() for found in _amounts(language).finditer(text))
    yield from (char for char in text if unicodedata.category(char) in _NUMERALS)


@cache
def _amounts(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, AMOUNTS[language].split()))
    return re.compile(
        words if language in _WRITTEN_TOGETHER else rf"(?<!\w){_FUSED.get(language, '')}(?:{words})(?!\w)",
        re.IGNORECASE,
    )
