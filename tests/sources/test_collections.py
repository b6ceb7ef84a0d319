"""Collections of crawled pages, as archives of the web keep them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

pytest.importorskip("lxml")

from search.article import BadRecord, RawArticle

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
CRAWL = (Path(__file__).parent.parent / "cases" / "sources" / "warc" / "crawl.warc").read_bytes()


def wacz(member: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package"}')
        archive.writestr("pages/pages.jsonl", '{"title": "No article, a list of pages"}')
        archive.writestr("indexes/index.cdx", "no text of any article either")
        archive.writestr("archive/data.warc.gz", member)
    return out.getvalue()


def articles(records: list[RawArticle | BadRecord]) -> list[RawArticle]:
    return [record for record in records if isinstance(record, RawArticle)]


def test_a_crawl_is_the_same_packed_or_collected(read_bytes: Read) -> None:
    wanted = [(found.headline, found.captions, found.paragraphs) for found in articles(read_bytes(CRAWL))]
    assert wanted
    for data in (gzip.compress(CRAWL), wacz(gzip.compress(CRAWL)), wacz(CRAWL)):
        found = articles(read_bytes(data))
        assert [(record.headline, record.captions, record.paragraphs) for record in found] == wanted


def test_only_the_crawled_pages_of_a_collection_are_read(read_bytes: Read) -> None:
    members = {record.origin.member for record in read_bytes(wacz(gzip.compress(CRAWL)))}
    assert members == {"archive/data.warc.gz"}
