"""Nothing comes in; words with a full stop that often ends no sentence go out, sorted by what may follow them.

Written as printed, without the last stop; ``sentence_rules`` says how each set is read.
"""

from __future__ import annotations


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


BEFORE_NAMES = _set(
    # English: titles, ranks, offices
    """
    Mr Mrs Ms Mx Dr Drs Prof Gov Sen Sens Rep Reps Gen Col Lt Sgt Capt Cpl Cmdr Maj Adm Brig Pvt Pfc Rev
    Revs Hon Pres Msgr Fr Supt Insp Det Messrs Mme Mlle Amb Atty Asst Assoc Dep Del Dir Sec Treas Comm Cllr
    Spc Ald Br Mgr Rt Ven
    """,
    # German, French, Spanish, Portuguese, Italian
    """
    Hr Frl Dipl Ing med rer nat phil jur pol habil MM Sra Srta Sres Dña Dra Profa Profª Dott sig sig.ra dott
    dott.ssa prof avv Ud Uds Exmo Mons Excmo Gral Lic Arq ing arch geom Fa
    """,
    # joining words
    """
    vs v cf viz e.g i.e eg ie incl inkl bzw z.B d.h u.a d.i ca approx av p.ex p.ej ggf evtl sog rd env resp
    alias ft feat c
    """,
)
"""Never the end of a sentence."""

BEFORE_NUMBERS = _set(
    """
    No Nos no nos Nr Nrn núm núms nº n.º n p pp Vol vol Vols vols Ch ch Chap chap Fig fig Figs figs Sec sec
    Art art Arts arts Op op Abs Par par Pt pt Tel tel Ext ext Rs Rp App Ed ed Eq eq Ex Nro Bd S Rm Apt Ste
    Hwy Rte Exp Flt Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez janv févr avr juil déc ene abr
    ago dic est Mk St г стр тел ст
    """,
)
"""Not the end of a sentence when a number follows."""

BEFORE_CAPITALS = _set(
    # firms, family, degrees
    "Inc Corp Co Cos Ltd Bros Mfg Dept Assn Univ Inst Intl Natl LLC PLC Jr Sr Esq Bhd Pty Pte Cia Cía Hnos",
    # first names, as old papers print them
    "Chas Wm Geo Thos Jas Robt Jos Benj Edw",
    # places
    """
    St Ste Ave Blvd Rd Ln Ct Pl Sq Hwy Pkwy Mt Mts Mtn Ft Pt Str str Ala Ariz Ark Calif Colo Conn Del
    Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis
    Wyo Alta Ont Que Sask Man
    """,
    # months and days
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
    # measures and others
    """
    Mio Mrd Tsd usw etc Nr Bd Hrsg geb gest ehem ehm EE UU J.-C n.Chr v.Chr deg max min г гг им ул т.е
    т.д т.п др проф акад тыс млн млрд
    """,
)
"""The end of a sentence only before a word of STARTERS."""

STARTERS = _set(
    # English
    """
    The A An This That These Those He She It They We You I His Her Its Their Our My Your There Here In On At
    By For From With Without After Before During Since Until When While Where As If Although Though Because
    Once Unless Despite But And Or So Yet Nor Then Now Still Also However Meanwhile Instead Later Earlier
    Today Not Nobody Nothing None Some Many Most All Both Each Every Another Several Few Only Even Just
    About Nearly Almost More Less What Who Whose Why How Which Asked Under Over Between Among Police
    Officials Authorities Prosecutors Investigators Residents Witnesses Critics Analysts Experts Researchers
    Scientists Lawmakers Shares Sales People Firefighters Doctors Soldiers Students Workers Farmers Voters
    Two Three Four Five Six Seven Eight Nine Ten Such Neither Either Perhaps Maybe Soon
    """,
    # German
    """
    Der Die Das Ein Eine Er Sie Es Wir Ich Ihr Aber Und Doch Im Am Nach Bei Mit Seit Dort Hier Dann Auch Nun
    Als Wenn Alle Beide Niemand Keiner Man
    """,
    # French
    """
    Le Les Un Une Il Elle Ils Elles On Nous Mais Et En Dans Ce Cette Ces Selon Pour Après Avant Puis
    Personne
    """,
    # Spanish, Portuguese, Italian
    """
    El Los Las Una Pero Según Por Para Con Su Sus Se Nadie Después Entonces O Os As Um Uma Em Mas Ele Ela
    Eles Ninguém Lo Gli Nel Nella Ma Nessuno Lui Lei
    """,
    # Russian
    "Он Она Они Оно Это Но В На По Его Её Их Мы Я Никто",
)
"""Words that open a sentence and hardly ever a name."""

DAYS_AND_ZONES = _set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays
    Saturdays Sundays Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun January February March April May June July
    August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec EST EDT CST
    CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST IST JST AEST Eastern Central Mountain Pacific
    Greenwich Moscow Paris London Beijing Christmas Easter
    """,
)
"""What carries on the sentence after a.m. and p.m."""

UNITS = _set(
    "ft in lb lbs oz yd mi sq mph kph kg g t km m cm mm ha l pct bln mln bn min sec hr hrs mo",
)
"""Measures: after a number their full stop ends a sentence when a capital follows."""

KINDS = _set(
    """
    vitamin plan grade class group type hepatitis terminal gate room block wing row section appendix exhibit
    channel point option part level category series team unit zone district influenza deck phase tier ward
    schedule Vitamin Plan Grade Class Group Type Hepatitis Terminal Gate Room Block Wing Row Section
    Appendix Exhibit Channel Option Part Level Category Series Team Unit Zone District Deck Phase Tier Ward
    Schedule
    """,
)
"""Words a single capital letter belongs to: after ``plan B.`` a sentence may end, after ``George B.`` it does not."""

ORDINAL_AFTER = _set(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert
    Jahrhunderts Jahrestag Geburtstag Platz Rang Stock Bundesliga Liga Klasse Runde Spieltag Minute
    Weltkrieg Weltkriegs Etage Auflage Kapitel Mal Jan Feb Mär Apr Aug Sept Okt Nov Dez
    """,
)
ORDINAL_BEFORE = _set(
    "am Am vom Vom zum Zum im Im beim den Den dem der Der des das Das die Die ab Ab seit bis",
)
"""German writes ordinals with a full stop: between these words a number is one."""

EXCLAIMED = _set(
    "Yahoo Yum Jeopardy Oklahoma Kahoot Joomla Wham Hamilton Mamma",
)
"""Names that end in an exclamation mark."""

SPEAKING = _set(
    """
    said says asked asks told tells wrote writes replied added shouted cried yelled answered tweeted
    wondered demanded roared sang screamed exclaimed called began continued posted whispered joked
    """,
)
"""Verbs that carry a sentence on after a quoted question or exclamation."""
