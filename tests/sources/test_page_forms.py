"""Pages in forms that say little about themselves: what is a caption, a standfirst, a headline, a story there."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("lxml")

from search.article import BadRecord, Origin, RawArticle
from search.sources.html_page import page
from search.sources.source import Refused

SENTENCE = "The harbour master said on Monday that no ferry would leave before the storm had passed. "
OTHER = "Crews went home on foot, and the ticket office put its chairs on the tables. "
THIRD = "By the evening the quay was empty, but for one man who was looking for his hat. "


def read(body: str, head: str = "<title>Ferries stay | Coastal Ledger</title>") -> RawArticle:
    found = page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), Origin(path="x"))
    assert isinstance(found, RawArticle), found
    return found


def story(inside: str) -> str:
    return f"<article><h1>Ferries stay</h1><p>{SENTENCE}</p>{inside}<p>{OTHER}</p><p>{THIRD}</p></article>"


def texts(found: RawArticle) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


@pytest.mark.parametrize(
    ("box", "wanted"),
    [
        # a line beside the picture says what the picture's description says
        (
            (
                '<div class="mt-2"><img src="a.jpg" alt="The quay after the storm of Monday">'
                "<div><small>The quay after the storm of Monday</small><small>© Ida Brand</small></div></div>"
            ),
            [("The quay after the storm of Monday", "© Ida Brand")],
        ),
        (
            (
                '<div><img src="a.jpg" data-caption="The quay after the storm, seen from the tower">'
                '<p class="text-sm">The quay after the storm, seen from the tower</p></div>'
            ),
            [("The quay after the storm, seen from the tower", "")],
        ),
        # a line names who made it
        (
            '<div><span class="t1">Foto: Ida Brand</span><img src="a.jpg"><div class="t2">The quay at dusk</div></div>',
            [("The quay at dusk", "Foto: Ida Brand")],
        ),
        ('<div><img src="a.jpg"><span>Photo: Ida Brand</span></div>', [("", "Photo: Ida Brand")]),
        # the face of a writer
        ('<div><img src="a.jpg" alt="Ida Brand-Lund"><span>Ida Brand-Lund</span></div>', []),
        # another story
        (
            (
                '<div><a href="/other"><img src="a.jpg" alt="The mayor opens the new tramway to the harbour"></a>'
                '<a href="/other">The mayor opens the new tramway to the harbour</a>'
                "<span>Photo: Ida Brand</span><p>More</p></div>"
            ),
            [],
        ),
    ],
    ids=["same words", "data-caption", "credit", "credit alone", "face", "teaser"],
)
def test_captions_without_any_name(box: str, wanted: list[tuple[str, str]]) -> None:
    found = read(story(box))
    assert [(caption.text, caption.credit) for caption in found.captions] == wanted


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        (
            (
                "<figure><img src=a><figcaption><span>Coastal Pictures</span><br>The quay at dusk, seen from the old"
                " tower of the harbour.</figcaption></figure>"
            ),
            ("The quay at dusk, seen from the old tower of the harbour.", "Coastal Pictures"),
        ),
        (
            "<figure><img src=a><figcaption>The quay. Coastal Inn: Ida Brand, ida@brand.example</figcaption></figure>",
            ("The quay.", "Coastal Inn: Ida Brand, ida@brand.example"),
        ),
        (
            "<figure><img src=a><figcaption>港で船を待つ人たち＝ＡＰ</figcaption></figure>",
            ("港で船を待つ人たち", "ＡＰ"),
        ),
        (
            "<figure><img src=a><figcaption>港で船を待つ人たち＝三日夕、北浜町</figcaption></figure>",
            ("港で船を待つ人たち＝三日夕、北浜町", ""),
        ),
        (
            "<figure><img src=a><figcaption>부두의 저녁. [사진 출처 = 해안신문]</figcaption></figure>",
            ("부두의 저녁.", "[사진 출처 = 해안신문]"),
        ),
        (
            '<figure><a href="/image/77"><img src=a.jpg><figcaption>The quay.</figcaption></a></figure>',
            ("The quay.", ""),
        ),
        (
            (
                '<div class="image-video"><img src=a.jpg><i class="caption-text">The quay. - <span class="copyright">'
                'Copyright </span><span class="credit">Ida Brand/Copyright 2024 The Ledger</span></i></div>'
            ),
            ("The quay.", "Ida Brand/Copyright 2024 The Ledger"),
        ),
        (
            (
                "<figure><img src=a><figcaption><div class=phone>The quay. <cite>Ida Brand</cite></div>"
                "<div class=desk>The quay. <cite>Ida Brand</cite></div></figcaption></figure>"
            ),
            ("The quay.", "Ida Brand"),
        ),
        (
            '<figure><img src=a.jpg><figcaption>The quay. <a href="/image/77">more &gt;</a></figcaption></figure>',
            ("The quay.", ""),
        ),
    ],
    ids=[
        "name above",
        "address",
        "japanese",
        "japanese place",
        "korean",
        "link to the picture",
        "label and name",
        "two copies",
        "more",
    ],
)
def test_credits_by_form(figure: str, wanted: tuple[str, str]) -> None:
    found = read(story(figure))
    assert [(caption.text, caption.credit) for caption in found.captions] == [wanted]


def test_a_film_has_no_caption() -> None:
    box = '<div class="video-player"><img src="a.jpg"><span class="caption-text">What the film shows.</span></div>'
    assert not read(story(box)).captions


def test_what_metadata_says_of_a_film_is_no_caption_of_a_picture() -> None:
    film = (
        '<script type="application/ld+json">{"@type": ["VideoObject"], "description": "What the film shows."}</script>'
    )
    box = '<span class="media-embed"><span class="media-caption">What the film shows.</span></span>'
    assert read(story(box)).captions
    assert not read(story(box), film).captions


@pytest.mark.parametrize(
    ("first", "head"),
    [
        ('<p class="story-leadText">What the strike costs.</p>', ""),
        (
            "<p><b>What the strike costs, and who pays.</b></p>",
            '<meta name="description" content="What the strike costs, and who pays.">',
        ),
        (
            '<p class="x1">What the strike costs.</p><p class="x1">And who pays.</p>',
            '<meta name="description" content="What the strike costs. And who pays.">',
        ),
    ],
    ids=["named", "bold, described", "in two parts"],
)
def test_standfirsts_beside_the_paragraphs(first: str, head: str) -> None:
    found = read(f"<article><h1>Ferries stay</h1>{first}<p>{SENTENCE}</p><p>{OTHER}</p><p>{THIRD}</p></article>", head)
    assert found.standfirst.startswith("What the strike costs")
    assert texts(found) == [SENTENCE.strip(), OTHER.strip(), THIRD.strip()]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ('<p class="article-dek">What the strike costs, and who pays.</p>', ""),
        ('<h2 class="bajada">What the strike costs, and who pays.</h2>', ""),
        (
            '<div class="t7">What the strike costs, and who pays.</div>',
            '<meta name="description" content="What the strike costs, and who pays.">',
        ),
        (
            "<h2>What the strike costs, and who pays.</h2>",
            '<meta name="description" content="What the strike costs, and…">',
        ),
    ],
    ids=["named", "named heading", "described", "description cut"],
)
def test_standfirsts_above_the_story(line: str, head: str) -> None:
    body = f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{THIRD}</p>"
    menu = "<ul><li><p class=intro>What the strike is about: six questions</p></li></ul>"
    found = read(f"<header><h1>Ferries stay</h1>{menu}{line}</header><div class=story>{body}</div>", head)
    assert found.standfirst == "What the strike costs, and who pays."
    assert texts(found) == [SENTENCE.strip(), OTHER.strip(), THIRD.strip()]


@pytest.mark.parametrize(
    "line",
    [
        '<div class="lead-image"><img src=a><p class="lead-image-caption">The quay before the storm.</p></div>',
        '<p class="lead-info">Harbour desk, 6 May 2019, 8.30</p>',
        '<div class="intro"><p class="t1">Harbour desk</p><p class="t2">6 May 2019</p></div>',
    ],
    ids=["caption", "day", "box"],
)
def test_what_is_named_like_a_standfirst_and_is_none(line: str) -> None:
    body = f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{THIRD}</p>"
    assert not read(f"<header><h1>Ferries stay</h1>{line}</header><div class=story>{body}</div>").standfirst


def test_a_sub_head_named_as_a_title_is_no_standfirst() -> None:
    inside = f'<h2 class="subtitle">Empty quays</h2><p>{SENTENCE.replace("Monday", "Friday")}</p>'
    found = read(f"<article><h1>Ferries stay</h1><p>{SENTENCE}</p>{inside}<p>{OTHER}</p></article>")
    assert not found.standfirst
    assert texts(found)[1] == "Empty quays"


def test_the_headline_under_its_kicker_is_no_sub_head() -> None:
    found = read(
        f"<article><h1>Strike Ferries stay</h1><p>{SENTENCE}</p><p>{OTHER}</p></article>", "<title>Ferries stay</title>"
    )
    assert texts(found) == [SENTENCE.strip(), OTHER.strip()]


def test_a_first_paragraph_that_is_the_description_too_stays_a_paragraph() -> None:
    head = f'<meta name="description" content="{SENTENCE}">'
    assert texts(read(story(""), head))[0] == SENTENCE.strip()


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("Storm keeps ferries in port", "Storm keeps ferries in port"),  # the publisher's own, beside another in print
        ("Ferries today: news", "Ferries stay"),  # the same as the page's title: for search engines
        ("Ferries st…", "Ferries stay"),
    ],
)
def test_headlines_in_metadata(stated: str, wanted: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": stated})
    head = f'<title>Ferries today: news</title><script type="application/ld+json">{data}</script>'
    head += '<meta property="og:title" content="Ferries stay">'
    assert read(story(""), head).headline == wanted


def test_a_hidden_copy_of_the_story_takes_nothing_away() -> None:
    copy = f'<div style="display:none">{SENTENCE}{OTHER}{THIRD}</div>'
    assert texts(read(story(copy))) == [SENTENCE.strip(), OTHER.strip(), THIRD.strip()]


def test_a_story_in_two_boxes_of_one_kind() -> None:
    boxes = (
        f'<div class="art articleBody"><p>{text}</p></div><div class="ads">AD</div>'
        for text in (SENTENCE, OTHER, THIRD)
    )
    assert texts(read(f"<h1>Ferries stay</h1><main>{''.join(boxes)}</main>")) == [
        SENTENCE.strip(),
        OTHER.strip(),
        THIRD.strip(),
    ]


@pytest.mark.parametrize("quoted", ["„Wir bleiben hier.“", "»Wir bleiben hier.«", "「ここに残る。」"])
def test_a_first_paragraph_may_be_a_quotation(quoted: str) -> None:
    first = f"{SENTENCE}{quoted}"
    assert texts(read(f"<article><h1>Ferries stay</h1><p>{first}</p><p>{OTHER}</p></article>"))[0] == first


def test_a_paragraph_that_is_mostly_a_link_stays_when_it_is_a_sentence() -> None:
    linked = f'<p>On Friday <a href="/x">{SENTENCE[:-2].lower()}</a>, and so did all the others who were there.</p>'
    assert any("On Friday" in text for text in texts(read(story(linked))))


def test_words_for_those_who_cannot_see_are_left_out() -> None:
    found = read(
        story('<p>The <a href="/x">timetable<span class="go-vh"> (opens in a new window)</span></a> is void.</p>')
    )
    assert "The timetable is void." in texts(found)


@pytest.mark.parametrize(
    "said",
    [
        "هل تستمر الرحلات في البحر حتى نهاية هذا الأسبوع رغم العاصفة؟",
        "बंदरगाह के प्रमुख ने कहा कि तूफ़ान से पहले कोई नाव नहीं चलेगी।",
        "بندرگاہ کے سربراہ نے کہا کہ طوفان سے پہلے کوئی کشتی نہیں چلے گی۔",
        "นายท่าเรือกล่าวว่าจะไม่มีเรือลำใดออกจากท่าก่อนพายุผ่านไปในวันจันทร์นี้",
        "港務長は月曜日、嵐が過ぎるまでは一隻の船も港を出ることはないと記者団に話し、町の人たちは家に帰った。",
    ],
    ids=["arabic", "hindi", "urdu", "thai", "japanese"],
)
def test_sentences_end_in_every_script(said: str) -> None:
    story = [f"{number} {said}" for number in (1, 2, 3)]
    body = "".join(f"<p>{text}</p>" for text in story)
    menu = "<div class=menu>" + "".join(f"<a href=/{n}>{said[:20]}</a> " for n in range(9)) + "</div>"
    assert texts(read(f"<h1>Ferries stay</h1>{menu}<div>{body}</div>")) == story


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_stories_in_json_ld_the_one_of_the_page_counts(order: int) -> None:
    def story_in_data(headline: str, url: str, **more: object) -> dict[str, object]:
        return {"@type": "NewsArticle", "headline": headline, "url": url, "author": headline[:7], **more}

    mine = story_in_data("Ferries stay", "https://ledger.example/ferries")
    other = story_in_data("Strike goes on", "https://ledger.example/strike", articleBody=SENTENCE, section="Sea")
    data = json.dumps([mine, other][::order])
    head = f'<link rel="canonical" href="{mine["url"]}"><script type="application/ld+json">{data}</script>'
    found = read(story(""), head)
    assert (found.headline, found.authors) == ("Ferries stay", ("Ferries",))


BLOCKS = [{"type": "p", "text": SENTENCE}, {"type": "p", "text": OTHER}, {"type": "p", "text": THIRD}]
MARKED = f"<p>{SENTENCE}</p><p>{OTHER}</p><p>{THIRD}</p>" + " " * 999
PLAIN = f"{SENTENCE}\n\n{OTHER}\n\n{THIRD}"
LINKS = {"links": [{"text": "Home", "url": "/"}, {"text": "Sport", "url": "/sport"}], "pad": "x" * 1000}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"a": BLOCKS, **LINKS}})}</script>',
        f"<script>var a=1;window.__STATE__ = {json.dumps({'page': {'body': BLOCKS, **LINKS}})};</script>",
        f"<script>window.S={json.dumps({'html': MARKED})}</script>",
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": PLAIN})}</script>',
    ],
    ids=["next", "assigned", "html in it", "ld+json"],
)
def test_a_story_that_is_only_in_scripts(script: str) -> None:
    found = read(f"<h1>Ferries stay</h1><div id=root></div>{script}")
    assert texts(found) == [SENTENCE.strip(), OTHER.strip(), THIRD.strip()]


@pytest.mark.parametrize(
    "script", ["window.a = {" * 3000, "[" * 100_000, '{"a":' * 50_000], ids=["cut", "deep", "keys"]
)
def test_scripts_that_are_no_data_do_no_harm(script: str) -> None:
    found = page(f"<html><body><h1>x</h1><script>{script}</script></body></html>".encode(), Origin(path="x"))
    assert isinstance(found, BadRecord)


def test_a_page_whose_text_is_mostly_elsewhere_is_refused() -> None:
    teasers = "".join(
        f'<aside class="related"><h3><a href="/{n}">Story {n}</a></h3><p>{SENTENCE}{n}.</p><p>{OTHER}</p></aside>'
        for n in range(60)
    )
    with pytest.raises(Refused, match="the page's other texts"):
        read(f"<h1>Ferries stay</h1><p>{SENTENCE}</p>{teasers}")


def test_the_part_of_the_title_that_names_the_host_is_the_source() -> None:
    head = '<title>Ferries stay - Coastal Ledger</title><link rel=canonical href="https://www.coastalledger.example/1">'
    assert read(story(""), head).source == "Coastal Ledger"
    assert not read(story(""), head.replace("coastalledger", "paper")).source


def test_microdata() -> None:
    found = read(
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Ferries stay</h1>'
        '<meta itemprop="datePublished" content="2024-05-06"><a itemprop="author">Jo Vance</a>'
        f'<div itemprop="articleBody"><p>{SENTENCE}</p><p>{OTHER}</p></div></div>',
    )
    assert (found.headline, found.published, found.authors) == ("Ferries stay", "2024-05-06", ("Jo Vance",))
