import type { Purpose } from '@wend/protocol'

/** Everything that the page with a visitor's data says, in plain words. `{name}` is filled in. */
export interface Words {
  title: string
  intro: string
  /** Nothing is held about this browser that could be found. */
  nobody: string
  nobodyMore: string
  recognised: string
  recognisedSince: string
  /** The id in this cookie is dead. */
  gone: string
  choice: string
  noChoice: string
  agreedTo: string
  refusedAll: string
  kinds: Record<'given' | 'changed' | 'withdrawn' | 'erased', string>
  record: string
  by: string
  thisPage: string
  underPolicy: string
  signal: string
  signalStops: string
  stoppedBySignal: string
  stoppedByLaw: string
  alwaysOn: string
  save: string
  saved: string
  withdraw: string
  withdrawMore: string
  withdrawErases: string
  withdrawKeeps: string
  withdrawn: string
  refuse: string
  refuseMore: string
  refusedHere: string
  lift: string
  liftMore: string
  held: string
  nothingHeld: string
  total: string
  kind: string
  count: string
  keptFor: string
  months: string
  month: string
  latest: string
  latestOf: string
  all: string
  details: string
  utc: string
  device: string
  cookie: string
  decisionCookie: string
  download: string
  downloadJson: string
  downloadHtml: string
  downloadMore: string
  erase: string
  eraseMore: string
  eraseStays: string
  eraseQuestion: string
  eraseConfirm: string
  back: string
  erased: string
  erasedMore: string
  place: string
  removed: string
  kept: string
  places: Record<string, string>
  why: string
  receipt: string
  wrote: string
  consents: string
  browsers: string
  links: Record<'cookie' | 'pseudonym' | 'claimed' | 'verified', string>
  controller: string
  purposes: Record<Purpose, string>
}

const en: Words = {
  title: 'Your data',
  intro: 'What this site holds about this browser, and what you can do about it. You need no account.',
  nobody: 'Nothing is held about this browser that could be found.',
  nobodyMore:
    'This site does not recognise this browser: there is no cookie by which it could. If you came here before with another browser or device, open this page there.',
  recognised: 'This browser is recognised by a random number in a cookie.',
  recognisedSince: 'This browser is recognised by a random number in a cookie. The first record is of {date}.',
  gone: 'The number in this browser’s cookie is no longer used. Nothing more is recorded under it.',
  choice: 'What you agreed to',
  noChoice: 'You have not made a choice yet.',
  agreedTo: 'Agreed to: {purposes}.',
  refusedAll: 'Agreed to nothing that needs consent.',
  kinds: { given: 'Chosen', changed: 'Changed', withdrawn: 'Withdrawn', erased: 'Erased' },
  record: 'Record {id}',
  by: 'by way of {source}',
  thisPage: 'this page',
  underPolicy: 'policy {policy}',
  signal: 'Your browser’s opt-out signal (GPC) is honoured.',
  signalStops: 'It stops: {purposes}.',
  stoppedBySignal: 'Stopped by your browser’s opt-out signal.',
  stoppedByLaw: 'You refused this on this page.',
  alwaysOn: 'Always on.',
  save: 'Save the choice',
  saved: 'Your choice is saved.',
  withdraw: 'Withdraw everything',
  withdrawMore: 'Nothing that needs consent is recorded from then on.',
  withdrawErases: 'What was recorded is erased as well.',
  withdrawKeeps:
    'What was recorded stays until its time is over, and can no longer be found from here. If it should go, erase it instead.',
  withdrawn: 'You have withdrawn your consent. Nothing that needs it is recorded any more.',
  refuse: 'Refuse everything',
  refuseMore: 'You can say here that nothing that needs consent may be recorded.',
  refusedHere: 'You refused this on this page: {purposes}. That beats every other answer.',
  lift: 'Take it back',
  liftMore: 'If you take it back, the site may ask you again.',
  held: 'What is held',
  nothingHeld: 'No events of this browser are held.',
  total: '{count} in all',
  kind: 'Kind of event',
  count: 'Number',
  keptFor: 'Kept for',
  months: '{count} months',
  month: '1 month',
  latest: 'The latest events',
  latestOf: 'The last {count} of {total}. The download has all of them.',
  all: 'All events',
  details: 'The same, with everything that is stored',
  utc: 'Times are in UTC.',
  device: 'On your device',
  cookie:
    'The cookie __Host-wend with the random number. It ends {months} months after it was set, whatever you do meanwhile.',
  decisionCookie: 'The cookie wend_consent, which remembers what you refused on this page.',
  download: 'Take it with you',
  downloadJson: 'Download as JSON',
  downloadHtml: 'Download to read',
  downloadMore: 'Everything that is held about this browser, once for programs and once for people.',
  erase: 'Erase everything',
  eraseMore:
    'Everything that is recorded of this browser is removed for good, and nothing more is recorded under its number.',
  eraseStays:
    'What stays: the proof of what you agreed to, under a name that does not lead back to you, and a mark that keeps what was erased from coming back.',
  eraseQuestion: 'Erase everything that is held about this browser?',
  eraseConfirm: 'Yes, erase it for good',
  back: 'Back to your data',
  erased: 'Your data is erased.',
  erasedMore:
    'Records removed: {count}. The cookie with your number is removed from this browser. Nothing that needs consent is recorded from now on.',
  place: 'Place',
  removed: 'Removed',
  kept: 'Kept',
  places: {
    'event log': 'Recorded events',
    'consent ledger': 'Record of consent',
    'live page': 'Live view',
    'failed events': 'Events that could not be recorded',
  },
  why: 'The record of consent stays as proof of what you agreed to. It does not say who you are.',
  receipt: 'Receipt {id}',
  wrote: 'Written on {date}.',
  consents: 'Decisions',
  browsers: 'Browsers',
  links: {
    cookie: 'showed its cookie',
    pseudonym: 'was named',
    claimed: 'said itself that it is this person’s',
    verified: 'the site confirmed that it is this person’s',
  },
  controller: 'Responsible: {name}. Questions: {contact}',
  purposes: {
    necessary: 'Necessary',
    analytics: 'Statistics',
    personalisation: 'Personalisation',
    marketing: 'Marketing',
  },
}

