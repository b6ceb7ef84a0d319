"""The parts the engine is made of, each against what it says in plain Python."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter
from search.engines.whoosh.bits import Bits, BitWriter
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.columns import put_lines
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.lists import Lists, ListWriter
from search.engines.whoosh.ordering import leading
from search.engines.whoosh.packed import Packed, join, pack
from search.engines.whoosh.ragged import Ragged, RaggedWriter
from search.errors import ArchiveDamaged
from search.query import edit_distance, pattern_regex

FORMS = st.text(alphabet="abä漢", min_size=1, max_size=5)
NUMBERS = st.sampled_from([0, 1, 7, 255, 256, 65_535, 65_536, 2**31 - 1])


def reopened(file: ArrayWriter) -> ArrayFile:
    length, crc = file.finish()
    return ArrayFile(file.path, length=length, crc=crc)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrays")


def new_file(folder: Path) -> ArrayWriter:
    return ArrayWriter(folder / f"{len(list(folder.iterdir()))}.arrays")


def test_a_file_gives_back_its_arrays_and_notices_every_changed_byte(folder: Path) -> None:
    file = new_file(folder)
    whole = np.arange(6, dtype=np.uint32).reshape(2, 3)
    file.put("whole", whole)
    file.put("empty", np.empty(0, np.int64))
    stream = file.stream("grown", "<u2")
    stream.append(np.array([1, 2]))
    stream.append(np.array([65_535]))
    length, crc = file.finish()
    opened = ArrayFile(file.path, length=length, crc=crc)
    assert np.array_equal(opened["whole"], whole)
    assert opened["empty"].shape == (0,)
    assert opened["grown"].tolist() == [1, 2, 65_535]
    assert not opened.damaged()
    content = file.path.read_bytes()
    for place in range(length):
        file.path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert noticed(file.path, length, crc), place


def noticed(path: Path, length: int, crc: int) -> bool:
    try:
        return bool(ArrayFile(path, length=length, crc=crc).damaged())
    except ArchiveDamaged:
        return True


@pytest.mark.parametrize("change", [lambda content: content[:-1], lambda _: b"", lambda content: content + b"x"])
def test_a_file_of_another_length_is_refused(folder: Path, change: object) -> None:
    file = new_file(folder)
    file.put("numbers", np.arange(9))
    length, crc = file.finish()
    assert callable(change)
    file.path.write_bytes(change(file.path.read_bytes()))
    with pytest.raises(ArchiveDamaged):
        ArrayFile(file.path, length=length, crc=crc)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=4), min_size=1, max_size=90), st.data())
def test_lists_of_any_width_come_back(folder: Path, lists: list[list[int]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(lists)))  # before the writer: an abandoned draw must leave no file open
    file = new_file(folder)
    writer = RaggedWriter(file, "name")
    for part in (lists[:cut], lists[cut:]):
        if part:
            writer.append(np.array([*chain(*part)]), np.array(list(map(len, part))))
    ragged = Ragged(reopened(file), "name")
    wanted = np.array(data.draw(st.lists(st.integers(0, len(lists) - 1), min_size=1, max_size=100)))
    sizes = np.array([len(lists[number]) for number in wanted])
    assert ragged.read(wanted, sizes).tolist() == [value for number in wanted for value in lists[number]]
    assert ragged.take(wanted, sizes - 1).tolist() == [lists[number][-1] for number in wanted]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dictionaries(st.integers(0, 9), st.lists(NUMBERS, min_size=1, max_size=4)), min_size=1, max_size=4))
def test_lists_are_joined_piece_by_piece(parts: list[dict[int, list[int]]]) -> None:
    keys = sorted({*chain(*parts)})
    pieces = [[part[key] for key in sorted(part)] for part in parts]
    packs = [pack(np.array([*chain(*each)], np.int64), np.array([*map(len, each)], np.int64)) for each in pieces]
    assert [each.sums().tolist() for each in packs] == [[*map(sum, each)] for each in pieces]
    numbers = [np.array([keys.index(key) for key in sorted(part)], np.int64) for part in parts]
    expected = [[value for part in parts for value in part.get(key, [])] for key in keys]
    assert unpacked(join(packs, numbers)) == expected
    heads = np.array([values[0] + 300 for values in chain(*pieces)], np.int64)
    raised = [
        [value for part in parts if key in part for value in (part[key][0] + 300, *part[key][1:])] for key in keys
    ]
    assert unpacked(join(packs, numbers, heads)) == raised


def unpacked(lists: Packed) -> list[list[int]]:
    """The numbers of each list, which take no more bytes than they need."""
    found = []
    for width, start, count in zip(lists.widths.tolist(), lists.starts().tolist(), lists.counts.tolist(), strict=True):
        values = lists.numbers[width][start : start + count].tolist() if width else [0] * count
        assert width == {0: 0, 1: 1, 2: 2, 3: 4, 4: 4}[-(-max(values).bit_length() // 8)]
        found.append(values)
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.booleans(), max_size=90), min_size=1, max_size=4))
def test_bits_and_their_counts(folder: Path, pieces: list[list[bool]]) -> None:
    file = new_file(folder)
    writer = BitWriter(file, "name", ranked=True)
    for piece in pieces:
        writer.append(np.array(piece, np.bool_))
    writer.finish()
    bits = Bits(reopened(file), "name")
    flags = np.array([*chain(*pieces)], np.bool_)
    places = np.arange(len(flags))
    assert np.array_equal(bits.test(places), flags)
    assert np.array_equal(bits.rank(places), np.cumsum(flags))
    assert np.array_equal(bits.slice(len(flags) // 3, len(flags)), flags[len(flags) // 3 :])


@settings(deadline=None, max_examples=100)
@given(st.sets(st.integers(0, 299), max_size=12))
def test_positions_are_together_where_no_bit_lies_between(folder: Path, places: set[int]) -> None:
    flags = np.isin(np.arange(300), sorted(places))
    file = new_file(folder)
    writer = BitWriter(file, "name", ranked=True)
    writer.append(flags)
    writer.finish()
    bits = Bits(reopened(file), "name")
    earlier, later = (each.astype(np.int32) for each in np.triu_indices(300, 1))
    assert np.array_equal(bits.together(earlier, later), bits.rank(earlier) == bits.rank(later))


@settings(deadline=None, max_examples=150)
@given(st.sets(FORMS, min_size=1, max_size=30), st.text(alphabet="abä漢*?", min_size=1, max_size=5))
def test_a_pattern_finds_the_words_its_meaning_says(folder: Path, words: set[str], pattern: str) -> None:
    every = sorted(words)
    lexicon = lexicon_of(folder, every)
    fits = pattern_regex(pattern).fullmatch
    assert [every[number] for number in lexicon.matching(pattern)] == [word for word in every if fits(word)]
    assert [lexicon.find(word) for word in every] == list(range(len(every)))
    assert lexicon.find("zz") == -1


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 9999), max_size=300), st.integers(0, 9999), st.floats(0, 1))
def test_a_guess_at_the_place_of_a_word_changes_nothing(
    folder: Path, numbers: set[int], word: int, share: float
) -> None:
    lexicon = lexicon_of(folder, sorted(f"{number:04}" for number in numbers))
    place = lexicon.place(f"{word:04}".encode(), share)
    assert place == lexicon.place(f"{word:04}".encode()) == sum(number < word for number in numbers)


@settings(deadline=None, max_examples=150)
@given(st.sets(FORMS, min_size=1, max_size=30), FORMS, st.integers(1, 2))
def test_words_a_few_edits_away_are_those_the_distance_says(
    folder: Path, words: set[str], word: str, edits: int
) -> None:
    every = sorted(words)
    found = [every[number] for number in lexicon_of(folder, every).within(word, edits)]
    assert found == [other for other in every if edit_distance(word, other, edits) <= edits]


def lexicon_of(folder: Path, words: list[str]) -> Lexicon:
    file = new_file(folder)
    put_lines(file, "forms", words)
    return Lexicon(reopened(file), "forms")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.dictionaries(
            st.integers(0, 300), st.lists(st.integers(0, 999), min_size=1, max_size=3), min_size=1, max_size=5
        ),
        min_size=1,
        max_size=6,
    ),
    st.data(),
)
def test_posting_lists_come_back(folder: Path, lists: list[dict[int, list[int]]], data: st.DataObject) -> None:
    file = new_file(folder)
    contents = [sorted((doc, sorted(places)) for doc, places in each.items()) for each in lists]
    flat = [posting for each in contents for posting in each]
    ListWriter(file).append(
        fields=np.zeros(len(lists)),
        sizes=np.array(list(map(len, contents))),
        docs=np.array([doc for doc, _ in flat]),
        counts=np.array([len(places) for _, places in flat]),
        places=np.array([place for _, places in flat for place in places]),
    )
    file.put("lists.first", np.arange(len(lists) + 1, dtype=np.uint32))
    read = Lists(reopened(file))
    wanted = data.draw(st.lists(st.integers(0, len(lists) - 1), min_size=1, max_size=8))
    numbers = np.array(wanted)
    postings = read.postings(numbers)
    expected = [posting for number in wanted for posting in contents[number]]
    assert postings.docs.tolist() == [doc for doc, _ in expected]
    assert postings.counts.tolist() == [len(places) for _, places in expected]
    assert read.places(numbers).tolist() == [place for _, places in expected for place in places]
    chosen = np.flatnonzero(postings.docs % 2 == 0)
    assert read.some_places(numbers, postings, chosen).tolist() == [
        place for doc, places in expected if doc % 2 == 0 for place in places
    ]


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.text("ab", max_size=2)), max_size=30),
    st.integers(0, 31),
)
def test_the_first_rows_are_those_a_sort_would_put_first(rows: list[tuple[int, int, str]], need: int) -> None:
    def key(place: int) -> Array:
        return np.array([row[place] for row in rows], np.int64)

    need = min(need, len(rows))
    found = leading(len(rows), need, [lambda: -key(0), lambda: -key(1)], lambda place: rows[place][2])
    assert [rows[place] for place in found] == sorted(rows)[:need]
    assert len(set(found)) == need


def test_the_cache_keeps_what_was_used_last_within_its_budget() -> None:
    cache = Cache(10)
    made = []

    def value(name: str, size: int) -> str:
        return cache.get(name, lambda: made.append(name) or name, lambda _: size)  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):
        assert value(name, 4) == name
    assert made == ["a", "b", "c", "b"]
    assert cache.used <= cache.budget
    value("giant", 99)
    assert cache.used == 0
