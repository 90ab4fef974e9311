/** The words of a cookie page around the texts of the policy. */
export interface Frame {
  readonly title: string
  readonly intro: string
  /** Instead of everything else, where nothing is kept. */
  readonly none: string
  readonly head: readonly string[]
  readonly cookie: string
  readonly database: string
  readonly visitor: string
  readonly queue: string
  readonly decision: string
  readonly after: (title: string) => string
  readonly unless: (title: string) => string
  /** Where regions differ. */
  readonly mixed: (title: string) => string
  readonly chosen: string
  readonly refused: string
  readonly fromFirst: (months: number) => string
  readonly months: (months: number) => string
  readonly days: (days: number) => string
  readonly server: string
  readonly site: string
  readonly nothing: string
  readonly change: string
  /** Where messages to a chat are weighed, and where they are quoted. */
  readonly weighed: (method: string) => string
  readonly quoted: (most: number) => string
}

const frames: Readonly<Record<string, Frame>> & { readonly en: Frame } = {
  en: {
    title: 'What is kept on your device',
    intro: 'This site recognises your browser by a cookie of its own domain, and by nothing else.',
    none: 'This site keeps nothing on your device to record how you use it.',
    head: ['Name', 'Kind', 'What it is for', 'When', 'How long', 'Who can read it'],
    cookie: 'First-party cookie',
    database: 'Database of the browser (IndexedDB)',
    visitor: 'A random number by which your browser is recognised',
    queue: 'Events of your visit that have not reached this site’s server yet',
    decision: 'Your privacy choice and its time, so that you are not asked on every page',
    after: (title) => `only while “${title}” is agreed to`,
    unless: (title) => `unless you say no to “${title}”`,
    mixed: (title) => `unless you say no to “${title}”; in some countries only after you agree`,
    chosen: 'after your choice',
    refused: 'after you say no on the page with your data',
    fromFirst: (months) => `${months === 1 ? '1 month' : `${months} months`} from your first visit, not renewed`,
    months: (months) => `${months === 1 ? '1 month' : `${months} months`} from your choice`,
    days: (days) => `until they have arrived, at most ${days} days`,
    server: 'this site’s server only (HttpOnly)',
    site: 'this site only',
    nothing: 'Nothing else is stored, and nobody else is asked for anything.',
    change: 'You can change your choice at any time. A no removes the cookie that recognises you.',
    weighed: (method) =>
      `What you write in a chat is weighed in your browser, if you have agreed: a list of rated words (${method}) makes a number of it. The number is sent, and no word.`,
    quoted: (most) =>
      `Of what you write in a chat, at most ${most} messages on a page, words of a fixed list of harmless ones are sent, if you have agreed; no names, no numbers.`,
  },
  de: {
    title: 'Was auf Ihrem Gerät gespeichert wird',
    intro: 'Diese Website erkennt Ihren Browser an einem Cookie ihrer eigenen Domain und an nichts anderem wieder.',
    none: 'Diese Website speichert nichts auf Ihrem Gerät, um festzuhalten, wie Sie sie nutzen.',
    head: ['Name', 'Art', 'Wozu', 'Wann', 'Wie lange', 'Wer es lesen kann'],
    cookie: 'Cookie der eigenen Domain',
    database: 'Datenbank des Browsers (IndexedDB)',
    visitor: 'Eine Zufallszahl, an der Ihr Browser wiedererkannt wird',
    queue: 'Ereignisse Ihres Besuchs, die den Server dieser Website noch nicht erreicht haben',
    decision: 'Ihre Entscheidung und ihr Zeitpunkt, damit Sie nicht auf jeder Seite gefragt werden',
    after: (title) => `nur solange Sie „${title}“ zugestimmt haben`,
    unless: (title) => `solange Sie „${title}“ nicht ablehnen`,
    mixed: (title) => `solange Sie „${title}“ nicht ablehnen; in manchen Ländern erst nach Ihrer Zustimmung`,
    chosen: 'nach Ihrer Entscheidung',
    refused: 'nach einem Nein auf der Seite mit Ihren Daten',
    fromFirst: (months) => `${months === 1 ? '1 Monat' : `${months} Monate`} ab dem ersten Besuch, ohne Verlängerung`,
    months: (months) => `${months === 1 ? '1 Monat' : `${months} Monate`} ab Ihrer Entscheidung`,
    days: (days) => `bis sie angekommen sind, höchstens ${days} Tage`,
    server: 'nur der Server dieser Website (HttpOnly)',
    site: 'nur diese Website',
    nothing: 'Sonst wird nichts gespeichert, und niemand sonst wird nach etwas gefragt.',
    change:
      'Sie können Ihre Entscheidung jederzeit ändern. Ein Nein löscht das Cookie, an dem Sie wiedererkannt werden.',
    weighed: (method) =>
      `Was Sie in einen Chat schreiben, wird in Ihrem Browser bewertet, wenn Sie zugestimmt haben: Eine Liste bewerteter Wörter (${method}) macht daraus eine Zahl. Gesendet wird die Zahl und kein Wort.`,
    quoted: (most) =>
      `Aus dem, was Sie in einen Chat schreiben, aus höchstens ${most} Nachrichten je Seite, werden Wörter einer festen Liste harmloser Wörter gesendet, wenn Sie zugestimmt haben; keine Namen, keine Nummern.`,
  },
  fr: {
    title: 'Ce qui est conservé sur votre appareil',
    intro: 'Ce site reconnaît votre navigateur à un cookie de son propre domaine, et à rien d’autre.',
    none: 'Ce site ne conserve rien sur votre appareil pour noter comment vous l’utilisez.',
    head: ['Nom', 'Type', 'À quoi il sert', 'Quand', 'Combien de temps', 'Qui peut le lire'],
    cookie: 'Cookie du site lui-même',
    database: 'Base de données du navigateur (IndexedDB)',
    visitor: 'Un nombre aléatoire auquel votre navigateur est reconnu',
    queue: 'Des événements de votre visite qui ne sont pas encore parvenus au serveur de ce site',
    decision: 'Votre choix et sa date, pour ne pas vous le redemander à chaque page',
    after: (title) => `seulement tant que vous acceptez « ${title} »`,
    unless: (title) => `sauf si vous refusez « ${title} »`,
    mixed: (title) => `sauf si vous refusez « ${title} » ; dans certains pays, seulement après votre accord`,
    chosen: 'après votre choix',
    refused: 'après un refus sur la page de vos données',
    fromFirst: (months) => `${months} mois à partir de votre première visite, sans prolongation`,
    months: (months) => `${months} mois à partir de votre choix`,
    days: (days) => `jusqu’à leur arrivée, ${days} jours au plus`,
    server: 'seulement le serveur de ce site (HttpOnly)',
    site: 'seulement ce site',
    nothing: 'Rien d’autre n’est conservé, et personne d’autre n’est sollicité.',
    change: 'Vous pouvez changer d’avis à tout moment. Un refus supprime le cookie qui vous reconnaît.',
    weighed: (method) =>
      `Ce que vous écrivez dans un chat est évalué dans votre navigateur, si vous avez accepté : une liste de mots notés (${method}) en fait un nombre. Le nombre est envoyé, et aucun mot.`,
    quoted: (most) =>
      `De ce que vous écrivez dans un chat, ${most} messages au plus par page, les mots d’une liste fixe de mots anodins sont envoyés, si vous avez accepté ; ni noms, ni numéros.`,
  },
  es: {
    title: 'Qué se guarda en tu dispositivo',
    intro: 'Este sitio reconoce tu navegador por una cookie de su propio dominio, y por nada más.',
    none: 'Este sitio no guarda nada en tu dispositivo para registrar cómo lo usas.',
    head: ['Nombre', 'Tipo', 'Para qué sirve', 'Cuándo', 'Cuánto tiempo', 'Quién puede leerla'],
    cookie: 'Cookie del propio sitio',
    database: 'Base de datos del navegador (IndexedDB)',
    visitor: 'Un número al azar por el que se reconoce tu navegador',
    queue: 'Eventos de tu visita que todavía no han llegado al servidor de este sitio',
    decision: 'Tu elección y su fecha, para no preguntarte en cada página',
    after: (title) => `solo mientras aceptes «${title}»`,
    unless: (title) => `salvo que rechaces «${title}»`,
    mixed: (title) => `salvo que rechaces «${title}»; en algunos países, solo si lo aceptas`,
    chosen: 'después de tu elección',
    refused: 'después de un no en la página con tus datos',
    fromFirst: (months) => `${months === 1 ? '1 mes' : `${months} meses`} desde tu primera visita, sin renovarse`,
    months: (months) => `${months === 1 ? '1 mes' : `${months} meses`} desde tu elección`,
    days: (days) => `hasta que lleguen, ${days} días como máximo`,
    server: 'solo el servidor de este sitio (HttpOnly)',
    site: 'solo este sitio',
    nothing: 'No se guarda nada más, ni se pide nada a nadie más.',
    change: 'Puedes cambiar tu elección en cualquier momento. Un no borra la cookie que te reconoce.',
    weighed: (method) =>
      `Lo que escribes en un chat se valora en tu navegador, si has aceptado: una lista de palabras puntuadas (${method}) lo convierte en un número. Se envía el número y ninguna palabra.`,
    quoted: (most) =>
      `De lo que escribes en un chat, como máximo ${most} mensajes por página, se envían palabras de una lista fija de palabras inofensivas, si has aceptado; ni nombres ni números.`,
  },
  it: {
    title: 'Che cosa viene conservato sul tuo dispositivo',
    intro: 'Questo sito riconosce il tuo browser da un cookie del proprio dominio, e da nient’altro.',
    none: 'Questo sito non conserva nulla sul tuo dispositivo per registrare come lo usi.',
    head: ['Nome', 'Tipo', 'A che cosa serve', 'Quando', 'Per quanto tempo', 'Chi può leggerlo'],
    cookie: 'Cookie del sito stesso',
    database: 'Database del browser (IndexedDB)',
    visitor: 'Un numero casuale da cui viene riconosciuto il tuo browser',
    queue: 'Eventi della tua visita che non sono ancora arrivati al server di questo sito',
    decision: 'La tua scelta e la sua data, per non chiedertela a ogni pagina',
    after: (title) => `solo finché accetti «${title}»`,
    unless: (title) => `a meno che tu non rifiuti «${title}»`,
    mixed: (title) => `a meno che tu non rifiuti «${title}»; in alcuni paesi solo dopo il tuo consenso`,
    chosen: 'dopo la tua scelta',
    refused: 'dopo un no nella pagina con i tuoi dati',
    fromFirst: (months) => `${months === 1 ? '1 mese' : `${months} mesi`} dalla prima visita, senza rinnovo`,
    months: (months) => `${months === 1 ? '1 mese' : `${months} mesi`} dalla tua scelta`,
    days: (days) => `finché non arrivano, al massimo ${days} giorni`,
    server: 'solo il server di questo sito (HttpOnly)',
    site: 'solo questo sito',
    nothing: 'Non viene conservato altro, e non si chiede nulla a nessun altro.',
    change: 'Puoi cambiare la tua scelta in qualsiasi momento. Un no cancella il cookie che ti riconosce.',
    weighed: (method) =>
      `Quello che scrivi in una chat viene valutato nel tuo browser, se hai accettato: un elenco di parole con un punteggio (${method}) ne ricava un numero. Viene inviato il numero e nessuna parola.`,
    quoted: (most) =>
      `Di quello che scrivi in una chat, al massimo ${most} messaggi per pagina, vengono inviate parole di un elenco fisso di parole innocue, se hai accettato; né nomi né numeri.`,
  },
  nl: {
    title: 'Wat er op je apparaat wordt bewaard',
    intro: 'Deze site herkent je browser aan een cookie van het eigen domein, en aan niets anders.',
    none: 'Deze site bewaart niets op je apparaat om vast te leggen hoe je de site gebruikt.',
    head: ['Naam', 'Soort', 'Waarvoor', 'Wanneer', 'Hoelang', 'Wie het kan lezen'],
    cookie: 'Cookie van de site zelf',
    database: 'Database van de browser (IndexedDB)',
    visitor: 'Een willekeurig getal waaraan je browser wordt herkend',
    queue: 'Gebeurtenissen van je bezoek die de server van deze site nog niet hebben bereikt',
    decision: 'Je keuze en het tijdstip ervan, zodat er niet op elke pagina naar wordt gevraagd',
    after: (title) => `alleen zolang je “${title}” toestaat`,
    unless: (title) => `tenzij je “${title}” weigert`,
    mixed: (title) => `tenzij je “${title}” weigert; in sommige landen alleen nadat je toestemt`,
    chosen: 'na je keuze',
    refused: 'nadat je nee zegt op de pagina met je gegevens',
    fromFirst: (months) =>
      `${months === 1 ? '1 maand' : `${months} maanden`} vanaf je eerste bezoek, zonder verlenging`,
    months: (months) => `${months === 1 ? '1 maand' : `${months} maanden`} vanaf je keuze`,
    days: (days) => `tot ze zijn aangekomen, hoogstens ${days} dagen`,
    server: 'alleen de server van deze site (HttpOnly)',
    site: 'alleen deze site',
    nothing: 'Verder wordt er niets bewaard, en niemand anders wordt om iets gevraagd.',
    change: 'Je kunt je keuze altijd wijzigen. Een nee verwijdert de cookie waaraan je wordt herkend.',
    weighed: (method) =>
      `Wat je in een chat schrijft, wordt in je browser gewogen, als je hebt toegestemd: een lijst met gewaardeerde woorden (${method}) maakt er een getal van. Het getal wordt verstuurd, en geen woord.`,
    quoted: (most) =>
      `Van wat je in een chat schrijft, hoogstens ${most} berichten per pagina, worden woorden van een vaste lijst met onschuldige woorden verstuurd, als je hebt toegestemd; geen namen, geen nummers.`,
  },
}

/** In the language that is asked for, or in English. */
export const frameIn = (language: string): Frame => {
  const primary = language.replace(/-.*/, '')
  return (Object.hasOwn(frames, primary) ? frames[primary] : undefined) ?? frames.en
}