const de: Words = {
  title: 'Ihre Daten',
  intro:
    'Was diese Website über diesen Browser gespeichert hat und was Sie damit tun können. Ein Konto brauchen Sie nicht.',
  nobody: 'Über diesen Browser ist nichts gespeichert, was sich finden ließe.',
  nobodyMore:
    'Diese Website erkennt diesen Browser nicht wieder: Es gibt kein Cookie, an dem sie es könnte. Waren Sie mit einem anderen Browser oder Gerät hier, öffnen Sie diese Seite dort.',
  recognised: 'Dieser Browser wird an einer Zufallszahl in einem Cookie wiedererkannt.',
  recognisedSince:
    'Dieser Browser wird an einer Zufallszahl in einem Cookie wiedererkannt. Der erste Eintrag ist vom {date}.',
  gone: 'Die Zahl im Cookie dieses Browsers gilt nicht mehr. Unter ihr wird nichts mehr aufgezeichnet.',
  choice: 'Wozu Sie Ja gesagt haben',
  noChoice: 'Sie haben noch nichts entschieden.',
  agreedTo: 'Zugestimmt: {purposes}.',
  refusedAll: 'Nichts zugestimmt, was eine Einwilligung braucht.',
  kinds: { given: 'Entschieden', changed: 'Geändert', withdrawn: 'Widerrufen', erased: 'Gelöscht' },
  record: 'Eintrag {id}',
  by: 'über {source}',
  thisPage: 'diese Seite',
  underPolicy: 'Regelung {policy}',
  signal: 'Das Widerspruchssignal Ihres Browsers (GPC) wird befolgt.',
  signalStops: 'Es verhindert: {purposes}.',
  stoppedBySignal: 'Vom Widerspruchssignal Ihres Browsers verhindert.',
  stoppedByLaw: 'Sie haben das auf dieser Seite abgelehnt.',
  alwaysOn: 'Immer an.',
  save: 'Auswahl speichern',
  saved: 'Ihre Auswahl ist gespeichert.',
  withdraw: 'Alles widerrufen',
  withdrawMore: 'Ab dann wird nichts mehr aufgezeichnet, was eine Einwilligung braucht.',
  withdrawErases: 'Was aufgezeichnet wurde, wird auch gelöscht.',
  withdrawKeeps:
    'Was aufgezeichnet wurde, bleibt bis zum Ende seiner Frist und ist von hier aus nicht mehr zu finden. Soll es weg, löschen Sie es stattdessen.',
  withdrawn: 'Sie haben Ihre Einwilligung widerrufen. Was sie braucht, wird nicht mehr aufgezeichnet.',
  refuse: 'Alles ablehnen',
  refuseMore: 'Sie können hier sagen, dass nichts aufgezeichnet werden darf, was eine Einwilligung braucht.',
  refusedHere: 'Das haben Sie auf dieser Seite abgelehnt: {purposes}. Es gilt vor jeder anderen Antwort.',
  lift: 'Zurücknehmen',
  liftMore: 'Wenn Sie es zurücknehmen, darf die Website Sie wieder fragen.',
  held: 'Was gespeichert ist',
  nothingHeld: 'Von diesem Browser sind keine Ereignisse gespeichert.',
  total: 'insgesamt {count}',
  kind: 'Art des Ereignisses',
  count: 'Anzahl',
  keptFor: 'Bleibt',
  months: '{count} Monate',
  month: '1 Monat',
  latest: 'Die letzten Ereignisse',
  latestOf: 'Die letzten {count} von {total}. Im Download stehen alle.',
  all: 'Alle Ereignisse',
  details: 'Dasselbe mit allem, was gespeichert ist',
  utc: 'Zeiten in UTC.',
  device: 'Auf Ihrem Gerät',
  cookie:
    'Das Cookie __Host-wend mit der Zufallszahl. Es endet {months} Monate nach dem Setzen, was auch immer Sie inzwischen tun.',
  decisionCookie: 'Das Cookie wend_consent, das sich merkt, was Sie auf dieser Seite abgelehnt haben.',
  download: 'Zum Mitnehmen',
  downloadJson: 'Als JSON herunterladen',
  downloadHtml: 'Zum Lesen herunterladen',
  downloadMore: 'Alles, was über diesen Browser gespeichert ist: einmal für Programme, einmal für Menschen.',
  erase: 'Alles löschen',
  eraseMore:
    'Alles, was von diesem Browser aufgezeichnet ist, wird endgültig entfernt, und unter seiner Zahl kommt nichts mehr hinzu.',
  eraseStays:
    'Was bleibt: der Nachweis, wozu Sie Ja gesagt haben, unter einem Namen, der nicht zu Ihnen zurückführt, und ein Merkzeichen, damit Gelöschtes nicht wiederkommt.',
  eraseQuestion: 'Alles löschen, was über diesen Browser gespeichert ist?',
  eraseConfirm: 'Ja, endgültig löschen',
  back: 'Zurück zu Ihren Daten',
  erased: 'Ihre Daten sind gelöscht.',
  erasedMore:
    'Entfernte Einträge: {count}. Das Cookie mit Ihrer Zahl ist aus diesem Browser entfernt. Von jetzt an wird nichts mehr aufgezeichnet, was eine Einwilligung braucht.',
  place: 'Ort',
  removed: 'Entfernt',
  kept: 'Behalten',
  places: {
    'event log': 'Aufgezeichnete Ereignisse',
    'consent ledger': 'Verzeichnis der Einwilligungen',
    'live page': 'Live-Ansicht',
    'failed events': 'Ereignisse, die nicht aufgezeichnet werden konnten',
  },
  why: 'Das Verzeichnis der Einwilligungen bleibt als Nachweis, wozu Sie Ja gesagt haben. Es sagt nicht, wer Sie sind.',
  receipt: 'Beleg {id}',
  wrote: 'Geschrieben am {date}.',
  consents: 'Entscheidungen',
  browsers: 'Browser',
  links: {
    cookie: 'hat sein Cookie gezeigt',
    pseudonym: 'wurde genannt',
    claimed: 'hat selbst gesagt, dass er dieser Person gehört',
    verified: 'gehört dieser Person, wie die Website bestätigt hat',
  },
  controller: 'Verantwortlich: {name}. Fragen: {contact}',
  purposes: {
    necessary: 'Notwendig',
    analytics: 'Statistik',
    personalisation: 'Personalisierung',
    marketing: 'Marketing',
  },
}

