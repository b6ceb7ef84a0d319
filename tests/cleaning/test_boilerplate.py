"""Boilerplate by form and wording: what goes, what stays, and what an archive's habits add."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.boilerplate import boilerplate, fold_line, learn_habits

GOES = [
    "____",
    "* * *",
    "ADVERTISEMENT",
    "Advertisement 2",
    "Advertisement · Scroll to continue",
    "ARTICLE CONTINUES BELOW",
    "Story continues below advertisement",
    "This advertisement has not loaded; the story goes on below it.",
    "Link copied",
    "Copy story link Copy link",
    "Facebook Twitter Email Print",
    "Share this article",
    "Share this story on Reddit",
    "75 shares",
    "3 COMMENTS",
    "4 min read",
    "3 minute read",
    "Read more",
    "READ MORE: Harbour opens after the storm",
    "Related: Harbour opens after the storm",
    "ALSO READ: Harbour opens after the storm",
    "Most Popular",
    "Most read in Chess",
    "Recommended from the newsroom",
    "You may also like",
    "More on this story",
    "Related topics",
    "Topics:",
    "Tags: harbour, storm, ferry",
    "Filed under: Weather",
    "About the author",
    "Contact the author:",
    "Sign up for our newsletter and have the day's top stories in your inbox.",
    "Subscribe now to our e-edition for the full story.",
    "Get all the stories you need to know delivered every morning to your inbox",
    "Join our newsletter",
    "Follow our coverage of the storm at",
    "Follow us on Facebook and Twitter",
    "FOLLOW ALDER ON SOCIAL MEDIA",
    "CLICK HERE TO GET THE ALDER APP",
    "Click here to read more and view comments",
    "For the latest news updates download the Alder apps for iOS and Android.",
    "By signing up you agree to our Terms and Privacy Policy.",
    "There was an error: enter your email address again.",
    "We are sorry, this video can't be played here.",
    "To view this video please enable JavaScript, and consider upgrading your browser",
    "Thank you for signing up to our newsletter!",
    "Please log in to save this story. Create Free Account",
    "Sign in to comment",
    "Report an error in this story",
    "Editorial standards",
    "Got a story? Get in touch with our news team by emailing us at news@example.org.",
    "You can email Ann Smith here, and read more of her articles here.",
    "© 2024 Alder Media. All rights reserved.",
    "Copyright 2024 The Alder Press. All rights reserved. This material may not be published, broadcast or rewritten.",
    "&copy 2026 The Alder Press",
    "Scroll down to see the winners",
    "[Our latest forecast: who will win the cup?]",
    "https://example.org/news/1",
    "Already have an account? Log in",
    "Help us keep reporting. Donate today.",
    "Ann Smith is a reporter for the Alder Post. Email her at ann@example.org.",
    "Read the full report here.",
    "Share full article",
    "Terms & Conditions",
    "Send us a letter to the editor",
    "The views expressed in this article are the author's own.",
    "0:00 / 3:45",
    "Anzeige",
    "Mehr zum Thema",
    "Lire aussi : Le port est fermé",
    "Publicidad",
]
STAYS = [
    "",
    "Music",
    "What happens next",
    "Harbour Law",
    "Old-school ferries",
    "Who is the new captain?",
    "“Sign up for the newsletter,” she told the crowd, “and read it every day.”",
    "He said the app would delete every account and email its users by Friday.",
    "The company said users could download the app and sign in with their Facebook accounts.",
    "Users have reported difficulties in sending messages on WhatsApp and social media sites.",
    "A fan account on Instagram shows the two together.",
    "Readers should follow the advice of the harbour master, the council said.",
    "Bottom line: follow the recipe.",
    "By Ann Smith",
    "Associated Press",
    "HOLM (AP) — The ferry was late.",
    "Copyright Ann Smith/AP",
    "© Ann Smith",
    "Copyright law has changed, and the museum must take down half its collection.",
    "Boats leave Holm. Ann Smith/Copyright 2024 The AP. All rights reserved",
    "Photo by Ann Smith",
    "Getty Images",
    "Here is what to look for:",
    "Follow the money",
    "Read the room",
    "Show of strength",
    "Give and take",
    "Learn from the past",
    "Take the ferry, not the bridge",
    "Live music returns",
    "First of many",
    "Share prices fell for a third day as the storm closed the exchange.",
    "Comment on the draft is open until May, and more than 300 residents have written to the council.",
    "Related cases in two other towns are being looked at, police said.",
    "More from the town's own archive would have helped, the historian said.",
    "About 200 jobs will go, most of them in the north of the country.",
    "Our house has stood here for two hundred years.",
    "(Six are with the mayor, one is not.)",
]


@pytest.mark.parametrize("line", GOES)
def test_goes(line: str) -> None:
    assert boilerplate([line])[0].startswith("boilerplate: ")


@pytest.mark.parametrize("line", STAYS)
def test_stays(line: str) -> None:
    assert boilerplate([line]) == [""]


def test_a_pointer_that_could_be_the_headline_goes_only_below_the_story() -> None:
    story = "The harbour was closed for most of Monday after a crane fell onto the quay, " * 2 + "the council said."
    pointers = ["Opinion: Why cranes fall", "WATCH | The crane falls into the harbour:", "Live: Crane falls"]
    for pointer in pointers:
        assert boilerplate([pointer, story]) == ["", ""]
        assert boilerplate(["Crane falls", story, pointer])[2].startswith("boilerplate: ")


def test_a_short_line_twice_between_paragraphs_is_a_marker() -> None:
    story = "The harbour was closed for most of Monday after a crane fell onto the quay, " * 2 + "the council said."
    lines = ["Crane falls", story, "The Alder goes on", story[5:], "The Alder goes on", "A heading"]
    assert [bool(reason) for reason in boilerplate(lines)] == [False, False, True, False, True, False]
    assert boilerplate(["Crane at dawn", "Crane falls", story, "Crane at dawn"]) == [""] * 4


def test_habits_are_learned_from_the_archive_and_then_dropped() -> None:
    closing = "The Alder Post has told the truth since 1893"
    articles = [[f"Story {number}", f"Text of story {number}.", closing] for number in "abc"]
    habits = learn_habits(articles)
    assert habits == {fold_line("the alder post has told the truth since 1901")}
    assert boilerplate(["Storm", closing], habits) == ["", "boilerplate: recurs in the archive"]
    assert boilerplate(["Storm", closing]) == ["", ""]


def test_a_story_printed_often_teaches_no_paragraphs() -> None:
    paragraph = "The storm came at noon and closed the harbour for hours. " * 4
    assert learn_habits([[paragraph]] * 5) == frozenset()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(max_size=80), max_size=12))
def test_one_reason_for_each_line_whatever_the_text(lines: list[str]) -> None:
    reasons = boilerplate(lines)
    assert len(reasons) == len(lines)
    assert all(reason == "" for reason, line in zip(reasons, lines, strict=True) if not line.strip())


def test_time_is_linear() -> None:
    start = time.process_time()
    boilerplate(["a" * 10_000_000])
    boilerplate(["sign up for our newsletter " * 10, "____", "share " * 8] * 20_000)
    boilerplate(["(" * 300, "©" * 300, " " * 300 + "x", "read " * 60] * 5_000)
    assert time.process_time() - start < 20
