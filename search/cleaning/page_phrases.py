"""A folded line comes in; whether it holds a phrase that stands on pages and not in stories goes out.

English, Spanish, French, German, Italian and Portuguese side by side, by what the page wants of its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_NOTICES = {
    sign: re.compile(phrase)
    for sign, phrase in (
        ("ights reserved", "all rights reserved"),
        ("may not be ", "may not be (?:published, broadcast|reproduced)"),
        ("recaptcha", "protected by recaptcha"),
        ("javascript", "enable javascript"),
        ("terms of service", "terms of service apply"),
        ("expressed ", "views expressed in this|opinions expressed (?:in this|are)"),
        ("responsible for ", "is solely responsible for |not responsible for the content"),
        ("exclusively ", "exclusively (?:to|for) subscribers"),
        ("a version of this ", "a version of this (?:article|story) (?:appear|was|first|ran)"),
        ("originally pub", "this (?:article|story) was originally pub"),
        ("reservados", "todos (?:los derechos|os direitos) reservados"),
        ("réservés", "tous droits réservés"),
        ("riservati", "tutti i diritti riservati"),
        ("vorbehalten", "rechte vorbehalten"),
        ("riproduzione", "riproduzione riservata"),
        ("production in", "(?:re)?production (?:in whole|interdite)"),
        ("wszelkie prawa", "wszelkie prawa zastrzeżone"),
        ("tüm hakları", "tüm hakları saklıdır"),
        ("无断", "无断转载"),
        ("無断", "無断転載"),
        ("版", "版[权權]所有"),
        ("무단", "무단 ?전재"),
        ("prohibida", "prohibida (?:su|la) reproducción"),
        ("reprodu", "reprodução (?:proibida|total|deste|desse)"),
        ("proibida", "proibida a reprodução"),
        ("commission", r"(?:earn|receive|get) (?:\w+ ){0,2}(?:an? )?(?:affiliate )?commission\b"),
        ("affiliate link", "affiliate links?"),
    )
}
"""Claims of rights and disclaimers, wherever they stand in a line of any length, by a part that all of them have."""

NOTICE_SIGNS = tuple(_NOTICES)
"""Where a line has none of these, it holds no notice."""

LONG_NOTICES = ("reserv", "expressed in this", "may not be", "responsible for", "production in")
"""The signs of those that run on for long: whoever claims so much says one of these at the end."""

STAMP = re.compile(
    r"""
      (?:(?:last\ )?(?:updated|posted|published|modified)\ ?:?\ ?|[^\W\d]{3,15}\ ?[/|·]\ ?)?
          (?:\d+|an?|one)\ ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?)\ ago
    | (?:est(?:\.|imated)\ )?read(?:ing)?\ time\W{1,3}\d+\ ?min(?:ute)?s?
    | (?:(?:video|audio|listening)\ )?(?:duration|length)\W{1,3}[\d:]+(?:\ min(?:ute)?s?)?
    | \d{1,2}:\d\d(?::\d\d)?
    | (?:slide|image|photo|picture|page)?\ ?\d+\ of\ \d+
    | (?:hace|il\ y\ a|vor|há)\ \d+\ (?:segundos?|minutos?|horas?|días?|dias?|semanas?|secondes?|minutes?|heures?|jours?
        |semaines?|sekunden?|minuten?|stunden?|tag(?:en)?|wochen?)
    | \d+\ (?:ore|ora|minuti|giorni)\ fa
    | (?:tiempo\ de\ lectura|temps\ de\ lecture|lecture|tempo\ di\ lettura|tempo\ de\ leitura|lesedauer|lesezeit)
        \W{0,3}\d+\ ?min\w*\.?
    | \d+\ ?min(?:\.|\w+)?\ (?:lesezeit|de\ lecture|di\ lettura|de\ lectura|de\ leitura)
    """,
    re.VERBOSE,
)
"""Whole lines that say how old or how long the page, a film or a picture show is."""

_APPEALS = r"""
    inbox mailbox = \b(?:in|to|check|hit) your (?:\w+ or )?(?:inbox|mailbox)
    unsubscribe = \bunsubscribe\b
    agree = \byou agree to (?:receive|our|the terms)
    correo bandeja = \b(?:tu|su) (?:correo|bandeja)
    boîte = \bvotre boîte
    postfach = \bihr(?:em)? (?:e-mail-)?postfach
    casella = \btua casella
    mail email = \b(?:no|en|na) (?:seu|tu|su|sua) e-?mail
    subscribers members = ^this \w+ is .{0,20}\b(?:for|to) (?:our )?(?:subscribers|members)\b
    registered free = ^this (?:article|story|content|page|video) is .{0,20}\b(?:registered|free to read)\b
    subscribers members = \bfor (?:subscribers|members) only\b
    subscribers members = ^(?:subscribers|members) only$
    subscriber = ^subscribers?[ -](?:only|exclusive)
    free = \bfree (?:articles?|stories|views)\b.{0,20}\b(?:remaining|left|this (?:month|week))
    free = \blimit of free\b
    last = \blast free (?:article|story)\b
    reading = ^to (?:continue|keep) reading\b
    reading = ^(?:continue|keep) reading (?:for|with|by)\b
    already = \balready (?:an? )?(?:member|subscriber|subscribed|registered)\?
    already = \balready have an account\b
    access = ^(?:unlimited|full|complete) (?:\w+ ){0,2}access\b
    access = ^access (?:every|all|unlimited|exclusive|articles)\b
    exclusive = ^exclusive (?:articles|content|stories|newsletters)\b
    cancel = \bcancel any\s?time\b
    account login = \bwith one (?:account|login)\b
    account = ^your account (?:has expired|is (?:not|now))
    puzzles = ^daily puzzles\b
    replica = \b(?:electronic|digital) replica of the print\b
    commenting = \bour commenting community\b
    subscription donation contribution membership = ^your \w+ (?:\w+ )?(?:makes?|keeps?|helps?|has|will|is|funds?)\b
    password = \bforgot(?:ten)? your password\b
    suscriptor suscriptores abonados = \bya eres suscriptor
    suscriptores abonados = \b(?:exclusiv[oa]s?|s[oó]lo) para (?:\w+ )?(?:suscriptores|abonados)\b
    leyendo = \b(?:para|y) seguir leyendo\b
    abonné abonnés = \bréservée?s? (?:aux|à nos) abonné
    abonné abonnés = \bdéjà abonné
    lire = ^pour lire la suite
    abonnenten = \bnur für abonnent
    abo = \bbereits ein abo\b
    weiterlesen = ^weiterlesen mit\b
    abbonati abbonato = \briservat[oai] (?:agli|ai nostri) abbonat
    abbonati abbonato = \bgià abbonat
    leggere = \bcontinuare a leggere\b
    assinante assinantes = \bjá é assinante\b
    assinante assinantes = \bexclusiv[oa] para assinantes
    lendo = \bcontinu(?:ar|e) lendo\b
    cookies cookie = \b(?:we|site|website|page) uses? cookies
    cookies cookie = \bcookie (?:settings|preferences|policy|notice)\b
    cookies cookie = \buse cookies\b
    cookies cookie = \baccept (?:all |the )?cookies\b
    cookies cookie = \bcookies (?:propias|de terceros)
    cookies cookie = \baccepté les cookies
    cookies cookie = \b(?:utilizamos|usamos|utilizziamo|usiamo) (?:i )?cookie
    datenschutzerklärung nutzungsbedingungen = \b(?:datenschutzerklärung|nutzungsbedingungen) zu\b
    privacidad privacidade = \b(?:nossa|nuestra) política de privaci
    say = ^have your say\b
    comments comment = \bin the comments (?:below|section)
    comments comment = \bcomments? (?:\w+ ){0,3}(?:are|is) (?:now )?(?:closed|moderated)
    comments = ^please keep your comments\b
    commenting = ^commenting (?:is|on)\b
    first = ^be the first to (?:leave|post|write|comment)
    comentarios = \bcomentarios están cerrados$
    mistake error typo = \b(?:spotted|see|found|notice) an? (?:\w+ )?(?:mistake|error|typo)\b.{0,30}(?:\bus\b|\?)
    correction = ^to (?:request|report|suggest) a correction\b
    ethics = \bcode of ethics:
    browser = \bbrowser (?:does not|doesn['’]t|can(?:not|['’]t))\b
    voice = \b(?:automated|synthetic) voice\b
    video audio = ^(?:video|audio) (?:will (?:play|start)|player|is loading)
    video = \bback to video$
    app = ^(?:download|get|try) (?:our|the) (?:[\w’'-]+ ){0,4}app\b
    us = ^(?:like|find|join|follow) us on\b
    us = ^help us (?:keep|report|continue|stay)\b
    us = \btell us (?:your|what|about)\b
    abone = \babone ol(?:un)?\b
    preferred = \bpreferred source\b
    notifications = ^turn on (?:push )?notifications\b
    channel group community newsletter = ^(?:join|follow) our .{0,20}\b(?:channel|group|community|newsletter)\b
    journalism = ^(?:support|back|fund) (?:our|independent|local|quality|free|honest) (?:\w+ )?journalism\b
    newsroom reporting news = ^(?:support|back|fund) (?:our|independent|local) (?:\w+ )?(?:news|newsroom|reporting)\b
    reporting journalism = \b(?:reporting|journalism) possible\b
    consider = \bplease consider (?:an? |making |giving |becoming |supporting|subscribing|donating)
    value = ^if you value (?:our|this)\b
    become = ^become an? (?:\w+ )?(?:member|supporter|subscriber|patron|friend) (?:from|for|today|now)\b
    you = ^you (?:might|may|could) (?:also )?(?:be interested|like|enjoy|have missed)
"""
"""Words, and a phrase with one of them that no story makes outside quotation marks: letters, what must be paid for,
cookies, comments, corrections, players, followers, gifts."""


PHRASE_WORDS = frozenset(word for line in _APPEALS.splitlines() for word in line.partition(" = ")[0].split())
"""A line without any of these holds no phrase."""


def has_notice(low: str) -> bool:
    """Whether a folded line holds a claim of rights or a disclaimer."""
    return any(_NOTICES[sign].search(low) for sign in NOTICE_SIGNS if sign in low)


def appeals_to_reader(low: str, words: Sequence[str]) -> bool:
    """Whether a folded line of these words holds one of the phrases."""
    return any(_phrases(word).search(low) for word in PHRASE_WORDS.intersection(words))


@cache
def _phrases(word: str) -> re.Pattern[str]:
    """What is looked for where this word stands; compiled when first asked for, since few ever are."""
    rows = (line.strip().partition(" = ") for line in _APPEALS.splitlines())
    return re.compile("|".join(phrase for words, _, phrase in rows if word in words.split()))
