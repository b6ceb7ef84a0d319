"""Bytes of a text come in; the text and the encoding they were read as go out.

The order of the evidence: a byte order mark; bytes that are UTF-8; zero bytes that can only be UTF-16; the escapes of
ISO-2022-JP; UTF-8 with a few bad bytes; and then the encoding whose text looks most like a language
(``search.sources.letters``).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from search.errors import OptionError
from search.sources.letters import plausible_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
READ_AS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}  # fmt: skip
"""What browsers read these names as (WHATWG Encoding, "Names and labels")."""
REPLACED = "\ufffd"
"""Stands for bytes that mean nothing in the encoding."""
_BINARY_MARKS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
    b"{\\rtf",
    b"PAR1",
    b"II*\x00",
    b"MM\x00*",
    b"ID3",
    b"OggS",
    b"7z\xbc\xaf",
    b"Rar!",
)


class Decoded(NamedTuple):
    """A text and how it was read."""

    text: str
    encoding: str
    """Python's name; with ``, N bad bytes replaced`` where some were no text in it."""


def looks_binary(head: bytes) -> bool:
    """True for bytes that are no text in any encoding: a known binary format, or control characters."""
    if head.startswith(_BINARY_MARKS):
        return True
    if _marked(head) or _wide(head):
        return False
    return len(_CONTROLS.findall(head)) * 200 > len(head)  # one in 200: more than stray form feeds or escapes


def detect(data: bytes, *, whole: bool = False) -> str:
    """Python's name of the encoding of ``data``: the beginning of a text, which may end inside a letter, or all of it.

    >>> end = "ein Café".encode("cp1252")
    >>> detect(end), detect(end, whole=True)
    ('utf-8', 'cp1252')
    """
    marked = _marked(data)
    if marked:
        return marked
    wide = _wide(data)
    if wide:
        return wide
    if _JAPANESE_ESCAPE.search(data[:_SAMPLE]):
        return "iso2022_jp"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = not whole and error.start > len(data) - 4 and error.reason == "unexpected end of data"
        return "utf-8" if cut or _mostly_utf8(data) else plausible_encoding(data)
    return "utf-8"


def believed(head: bytes, said: str) -> str:
    """The encoding of a document that begins with ``head`` and says it is in ``said``, which may be untrue or empty.

    >>> believed("Café noir".encode("cp1252"), "utf-8"), believed(b"Cafe", "iso-8859-1"), believed(b"Cafe", "none")
    ('cp1252', 'cp1252', 'utf-8')
    """
    found, name = detect(head), READ_AS.get(said.lower(), said.lower())
    plainly = found.startswith(("utf-16", "utf-32")) or (found.startswith("utf-8") and not head.isascii())
    if plainly or not name or name.replace("_", "-").startswith(("utf-", "utf8", "ucs", "iso-10646")):
        return found
    try:
        return known_encoding(name)
    except OptionError:
        return found


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """``data`` as text.  Bytes without meaning in the encoding become U+FFFD, and are counted in the name.

    Raises OptionError for an ``encoding`` that Python does not know.
    """
    if encoding is None:
        return _read_as(data, detect(data, whole=True))
    known_encoding(encoding)
    return _read_as(data, encoding)


def known_encoding(name: str) -> str:
    """``name``, if Python can decode text with it; raises OptionError otherwise."""
    try:
        b"news".decode(name, "replace")  # empty bytes would be decoded without looking the name up
    except (LookupError, ValueError) as error:
        raise OptionError("no such encoding", place=name, hint="a name Python knows, as utf-8 or cp1252") from error
    return name


def whole(text: str) -> str:
    r"""``text`` with halves of surrogate pairs joined, and U+FFFD for halves that stand alone.

    >>> whole("\ud83d\ude00 \ud800")
    '😀 \ufffd'
    """
    if text.isascii():  # which takes no look at the letters
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _read_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(whole(data.decode(encoding)), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(whole(text), f"{encoding}, {text.count(REPLACED)} bad bytes replaced")


def _marked(data: bytes) -> str:
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in Latin text, and at every space and line end, each other byte is zero."""
    sample = data[: _SAMPLE & ~1]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    half = max(len(sample) // 2, 1)
    if sum(zeros) * 5 < half and sample.replace(b"\0", b"").isascii():  # some stray zeros in plain text
        return ""
    if max(zeros) * 50 < half or min(zeros) * 20 > max(zeros):  # fewer than 2 %, or on both sides alike
        return ""
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        return encoding if error.start > len(sample) - 4 else ""
    return encoding


def _mostly_utf8(data: bytes) -> bool:
    """True if the bytes above 127 are UTF-8 sequences, but for one in five."""
    good = len(_MULTIBYTE.findall(data))
    bad = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    return good > 4 * bad
