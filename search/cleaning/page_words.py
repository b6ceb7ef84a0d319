"""The words and forms of a web page's furniture, for `boilerplate`: nothing comes in, the tables are all there is.

Phrases stand as they look after folding: lower case, letters only, single spaces ("don t miss").  English first, then
the commonest of German, French, Spanish, Portuguese, Italian, Polish, Turkish, Dutch and the Nordic languages.
"""

from __future__ import annotations

import re

LONE = frozenset(
    phrase.strip()
    for phrase in """
    a message from|about this story|accessibility statement|ad|ad feedback|add as preferred source on google|
    add to bookmarks|add us as a preferred source|ads|ads by google|advertentie|advertisement|advertising|
    advertising disclosure|advertorial|all rights reserved|annons|annonse|anzeige|article content|
    article continues after advertisement|article continues below|article summary|articles liés|
    artikel teilen|auch interessant|audio|audio by|back to top|be the first to comment|bookmark|
    bookmark popover|bookmark this article|breaking news|by clicking|cancel|chat|click here|close|
    close modal|comentarios|comment|comment now|commentaires|comments|comments are closed|compartir|
    condividi|connect with us|continue|continue reading|continue reading below|continue without supporting|
    cookie policy|cookie settings|copied|copy|copy link|copy the link|create account|create free account|
    create your free account|crossword|current time|czytaj także|das könnte sie auch interessieren|
    discover more|do not sell my personal information|don t miss|donate|download|download app|
    download the app|drucken|editor s choice|editor s picks|editors choice|editors picks|email|email address|
    email this article|email this story|end of article|end of dialog window|end of feed|enlarge|
    enlarge image|enter your email|expand|explore|explore further|explore more|explore more on these topics|
    explore topics|facebook|featured|featured video|follow|follow the conversation|follow us|font size|
    for subscribers|from our partners|from our sponsors|from the archive|from the web|full screen|
    further reading|gallery|get breaking news alerts|get in touch|get our newsletter|gift article|
    gift this article|give this article|go deeper|have your say|hide|hide caption|hide comments|
    image gallery|image source|impact link|imprimer|in case you missed it|in pictures|in the news|
    in this article|in this story|instagram|invalid email|join now|join the conversation|join the debate|
    join the discussion|join us|jump to|just in|keep reading|keep up with us|kommentare|last updated|latest|
    latest headlines|latest news|latest stories|latest updates|latest videos|lea también|learn more|
    leave a comment|leave a reply|lee también|lees ook|leggi anche|leia mais|leia também|lesen sie auch|
    lesen sie mehr|like|link copied|linkedin|lire aussi|lire la suite|lire plus|listen|listen to article|
    listen to this article|listen to this story|live|load more|loading|local news|log in|login|main content|
    mainos|make us preferred on google|manage consent|manage newsletters|mehr dazu|mehr lesen|mehr zum thema|
    menu|more|more by this author|more coverage|more for you|more from|more from this author|
    more from this section|more from this topic|more in this section|more in this series|more info|
    more information|more like this|more news|more on this|more on this story|more on this topic|
    more stories|more to explore|more to read|more top stories|more trending|most popular|most read|
    most shared|most viewed|must read|must reads|my account|más información|nach oben|news alerts|
    news in pictures|newsletter|newsletter abonnieren|newsletter sign up|newsletters|next article|next story|
    no comments|no thanks|noticias relacionadas|now on air|now playing|on air now|on the site|on this story|
    open image in gallery|opens in new window|options|other news|other stories|our latest stories|our picks|
    outbrain|paid content|paid post|partager|partner content|pause|photo gallery|photos|pinterest|play now|
    play video|popular in the community|popular now|popular reads|popular stories|post a comment|powered by|
    previous|previous article|print|print edition|print this article|privacy|privacy notice|privacy policy|
    promoted|promoted stories|pubblicità|publicidad|publicidade|publicité|quiz|rate story|read|read also|
    read full story|read it here|read later|read more|read more about|read more here|read more on this story|
    read more on these topics|read more on this topic|read more stories|read next|read the article|read the full story|
    read the original article|reader comments|reader poll|readers comments|reading time|recommended|
    recommended articles|recommended for you|recommended reading|recommended stories|recommended videos|
    reddit|redeem now|refresh|register|register now|reklam|reklama|related|related article|related articles|
    related content|related coverage|related internet links|related links|related news|related posts|
    related reading|related stories|related story|related tags|related topic|related topics|related video|
    related videos|remove|removed from bookmarks|replay|reply|report a correction|report a typo|report ad|
    report an error|report error|report this ad|reprints|republish|request a correction|resize|respond|
    s abonner|saiba mais|save|save article|save for later|save this article|save this story|scroll down|
    search|see all|see also|see comments|see more|send|send a letter to the editor|send a tip|share|
    share article|share full article|share on facebook|share on twitter|share on whatsapp|share options|
    share page|share this|share this article|share this story|share via|sharing options|show|show all|
    show comments|show less|show more|sign in|sign in or register|sign in to comment|sign up|sign up here|
    sign up now|site index|site map|skip|skip ad|skip advertisement|skip past newsletter promotion|
    skip to content|skip to main content|skip to navigation|slideshow|sponsor content|sponsor message|
    sponsored|sponsored by|sponsored content|sponsored links|start the conversation|start your free trial|
    stay connected|stay informed|story continues|story continues below|story highlights|story saved|submit|
    submit a letter|submit correction|subscribe|subscribe for free|subscribe here|subscribe now|
    subscribe to read|subscribe today|subscriber only|subscribers only|sudoku|suggested stories|supported by|
    sur le même sujet|swipe|switch to mobile|taboola|tags|take our poll|tap here|te puede interesar|teilen|
    telegram|tell us what you think|terms conditions|terms of use|text size|thank you|thanks for reading|
    the latest|the latest news|this is a modal window|this is a premium article|this week s top stories|
    threads|today s paper|today s top stories|toggle|top news|top stories|top videos|topic|topics|trending|
    trending now|trending on|trending stories|trending topics|trending videos|tweet|twitter|unmute|up next|
    url copied|video|video player is loading|videos|view all|view all comments|view caption|view comment|
    view comments|view gallery|view in gallery|view more|view post|view profile|view slideshow|voir aussi|
    vote in our poll|want more|watch|watch again|watch live|watch more|watch now|watch the video|watch this|
    watch video|we recommend|we want to hear from you|weiterlesen|werbung|what others are reading|
    what others are saying|what to read next|what to watch next|whatsapp|write a comment|you may also like|
    you may have missed|you may like|you might also like|you might like|your account|your email|
    your email address|youtube|zobacz też|zum thema|zur startseite|à lire aussi
    """.split("|")  # noqa: SIM905 - a block of phrases reads better than so many quoted ones
)
"""Phrases that are boilerplate when they are a whole line."""

