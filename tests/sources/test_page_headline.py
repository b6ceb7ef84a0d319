"""Which of the headlines a page gives its story is taken: in JSON-LD, in tags, in its title, in print."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("lxml")

from search.article import Origin, RawArticle
from search.sources.html_page import page

STORY = (
    "<p>The harbour master said on Monday that no ferry would leave before the storm had passed.</p>"
    "<p>Crews went home on foot, and the ticket office put its chairs on the tables.</p>"
)


def read(
    *,
    printed: str = "",
    title: str = "",
    og: str = "",
    twitter: str = "",
    stated: str = "",
    name: str = "",
    site: str = "",
) -> str:
    data = {"@type": "NewsArticle", **({"headline": stated} if stated else {}), **({"name": name} if name else {})}
    head = f'<title>{title}</title><script type="application/ld+json">{json.dumps(data)}</script>'
    for tag, text in (("og:title", og), ("twitter:title", twitter), ("og:site_name", site)):
        head += f'<meta property="{tag}" content="{text}">' if text else ""
    html = f"<html><head>{head}</head><body>{printed}<main><div>{STORY}</div></main></body></html>"
    found = page(html.encode(), Origin(path="x"))
    assert isinstance(found, RawArticle), found
    return found.headline


def test_json_ld_and_a_tag_outvote_print() -> None:
    found = read(printed="<h1>Quay empty</h1>", stated="Ferries stay", og="Ferries stay", title="Ferries stay | CL")
    assert found == "Ferries stay"


def test_of_two_names_in_json_ld_the_one_that_a_tag_repeats_counts() -> None:
    found = read(
        printed="<h1>No way out of Norhaven</h1>",
        stated="No way out of Norhaven",
        name="Storm: Ferries stay in port",
        og="Storm: Ferries stay in port",
        title="Storm: Ferries stay in port – Live",
    )
    assert found == "Storm: Ferries stay in port"


def test_metadata_that_contradict_themselves_leave_it_to_print() -> None:
    seo = "Ferries today: storm, news and timetable"
    assert read(printed="<h1>No way out of Norhaven</h1>", stated=seo, title=seo, og="The day the ferries stayed") == (
        "No way out of Norhaven"
    )


def test_the_news_of_the_hour_is_no_headline() -> None:
    ticker = "<h1>Storm: Quay closed +++ Ferry returns to port +++ Mast falls on market hall</h1>"
    seo = "Storm at the coast: all news"
    assert read(printed=ticker, stated=seo, title=seo, og="Storm at the coast: news of today") == seo


def test_a_section_printed_as_heading_is_no_headline() -> None:
    title = "Harbour | The day on which all the ferries stayed in port"
    assert read(printed="<h1>Harbour</h1>", title=title) == title


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Ferries stay in port | Coastal Ledger", "Coastal Ledger"),
        ("Ferries stay in port - Coastal Ledger - Norhaven", ""),
        ("Ferries stay in port | Harbour | Ledger News", ""),
        ("Coastal Ledger | Ferries stay in port", ""),
        ("Ferries stay in port：Coastal Ledger", ""),
    ],
)
@pytest.mark.parametrize(
    "printed",
    [
        "<h1>Coastal Ledger</h1><h2>Ferries stay in port</h2>",
        "<h1>Ferries stay in port</h1><h2>Ledger News</h2>",
        "<ol class=breadcrumb><li><h1>Harbour</h1></li></ol><h3>Ferries stay in port</h3>",
    ],
    ids=["site as h1", "h1", "trail as h1"],
)
def test_the_heading_that_the_title_says_beside_the_sites_name(printed: str, title: str, site: str) -> None:
    assert read(printed=printed, title=title, site=site) == "Ferries stay in port"


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Ferries stay | Harbour News | Coastal Ledger", "Coastal Ledger", "Ferries stay | Harbour News"),
        ("Ferries stay - Ledger Coast News", "Ledger", "Ferries stay"),
        ("Ferries stay | ledger.example", "", "Ferries stay"),
        ("Ferries stay ： 海岸新聞", "海岸新聞", "Ferries stay"),
        # a headline's own words after a dash
        ("Ferries stay - U.S. storm moves on", "Ledger", "Ferries stay - U.S. storm moves on"),
        ("What now? – Ledger of a lost winter at sea", "Ledger", "What now? – Ledger of a lost winter at sea"),
        ("Apple quits the coast - Appleton pays", "AP", "Apple quits the coast - Appleton pays"),
    ],
)
def test_a_sites_name_at_a_titles_end(title: str, site: str, wanted: str) -> None:
    assert read(title=title, og=title, site=site) == wanted


KICKER = '<h1><span class="article-kicker">Storm</span> <span>Ferries stay in port</span></h1>'


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, "Ferries stay in port"),
        ({"og": "Storm: Ferries stay in port"}, "Ferries stay in port"),
        (
            {"og": "Storm: Ferries stay in port", "twitter": "Storm: Ferries stay in port"},
            "Storm: Ferries stay in port",
        ),
        ({"stated": "Storm: Ferries stay in port"}, "Storm: Ferries stay in port"),
        ({"og": "FERRIES STAY IN PORT"}, "Ferries stay in port"),
    ],
    ids=["print alone", "one tag", "two tags", "json-ld", "capitals"],
)
def test_kickers(said: dict[str, str], wanted: str) -> None:
    assert read(printed=KICKER, **said) == wanted


@pytest.mark.parametrize(
    "title",
    [
        "Timetable, news and storm at the coast",
        "Ferries stay in port, Coastal Ledger, 6 May 2019",
        "Ferries stay",
        "Norhaven: Ferries stay in port for a day",
    ],
    ids=["another", "site after a comma", "shortened", "kicker"],
)
def test_a_pages_title_alone_does_not_outvote_print(title: str) -> None:
    whole = "Ferries stay in port"
    assert read(printed=f"<h1>{whole}</h1>", title=title) == whole
    assert read(printed=f"<h1>{whole}</h1>", title=title, og="The day the harbour slept") == whole


@pytest.mark.parametrize("cut", ["until…", "until...", "until the storm"])
def test_a_headline_that_ends_early_is_completed_by_print(cut: str) -> None:
    begin = "The ferries of Norhaven and of the three smaller towns on the other side of the sound stay in port"
    whole, cut = f"{begin} until the storm has passed", f"{begin} {cut}"
    assert read(printed=f"<h1>{whole}</h1>", stated=cut, og=cut) == whole


def test_a_label_printed_behind_the_headline_is_left_out() -> None:
    assert read(printed="<h1>Ferries stay <b>Plus</b></h1>", stated="Ferries stay", og="Ferries stay") == "Ferries stay"


@pytest.mark.parametrize(
    "damaged", ["Ferries &amp;amp; crews stay &amp;quot;here&amp;quot;", "Ferries & crews stay &quot;here&quot;"]
)
def test_entities_are_read(damaged: str) -> None:
    assert read(stated=damaged) == 'Ferries & crews stay "here"'