const fr: Words = {
  title: 'Vos données',
  intro: 'Ce que ce site conserve sur ce navigateur, et ce que vous pouvez en faire. Aucun compte n’est nécessaire.',
  nobody: 'Rien n’est conservé sur ce navigateur qui puisse être retrouvé.',
  nobodyMore:
    'Ce site ne reconnaît pas ce navigateur : aucun cookie ne le permet. Si vous êtes déjà venu avec un autre navigateur ou un autre appareil, ouvrez cette page là-bas.',
  recognised: 'Ce navigateur est reconnu par un nombre aléatoire dans un cookie.',
  recognisedSince:
    'Ce navigateur est reconnu par un nombre aléatoire dans un cookie. Le premier enregistrement date du {date}.',
  gone: 'Le nombre dans le cookie de ce navigateur n’est plus utilisé. Plus rien n’est enregistré sous ce nombre.',
  choice: 'Ce que vous avez accepté',
  noChoice: 'Vous n’avez pas encore fait de choix.',
  agreedTo: 'Accepté : {purposes}.',
  refusedAll: 'Rien d’accepté parmi ce qui demande un consentement.',
  kinds: { given: 'Choisi', changed: 'Modifié', withdrawn: 'Retiré', erased: 'Effacé' },
  record: 'Enregistrement {id}',
  by: 'par {source}',
  thisPage: 'cette page',
  underPolicy: 'politique {policy}',
  signal: 'Le signal d’opposition de votre navigateur (GPC) est respecté.',
  signalStops: 'Il empêche : {purposes}.',
  stoppedBySignal: 'Empêché par le signal d’opposition de votre navigateur.',
  stoppedByLaw: 'Vous l’avez refusé sur cette page.',
  alwaysOn: 'Toujours actif.',
  save: 'Enregistrer le choix',
  saved: 'Votre choix est enregistré.',
  withdraw: 'Tout retirer',
  withdrawMore: 'Dès lors, rien de ce qui demande un consentement n’est enregistré.',
  withdrawErases: 'Ce qui a été enregistré est aussi effacé.',
  withdrawKeeps:
    'Ce qui a été enregistré reste jusqu’à la fin de son délai et ne peut plus être retrouvé d’ici. Pour le supprimer, effacez-le plutôt.',
  withdrawn: 'Vous avez retiré votre consentement. Plus rien de ce qui le demande n’est enregistré.',
  refuse: 'Tout refuser',
  refuseMore: 'Vous pouvez dire ici que rien de ce qui demande un consentement ne doit être enregistré.',
  refusedHere: 'Vous avez refusé ceci sur cette page : {purposes}. Cela prime sur toute autre réponse.',
  lift: 'Revenir sur ce refus',
  liftMore: 'Si vous revenez sur ce refus, le site pourra vous redemander.',
  held: 'Ce qui est conservé',
  nothingHeld: 'Aucun événement de ce navigateur n’est conservé.',
  total: '{count} en tout',
  kind: 'Type d’événement',
  count: 'Nombre',
  keptFor: 'Conservé',
  months: '{count} mois',
  month: '1 mois',
  latest: 'Les derniers événements',
  latestOf: 'Les {count} derniers sur {total}. Le téléchargement les contient tous.',
  all: 'Tous les événements',
  details: 'La même chose, avec tout ce qui est conservé',
  utc: 'Heures en UTC.',
  device: 'Sur votre appareil',
  cookie:
    'Le cookie __Host-wend avec le nombre aléatoire. Il prend fin {months} mois après son dépôt, quoi que vous fassiez entre-temps.',
  decisionCookie: 'Le cookie wend_consent, qui retient ce que vous avez refusé sur cette page.',
  download: 'À emporter',
  downloadJson: 'Télécharger en JSON',
  downloadHtml: 'Télécharger pour lire',
  downloadMore:
    'Tout ce qui est conservé sur ce navigateur, une fois pour les programmes et une fois pour les humains.',
  erase: 'Tout effacer',
  eraseMore:
    'Tout ce qui est enregistré de ce navigateur est supprimé pour de bon, et plus rien ne l’est sous son nombre.',
  eraseStays:
    'Ce qui reste : la preuve de ce que vous avez accepté, sous un nom qui ne mène pas à vous, et une marque qui empêche le retour de ce qui a été effacé.',
  eraseQuestion: 'Effacer tout ce qui est conservé sur ce navigateur ?',
  eraseConfirm: 'Oui, effacer pour de bon',
  back: 'Retour à vos données',
  erased: 'Vos données sont effacées.',
  erasedMore:
    'Enregistrements supprimés : {count}. Le cookie avec votre nombre est retiré de ce navigateur. Désormais, rien de ce qui demande un consentement n’est enregistré.',
  place: 'Lieu',
  removed: 'Supprimé',
  kept: 'Gardé',
  places: {
    'event log': 'Événements enregistrés',
    'consent ledger': 'Registre des consentements',
    'live page': 'Vue en direct',
    'failed events': 'Événements qui n’ont pas pu être enregistrés',
  },
  why: 'Le registre des consentements reste comme preuve de ce que vous avez accepté. Il ne dit pas qui vous êtes.',
  receipt: 'Reçu {id}',
  wrote: 'Écrit le {date}.',
  consents: 'Décisions',
  browsers: 'Navigateurs',
  links: {
    cookie: 'a montré son cookie',
    pseudonym: 'a été nommé',
    claimed: 'a dit lui-même être à cette personne',
    verified: 'est à cette personne, le site l’a confirmé',
  },
  controller: 'Responsable : {name}. Questions : {contact}',
  purposes: {
    necessary: 'Nécessaire',
    analytics: 'Statistiques',
    personalisation: 'Personnalisation',
    marketing: 'Marketing',
  },
}

