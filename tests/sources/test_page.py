from __future__ import annotations

import time

import pytest

pytest.importorskip("lxml")

from search.article import Origin, RawArticle
from search.sources.html_page import page
from search.sources.page.authors import authors
from search.sources.page.day import printed_day
from search.sources.page.metadata import Metadata
from search.sources.page.tree import parse

SENTENCE = "The harbour master said on Monday that no ferry would leave before the storm had passed. "
OTHER = "Crews went home on foot, and the ticket office put its chairs on the tables. "


def read(body: str, head: str = "<title>Ferries stay | Coastal Ledger</title>") -> RawArticle:
    found = page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), Origin(path="x"))
    assert isinstance(found, RawArticle)
    return found


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("<p>Stand: 25.04.24, 14:07 Uhr</p>", "2024-04-25"),
        ("<span>Published May 6, 2019</span>", "May 6, 2019"),
        ("<span>6. Mai 2019</span>", "6. Mai 2019"),
        ("<span>3/4/2019</span>", ""),
        ("<p>2021年3月4日 6時00分</p>", "2021-03-04"),
        ("<span>입력 2021. 3. 4. 06:00</span>", "2021-03-04"),
        ("<span>2021/03/04 06:00</span>", "2021-03-04"),
        ("<figcaption>The pier at Norhaven after the storm that took half of it away, 6 May 2019</figcaption>", ""),
        ("<p>The company was founded on 6 May 1999 by two brothers who had been fishing.</p>", ""),
    ],
)
def test_days_are_read_only_where_they_are_alone(printed: str, wanted: str) -> None:
    assert printed_day(parse(f"<html><body><h1>Ferries stay</h1>{printed}</body></html>")) == wanted


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        (("Jo Vance and Mara Lund",), ("Jo Vance", "Mara Lund")),
        (("Santiago Ramón y Cajal",), ("Santiago Ramón y Cajal",)),
        (("By Jo Vance, City Editor",), ("Jo Vance",)),
        (("Ledger Staff",), ("Ledger Staff",)),
        (("Elena Berg (ebe)", "desk@ledger.example"), ("Elena Berg",)),
        (("Coastal Ledger",), ("Ida Brand",)),
        ((), ("Ida Brand",)),
    ],
)
def test_authors(named: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    root = parse('<html><body><h1>x</h1><span class="byline">By Ida Brand</span></body></html>')
    assert authors(root, Metadata(authors=(named,), source="Coastal Ledger", published="2019-05-06")) == wanted


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Jo Vance">', ""),
        ('<meta name="articleAuthor" content="Jo Vance">', ""),
        ('<meta name="author" content="desk@ledger.example">', '<span class="author-name">Jo Vance</span>'),
        ("", "<li><strong>Autorin/Autor</strong> Jo Vance </li>"),
        ("", "<p>Author: Jo Vance</p>"),
        ("", "<p>By Jo Vance</p>"),
        ("", "<div>Von <b>Jo Vance</b></div>"),
        ("", "<figure><img src=a><span>By Ida Brand</span></figure><p>By Popular demand</p><p>by Jo Vance</p>"),
    ],
    ids=["previews", "tag", "name for an address", "label", "label with colon", "line", "line in parts", "other lines"],
)
def test_authors_beside_the_sites_own_name(head: str, line: str) -> None:
    stated = '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Coastal Ledger"}</script>'
    head += '<meta property="og:site_name" content="Coastal Ledger"><meta name="author" content="Ledger, Norhaven">'
    body = f"<h1>Ferries stay</h1>{line}<p>{SENTENCE}</p><p>{OTHER}</p>"
    assert read(body, stated + head).authors == ("Jo Vance",)
    assert read(body.replace(line, ""), stated).authors == ("Coastal Ledger",)


@pytest.mark.parametrize(
    "figure",
    [
        '<figure><img src="a.jpg"><figcaption>The quay. <span class="credit">Ida Brand</span></figcaption></figure>',
        '<figure><img src="a.jpg"><figcaption>The quay.</figcaption><small>Ida Brand</small></figure>',
        '<div class="image"><img src="a.jpg"><p class="caption-text">The quay. <cite>Ida Brand</cite></p></div>',
        '<figure><img src="a.jpg"><div>The quay. <span class="copyright">Ida Brand</span></div></figure>',
        '<figure><a href="b.jpg"><img src="a.jpg"><figcaption>The quay. <cite>Ida Brand</cite></figcaption></a>',
    ],
)
def test_captions_and_credits_in_many_shapes(figure: str) -> None:
    found = read(f"<article><h1>Ferries stay</h1>{figure}<p>{SENTENCE}</p><p>{SENTENCE * 2}</p></article>")
    assert [(caption.text, caption.credit) for caption in found.captions] == [("The quay.", "Ida Brand")]
    assert all("quay" not in paragraph.text for paragraph in found.paragraphs)


@pytest.mark.parametrize(
    "furniture",
    [
        '<aside class="related"><figure><figcaption>Another story.</figcaption></figure></aside>',
        '<div class="newsletter-signup"><p>Sign up to our letter. It is free and it comes every morning.</p></div>',
        '<p><a href="/x">Read more: what the strike costs the town and who pays for it in the end</a></p>',
        '<ul class="related-links"><li><a href="/x">Another story.</a></li></ul>',
        '<div><h3><a href="/x">Another story.</a></h3><p>What it says in short, and a little longer.</p></div>',
        '<div class="notas-relacionadas"><h4>Te puede interesar</h4><ul><li><a href="/x">Otra nota</a></li></ul></div>',
        "<amp-ad><p>What they sell, and at what price it is sold to you.</p></amp-ad>",
        "<time>9.02am</time>",
    ],
)
def test_what_is_no_story_is_left_out(furniture: str) -> None:
    body = f"<article><h1>Ferries stay</h1><p>{SENTENCE}</p>{furniture}<p>{OTHER}</p></article>"
    found = read(body)
    assert [p.text for p in found.paragraphs] == [SENTENCE.strip(), OTHER.strip()]
    assert not found.captions


@pytest.mark.parametrize(
    ("head", "heading", "wanted"),
    [
        ("<title>Ferries stay | Coastal Ledger</title>", "<h1>Ferries stay</h1>", "Ferries stay"),
        (
            '<meta property="og:title" content="Strike: Ferries stay">',
            "<h1><i>Strike</i> Ferries stay</h1>",
            "Strike: Ferries stay",
        ),
        ('<meta property="og:title" content="Ferries stay">', "<nav><h1>Coastal Ledger</h1></nav>", "Ferries stay"),
    ],
)
def test_headlines(head: str, heading: str, wanted: str) -> None:
    assert read(f"{heading}<p>{SENTENCE}</p>", head).headline == wanted


@pytest.mark.parametrize(
    "trap",
    ["x<br>" * 100_000, "<a " + " ".join(f"x{n}=1" for n in range(100_000)) + ">", f"<p>{SENTENCE}</p>" * 20_000],
    ids=["breaks", "attributes", "paragraphs"],
)
def test_large_pages_take_linear_time(trap: str) -> None:
    began = time.process_time()
    read(f"<h1>Ferries stay</h1><p>{SENTENCE}</p>{trap}")
    assert time.process_time() - began < 10
