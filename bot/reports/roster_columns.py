"""Which column of a list holds what, by its heading in many languages or by what the organiser says."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.texts.folding import fold


class Column(StrEnum):
    """What is read of a list; all other columns are only given back."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    COUNTRY = "country"
    LANGUAGES = "languages"
    INTERESTS = "interests"


class MappingMistake(Exception):
    """What the organiser said about columns cannot be followed: `text` is the part that is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


_SPELLINGS: Mapping[Column, str] = {
    Column.NAME: (
        "name, full name, your name, participant, participant name, applicant, nombre completo, "
        "nombre y apellidos, nombre y apellido, nom complet, nom et prénom, prénom et nom, nome completo, "
        "vollständiger name, vor- und nachname, nome e cognome, volledige naam, naam, jina, jina kamili, "
        "имя и фамилия, фио, полное имя, ad soyad, adı soyadı, nama, nama lengkap, họ tên, họ và tên, "
        "الاسم, الاسم الكامل, نام, نام و نام خانوادگی, नाम, पूरा नाम, নাম, 姓名, 名字, 氏名, お名前, 이름, 성명"
    ),
    Column.FIRST_NAME: (
        "first name, given name, forename, nombre, prénom, primeiro nome, vorname, voornaam, имя, ad, adı, "
        "isim, nama depan, jina la kwanza, الاسم الأول, 名"
    ),
    Column.LAST_NAME: (
        "last name, surname, family name, apellido, apellidos, nom, nom de famille, sobrenome, apelido, "
        "último nome, nachname, familienname, cognome, achternaam, фамилия, soyad, soyadı, nama belakang, "
        "jina la ukoo, اسم العائلة, اللقب, 姓"
    ),
    Column.EMAIL: (
        "email, e-mail, mail, email address, e-mail address, your email, correo, correo electrónico, "
        "dirección de correo, dirección de correo electrónico, courriel, adresse e-mail, adresse email, "
        "adresse électronique, adresse de courriel, endereço de email, endereço de e-mail, "
        "correio eletrónico, correio eletrônico, e-mail-adresse, mailadresse, indirizzo email, "
        "posta elettronica, e-mailadres, barua pepe, почта, электронная почта, эл. почта, "
        "адрес электронной почты, e-posta, eposta, surel, البريد الإلكتروني, البريد الالكتروني, ایمیل, "
        "ईमेल, ইমেইল, 电子邮件, 电子邮箱, 邮箱, メール, メールアドレス, 이메일"
    ),
    Column.COUNTRY: (
        "country, country of residence, your country, nation, where do you live, where do you work, país, "
        "pais, país de residencia, país de residência, pays, pays de résidence, land, wohnland, paese, "
        "nchi, страна, страна проживания, ülke, negara, quốc gia, nước, البلد, الدولة, بلد, کشور, देश, "
        "দেশ, 国家, 国, 國家, 国籍, 국가, 나라"
    ),
    Column.LANGUAGES: (
        "language, languages, your languages, languages you speak, languages spoken, spoken languages, "
        "idioma, idiomas, lengua, lenguas, langue, langues, langues parlées, língua, línguas, sprache, "
        "sprachen, lingua, lingue, taal, talen, lugha, язык, языки, dil, diller, bahasa, ngôn ngữ, اللغة, "
        "اللغات, زبان, زبان‌ها, भाषा, भाषाएँ, ভাষা, 语言, 語言, 言語, 언어"
    ),
    Column.INTERESTS: (
        "interest, interests, your interests, topics, topics of interest, areas of interest, interés, "
        "intereses, áreas de interés, temas, intérêt, intérêts, centres d'intérêt, interesse, interesses, "
        "áreas de interesse, interessen, themen, interessi, interesses en onderwerpen, mapendeleo, "
        "интересы, ilgi alanları, minat, sở thích, الاهتمامات, اهتمامات, علایق, रुचियाँ, আগ্রহ, 兴趣, 興趣, "
        "興味, 관심사"
    ),
}
_COLUMN_OF = {fold(name): column for column, names in _SPELLINGS.items() for name in names.split(",")}
_BETWEEN_PARTS = re.compile(r"[;\n]+")


def find_columns(header: Sequence[str], told: str = "") -> dict[Column, int]:
    """Return the place of each column that is read, by its heading; where one comes twice, the first.

    `told` comes first: parts such as `email = Courriel de contact`, with semicolons between them. An empty heading
    after the sign says that no column is meant.

    Raises:
        MappingMistake: a part names no column that is read, or none of the header.
    """
    places: dict[Column, int] = {}
    for place, name in enumerate(header):
        column = _COLUMN_OF.get(fold(name))
        if column is not None:
            places.setdefault(column, place)
    chosen = _read_mapping(header, told)
    taken = set(chosen.values())
    found = {column: place for column, place in places.items() if column not in chosen and place not in taken}
    return found | {column: place for column, place in chosen.items() if place >= 0}


def _read_mapping(header: Sequence[str], told: str) -> dict[Column, int]:
    """Return the place for each column that is told; -1 for one that is told to be none."""
    folded = [fold(name) for name in header]
    chosen: dict[Column, int] = {}
    for part in filter(None, (part.strip() for part in _BETWEEN_PARTS.split(told))):
        name, sign, heading = part.partition("=")
        column = _COLUMN_OF.get(fold(name)) or _by_key(name)
        wanted = fold(heading)
        if not sign or column is None or (wanted and wanted not in folded):
            raise MappingMistake(part)
        chosen[column] = folded.index(wanted) if wanted else -1
    return chosen


def _by_key(name: str) -> Column | None:
    key = name.strip().casefold()
    return Column(key) if key in tuple(Column) else None