const es: Words = {
  title: 'Tus datos',
  intro: 'Lo que este sitio guarda sobre este navegador y lo que puedes hacer con ello. No necesitas una cuenta.',
  nobody: 'No se guarda nada sobre este navegador que se pueda encontrar.',
  nobodyMore:
    'Este sitio no reconoce este navegador: no hay ninguna cookie con la que pudiera hacerlo. Si viniste con otro navegador o dispositivo, abre esta página allí.',
  recognised: 'Este navegador se reconoce por un número aleatorio en una cookie.',
  recognisedSince:
    'Este navegador se reconoce por un número aleatorio en una cookie. El primer registro es del {date}.',
  gone: 'El número de la cookie de este navegador ya no se usa. No se registra nada más con él.',
  choice: 'Lo que aceptaste',
  noChoice: 'Todavía no has elegido.',
  agreedTo: 'Aceptado: {purposes}.',
  refusedAll: 'Nada aceptado de lo que requiere consentimiento.',
  kinds: { given: 'Elegido', changed: 'Cambiado', withdrawn: 'Retirado', erased: 'Borrado' },
  record: 'Registro {id}',
  by: 'a través de {source}',
  thisPage: 'esta página',
  underPolicy: 'política {policy}',
  signal: 'Se respeta la señal de exclusión de tu navegador (GPC).',
  signalStops: 'Impide: {purposes}.',
  stoppedBySignal: 'Impedido por la señal de exclusión de tu navegador.',
  stoppedByLaw: 'Lo rechazaste en esta página.',
  alwaysOn: 'Siempre activo.',
  save: 'Guardar la elección',
  saved: 'Tu elección está guardada.',
  withdraw: 'Retirar todo',
  withdrawMore: 'Desde entonces no se registra nada que requiera consentimiento.',
  withdrawErases: 'Lo registrado también se borra.',
  withdrawKeeps:
    'Lo registrado queda hasta que termine su plazo y ya no se puede encontrar desde aquí. Si debe desaparecer, bórralo en su lugar.',
  withdrawn: 'Has retirado tu consentimiento. Ya no se registra nada que lo requiera.',
  refuse: 'Rechazar todo',
  refuseMore: 'Aquí puedes decir que no se registre nada que requiera consentimiento.',
  refusedHere: 'Rechazaste esto en esta página: {purposes}. Vale más que cualquier otra respuesta.',
  lift: 'Retirar el rechazo',
  liftMore: 'Si lo retiras, el sitio puede volver a preguntarte.',
  held: 'Lo que se guarda',
  nothingHeld: 'No se guarda ningún evento de este navegador.',
  total: '{count} en total',
  kind: 'Tipo de evento',
  count: 'Número',
  keptFor: 'Se guarda',
  months: '{count} meses',
  month: '1 mes',
  latest: 'Los últimos eventos',
  latestOf: 'Los últimos {count} de {total}. La descarga los contiene todos.',
  all: 'Todos los eventos',
  details: 'Lo mismo, con todo lo que se guarda',
  utc: 'Horas en UTC.',
  device: 'En tu dispositivo',
  cookie:
    'La cookie __Host-wend con el número aleatorio. Termina {months} meses después de crearse, hagas lo que hagas entretanto.',
  decisionCookie: 'La cookie wend_consent, que recuerda lo que rechazaste en esta página.',
  download: 'Para llevar',
  downloadJson: 'Descargar como JSON',
  downloadHtml: 'Descargar para leer',
  downloadMore: 'Todo lo que se guarda sobre este navegador, una vez para programas y otra para personas.',
  erase: 'Borrar todo',
  eraseMore: 'Todo lo registrado de este navegador se elimina para siempre, y no se registra nada más con su número.',
  eraseStays:
    'Lo que queda: la prueba de lo que aceptaste, con un nombre que no lleva a ti, y una marca que impide que vuelva lo borrado.',
  eraseQuestion: '¿Borrar todo lo que se guarda sobre este navegador?',
  eraseConfirm: 'Sí, borrar para siempre',
  back: 'Volver a tus datos',
  erased: 'Tus datos están borrados.',
  erasedMore:
    'Registros eliminados: {count}. La cookie con tu número se ha quitado de este navegador. Desde ahora no se registra nada que requiera consentimiento.',
  place: 'Lugar',
  removed: 'Eliminado',
  kept: 'Conservado',
  places: {
    'event log': 'Eventos registrados',
    'consent ledger': 'Registro de consentimientos',
    'live page': 'Vista en directo',
    'failed events': 'Eventos que no se pudieron registrar',
  },
  why: 'El registro de consentimientos queda como prueba de lo que aceptaste. No dice quién eres.',
  receipt: 'Justificante {id}',
  wrote: 'Escrito el {date}.',
  consents: 'Decisiones',
  browsers: 'Navegadores',
  links: {
    cookie: 'mostró su cookie',
    pseudonym: 'fue nombrado',
    claimed: 'dijo ser de esta persona',
    verified: 'es de esta persona, el sitio lo confirmó',
  },
  controller: 'Responsable: {name}. Preguntas: {contact}',
  purposes: {
    necessary: 'Necesario',
    analytics: 'Estadísticas',
    personalisation: 'Personalización',
    marketing: 'Marketing',
  },
}

