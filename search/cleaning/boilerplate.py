"""The lines of a dump come in; for each, the reason to leave it out goes out: advertising, navigation, sign-ups, footers.

No list of publishers stands behind this.  A line is judged by its form (a rule of underscores, a lone word from a page's
furniture, "READ MORE: ...", a claim of copyright), by its wording (it tells *you* to *do* something with *newsletters*,
*apps*, *accounts*), and by what the archive has learned: a line that recurs in many articles is not news.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

LONGEST = 330
"""Characters; longer lines are prose, and only the words of a copyright notice or a terms-of-use line are looked for."""
ENOUGH = 2.0
"""Points of wording that make a line an appeal to the reader.  Chosen on the development dumps: 1.5 takes quotes, 2.5 leaves sign-ups."""
HABIT_ARTICLES = 3
"""Articles in which a line must stand to be learned as a habit of its source."""

_RULE = re.compile(r"[\W_]+")
_LONE = frozenset(
    """
    ad|ad feedback|ads|ads by google|advertisement|advertising|advertorial|all rights reserved|article content|article continues below|
    article continues after advertisement|audio|back to top|bookmark|breaking news|browse|cancel|chat|click here|close|
    comment|comment now|comments|continue|continue reading|continue reading below|conversation|cookie policy|
    copied|copy|copy link|create account|create free account|create your free account|discover more|don t miss|donate|download|
    download app|editor s picks|editors picks|email|email address|email this article|end of article|enlarge|
    enlarge image|enter your email|expand|explore|explore more|facebook|featured|featured video|
    follow|follow us|font size|for subscribers|from our partners|from the archive|from the web|full screen|gallery|
    getting your trinity audio player ready|gift article|gift this article|give this article|go deeper|hide|hide caption|home|
    image gallery|in this article|in this story|in case you missed it|instagram|invalid email|join the conversation|join the discussion|
    jump to|just in|keep reading|keep up with us|latest|latest news|latest stories|learn more|leave a comment|like|link copied|linkedin|listen|
    live|load more|loading|log in|login|mail|main content|manage newsletters|menu|more|more coverage|more for you|more from|more like this|
    more news|more on this|more on this story|more on this topic|more stories|more to read|more top stories|more trending|most popular|
    most read|most shared|most viewed|must read|must reads|new|newsletter|newsletters|next|next article|next story|
    no comments|no thanks|now playing|on this story|open image in gallery|opens in new window|options|other stories|our picks|paid content|
    paid post|partner content|pause|photos|pinterest|play|play video|popular|popular now|popular stories|post a comment|
    previous|previous article|print|print this article|privacy|privacy notice|privacy policy|promoted|promoted stories|read|read also|read full story|read it here|
    read later|read more|read more here|read more stories|read next|read the full story|reading time|recommended|recommended articles|
    recommended for you|recommended reading|recommended stories|reddit|refresh|register|register now|related|related article|related articles|related content|
    related coverage|related links|related news|related posts|related reading|related stories|related story|related tags|related topic|related topics|
    related video|related videos|replay|reply|report a typo|report ad|report error|report this ad|reprints|republish|resize|respond|save|save article|save for later|
    save this article|save this story|scroll down|search|see all|see also|see more|send|send a tip|share|share article|share on facebook|share on twitter|
    share this|share this article|share this story|show|show less|show more|sign in|sign in to comment|sign up|sign up here|sign up now|skip|skip ad|
    skip advertisement|skip to content|skip to main content|skip to navigation|sponsored|sponsored content|sponsor message|
    start your free trial|story continues|story continues below|submit|subscribe|subscribe here|subscribe now|subscribe today|subscribe to read|subscriber only|
    subscribers only|supported by|swipe|tags|tap here|telegram|terms of use|text size|thank you|thanks for reading|threads|tip|toggle|top|top stories|
    topic|topics|trending|trending now|trending stories|tweet|twitter|unmute|up next|url copied|video|videos|view all|view all comments|
    view caption|view comments|view gallery|view in gallery|view more|view post|view profile|want more|watch|watch live|watch more|watch now|watch the video|whatsapp|x|you may also like|
    you might also like|you might like|you may like|youtube|your email|your email address|
    anzeige|werbung|mehr zum thema|lesen sie auch|lesen sie mehr|mehr lesen|das könnte sie auch interessieren|teilen|drucken|kommentare|
    artikel teilen|zur startseite|nach oben|auch interessant|newsletter abonnieren|zum thema|mehr dazu|weiterlesen|
    publicité|lire aussi|à lire aussi|sur le même sujet|partager|imprimer|commentaires|lire plus|lire la suite|voir aussi|articles liés|s abonner|
    publicidad|compartir|lea también|lee también|te puede interesar|más información|noticias relacionadas|comentarios|
    publicidade|leia mais|leia também|saiba mais|pubblicità|leggi anche|condividi|reklama|czytaj także|zobacz też|reklam|advertentie|lees ook|annonse|annons|mainos
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LABELLED = re.compile(
    r"""
      (?:also\ read|read\ (?:also|more|next|now|this)|see\ (?:also|more)|read|related|more|watch|watch\ (?:live|now|more|also|the\ video)|
         listen|don['’]t\ miss|must\ read|must\ watch|recommended|trending|opinion|explainer|exclusive\ video|in\ pictures|
         in\ photos|photos|gallery|sponsored|advertisement|up\ next|click\ here|subscribe|sign\ up|newsletter|podcast|
         see\ photos|join\ us|follow|lire\ aussi|à\ lire(?:\ aussi)?|lesen\ sie\ auch|mehr\ zum\ thema|lea\ también|lee\ también|leia\ (?:mais|também))\s?[:|]\s*\S.*
    | (?:advertisement|ad|sponsored)[ ]\d+
    | (?:most|more)[ ](?:read|popular|viewed|shared|watched|commented|trending|recent|from|on|in|stories|news|coverage)\b[^.:]{0,60}
    | (?:related|recommended|trending|popular|latest|top|promoted|sponsored)[ ](?:topics?|stories|articles?|news|videos?|links?|content|coverage|from|in|by|posts?)\b[^.]{0,40}
    | [\d.,]+\s?[km]?[ ](?:shares?|comments?|views?|likes?|reactions?|replies|reads)\b.{0,12}
    | (?:\d+|one|two|three|four|five|six)[ -]?(?:min(?:ute)?s?)[ ](?:read|listen|watch)
    | (?:about|meet)[ ]the[ ]authors?s?
    | (?:about|contact)[ ](?:us|the[ ]authors?)\s?:?
    | (?:view|see|show|hide|read|load|post|leave|write|add|open|click\ to)\b[^.]{0,30}\b(?:comments?|replies|hide|more)
    | (?:article|story|content)\ continues\b.{0,40}
    | (?:this\ )?(?:advertisement|ad|video)\ (?:has\ not\ loaded|will\ end|is\ loading)\b.*
    | (?:skip|scroll)\ (?:to|down|past|ahead)\b.{0,70}
    | (?:back|return)\ to\ (?:top|home|homepage|the\ top)
    | end\ of\ .{0,20}(?:article|carousel|story|content|promotion|advertisement)
    | after\ newsletter\ promotion
    | (?:filed\ under|tagged(?:\ (?:as|with))?|tags?|topics?|categor(?:y|ies)|more\ about)\s?:.{0,120}
    | (?:click|tap)\ (?:here|to|on|the|below|through)\b.{0,120}
    | (?:our\ standards|trust\ principles)\b.{0,80}
    | [©]?\s?(?:copyright|&copy;?|\(c\)|©)\s?(?:©\s?)?(?:19|20)\d\d\b.{0,250}
    | (?:all\ contents?|(?:full\ )?copyright\ by)\b.{0,40}(?:copyright|©|reserved).{0,120}
    | we(?:\ are|['’]re)?\ (?:apologi[sz]e|sorry)\b.{0,100}
    | (?:there\ was\ an?|an)\ (?:error|issue|problem)\b.{0,100}
    | (?:something\ went\ wrong|oops|sorry,)\b.{0,100}
    | ©\s.{0,60}\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\.?
    | follow\b.{0,60}\b(?:coverage|updates|stories|reporting|news)\b.{0,80}
    | (?:get|got|have)\ (?:a\ |an\ |any\ )?(?:news\ )?(?:story|tip|tips|question|questions|something\ to\ say)\b.{0,200}\?.{0,160}
    | (?:you\ can\ )?(?:e-?mail|contact|write\ to|reach|follow|message)\ .{0,60}(?:\bhere\b|@\w|\bat\b\s*$|\bon\ (?:twitter|x|facebook|instagram|bluesky|threads|linkedin)\b).{0,120}
    | \[(?!\W*\w+\W*\])[^\]]{12,160}\]
    | https?://\S+ | www\.\S+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTICES = (
    "all rights reserved",
    "may not be published, broadcast",
    "may not be reproduced",
    "protected by recaptcha",
    "enable javascript",
    "terms of service apply",
)
_SIGNS = ("©", "&copy", "copyright", "(c)", "http", "www.")
_PROSE_SIGNS = ("“", '"', "„", "«", " said ", " says ", " told ")
_ORDERS = frozenset(
    """sign subscribe follow share click tap download read watch listen see view get join log register support donate buy
    become contact email send submit print save copy scroll browse explore skip try discover help want stay keep check
    like tweet visit add create choose enter receive unlock start start, please don't don’t never interested thanks thank looking
    refresh update review find enjoy manage call text have thinking join: report abonnieren melden inscrivez-vous abonnez-vous suivez
    suscríbete síguenos sigue""".split()
)
_OBJECTS = re.compile(
    r"""\b(?:newsletters?|inbox|e-?mail(?:\ address)?|app|apps|account|accounts|notifications?|cookies?|terms|privacy|subscriptions?|subscribers?|
    subscribe[drs]?|subscribing|comments?|commenting|comment\ policy|facebook|twitter|instagram|whatsapp|youtube|tiktok|telegram|linkedin|reddit|flipboard|
    snapchat|bluesky|podcasts?|javascript|browser|ad[ -]?blocker|advertisements?|log[ -]?in|logged|log[ -]?out|signed|sign[ -]?(?:up|in|ups)|signing\ up|registering|registered|
    free\ trial|paywall|paid\ subscribers?|unlimited\ access|full\ access|e-?paper|e-?edition|edition|password|link|page|website|ios|android|breaking\ news\ (?:alerts?|updates?)|
    alerts?|live\ updates|social\ media|is\ your|this\ (?:article|story|post|item|report)|
    delivered(?:\ straight|\ right|\ directly)?\ to\ your?|(?:independent|fearless|quality|original|trusted|award-winning)\ (?:journalism|reporting)|latest\ (?:news|stories|headlines|updates)|top\ stories|top\ news|best\ stories|day['’]s\ top|daily\ (?:edition|briefing|digest|email|newsletter)|delivered|junk\ folder|spam|
    reprint|permission|video\ has\ failed|failed\ to\ load|try\ again|error|loaded|loading|republish|licensing|trending|
    our\ (?:news\ team|team|website|site|app|work|journalism|coverage|complete\ coverage|reporting|newsletter|newsletters|channel|readers|community|partners|standards|code)|
    journalistic\ standards|editorial\ (?:code|error|guidelines|standards|policy)|technical\ issue|code\ of\ conduct|corrections?\ and\ clarifications|news\ tips?|
    typo|stories\ like\ this|more\ stories|more\ news|personal\ news\ feed|bookmark|member(?:ship)?|members|newsstand|destination\ for)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_READER = re.compile(r"\b(?:you|your|us|our|we|free|today|now|here)\b")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESSES = (" you ", " your ", " our ", " us ", "you'", "you’")
_URGES = frozenset(("subscribe", "download", "follow", "click", "tap", "sign"))
_POINTERS = frozenset(
    """also read see related more watch listen don't don’t must recommended trending opinion explainer exclusive in photos gallery
    sponsored advertisement ad up click subscribe sign newsletter podcast join follow contact lire à lesen mehr lea lee leia most
    popular latest top promoted one two three four five six about meet view show hide load post leave write add open article
    story content this skip scroll back return end after filed tagged tag tags topic topics category categories tap our all full
    copyright we we're we’re there an something oops sorry get got have you e-mail email write reach message""".split()
)
_WIDGETS = frozenset(
    """facebook twitter flipboard comments comment print email e-mail share copy link url copied save pinterest whatsapp telegram
    linkedin reddit messenger x tumblr sms text article story icon this post to on via listen min minutes tweet bookmark gift print more pocket threads bluesky
    log sign in up out create free account subscribe follow now report error views shares instagram youtube rss mail corrections standards about
    privacy terms policy of journalistic contact news us an close toggle menu search""".split()
)


def boilerplate(lines: Sequence[str], habits: Collection[str] = ()) -> list[str]:
    """For each line the reason it is no part of the article, or "" to keep it; an empty line is kept.

    ``habits`` are folded lines (`fold_line`) this archive's source is known to sprinkle over its articles, as `learn_habits` finds them.

    >>> boilerplate(["Harbour opens", "ADVERTISEMENT", "Sign up for our newsletter and get it in your inbox.", "____"])
    ['', 'boilerplate: page furniture', 'boilerplate: appeal to the reader', 'boilerplate: rule']
    """
    if not habits:
        return [_reason(line) for line in lines]
    known = frozenset(habits)
    return [
        "boilerplate: recurs in the archive" if line and fold_line(line) in known else _reason(line) for line in lines
    ]


def fold_line(line: str) -> str:
    """A line as habits are compared: lower case, single spaces, years and other digits as 0."""
    return re.sub(r"\d+", "0", " ".join(line.casefold().split()))


def learn_habits(articles: Iterable[Sequence[str]], *, least: int = HABIT_ARTICLES) -> frozenset[str]:
    """The folded lines that stand in at least ``least`` of the articles (each a list of lines), for `boilerplate`.

    Only short lines are learned, so that a story printed three times does not teach its own paragraphs.
    """
    seen: Counter[str] = Counter()
    for lines in articles:
        seen.update({fold_line(line) for line in lines if 0 < len(line) <= LONGEST // 2})
    return frozenset(line for line, times in seen.items() if times >= least and line)


def _reason(line: str) -> str:
    line = line.strip()
    if not line:
        return ""
    low = line.casefold() if len(line) <= LONGEST else line[-LONGEST:].casefold()
    if any(notice in low for notice in _NOTICES):
        return "boilerplate: notice"
    if len(line) > LONGEST:
        return ""
    if len(line) < 60 and (found := _furniture(low)):
        return found
    first = low.split(None, 1)[0].strip("[(“\"'‘:|,.")
    if (
        first in _POINTERS or first[:1].isdigit() or low[0] in "[©&(" or "copyright" in low[:12]
    ) and _LABELLED.fullmatch(line):
        return "boilerplate: labelled pointer or notice"
    return "boilerplate: appeal to the reader" if _appeal(low, first) >= ENOUGH else ""


def _furniture(low: str) -> str:
    """A rule, or nothing but words from a page's controls."""
    if _RULE.fullmatch(low):
        return "boilerplate: rule"
    words = _WORD.findall(low)
    if " ".join(words) in _LONE or (len(words) > 1 and _WIDGETS.issuperset(words)):
        return "boilerplate: page furniture"
    return ""


def _appeal(low: str, first: str) -> float:
    """Points for wording that sends the reader somewhere: an order at the start, a page's things, the reader addressed."""
    ordered = first in _ORDERS or low.partition(": ")[2].partition(" ")[0] in _ORDERS
    urged = not ordered and not _URGES.isdisjoint(low.split(None, 10)[:10])
    if not (ordered or urged) and len(low) > 60 and not any(sign in low for sign in _ADDRESSES):
        return 0.0
    if any(sign in low for sign in _PROSE_SIGNS):
        return 0.0
    objects = _OBJECTS.findall(low)
    if not objects:
        return 0.0
    points = 1.0 * min(len(set(objects)), 3) + (1.0 if ordered else 0.5 if urged else 0.0)
    points += 0.5 * min(len(_READER.findall(low)), 2)
    points += 1.0 if 2 * sum(map(len, objects)) > len(low) or " | " in low else 0.0
    return points - 0.5 * (len(low) > 200)
