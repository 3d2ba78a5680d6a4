"""Of what kind a reply is, proposed from how people say such things; where nothing tells it, nothing is proposed."""

import re

from bot.domain.kind import Kind

_QUESTION = re.compile(r"[?？؟]\s*[\"'”’»)]*\s*\Z")
_CUES = {
    Kind.NEED: r"""\b(?:we|i|they)\s(?:really\s|still\s|also\s)?(?:need|lack|require)\b
        |\bneeds?\s(?:to\sbe|more|better|an?)\b
        |\bnous\savons\sbesoin\b|\bil\s(?:nous\s)?faut\b|\bmanqu\w+\sde\b|\bnecesitamos\b|\bhace[n]?\sfalta\b|\bfaltan?\b
        |\bprecisamos\b|\bbrauchen\b|\bfehl(?:t|en)\b|\bнужн[ыоа]?\b|\bне\sхватает\b|نحتاج|نفتقر|需要|缺乏|缺少""",
    Kind.RECOMMENDATION: r"""\b(?:should|ought\sto|must|recommend|suggest|let's|let\sus)\b|\b(?:devrait|devraient|devons
        |il\sfaudrait|recommand\w+|propos\w+)\b|\b(?:debe(?:r[ií]a)?[ns]?|debemos|recomiendo|recomendamos)\b
        |\b(?:deve(?:ria)?[m]?|devemos|recomendo)\b|\b(?:sollten?|müssen|muss|empfehlen?)\b
        |\b(?:следует|должн[ыоа]|рекоменду\w+)\b|يجب|ينبغي|أنصح|应该|应当|建议""",
    Kind.EXPERIENCE: r"""\b(?:i|we)\s(?:was|were|had|learned|learnt|felt|found|tried|saw|went|joined|experienced)\b
        |\b(?:j'ai|nous\savons\s(?:eu|vu|appris))\b|\b(?:aprend[ií]|tuve|tuvimos|fui)\b|\b(?:aprendi|tive|tivemos)\b
        |\b(?:ich\shabe|wir\shaben|ich\swar|wir\swaren)\b|\b(?:я\sбыл[аи]?|мы\sбыли)\b|تعلمت|我曾|我们曾""",
    Kind.PRACTICE: r"""\b(?:works?\s(?:well|best|for\sus)|(?:in\s|at\s)our\s\w+,?\swe
        |we\s(?:use|hold|run|offer|meet|share|organi[sz]e|train))\b|\bhelp(?:s|ed)\s(?:us|me|most)\b|\bnous\s(?:utilisons|organisons|offrons)\b
        |\b(?:usamos|organizamos|ofrecemos|oferecemos)\b|\bwir\s(?:nutzen|bieten|organisieren)\b
        |\bмы\s(?:используем|проводим)\b|نستخدم|ننظم|我们(?:使用|举办|开展|提供)""",
}
_PATTERNS = {kind: re.compile(cues, re.IGNORECASE | re.VERBOSE) for kind, cues in _CUES.items()}


def propose_kind(text: str) -> Kind | None:
    """Return the kind that this reply likely is; None where it has no sign of one, or signs of several alike.

    A reply that ends in a question mark is a question. Otherwise the kind counts whose signs it has most of.
    """
    if _QUESTION.search(text):
        return Kind.QUESTION
    signs = {kind: len(pattern.findall(text)) for kind, pattern in _PATTERNS.items()}
    most = max(signs.values())
    likely = [kind for kind, count in signs.items() if count == most]
    return likely[0] if most and len(likely) == 1 else None