const it: Words = {
  title: 'I tuoi dati',
  intro: 'Che cosa questo sito conserva su questo browser e che cosa puoi farne. Non serve un account.',
  nobody: 'Su questo browser non è conservato nulla che si possa trovare.',
  nobodyMore:
    'Questo sito non riconosce questo browser: non c’è alcun cookie con cui potrebbe farlo. Se sei venuto con un altro browser o dispositivo, apri lì questa pagina.',
  recognised: 'Questo browser è riconosciuto da un numero casuale in un cookie.',
  recognisedSince:
    'Questo browser è riconosciuto da un numero casuale in un cookie. La prima registrazione è del {date}.',
  gone: 'Il numero nel cookie di questo browser non è più usato. Non vi si registra più nulla.',
  choice: 'Che cosa hai accettato',
  noChoice: 'Non hai ancora scelto.',
  agreedTo: 'Accettato: {purposes}.',
  refusedAll: 'Nulla di accettato tra ciò che richiede il consenso.',
  kinds: { given: 'Scelto', changed: 'Modificato', withdrawn: 'Revocato', erased: 'Cancellato' },
  record: 'Registrazione {id}',
  by: 'tramite {source}',
  thisPage: 'questa pagina',
  underPolicy: 'regole {policy}',
  signal: 'Il segnale di opposizione del tuo browser (GPC) è rispettato.',
  signalStops: 'Impedisce: {purposes}.',
  stoppedBySignal: 'Impedito dal segnale di opposizione del tuo browser.',
  stoppedByLaw: 'Lo hai rifiutato in questa pagina.',
  alwaysOn: 'Sempre attivo.',
  save: 'Salva la scelta',
  saved: 'La tua scelta è salvata.',
  withdraw: 'Revoca tutto',
  withdrawMore: 'Da quel momento non si registra nulla che richieda il consenso.',
  withdrawErases: 'Anche ciò che è stato registrato viene cancellato.',
  withdrawKeeps:
    'Ciò che è stato registrato resta fino alla fine del suo termine e non si può più trovare da qui. Se deve sparire, cancellalo invece.',
  withdrawn: 'Hai revocato il consenso. Non si registra più nulla che lo richieda.',
  refuse: 'Rifiuta tutto',
  refuseMore: 'Qui puoi dire che non si registri nulla che richieda il consenso.',
  refusedHere: 'Hai rifiutato questo in questa pagina: {purposes}. Vale più di ogni altra risposta.',
  lift: 'Annulla il rifiuto',
  liftMore: 'Se lo annulli, il sito può chiedertelo di nuovo.',
  held: 'Che cosa è conservato',
  nothingHeld: 'Di questo browser non è conservato alcun evento.',
  total: '{count} in tutto',
  kind: 'Tipo di evento',
  count: 'Numero',
  keptFor: 'Conservato',
  months: '{count} mesi',
  month: '1 mese',
  latest: 'Gli ultimi eventi',
  latestOf: 'Gli ultimi {count} di {total}. Il file scaricato li contiene tutti.',
  all: 'Tutti gli eventi',
  details: 'Lo stesso, con tutto ciò che è conservato',
  utc: 'Orari in UTC.',
  device: 'Sul tuo dispositivo',
  cookie:
    'Il cookie __Host-wend con il numero casuale. Termina {months} mesi dopo la creazione, qualunque cosa tu faccia nel frattempo.',
  decisionCookie: 'Il cookie wend_consent, che ricorda che cosa hai rifiutato in questa pagina.',
  download: 'Da portare con te',
  downloadJson: 'Scarica in JSON',
  downloadHtml: 'Scarica per leggere',
  downloadMore: 'Tutto ciò che è conservato su questo browser, una volta per i programmi e una per le persone.',
  erase: 'Cancella tutto',
  eraseMore:
    'Tutto ciò che è registrato di questo browser viene rimosso per sempre, e sotto il suo numero non si registra altro.',
  eraseStays:
    'Che cosa resta: la prova di ciò che hai accettato, sotto un nome che non porta a te, e un segno che impedisce il ritorno di ciò che è stato cancellato.',
  eraseQuestion: 'Cancellare tutto ciò che è conservato su questo browser?',
  eraseConfirm: 'Sì, cancella per sempre',
  back: 'Torna ai tuoi dati',
  erased: 'I tuoi dati sono cancellati.',
  erasedMore:
    'Registrazioni rimosse: {count}. Il cookie con il tuo numero è tolto da questo browser. D’ora in poi non si registra nulla che richieda il consenso.',
  place: 'Luogo',
  removed: 'Rimosso',
  kept: 'Conservato',
  places: {
    'event log': 'Eventi registrati',
    'consent ledger': 'Registro dei consensi',
    'live page': 'Vista dal vivo',
    'failed events': 'Eventi che non è stato possibile registrare',
  },
  why: 'Il registro dei consensi resta come prova di ciò che hai accettato. Non dice chi sei.',
  receipt: 'Ricevuta {id}',
  wrote: 'Scritto il {date}.',
  consents: 'Decisioni',
  browsers: 'Browser',
  links: {
    cookie: 'ha mostrato il suo cookie',
    pseudonym: 'è stato nominato',
    claimed: 'ha detto di essere di questa persona',
    verified: 'è di questa persona, il sito lo ha confermato',
  },
  controller: 'Responsabile: {name}. Domande: {contact}',
  purposes: {
    necessary: 'Necessario',
    analytics: 'Statistiche',
    personalisation: 'Personalizzazione',
    marketing: 'Marketing',
  },
}