WIDGETS = frozenset(
    """
    about accessibility account advertise an article bluesky bookmark bookmarks close comment comments
    conditions consent contact cookie cookies copied copy correction corrections create e-mail email end
    error ethics facebook feed flipboard follow free full gift icon in instagram internet journalistic
    latest licensing link linkedin links listen load log mail manage map menu messenger min minutes modal
    more news now of on original out pinterest pocket policy popover post print privacy rate reddit
    related remove removed report reprint request rss save saved search settings share shares sign site
    sms standards statement story submit subscribe telegram terms text this threads to toggle tumblr tweet
    twitter unmute up updates url us use via views whatsapp x youtube
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""A line of nothing but these words is a row of buttons."""

BUTTONS = frozenset(
    """
    accept ad ads advertisement advertising bluesky clipboard comment commenting comments cookie cookies email emails
    facebook instagram linkedin login newsletter newsletters paid password photo photos pinterest play player print
    reddit save share sharing slide subscriber subscribers tiktok tweet twitter unsubscribe video videos whatsapp
    accessibility
    """.split()  # noqa: SIM905
)
"""One of these makes a line a row of buttons though small words and common ones (``GLUE``) stand in it ..."""

GLUE = frozenset(
    """
    a ago all am an and authors daily evening morning free week weekend weekly are as at be below by can choices
    choose close continue continues copy do easy first for free
    friend from full get gift go hear here how i image in is it item items join latest leave link links list listen log
    manage me menu min more my new next no now of on one open options or our over page pages policy post preferences
    privacy related remove reply report rules see seeing send settings shortcuts show sign site social skip story s t
    tap terms that the this to top up use via view viewed watch we why with x you your loading via article articles
    """.split()  # noqa: SIM905
)
"""... such as these."""

ORDERS = frozenset(
    """
    abonnez-vous abonnieren add become browse buy call catch check choose click contact copy create
    discover don't donate don’t download email enjoy enter explore find follow get gift give have hear
    help inscrivez-vous interested join join: keep learn like listen log looking manage melden never play
    please print rate read receive redeem refresh register remove report request review save scroll see
    send share show sign sigue skip start start, stay submit subscribe suivez support suscríbete síguenos
    take tap tell text thank thanks thinking try tune tweet unlock update view visit vote want watch
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""Verbs with which a page sends its reader somewhere."""

POINTERS = frozenset(
    """
    about ad add advertisement after all also an analysis article available back beginning brought
    categories category click contact content copyright current disclaimer distributed don't don’t e-mail
    edited elsewhere email end exclusive explained explainer filed first five follow four full gallery get
    gift got have hide in join latest lea leave lee leia lesen lire listen live load loaded loading
    location meet mehr message more most must newsletter one oops open opinion originally our paid photos
    please podcast poll popular post powered presented privacy promoted published quiz reach read
    recommended related return scroll see show sign six skip something sorry sponsor sponsored story
    subscribe tag tagged tags tap there this three top topic topics trending two up view watch we we're
    we’re what write you à
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""First words of the forms in ``POINTER``; a line that begins otherwise is not asked."""

PROSE_STARTERS = frozenset(
    (
        "in",
        "this",
        "an",
        "we",
        "there",
        "after",
        "all",
        "our",
        "you",
        "have",
        "about",
        "end",
        "one",
        "two",
        "three",
        "four",
    )
)
"""Those of ``POINTERS`` with which paragraphs begin every day."""

LABELS = frozenset(
    phrase.strip()
    for phrase in """
    also read|read also|read more|read next|read now|read this|read|see also|see more|related|related story|
    related stories|related articles|more|watch|watch live|watch now|watch more|watch also|watch the video|listen|
    don t miss|must read|must watch|recommended|trending|opinion|explainer|exclusive video|in pictures|in photos|
    photos|
    gallery|sponsored|advertisement|up next|click here|subscribe|sign up|newsletter|podcast|see photos|join us|follow|
    keep reading|more on this|more on this story|you may like|also on|live|live update|live updates|analysis|explained|
    quiz|most read|top stories|latest|recommended reading|further reading|previously
    """.split("|")  # noqa: SIM905
)
"""Words before a colon or a bar that make the rest of the line a link to something else."""

POINTER = re.compile(
    r"""
      (?![^\n]*\d)(?:first\ published|originally\ published|published\ (?:on|by|in)|edited\ by|location|disclaimer
      |privacy\ notice|distributed\ by|powered\ by|available\ on|presented\ by|brought\ to\ you\ by|see\ more\ on
      |read\ more\ about|current\ time|loaded)\b(?:\s?[:–-].{0,140}|[^.,]{0,32})
    | (?:also|elsewhere)\ (?:on|in)\b[^.]{0,30}
    | (?:this\ is\ a|beginning\ of|end\ of)\ (?:modal|dialog)\ window\b.{0,80}
    | [\d:]{3,8}\s?/\s?[\d:]{3,8}
    | what\ do\ you\ think\?.{0,80}
    | (?:advertisement|sponsored|anzeige|werbung|publicité|publicidad)\s?[-–—·:|(]+\s?[^.]{0,40}
    | (?:advertisement|ad)[ ]\d+
    | (?:most|more)[ ](?:read|popular|viewed|shared|watched|commented|trending|recent|from|on|in|stories|news|
        coverage)\b(?!.*\ than\ )[^.:]{0,60}
    | (?:related|recommended|trending|popular|latest|top|promoted|sponsored)[ ](?:topics?|stories|articles?|
        news|videos?|links?|content|coverage|from|in|by|posts?)\b(?!\ an?\ )[^.]{0,40}
    | [\d.,]+\s?[km]?[ ](?:shares?|comments?|views?|likes?|reactions?|replies|reads)\b.{0,12}
    | (?:\d+|one|two|three|four|five|six)[ -]?(?:min(?:ute)?s?)[ ](?:read|listen|watch)
    | (?:about|meet)[ ]the[ ]authors?s?
    | (?:about|contact)[ ](?:us|the[ ]authors?)\s?:?
    | (?:view|see|show|hide|read|load|post|leave|write|add|open|click\ to)\b[^.]{0,30}\b(?:comments?|replies|
        hide|more)
    | (?:article|story|content)\ continues\b.{0,40}
    | (?:this\ )?(?:advertisement|ad|video)\ (?:has\ not\ loaded|will\ end|is\ loading)\b.*
    | (?:skip|scroll)\ (?:to|down|past|ahead)\b(?!\ the\ end\ of\ the\ queue).{0,70}
    | (?:back|return)\ to\ (?:top|home|homepage|the\ top|video)
    | (?:view|see|open|show)\b[^.]{0,20}\b(?:gallery|photos|pictures|images|slideshow)\b[^.]{0,20}
    | end\ of\ .{0,20}(?:article|carousel|story|content|promotion|advertisement)
    | after\ newsletter\ promotion
    | (?:filed\ under|published\ under|tagged(?:\ (?:as|with))?|tags?|topics?|categor(?:y|ies)|more\ about)\s?:.{0,120}
    | (?:click|tap)\ (?:here|to|on|the|below|through)\b[^?]{0,120}
    | (?:our\ standards|trust\ principles)\b.{0,80}
    | [©]?\s?(?:copyright|&copy;?|\(c\)|©)\s?(?:©\s?)?(?:19|20)\d\d\b.{0,250}
    | (?:all\ contents?|(?:full\ )?copyright\ by)\b.{0,40}(?:copyright|©|reserved).{0,120}
    | we(?:\ are|['’]re)?\ (?:apologi[sz]e|sorry)\b.{0,100}
    | (?:there\ was\ an?|an)\ (?:error|issue|problem)\b(?!\ in\ the\ ).{0,100}
    | (?:something\ went\ wrong|oops|sorry,)\b.{0,100}
    | ©\s.{0,60}\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\.?
    | follow\b.{0,60}\b(?:coverage|updates|stories|reporting|news)\b.{0,80}
    | (?:get|got|have)\ (?:a\ |an\ |any\ )?(?:news\ )?(?:story|tip|tips|question|questions|
        something\ to\ say)\b.{0,200}\?.{0,160}
    | (?:you\ can\ )?(?:e-?mail|contact|write\ to|reach|follow|message)\ .{0,60}(?:\bhere\b|@\w|\bat\b\s*$|
        \bon\ (?:twitter|x|facebook|instagram|bluesky|threads|linkedin)\b).{0,120}
    | \[(?!\W*\w+\W*\])[^\]]{12,160}\]
    | https?://\S+ | www\.\S+
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Whole lines that point elsewhere or state a right: "READ MORE: ...", "3 comments", "Copyright 2024 ..."."""

OBJECTS = re.compile(
    r"""\b(?:preferred\ source|verify\ access|hear\ from\ you|what\ you\ think|donate|donations?|register|
      local\ journalism|
      keep\ reporting|story\ ideas|letters?\ to\ the\ editor|exclusively\ to|gift\ articles?|share\ market|bookmarks?|
      newsletters?|inbox|e-?mail(?:\ address)?|app|apps|account|accounts|notifications?|cookies?|terms|privacy|
    subscriptions?|subscribers?|
    subscribe[drs]?|subscribing|comments?|commenting|comment\ policy|facebook|twitter|instagram|whatsapp|
        youtube|tiktok|telegram|linkedin|reddit|flipboard|
    snapchat|bluesky|podcasts?|javascript|browser|ad[ -]?blocker|advertisements?|log[ -]?in|logged|
        log[ -]?out|signed|sign[ -]?(?:up|in|ups)|signing\ up|registering|registered|
    free\ trial|paywall|paid\ subscribers?|unlimited\ access|full\ access|e-?paper|e-?edition|edition|
        password|link|page|website|ios|android|breaking\ news\ (?:alerts?|updates?)|
    alerts?|live\ updates|social\ media|is\ your|this\ (?:article|story|post|item|report)|
    delivered(?:\ straight|\ right|\ directly)?\ to\ your?|(?:independent|fearless|quality|original|trusted|
        award-winning)\ (?:journalism|reporting)|latest\ (?:news|stories|headlines|updates)|top\ stories|
        top\ news|best\ stories|day['’]s\ top|daily\ (?:edition|briefing|digest|email|newsletter)|delivered|
        junk\ folder|spam|
    reprint|permission|video\ has\ failed|failed\ to\ load|try\ again|error|loaded|loading|republish|
        licensing|trending|
    our\ (?:news\ team|team|website|site|app|work|journalism|coverage|complete\ coverage|reporting|newsletter|
        newsletters|channel|readers|community|partners|standards|code)|
    journalistic\ standards|editorial\ (?:code|error|guidelines|standards|policy)|technical\ issue|
        code\ of\ conduct|corrections?\ and\ clarifications|news\ tips?|
    typo|stories\ like\ this|more\ stories|more\ news|personal\ news\ feed|bookmark|member(?:ship)?|members|
        newsstand|destination\ for)\b""",
    re.VERBOSE,
)
"""What such orders are about, in lower case: newsletters, accounts, alerts, the site itself."""

OBJECT_WORDS = frozenset(
    """
    account accounts ad adblocker advertisement advertisements alert alerts android app apps award best
    bluesky bookmark bookmarks breaking browser code comment commenting comments cookie cookies correction
    corrections daily day delivered destination donate donation donations e edition editorial eedition
    email epaper error exclusively facebook failed fearless flipboard free full gift hear inbox
    independent instagram ios is javascript journalistic junk keep latest letter letters licensing link
    linkedin live loaded loading local log logged login logout member members membership more news
    newsletter newsletters newsstand notification notifications original our page paid password paywall
    permission personal podcast podcasts preferred privacy quality reddit register registered registering
    reprint republish share sign signed signin signing signup signups snapchat social spam stories story
    subscribe subscribed subscriber subscribers subscribes subscribing subscription subscriptions
    technical telegram terms this tiktok top trending trusted try twitter typo unlimited verify video
    website what whatsapp youtube
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""The first words of ``OBJECTS``: a line that has none of them need not be searched."""
RARE_OBJECT_WORDS = OBJECT_WORDS - frozenset(
    """
    best daily day e free full hear is keep letter letters live local more news our page share social
    story this top try what
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""Those that stand in a paragraph only when it is about such things."""

STARTS = frozenset(word + mark for word in (ORDERS | POINTERS) - PROSE_STARTERS for mark in ("", ":", ",", "|", "."))
"""First words, with the mark that may follow, of a long line worth looking at."""

SHORT_OBJECTS = frozenset(
    """
    article articles channel correction corrections crossword edition gallery guidelines here journalism letter letters
    list newspaper paper photos poll principles quiz report reporting statement stories story updates video videos
    """.split()  # noqa: SIM905
)
"""What a short order may be about besides: "Read the full report here", "Share full article"."""

TITLED = re.compile(
    r"(?:live|live updates?|analysis|explained|explainer|opinion|podcast|quiz|watch|listen|in pictures|in photos"
    r"|photos|gallery|read|more|exclusive video|must watch|video)\s?[:|]\s*\S"
    r"|corrections?(?: (?:and|&) clarifications?)?$"
)
"""What headlines are or begin with as well: above the story it stays."""
