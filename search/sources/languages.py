"""A language as a file names it comes in (``en-GB``, ``eng``, ``Deutsch``); its two-letter code goes out."""

from __future__ import annotations

import re

_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9-]+)?")
_NAMES = {
    "en": "eng english englisch anglais inglés inglês inglese engels 英语 英語",
    "de": "deu ger german deutsch allemand alemán alemão tedesco duits 德语",
    "fr": "fra fre french französisch français francés francês francese frans 法语",
    "es": "spa spanish spanisch espagnol español castellano espanhol spagnolo spaans 西班牙语",
    "pt": "por portuguese portugiesisch portugais portugués português portoghese",
    "it": "ita italian italienisch italien italiano italiaans",
    "nl": "nld dut dutch niederländisch néerlandais neerlandés holandés nederlands",
    "pl": "pol polish polnisch polonais polski polaco",
    "tr": "tur turkish türkisch turc türkçe turco",
    "ru": "rus russian russisch russe ruso русский",
    "uk": "ukr ukrainian ukrainisch українська",
    "cs": "ces cze czech tschechisch tchèque čeština",
    "sv": "swe swedish schwedisch suédois svenska",
    "da": "dan danish dänisch danois dansk",
    "no": "nor norwegian norwegisch norvégien norsk",
    "fi": "fin finnish finnisch finnois suomi",
    "el": "ell gre greek griechisch grec ελληνικά",
    "hu": "hun hungarian ungarisch hongrois magyar",
    "ro": "ron rum romanian rumänisch roumain română",
    "ar": "ara arabic arabisch arabe العربية",
    "he": "heb hebrew hebräisch hébreu עברית",
    "zh": "zho chi chinese chinesisch chinois 中文 汉语 简体中文 繁体中文 繁體中文",
    "ja": "jpn japanese japanisch japonais 日本語 日语",
    "ko": "kor korean koreanisch coréen 한국어",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(named: str) -> str:
    """ISO 639-1 code of a language; of several the first known; empty for a name that is none we know.

    >>> language_code("en-GB"), language_code("GERMAN; DEUTSCH"), language_code("unknown")
    ('en', 'de', '')
    """
    text = named.strip().lower()
    match = _CODE.fullmatch(text)
    if match:
        return match[1]
    return next((_BY_NAME[word] for word in re.split(r"[\s,;()]+", text) if word in _BY_NAME), "")
