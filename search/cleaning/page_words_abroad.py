"""The words of a page's furniture in Spanish, French, German, Italian, Portuguese and a few more: nothing comes in.

Words stand as they look in lower case.  A verb is listed in the forms in which a page addresses its reader (infinitive,
imperative); one that opens stories as well ("recibe") is worth something only beside a page's thing ("correo").
"""

from __future__ import annotations

ORDERS_ABROAD = frozenset(
    """
    abónate aceptar apoya apúntate comenta comparte consulta descarga descubre escribe escucha guarda hazte inicia lea
    lee recibe reciba regístrate sigue síguenos siga suscríbase suscríbete únete ver haz
    abonnez accédez activez commentez connectez créez découvrez écoutez identifiez inscrivez lire partagez profitez
    réagissez recevez rejoignez retrouvez soutenez suivez téléchargez
    abonnieren anmelden diskutieren folge folgen hier jetzt kommentieren laden melde melden registrieren teilen testen
    unterstütze unterstützen weiterlesen
    abbonati accedi ascolta commenta condividi iscriviti leggi registrati ricevi scarica scopri segui seguici sostieni
    acompanhe apoie assine baixe cadastre clique comente compartilhe deixe entre faça inscreva ouça receba
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""First words with which a page sends its reader somewhere."""

OBJECTS_ABROAD = frozenset(
    """
    aplicación app boletín canal comentario comentarios correo cuenta donación instagram newsletter newsletters
    notificaciones periodismo sesión suscripción suscriptor suscriptores telegram whatsapp facebook youtube cookies
    abonné abonnés abonnement appli application commentaire commentaires compte courriel don infolettre journalisme
    lettre mail notifications podcast
    abo abonnenten digitalabo einloggen journalismus kanal kommentar konto postfach weiterlesen
    abbonamento account casella commento giornalismo notifiche
    aplicativo assinante assinantes assinatura boletim conta doação ilimitado jornalismo login notificações
    """.split()  # noqa: SIM905
)
"""What such orders are about."""

ADDRESS_ABROAD = frozenset(
    """
    tu tus te su nuestro nuestra nuestros nuestras gratis
    vous votre vos notre nos gratuit gratuite gratuitement
    sie ihr ihre ihrem ihren unser unsere unseren unserem kostenlos
    tua tuo tue tuoi nostra nostro nostri
    você seu sua seus suas nosso nossa nossos grátis gratuitamente
    """.split()  # noqa: SIM905
)
"""You, your, our, free of charge."""

BUTTONS_ABROAD = frozenset(
    """
    aceptar anuncio artículo boletín comentar comentario comentarios compartir configuración copiado copiar cookies
    correo enlace enviar mostrar escribe escuchar espacio galería guardar imprimir lectura leer leyendo mail noticia
    política
    privacidad publicidad redes seguir sigue siguiente sociales suscribirse síguenos ver vídeo
    abonner accepter article cookies commentaire commentaires commenter confidentialité copier copié diaporama écouter
    envoyer gérer imprimer laisser lecture lien lire mail mentions newsletter offrir paramètres partager préférences
    publicité réagir réagissez légales
    abonnieren abspielen anhören ansehen anmelden anzeige artikel bildergalerie bildstrecke datenschutz drucken
    anzeigen einstellungen externer fotostrecke druckansicht impressum inhalt kommentar kommentare kommentieren
    kopieren kopiert lesedauer lesezeit
    kommentarübersicht mailen merken newsletter schreiben speichern spenden teilen verschenken überspringen
    versenden vorlesen weiterlesen werbung
    annuncio articolo ascolta commenta commenti commento condividi copia copiato lettura pubblicità scrivi stampa
    artigo aplicativo comentar comentários comentário compartilhar compartilhe imprimir leitura notícia ouvir
    publicidade salvar
    """.split()  # noqa: SIM905
)
"""A line of nothing but these and the words of ``GLUE_ABROAD`` is a button or a row of them."""

GLUE_ABROAD = frozenset(
    """
    a al con continúa de deja del después el en escucha esta este facebook instagram la las linkedin lo los minutos mis
    nuestro nuestra nuestras o para por su sus temas tiempo todas todos tras tu un una whatsapp x y
    à après au aux avec ce cet cette continue d dans de des du est et je l la le les m mes min minutes mon notre nos ou
    par pour s suite sur temps un une via votre vos
    alle an auf aus bei copied diesem diesen fenster freunden lade neuen öffnet url autoplay das dem den der des die
    ein eine einen empfohlener für hier im in ist jetzt link min
    minuten mit nach oder per sie startseite und uns unser unsere von weitere zu zum zur zurück e
    anche con continua da dei del della di dopo gli i il lascia le link minuti nella per questa questo sul tempo tua
    tuo
    as ao após com continua copiar da deste do dos e em link na no nos nossa nosso nova os seu todos um uma
    """.split()  # noqa: SIM905
)
"""Small words, and the names of places to share with, that may stand among buttons."""

LONE_ABROAD = frozenset(
    phrase.strip()
    for phrase in """
    apoya nuestro periodismo|contenido patrocinado|contenido exclusivo|hazte socio|le puede interesar|
    lo más compartido|lo más comentado|lo más leído|lo más visto|lo último|más información|más leídas|más noticias|
    más sobre este tema|noticias relacionadas|te puede interesar|te recomendamos|también te puede interesar|
    temas relacionados|todos los derechos reservados|últimas noticias|únete a nosotros|ver más|ver más noticias|
    à ne pas manquer|à voir aussi|articles liés|aller au contenu|contenu partenaire|contenu sponsorisé|en savoir plus|
    faire un don|l info en continu|la rédaction vous conseille|le recomendamos leer|les plus commentés|les plus lus|
    les plus partagés|lire aussi|lire la suite|nos derniers articles|nous recommandons|plus d articles|
    sur le même thème|sur le même sujet|tous droits réservés|vous aimerez aussi|voir plus|voir tous les articles|
    vous aimerez peut être|alle rechte vorbehalten|auch interessant|auch spannend|das könnte sie auch interessieren|
    das könnte sie interessieren|aus dem ressort|bitte beachten|mehr aus dem ressort|mehr laden|mehr lesen|
    mehr lesen über|mehr zu diesem thema|mehr zum thema|meistgelesen|meistgelesene artikel|meist kommentiert|
    meistkommentiert|neueste artikel|passend zum artikel|top themen|weitere artikel|weitere artikel zum thema|
    weitere nachrichten|weitere themen|wir empfehlen|zum thema|zur startseite|zurück zur startseite|zum seitenanfang|
    altre notizie|articoli correlati|contenuto sponsorizzato|i più letti|i più visti|leggi anche|leggi tutto|
    le più lette|notizie correlate|potrebbe interessarti|potrebbe interessarti anche|riproduzione riservata|
    scopri di più|tutti i diritti riservati|ti potrebbe interessare|ultime notizie|vedi anche|vedi tutti|
    as mais lidas|conteúdo patrocinado|leia mais|leia também|mais lidas|mais notícias|mais sobre|
    matérias relacionadas|notícias relacionadas|saiba mais|todos os direitos reservados|últimas notícias|veja mais|
    veja também|você também pode gostar|você pode gostar|anhören|comentar|compartir|compartilhar|condividi|
    drucken|guardar|lesen sie mehr zum thema|lesen sie mehr zu diesen themen|verwandte artikel|
    ähnliche themen|ähnliche artikel|mehr news|zum selben thema|relevante themen|themen des artikels|
    schlagwörter zu diesem artikel|dieses thema im programm|audio und video zum thema|para saber más|ver más artículos|
    czytaj więcej|czytaj dalej|paylaş|läs mer|les mer|læs mere|imprimer|imprimir|kommentieren|merken|partager|
    seguir leyendo
    """.split("|")  # noqa: SIM905
)
"""Phrases that are boilerplate when they are a whole line."""

READ_ALSO = (
    *(
        "lea también ",
        "lee también ",
        "lire aussi ",
        "à lire aussi ",
        "voir aussi ",
        "lesen sie auch ",
        "lesen sie mehr ",
    ),
    *("lesen sie dazu ", "leggi anche ", "leia também ", "leia mais ", "veja também ", "czytaj także ", "czytaj też "),
    *(
        "czytaj więcej ",
        "zobacz też ",
        "zobacz także ",
        "lees ook ",
        "läs också ",
        "läs även ",
        "läs mer ",
        "les også ",
    ),
    *("læs også ", "čtěte také ", "čtěte též "),
)
"""Those labels that need no colon, for no story begins so."""

LABELS_ABROAD = frozenset(
    phrase.strip()
    for phrase in """
    lea también|lee también|lea además|lee más|lea más|también te puede interesar|te puede interesar|
    le puede interesar|te recomendamos|más información|más sobre este tema|mira también|ver también|vea también|temas|
    etiquetas|lire aussi|à lire aussi|à lire|voir aussi|à voir aussi|lire également|à écouter|
    en savoir plus|lesen sie auch|lesen sie dazu|lesen sie mehr|lesen sie mehr zum thema|
    lesen sie mehr zu diesen themen|mehr zum thema|auch interessant|mehr dazu|dazu passend|schlagworte|zum artikel|
    artikel teilen mit|leggi anche|leggi pure|guarda anche|vedi anche|per approfondire|approfondimento|argomenti|
    leia também|leia mais|veja também|saiba mais|confira|assista|czytaj także|czytaj też|zobacz także|zobacz też|
    lees ook|läs också|läs även|les også|læs også|čtěte také|čtěte též|ayrıca okuyun|ilgili haber
    """.split("|")  # noqa: SIM905
)
"""Words before a colon or a bar that make the rest of the line a link to something else."""
