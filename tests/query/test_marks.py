"""What is highlighted: the places that made the article match, operands of a proximity one by one, never a NOT."""

from __future__ import annotations

import pytest
from strategies import analyser

from search.article import Article, Caption, Paragraph
from search.query import parse

ARTICLE = Article(
    id="a",
    headline="River bank floods",
    captions=(Caption(text="The U.S. mayor's bank near the river bank."),),
    paragraphs=(Paragraph(text="Flood insurance near the river. Banks said flooding rose."),),
)


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ('"river bank"', "h:River bank | c:river bank | p:river. Banks"),
        ("river w/1 bank", "h:River | h:bank | c:river | c:bank | p:river | p:Banks"),
        ("river w/5 bank", "h:River | h:bank | c:bank | c:river | c:bank | p:river | p:Banks"),
        ('"river bank" w/9 mayor', "c:mayor | c:river bank"),
        ("(river w/1 bank) w/9 mayor", "c:mayor | c:river | c:bank"),
        ("mayor w/s (bank OR zebra)", "c:mayor | c:bank"),
        ("flood NOT w/1 insurance", "h:floods | p:flooding"),
        ("flood -zebra", "h:floods | p:Flood | p:flooding"),
        ("flood -(insurance w/1 zebra)", "h:floods | p:Flood | p:flooding"),
        ("-zebra", ""),
        ("*", ""),
        ("zebra", ""),
        ("flood zebra", ""),
        ("zebra OR river", "h:River | c:river | p:river"),
        ("(flood zebra) OR mayor", "c:mayor"),
        ("(flood mayor) OR zebra", "h:floods | c:mayor | p:Flood | p:flooding"),
        ("atleast3(flood)", "h:floods | p:Flood | p:flooding"),
        ("atleast4(flood)", ""),
        ("atleast4(flood) OR mayor", "c:mayor"),
        ("caps(us) OR rose", "c:U.S. | p:rose"),
        ("caps(flood)", "p:Flood"),
        ("first5(flood)", "p:Flood"),
        ("caption:bank", "c:bank | c:bank"),
        ("caption:(river bank) rose", "c:bank | c:river | c:bank | p:rose"),
        ("fl*", "h:floods | p:Flood | p:flooding"),
        ("mayor's", "c:mayor"),
    ],
)
def test_marks(query: str, marks: str) -> None:
    article = analyser().analyse(ARTICLE)
    zones = {(zone.field, zone.number): zone for zone in article.zones}
    understood = parse(query)
    found = []
    for span in understood.tree.marks(article, understood.fields):
        zone = zones[span[:2]]
        found.append(f"{span.field[0]}:{zone.text[zone.starts[span.first] : zone.ends[span.last]]}")
    assert " | ".join(found) == marks