const nl: Words = {
  title: 'Jouw gegevens',
  intro: 'Wat deze site over deze browser bewaart en wat je ermee kunt doen. Je hebt geen account nodig.',
  nobody: 'Over deze browser wordt niets bewaard dat te vinden is.',
  nobodyMore:
    'Deze site herkent deze browser niet: er is geen cookie waaraan dat zou kunnen. Was je hier met een andere browser of een ander apparaat, open deze pagina dan daar.',
  recognised: 'Deze browser wordt herkend aan een willekeurig getal in een cookie.',
  recognisedSince:
    'Deze browser wordt herkend aan een willekeurig getal in een cookie. De eerste vermelding is van {date}.',
  gone: 'Het getal in de cookie van deze browser wordt niet meer gebruikt. Er wordt niets meer onder vastgelegd.',
  choice: 'Waar je ja tegen zei',
  noChoice: 'Je hebt nog niets gekozen.',
  agreedTo: 'Akkoord met: {purposes}.',
  refusedAll: 'Met niets akkoord waarvoor toestemming nodig is.',
  kinds: { given: 'Gekozen', changed: 'Gewijzigd', withdrawn: 'Ingetrokken', erased: 'Gewist' },
  record: 'Vermelding {id}',
  by: 'via {source}',
  thisPage: 'deze pagina',
  underPolicy: 'beleid {policy}',
  signal: 'Het afmeldsignaal van je browser (GPC) wordt gevolgd.',
  signalStops: 'Het verhindert: {purposes}.',
  stoppedBySignal: 'Verhinderd door het afmeldsignaal van je browser.',
  stoppedByLaw: 'Je hebt dit op deze pagina geweigerd.',
  alwaysOn: 'Altijd aan.',
  save: 'Keuze bewaren',
  saved: 'Je keuze is bewaard.',
  withdraw: 'Alles intrekken',
  withdrawMore: 'Vanaf dan wordt niets vastgelegd waarvoor toestemming nodig is.',
  withdrawErases: 'Wat is vastgelegd, wordt ook gewist.',
  withdrawKeeps:
    'Wat is vastgelegd, blijft tot het einde van zijn termijn en is van hieruit niet meer te vinden. Moet het weg, wis het dan.',
  withdrawn: 'Je hebt je toestemming ingetrokken. Wat die nodig heeft, wordt niet meer vastgelegd.',
  refuse: 'Alles weigeren',
  refuseMore: 'Hier kun je zeggen dat niets mag worden vastgelegd waarvoor toestemming nodig is.',
  refusedHere: 'Dit heb je op deze pagina geweigerd: {purposes}. Dat gaat voor elk ander antwoord.',
  lift: 'Weigering intrekken',
  liftMore: 'Als je die intrekt, mag de site je opnieuw vragen.',
  held: 'Wat er wordt bewaard',
  nothingHeld: 'Van deze browser worden geen gebeurtenissen bewaard.',
  total: '{count} in totaal',
  kind: 'Soort gebeurtenis',
  count: 'Aantal',
  keptFor: 'Bewaard',
  months: '{count} maanden',
  month: '1 maand',
  latest: 'De laatste gebeurtenissen',
  latestOf: 'De laatste {count} van {total}. In de download staan ze allemaal.',
  all: 'Alle gebeurtenissen',
  details: 'Hetzelfde, met alles wat wordt bewaard',
  utc: 'Tijden in UTC.',
  device: 'Op je apparaat',
  cookie:
    'De cookie __Host-wend met het willekeurige getal. Hij eindigt {months} maanden nadat hij is geplaatst, wat je intussen ook doet.',
  decisionCookie: 'De cookie wend_consent, die onthoudt wat je op deze pagina hebt geweigerd.',
  download: 'Om mee te nemen',
  downloadJson: 'Downloaden als JSON',
  downloadHtml: 'Downloaden om te lezen',
  downloadMore: 'Alles wat over deze browser wordt bewaard, één keer voor programma’s en één keer voor mensen.',
  erase: 'Alles wissen',
  eraseMore:
    'Alles wat van deze browser is vastgelegd, wordt voorgoed verwijderd, en onder zijn getal komt er niets meer bij.',
  eraseStays:
    'Wat blijft: het bewijs van wat je goedvond, onder een naam die niet naar jou leidt, en een teken dat voorkomt dat het gewiste terugkomt.',
  eraseQuestion: 'Alles wissen wat over deze browser wordt bewaard?',
  eraseConfirm: 'Ja, voorgoed wissen',
  back: 'Terug naar je gegevens',
  erased: 'Je gegevens zijn gewist.',
  erasedMore:
    'Verwijderde vermeldingen: {count}. De cookie met je getal is uit deze browser verwijderd. Vanaf nu wordt niets vastgelegd waarvoor toestemming nodig is.',
  place: 'Plaats',
  removed: 'Verwijderd',
  kept: 'Bewaard',
  places: {
    'event log': 'Vastgelegde gebeurtenissen',
    'consent ledger': 'Register van toestemmingen',
    'live page': 'Live-weergave',
    'failed events': 'Gebeurtenissen die niet konden worden vastgelegd',
  },
  why: 'Het register van toestemmingen blijft als bewijs van wat je goedvond. Het zegt niet wie je bent.',
  receipt: 'Bewijs {id}',
  wrote: 'Geschreven op {date}.',
  consents: 'Beslissingen',
  browsers: 'Browsers',
  links: {
    cookie: 'liet zijn cookie zien',
    pseudonym: 'werd genoemd',
    claimed: 'zei zelf van deze persoon te zijn',
    verified: 'is van deze persoon, de site heeft het bevestigd',
  },
  controller: 'Verantwoordelijk: {name}. Vragen: {contact}',
  purposes: {
    necessary: 'Noodzakelijk',
    analytics: 'Statistieken',
    personalisation: 'Personalisatie',
    marketing: 'Marketing',
  },
}

/** By language, without its region. */
export const words: Readonly<Record<string, Words>> = { en, de, fr, es, it, nl }

/** Puts values into the places that a sentence has for them. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
