"""Nothing comes in; the names of the months in the languages of news go out, and the offsets of time zones.

A name that means different months in two languages stands for the one with more newspapers: Czech and Polish
"listopad" is November (in Croatian it is October).
"""

from __future__ import annotations

from unicodedata import normalize

_NAMES = """
january jan januar jänner jän janvier janv enero ene janeiro gennaio gen gener ianuarie ian januari janúar stycznia
styczeń sty ledna leden január tammikuuta tammikuu ocak oca января январь янв січня січень Ιανουαρίου Ιανουάριος Ιαν
يناير

february feb februar feber février févr fév febrero fevereiro fev febbraio febrer februarie februari febr febrúar
lutego luty lut února únor február helmikuuta helmikuu şubat şub pebruari февраля февраль фев февр лютого лютий
Φεβρουαρίου Φεβρουάριος Φεβ فبراير

march mar märz mrz mär mars marzo março març martie maart mrt marts marca marzec března březen március márc
maaliskuuta maaliskuu mart maret марта март мар березня березень Μαρτίου Μάρτιος Μαρ مارس

april apr avril avr abril abr aprile aprilie kwietnia kwiecień kwi dubna duben apríl április ápr huhtikuuta huhtikuu
nisan nis апреля апрель апр квітня квітень Απριλίου Απρίλιος Απρ أبريل ابريل

may mai mayo maio maggio mag maig mei maj maí maja května květen mája május máj toukokuuta toukokuu mayıs мая май
травня травень Μαΐου Μάιος Μαϊ مايو

june jun juni juin junio junho giugno giu juny iunie iun júní czerwca czerwiec cze června červen júna június jún
kesäkuuta kesäkuu haziran haz июня июнь июн червня червень Ιουνίου Ιούνιος Ιουν يونيو

july jul juli juillet juil julio julho luglio lug juliol iulie iul júlí lipca lipiec lip července červenec júla
július júl heinäkuuta heinäkuu temmuz tem июля июль июл липня липень Ιουλίου Ιούλιος Ιουλ يوليو

august aug août aout agosto ago agost augustus augusti ágúst sierpnia sierpień sie srpna srpen augusta augusztus
elokuuta elokuu ağustos ağu agustus agu agt августа август авг серпня серпень Αυγούστου Αύγουστος Αυγ أغسطس

september sept sep septembre septiembre setiembre setembro set settembre setembre septembrie septemba września
wrzesień wrz září septembra szeptember szept syyskuuta syyskuu eylül eyl сентября сентябрь сен сент вересня вересень
Σεπτεμβρίου Σεπτέμβριος Σεπ سبتمبر

october oct oktober okt octobre octubre outubro out ottobre ott octombrie október października październik paź října
říjen októbra lokakuuta lokakuu ekim eki октября октябрь окт жовтня жовтень Οκτωβρίου Οκτώβριος Οκτ أكتوبر

november nov novembre noviembre novembro noiembrie nóvember listopada listopad lis listopadu novembra marraskuuta
marraskuu kasım kas ноября ноябрь ноя листопада Νοεμβρίου Νοέμβριος Νοε نوفمبر

december dec dezember dez décembre déc diciembre dic dezembro dicembre desembre decembrie desember des grudnia
grudzień gru prosince prosinec decembra joulukuuta joulukuu aralık ara декабря декабрь дек грудня грудень Δεκεμβρίου
Δεκέμβριος Δεκ ديسمبر
"""
MONTHS = {
    normalize("NFC", name.casefold()): number
    for number, names in enumerate(_NAMES.split("\n\n"), 1)
    for name in names.split()
}
"""Case-folded name -> 1 to 12."""

OFFSETS = {
    name: hours
    for hours, names in {
        0.0: "utc gmt z wet",
        1.0: "bst cet mez west wat",
        2.0: "cest mesz eet sast cat",
        3.0: "eest msk eat trt",
        5.0: "pkt",
        7.0: "wib",
        8.0: "wita sgt hkt awst pht myt",
        9.0: "jst kst wit",
        9.5: "acst",
        10.0: "aest",
        11.0: "aedt",
        12.0: "nzst",
        13.0: "nzdt",
        -3.0: "brt art",
        -4.0: "edt ast",
        -5.0: "est cdt",
        -6.0: "cst mdt",
        -7.0: "mst pdt",
        -8.0: "pst akdt",
        -9.0: "akst",
        -10.0: "hst",
    }.items()
    for name in names.split()
}
"""Abbreviation in lower case -> hours east of Greenwich.  The American ones as RFC 2822 (section 4.3) has them; IST
(India, Israel, Ireland) and ET, CT, PT, which hide whether it is summer, are not among them."""
