"""Names printed in capitals: how they are written, and that nothing but their letters' size changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Caption, Origin, RawArticle, RawCaption
from search.splitting import split_record
from search.splitting.caption import make_caption
from search.splitting.names import as_written

WORDS = [
    "ANN",
    "VAN",
    "DER",
    "O’BRIEN",
    "JEAN-PAUL",
    "J.",
    "TJ",
    "MCCALL",
    "NOVÁK",
    "III",
    "Lee",
    "BBC",
    "POLICE",
    "in",
]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("INGRID HOLLOWAY", "Ingrid Holloway"),
        ("JEAN-PAUL D’ARCY", "Jean-Paul D’Arcy"),
        ("ELLEN VAN DER MEER", "Ellen van der Meer"),
        ("DE VRIES ANNA", "De Vries Anna"),
        ("J.R. MCCALL", "J.R. McCall"),
        ("TJ NG", "TJ Ng"),
        ("BO LEE III", "Bo Lee III"),
        ("OMAR SHA’BAN", "Omar Sha’ban"),
        ("JOSÉ PEÑA", "José Peña"),
        ("ALİ ÇELİK", "Ali Çelik"),
        ("Alain BRISSET", "Alain BRISSET"),
        ("HARBOUR POLICE", "HARBOUR POLICE"),
        ("KXYZ", "KXYZ"),
    ],
)
def test_as_written(printed: str, written: str) -> None:
    assert as_written(printed) == written


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_only_the_size_of_letters_changes(name: str) -> None:
    written = as_written(name)
    assert written.casefold() == name.casefold()
    assert as_written(written) == written


def test_a_photographer_is_one_person_however_printed_and_the_credit_stays() -> None:
    loud, plain = (make_caption(f"The quay. (Photo: {name}/AP)") for name in ("INGRID HOLLOWAY", "Ingrid Holloway"))
    assert loud.photographer == plain.photographer == "Ingrid Holloway"
    assert loud.credit == "INGRID HOLLOWAY/AP"


def test_names_a_source_gives_in_capitals() -> None:
    raw = RawArticle(
        origin=Origin(path="-"),
        authors=("INGRID HOLLOWAY",),
        captions=(RawCaption(text="The quay.", photographer="BO LEE"),),
    )
    parts = split_record(raw)
    assert (parts.byline, parts.authors) == ("INGRID HOLLOWAY", ("Ingrid Holloway",))
    assert parts.captions == (Caption(text="The quay.", photographer="Bo Lee"),)
