from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import OptionError
from search.sources.decoding import decode, detect, looks_binary, whole

TEXTS = {
    "cp1252": "Die Fähre fährt nicht – „gesperrt“, sagt die Behörde. À bientôt, señor; déjà vu, naïve façade.",
    "cp1250": "Prom został zamknięty, ponieważ załoga odmówiła pracy. Łódź czeka na świeże wieści z wybrzeża.",
    "cp1254": "Feribot seferleri bugün yapılmayacak, işçiler greve başladı. Şehir ağır bir kış günü yaşıyor.",
    "cp1251": "Паром сегодня не выйдет в море: экипаж объявил забастовку. Власти города ждут переговоров.",
    "koi8_r": "Паром сегодня не выйдет в море: экипаж объявил забастовку. Власти города ждут переговоров.",
    "cp1253": "Το πλοίο δεν θα αναχωρήσει σήμερα, είπε το λιμεναρχείο. Οι εργαζόμενοι απεργούν για δεύτερη μέρα.",
    "cp1255": "המעבורת לא תפליג היום, אמרה הרשות. העובדים שובתים זה היום השני ואין הסכם.",
    "cp1256": "العبارة لن تغادر الميناء اليوم، قالت السلطات. العمال في إضراب لليوم الثاني على التوالي.",
    "gb18030": "港口罢工进入第二周，渡轮公司星期一说，工人和公司没有达成协议，船只不会在本周开出。",
    "big5": "港口罷工進入第二週，渡輪公司星期一說，工人和公司沒有達成協議，船隻不會在本週開出。",
    "cp932": "フェリー会社は月曜日、乗組員のストライキが二週目に入ったと発表した。今週の運航はない。",
    "euc_jp": "フェリー会社は月曜日、乗組員のストライキが二週目に入ったと発表した。今週の運航はない。",
    "cp949": "여객선 회사는 월요일 승무원들의 파업이 두 번째 주에 들어갔다고 발표했다. 이번 주에는 운항이 없다.",
    "iso2022_jp": "フェリー会社は月曜日、運航を止めた。",
    "utf-16": "Ferry strike – second week",
    "utf-8-sig": "Ferry strike – second week",
    "utf-32": "Ferry strike – second week",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_old_encodings_are_told_apart(encoding: str) -> None:
    text = TEXTS[encoding]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert detect("Ferry strike – second week\n".encode(encoding)) == encoding


def test_a_few_bad_bytes_do_not_make_it_another_encoding() -> None:
    data = ("“Crews stayed ashore”, said Nicolás.\n" * 20).encode() + b"a bad \x92 byte\n" + "Łódź".encode()
    text, encoding = decode(data)
    assert encoding == "utf-8, 1 bad bytes replaced"
    assert text.endswith("a bad \ufffd byte\nŁódź")


def test_an_encoding_can_be_ordered() -> None:
    assert decode(b"\xe9t\xe9", "latin-1").text == "été"
    with pytest.raises(OptionError, match="no such encoding"):
        decode(b"x", "cp99999")
    with pytest.raises(OptionError, match="no such encoding"):
        decode(b"x", "rot13")


@pytest.mark.parametrize("head", [b"%PDF-1.4\n", b"\x89PNG\r\n", bytes(range(256)) * 4, b"\x00" * 100])
def test_binary_is_no_text(head: bytes) -> None:
    assert looks_binary(head)


@pytest.mark.parametrize("text", list(TEXTS.values()))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_text_is_not_binary(text: str, encoding: str) -> None:
    assert not looks_binary(f"Ferry strike \n{text}".encode(encoding))


@given(st.binary(max_size=200))
def test_any_bytes_decode_to_whole_text(data: bytes) -> None:
    decode(data).text.encode("utf-8")


@given(st.text(st.characters(exclude_characters="\0\x1b", codec="utf-8"), max_size=50))
def test_utf8_is_read_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


@given(st.lists(st.integers(0, 0xFFFF).map(chr), max_size=10))
def test_whole_leaves_no_half_surrogates(chars: list[str]) -> None:
    text = "".join(chars)
    assert whole(text).encode("utf-8") or not text
    assert whole(whole(text)) == whole(text)


def test_stray_zero_bytes_make_no_utf_16() -> None:
    text = b"headline,body\nFerry late,It came\0 late again.\n"
    assert detect(text) == "utf-8"
    assert detect("Ferry late\n".encode("utf-16-le")) == "utf-16-le"
    assert detect("渡轮 今天 又 晚点 了。\n".encode("utf-16-be")) == "utf-16-be"
