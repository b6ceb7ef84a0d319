"""Every command on a small archive: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import Result

import search
from search.cli.app import COMMANDS
from search.cli.terminal import HOSTILE, cells
from search.fields import FIELDS
from search.query import language_page
from search.sources import SOURCES

News: TypeAlias = Callable[..., Result]


def hits(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["hits"]
    return found


def the_id(news: News, query: str) -> str:
    return str(hits(news("search", query, "--format", "json"))[0]["id"])


# ---------------------------------------------------------------- search


def test_a_hit_says_what_where_and_when(news: News) -> None:
    result = news("search", "lamp", "--passages", "5")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 article\n\n1. Lighthouse keeper leaves after forty years\n  ")
    assert "caption 1: FILE - A keeper cleans the great *lamp* in Port Selwick" in result.stdout
    assert "Photo: AP Photo/Ines Okafor" in result.stdout
    assert "file photo" in result.stdout
    assert (
        "paragraph 1: PORT SELWICK (AP) — The last keeper of the lighthouse left his *lamp* on Monday." in result.stdout
    )
    assert "id " in result.stdout
    assert not result.stderr


def test_marks_in_the_headline_show_there(news: News) -> None:
    assert (
        "1. *Ferry* fares rise\n  Coastal Ledger | 2019-05-04 | Local | id " in news("search", "headline:ferry").stdout
    )


def test_nothing_found_is_1(news: News) -> None:
    result = news("search", "walrus")
    assert (result.exit_code, result.stdout) == (1, "nothing found\n")
    assert hits(news("search", "walrus", "--format", "json")) == []
    assert not news("search", "walrus", "--format", "jsonl").stdout


def test_count(news: News) -> None:
    assert news("search", "ferry", "--count").stdout == "3\n"
    assert news("search", "walrus", "--count").exit_code == 1
    counted = json.loads(news("search", "ferry", "--count", "--format", "json").stdout)
    assert (counted["total"], counted["hits"]) == (3, [])


def test_limit_offset_and_sort(news: News) -> None:
    everything = [hit["id"] for hit in hits(news("search", "ferry", "--limit", "all", "--format", "json"))]
    assert len(everything) == 3
    page = news("search", "ferry", "--limit", "1", "--offset", "1", "--format", "json")
    assert [hit["id"] for hit in hits(page)] == everything[1:2]
    assert hits(page)[0]["rank"] == 2
    assert "3 articles; 1 to 2; more: --offset 2" in news("search", "ferry", "--limit", "2").stdout
    days = [hit["date"] for hit in hits(news("search", "island OR ferry", "--sort", "-date", "--format", "json"))]
    assert days[:2] == ["2021-09-01", "2019-05-04"]


def test_filters(news: News) -> None:
    def ids(*options: str) -> int:
        return int(json.loads(news("search", "island", "--format", "json", *options).stdout)["total"])

    assert ids() == 2
    assert ids("--from", "2020") == 1
    assert ids("--to", "2019-05-04") == 1
    assert ids("--from", "2019-05-05", "--to", "2021-08") == 0
    assert ids("--source", "Harbour Post") == 1
    assert ids("--section", "Local") == 1
    assert ids("--in", "headline") == 1
    assert ids("--in", "title, body") == 2


def test_any_word(news: News) -> None:
    assert news("search", "zebra gulls", "--count").stdout == "0\n"
    assert news("search", "zebra gulls", "--count", "--any").stdout == "2\n"


def test_facets(news: News) -> None:
    shown = news("search", "ferry OR island", "--facet", "source, year")
    assert "source\n       1  Coastal Ledger\n       1  Harbour Post\n" in shown.stdout
    facets = json.loads(news("search", "ferry OR island", "--facet", "year", "--format", "json").stdout)["facets"]
    assert facets == {"year": [{"value": "2019", "count": 1}, {"value": "2021", "count": 1}]}
    assert "year" in news("search", "ferry OR island", "--facet", "year", "--count").stdout


def test_a_sheet_holds_hits_or_counts(news: News) -> None:
    both = news("search", "ferry OR island", "--facet", "year", "--format", "csv")
    assert both.stdout.startswith("rank,")
    assert "--limit 0" in both.stderr
    counts = news("search", "ferry OR island", "--facet", "year", "--count", "--format", "csv")
    assert counts.stdout == "facet,value,articles\nyear,2019,1\nyear,2021,1\n"
    assert not counts.stderr


def test_a_timeline_is_in_the_order_of_time(news: News) -> None:
    shown = news("search", "*", "--timeline", "year", "--count").stdout
    assert shown == (
        "5 articles\n\nyear\n"
        f"       1  2019    {'#' * 60}\n       0  2020\n       1  2021    {'#' * 60}\n       1  2022    {'#' * 60}\n"
    )
    months = news("search", "*", "--timeline", "month", "--count").stdout.splitlines()[3:]
    assert [line.rstrip("#").split(None, 1) for line in months] == [
        ["1", "2019-05 "],
        ["0", "2019-06 to 2021-08"],
        ["1", "2021-09 "],
        ["0", "2021-10 to 2021-12"],
        ["1", "2022-01 "],
    ]
    assert "month\n(no values)\n" in news("search", "lamp", "--timeline", "month", "--count").stdout
    facets = json.loads(news("search", "*", "--timeline", "month", "--format", "json").stdout)["facets"]
    assert [each["value"] for each in facets["month"]] == ["2019-05", "2021-09", "2022-01"]


def test_a_line_of_another_database(news: News) -> None:
    result = news("search", "hlead(lighthouse w/5 keeper!)", "--dialect", "nexis")
    assert result.exit_code == 0
    assert "note: understood as: hlead:(lighthouse w/5 keeper*)" in result.stderr
    assert "note: " in news("search", "ferry and fares or island", "--dialect", "nexis", "--count").stderr
    assert news("captions", "lamp and wc>5", "--dialect", "factiva", "--count").stdout == "1\n"
    assert "nexis" in news("search", "x", "--dialect", "klingon").stderr


def test_explain_says_what_each_part_finds(news: News) -> None:
    shown = news("search", "ferr* w/9 (island OR lamb~)", "--explain").stderr.splitlines()
    assert shown[0] == "note: understood as: ferr* w/9 (island OR lamb~)"
    assert "       3    ferr*  = ferry 3" in shown
    assert "       1      lamb~  = lamp 1" in shown
    clauses = json.loads(news("search", "ferr*", "--explain", "--format", "json").stdout)["clauses"]
    assert clauses[0]["forms"] == [{"form": "ferry", "articles": 3, "occurrences": 4}]


def test_why_a_hit_stands_where_it_stands(news: News) -> None:
    best = hits(news("search", "ferry", "--format", "json"))[0]
    shown = news("search", "ferry", "--explain-score", best["id"]).stdout
    assert shown.splitlines()[0].startswith(f"{best['score']:.4f}  score")
    score = json.loads(news("search", "ferry", "--explain-score", best["id"], "--format", "json").stdout)
    assert score["schema"] == "news-archive-search/score/1"
    assert score["value"] == pytest.approx(best["score"], abs=1e-4)
    missing = news("search", "walrus", "--explain-score", best["id"])
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "does not find this article" in missing.stderr


def test_did_you_mean(news: News) -> None:
    result = news("search", "lihgthouse")
    assert (result.exit_code, result.stderr) == (1, "note: did you mean: lighthouse (1 article)\n")
    assert "note: any of the words: 2 articles (add --any)\n" in news("search", "zebra gulls").stderr
    record = json.loads(news("search", "zebra gulls", "--format", "json").stdout)
    assert record["suggestions"] == [{"query": "zebra gulls", "total": 2, "any_word": True}]


def test_recency(news: News) -> None:
    query = ("search", "island OR ferry", "--format", "json", "--in", "headline")
    assert hits(news(*query, "--recency", "30"))[0]["date"] == "2021-09-01"
    for days in ("-1", "0", "nan", "inf"):
        assert "recency is no number of days" in news(*query, "--recency", days).stderr


# ---------------------------------------------------------------- captions


def test_captions_are_results_of_their_own(news: News) -> None:
    result = news("captions", "port selwick")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 captions\n\n1. FILE - A keeper cleans the great lamp in *Port* *Selwick*")
    assert "  Photo: AP Photo/Ines Okafor" in result.stdout
    assert "  file photo | taken 2019-03-04 | Port Selwick, Canada\n" in result.stdout
    assert "Lighthouse keeper leaves after forty years | no date | id " in result.stdout
    assert news("captions", "gulls lamp", "--count").stdout == "0\n"
    assert news("captions", "gulls lamp", "--any", "--count").stdout == "2\n"
    assert news("captions", "selwick -filephoto:yes", "--count").stdout == "1\n"
    assert news("captions", "walrus").exit_code == 1


def test_captions_for_programs(news: News) -> None:
    found = json.loads(news("captions", "okafor", "--format", "json").stdout)
    assert found["schema"] == "news-archive-search/photos/1"
    assert found["total"] == 1
    (photo,) = found["hits"]
    start, end = photo["credit_marks"][0]
    assert photo["credit"][start:end] == "Okafor"
    assert (photo["filephoto"], photo["shot"], photo["agency"]) == (True, "2019-03-04", "AP")
    assert json.loads(news("show", photo["address"], "--json").stdout)["text"] == photo["text"]
    rows = list(csv.DictReader(io.StringIO(news("captions", "port", "--format", "csv", "--limit", "all").stdout)))
    assert sorted(row["photographer"] for row in rows) == ["Ines Okafor", "Lea Brandt"]
    lines = news("captions", "port", "--format", "jsonl", "--limit", "1", "--offset", "1").stdout.splitlines()
    assert [json.loads(line)["rank"] for line in lines] == [2]


def test_explain_and_notes_go_to_stderr(news: News) -> None:
    result = news("search", "ferry island", "--explain", "--format", "jsonl")
    assert "understood as: " in result.stderr
    assert all(json.loads(line)["schema"] == "news-archive-search/hit/1" for line in result.stdout.splitlines())


def test_several_words_and_standard_input(news: News) -> None:
    assert news("search", "ferry", "fares", "--count").stdout == "1\n"
    assert news("search", "-", "--count", input="ferry fares\n").stdout == "1\n"
    assert news("search", "-", "--count", input=b"\xff ferry").exit_code in {0, 1, 2}


def test_csv(news: News) -> None:
    rows = list(csv.DictReader(io.StringIO(news("search", "zebra", "--format", "csv").stdout)))
    assert rows[0]["headline"].startswith("'=HYPERLINK")
    assert rows[0]["source"] == "'@evil"
    assert "paragraph 1: A *zebra*" in rows[0]["passages"]
    raw = list(csv.DictReader(io.StringIO(news("search", "zebra", "--format", "csv", "--raw").stdout)))
    assert raw[0]["source"] == "@evil"


@pytest.mark.parametrize("output", ["text", "json", "jsonl", "csv", "html"])
def test_hostile_articles_do_not_reach_the_terminal(output: str, news: News) -> None:
    result = news("search", "zebra", "--format", output, "--facet", "source")
    assert result.exit_code == 0
    assert not HOSTILE.search(result.output)


def test_hostile_articles_are_harmless_in_every_command(news: News, articles: Path) -> None:
    name = the_id(news, "zebra")
    for words in (
        ("show", name, "--removed", "--source", "--query", "zebra"),
        ("show", name, "--json"),
        ("show", f"{name}#p1", "--json"),
        ("clean", articles / "records.jsonl"),
        ("clean", articles / "records.jsonl", "--json"),
        ("stats",),
        ("stats", "--json"),
        ("terms", "z*"),
    ):
        result = news(*words)
        assert result.exit_code == 0
        assert not HOSTILE.search(result.output), words


def test_a_narrow_terminal(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for words in (
        ("search", "ferry OR lamp"),
        ("captions", "port"),
        ("show", the_id(news, "lamp")),
        ("fields",),
        ("formats",),
        ("stats",),
    ):
        result = news(*words)
        assert result.exit_code == 0
        assert max(cells(line) for line in result.stdout.splitlines()) <= 40, words


# ---------------------------------------------------------------- show


def test_show_is_the_whole_article(news: News) -> None:
    shown = news("show", the_id(news, "lamp"), "--removed", "--source").stdout
    for piece in (
        "Lighthouse keeper leaves after forty years\n  by: Tom Adeyemi\n",
        "c1 caption FILE - A keeper cleans the great lamp",
        "photographer: Ines Okafor",
        "file photo | taken 2019-03-04",
        "c2 caption Gulls sit",
        "credit: Lea Brandt/Reuters",
        "\n\np2 “I will miss the lamp",
        "Left out\n",
        "ADVERTISEMENT",
        "Read from\n",
        "lamp.txt",
    ):
        assert piece in shown


def test_show_the_record_as_its_source_holds_it(news: News, articles: Path) -> None:
    ferry, lamp = the_id(news, "headline:ferry"), the_id(news, "lamp")
    record = (articles / "records.jsonl").read_bytes().split(b"\n")[0]
    shown = news("show", ferry, "--source").stdout
    assert "Ferry fares rise\n" in shown
    assert "Read from\n" in shown
    assert shown.rstrip("\n").endswith(record.decode())
    assert news("show", ferry, "--raw").stdout_bytes.rstrip(b"\n") == record
    assert news("show", lamp, "--raw").stdout_bytes == (articles / "lamp.txt").read_bytes()


def test_a_record_that_is_gone(fresh: News, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("A title\n\nThe walrus came back to the quay.\n", encoding="utf-8")
    fresh("add", path)
    name = the_id(fresh, "walrus")
    path.unlink()
    shown = fresh("show", name, "--source")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "(the source is gone: " in shown.stdout
    missing = fresh("show", name, "--raw")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "the source is gone" in missing.stderr


@pytest.mark.parametrize(
    ("data", "piece"),
    [
        ("Un été\n\nLe café du port a fermé après l’été.\n".encode("cp1252"), "Le café du port"),
        (b"\xff\xfe" + "A title\n\nThe walrus came back.\n".encode("utf-16-le"), "The walrus came back."),
        (b"A title\n\nThe walrus \x1b[2J came back.\n", "The walrus ␛[2J came back."),
    ],
)
def test_the_record_is_shown_as_text(data: bytes, piece: str, fresh: News, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(data)
    fresh("add", tmp_path / "one.txt")
    shown = fresh("show", the_id(fresh, "*"), "--source").stdout.partition("Read from\n")[2]
    assert piece in shown
    assert fresh("show", the_id(fresh, "*"), "--raw").stdout_bytes == data


def test_show_marks_a_query(news: News) -> None:
    shown = news("show", the_id(news, "lamp"), "--query", "keeper w/s boy").stdout
    assert "said the *keeper*, who came as a *boy*." in shown
    assert "A keeper cleans" in shown
    nothing = news("show", the_id(news, "lamp"), "--query", "keeper pre/1 boy")
    assert "*" not in nothing.stdout
    assert "note: the query marks nothing in" in nothing.stderr


def test_show_as_html(news: News) -> None:
    name = the_id(news, "lamp")
    shown = news("show", name, "--query", "keeper w/s boy", "--format", "html").stdout
    assert "said the <mark>keeper</mark>, who came as a <mark>boy</mark>." in shown
    assert f'<figure id="{name}#c2">' in shown
    one = news("show", f"{name}#p2", "--query", "gulls", "--format", "html").stdout
    assert f'<p id="{name}#p2">' in one
    assert "<mark>gulls</mark>" in one
    assert "<mark>Ferry</mark> fares rise" in news("search", "headline:ferry", "--format", "html").stdout


def test_show_one_place(news: News) -> None:
    name = the_id(news, "lamp")
    assert news("show", f"{name}#h").stdout == "Lighthouse keeper leaves after forty years\n"
    assert news("show", f"{name}#p3").stdout == "The ferry company will use the tower as a ticket office.\n"
    caption = json.loads(news("show", f"{name}#c2", "--json").stdout)
    assert caption["address"] == f"{name}#c2"
    assert caption["photographer"] == "Lea Brandt"


def test_an_address_of_a_hit_can_be_shown(news: News) -> None:
    for passage in hits(news("search", "lamp", "--passages", "9", "--format", "json"))[0]["passages"]:
        part = json.loads(news("show", passage["address"], "--json").stdout)
        assert passage["text"] in part["text"]


@pytest.mark.parametrize("place", ["#c9", "#p0", "#x1", "#", "#p", "#h2", "#p99999999999999999999"])
def test_a_place_that_is_not_there_is_an_error(place: str, news: News) -> None:
    result = news("show", the_id(news, "lamp") + place)
    assert result.exit_code == 2
    assert "no such place" in result.stderr
    assert "c1 to c2" in result.stderr


def test_an_unknown_id_is_1_and_the_others_are_shown(news: News) -> None:
    name = the_id(news, "lamp")
    result = news("show", name, "nosuchid")
    assert result.exit_code == 1
    assert "Lighthouse keeper" in result.stdout
    assert "no article has this id: nosuchid" in result.stderr


def test_what_show_prints_as_json_can_be_added_again(news: News, tmp_path: Path) -> None:
    names = [hit["id"] for hit in hits(news("search", "*", "--limit", "all", "--format", "json"))]
    lines = news("show", *names, "--json").stdout
    assert len(lines.splitlines()) == len(names) == 5
    copy = tmp_path / "copy.jsonl"
    copy.write_text(lines, encoding="utf-8")
    other = tmp_path / "other"
    assert news("add", copy, "--archive", other).exit_code == 0
    again = news("show", *names, "--json", "--archive", other).stdout
    for before, after in zip(lines.splitlines(), again.splitlines(), strict=True):
        old, new = json.loads(before), json.loads(after)
        for changing in ("added", "origins", "repairs", "removals"):
            old.pop(changing, None)
            new.pop(changing, None)
        assert old == new


# ---------------------------------------------------------------- clean


def test_clean_reports_every_line(news: News, articles: Path, archive: Path) -> None:
    before = sorted(path.stat().st_mtime_ns for path in archive.rglob("*"))
    shown = news("clean", articles / "lamp.txt").stdout
    for piece in (
        "\n1 caption: FILE - A keeper",
        "\n3 headline: Lighthouse keeper leaves",
        "\n4 byline: By Tom Adeyemi",
        "\n5 lead: PORT SELWICK (AP)",
        "\n7 boilerplate: ADVERTISEMENT",
        "No repairs.",
        "Left out\n",
        "agency: Reuters",
    ):
        assert piece in shown
    assert sorted(path.stat().st_mtime_ns for path in archive.rglob("*")) == before


def test_clean_shows_repairs_and_their_doubt(news: News, tmp_path: Path) -> None:
    damaged = "“We can’t say,” the mayor said of the café — “not yet.”".encode().decode("gbk", "ignore")
    (tmp_path / "damaged.txt").write_text(f"Mayor silent\n\nThe mayor spoke.\n{damaged}\n", encoding="utf-8")
    shown = news("clean", tmp_path / "damaged.txt").stdout
    assert " -> " in shown
    assert "mojibake" in shown
    record = json.loads(news("clean", tmp_path / "damaged.txt", "--json").stdout)
    repairs = record["article"]["repairs"]
    assert shown.count("(uncertain: bytes were lost)") == sum(repair.get("uncertain", False) for repair in repairs)


def test_clean_as_json_and_from_standard_input(news: News, articles: Path) -> None:
    lines = [json.loads(line) for line in news("clean", articles / "records.jsonl", "--json").stdout.splitlines()]
    kinds = [line["schema"].split("/")[1] for line in lines]
    assert kinds == ["cleaning", "reject", "cleaning", "cleaning"]
    assert lines[1]["origin"]["record"] == "2"


def test_clean_of_what_cannot_be_read(news: News, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = news("clean", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "can't be read" in result.stderr
    assert news("clean", tmp_path / "absent.txt").exit_code == 2


# ---------------------------------------------------------------- taking in, leaving out


def test_add_update_remove(fresh: News, articles: Path, tmp_path: Path) -> None:
    made = fresh("add", articles / "flood.txt", articles / "lamp.txt")
    assert made.exit_code == 0
    assert "made a new archive" in made.stderr
    assert "2 seen = 2 added + 0 updated + 0 unchanged + 0 duplicates + 0 rejected" in made.stdout
    assert "1 seen = 0 added + 0 updated + 1 unchanged" in fresh("add", articles / "flood.txt").stdout
    name = the_id(fresh, "flooded")
    removed = fresh("remove", name, "nosuchid")
    assert removed.exit_code == 1
    assert removed.stdout == f"removed {name}\n"
    assert "nosuchid" in removed.stderr
    assert fresh("search", "flooded").exit_code == 1
    assert (tmp_path / "archive").is_dir()


def test_rebuild_remembers_its_sources_and_prunes(fresh: News, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text("One title\n\nThe walrus sleeps on the quay today.\n", encoding="utf-8")
    (folder / "two.txt").write_text("Two title\n\nThe otter swims in the harbour today.\n", encoding="utf-8")
    assert "2 added" in fresh("rebuild-index", folder).stdout
    (folder / "two.txt").unlink()
    kept = fresh("rebuild-index")
    assert "1 kept though their sources are gone" in kept.stdout
    assert fresh("search", "otter", "--count").stdout == "1\n"
    assert "1 dropped" in fresh("rebuild-index", "--prune").stdout
    assert fresh("search", "otter", "--count").stdout == "0\n"
    assert fresh("rebuild-index", "--from-store").exit_code == 0
    assert fresh("search", "walrus", "--count").stdout == "1\n"


def test_map_and_set(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "their.jsonl").write_text('{"kop": "Storm ahead", "tekst": "Wind and rain."}\n', encoding="utf-8")
    result = fresh(
        "add", tmp_path / "their.jsonl", "--map", "headline=kop", "--map", "body=tekst", "--set", "source=Kustblad"
    )
    assert result.exit_code == 0, result.output
    hit = hits(fresh("search", "headline:storm", "--format", "json"))[0]
    assert (hit["headline"], hit["source"]) == ("Storm ahead", "Kustblad")


def test_the_language_of_a_new_archive(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text("Sturm an der Küste\n\nDie Häuser stehen noch.\n", encoding="utf-8")
    assert fresh("add", tmp_path / "de.txt", "--language", "de").exit_code == 0
    assert fresh("search", "haus", "--count").stdout == "1\n"
    assert fresh("add", tmp_path / "de.txt", "--language", "german").exit_code == 0
    refused = fresh("add", tmp_path / "de.txt", "--language", "french")
    assert refused.exit_code == 2
    assert "the archive's language is german" in refused.stderr


def test_rejected_records_are_said_and_strict_refuses_them(fresh: News, articles: Path, tmp_path: Path) -> None:
    refused = fresh("add", articles / "records.jsonl", "--strict")
    assert refused.exit_code == 2
    assert "records.jsonl" in refused.stderr
    assert fresh("search", "ferry").exit_code == 1
    result = fresh("add", articles / "records.jsonl")
    assert result.exit_code == 0
    assert "rejected: " in result.stderr
    assert "records.jsonl, record 2: " in result.stderr
    assert str(tmp_path / "archive" / "rejects.jsonl") in result.stdout
    assert "4 seen = 3 added + 0 updated + 0 unchanged + 0 duplicates + 1 rejected" in result.stdout


# ---------------------------------------------------------------- tables and pages


def test_stats(news: News, articles: Path) -> None:
    figures = json.loads(news("stats", "--json").stdout)
    assert figures["articles"] == 5
    assert figures["captions"] == 2
    assert figures["file_photos"] == 1
    assert figures["rejects"] == 1
    assert figures["sources"]["Coastal Ledger"] == 1
    assert (figures["first_day"], figures["last_day"]) == ("2019-05-04", "2022-01-01")
    shown = news("stats").stdout
    assert "Coastal Ledger" in shown
    assert "uncertain repairs" in shown
    assert articles.name not in shown


def test_terms(news: News) -> None:
    assert "       3         4  ferry\n" in news("terms", "ferr").stdout
    assert news("terms", "l*p").stdout.split()[-1] == "lamp"
    assert news("terms", "ferr", "--in", "headline").stdout.split()[:2] == ["1", "1"]
    term = json.loads(news("terms", "ferr", "--json").stdout)
    assert term == {
        "schema": "news-archive-search/term/1", "form": "ferry", "stem": "ferri", "articles": 3, "occurrences": 4,
    }  # fmt: skip
    assert (news("terms", "qqq").exit_code, news("terms", "qqq").stdout) == (1, "")
    assert "no word of the archive is such" in news("terms", "qqq").stderr
    assert "not one word" in news("terms", "two words").stderr


def test_fields_and_formats_list_all(news: News) -> None:
    fields = news("fields").stdout
    assert all(name in fields for name in FIELDS)
    formats = news("formats").stdout
    assert all(name in formats for name in SOURCES)


def test_help(news: News) -> None:
    assert "news-archive-search/results/1" in news("help", "json").stdout
    assert news("help", "query").stdout == language_page()
    assert news("help").exit_code == 2
    assert "topics are: query, json" in news("help", "nothing").stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, news: News) -> None:
    result = news(command, "--help")
    assert result.exit_code == 0
    example, after = result.stdout[result.stdout.index(f"Example:  news {command}") :].splitlines()[:2]
    assert (after, example.count("'") % 2) == ("", 0)  # on one line, to be copied


def test_the_version(news: News) -> None:
    assert news("--version").stdout == f"news {search.__version__}\n"


def test_the_list_of_commands(news: News) -> None:
    shown = news("--help").stdout
    for name in COMMANDS:
        line = next(line for line in shown.splitlines() if line.startswith(f"  {name} "))
        assert not line.endswith("...") or name == "help"
    assert news().exit_code == 2
