import type { Purpose } from '@wend/protocol/purposes'
import type { Words } from './schema.ts'

/** Every word of the banner, and what it is for. A policy may put its own in place of each, by language. */
export const bannerWords = {
  title: 'Heading of the banner.',
  text: 'What is asked. The names of the purposes follow.',
  later: 'That the choice can be changed.',
  notice: 'Text of the link to the privacy notice.',
  reject: 'Button that says no to all.',
  accept: 'Button that says yes to all.',
  choose: 'Button that opens the dialog.',
  dialog: 'Heading of the dialog.',
  close: 'Button that closes the dialog without a decision.',
  always: 'Beside what needs no consent.',
  save: 'Button that takes what is ticked.',
} as const

export type BannerWord = keyof typeof bannerWords
export type BannerWords = Readonly<Record<BannerWord, string>>

/**
 * Our own words. They promise nothing that depends on a policy, and neither praise a yes nor warn of a no. French sets a
 * space that does not break before a colon and a question mark.
 */
export const ourWords: Readonly<Record<string, BannerWords>> = {
  en: {
    title: 'May we use data about your visit?',
    text: 'With your permission, we use data about your visit for:',
    later: 'You can change your mind at any time.',
    notice: 'Privacy notice',
    reject: 'Reject all',
    accept: 'Accept all',
    choose: 'Let me choose',
    dialog: 'Your privacy choices',
    close: 'Close',
    always: 'Always on',
    save: 'Save my choice',
  },
  de: {
    title: 'Dürfen wir Daten über Ihren Besuch nutzen?',
    text: 'Mit Ihrer Erlaubnis nutzen wir Daten über Ihren Besuch für:',
    later: 'Sie können Ihre Entscheidung jederzeit ändern.',
    notice: 'Datenschutzerklärung',
    reject: 'Alle ablehnen',
    accept: 'Alle annehmen',
    choose: 'Selbst auswählen',
    dialog: 'Ihre Datenschutz-Auswahl',
    close: 'Schließen',
    always: 'Immer an',
    save: 'Auswahl speichern',
  },
  fr: {
    title: 'Pouvons-nous utiliser des données sur votre visite\u00a0?',
    text: 'Avec votre accord, nous utilisons des données sur votre visite pour\u00a0:',
    later: 'Vous pouvez changer d’avis à tout moment.',
    notice: 'Politique de confidentialité',
    reject: 'Tout refuser',
    accept: 'Tout accepter',
    choose: 'Choisir',
    dialog: 'Vos choix de confidentialité',
    close: 'Fermer',
    always: 'Toujours actif',
    save: 'Enregistrer mon choix',
  },
  es: {
    title: '¿Podemos usar datos sobre su visita?',
    text: 'Con su permiso, usamos datos sobre su visita para:',
    later: 'Puede cambiar de opinión en cualquier momento.',
    notice: 'Política de privacidad',
    reject: 'Rechazar todo',
    accept: 'Aceptar todo',
    choose: 'Elegir',
    dialog: 'Sus opciones de privacidad',
    close: 'Cerrar',
    always: 'Siempre activo',
    save: 'Guardar mi elección',
  },
  it: {
    title: 'Possiamo usare dati sulla sua visita?',
    text: 'Con il suo consenso usiamo dati sulla sua visita per:',
    later: 'Può cambiare idea in qualsiasi momento.',
    notice: 'Informativa sulla privacy',
    reject: 'Rifiuta tutto',
    accept: 'Accetta tutto',
    choose: 'Scegli',
    dialog: 'Le sue scelte sulla privacy',
    close: 'Chiudi',
    always: 'Sempre attivo',
    save: 'Salva la mia scelta',
  },
  nl: {
    title: 'Mogen we gegevens over uw bezoek gebruiken?',
    text: 'Met uw toestemming gebruiken we gegevens over uw bezoek voor:',
    later: 'U kunt op elk moment van gedachten veranderen.',
    notice: 'Privacyverklaring',
    reject: 'Alles weigeren',
    accept: 'Alles accepteren',
    choose: 'Zelf kiezen',
    dialog: 'Uw privacykeuzes',
    close: 'Sluiten',
    always: 'Altijd aan',
    save: 'Mijn keuze opslaan',
  },
}

/** The purposes of the presets in our other languages. They hold only where a policy keeps the English of the preset. */
export const ourPurposes: Readonly<Record<string, Readonly<Record<Purpose, Words>>>> = {
  de: {
    necessary: {
      title: 'Notwendig',
      text: 'Merkt sich Ihre Datenschutz-Auswahl und hält die Website sicher. Immer an.',
    },
    analytics: {
      title: 'Statistik',
      text: 'Wir erfassen, welche Seiten und Produkte Sie ansehen und wo Sie nicht weiterkommen, um diese Website zu verbessern.',
    },
    personalisation: {
      title: 'Personalisierung',
      text: 'Wir zeigen Ihnen zuerst, wonach Sie wahrscheinlich suchen.',
    },
    marketing: {
      title: 'Marketing',
      text: 'Wir erfassen, welche Anzeige oder E-Mail Sie hergeführt hat, und schreiben Ihnen zu dem, was Ihnen gefallen hat.',
    },
  },
  fr: {
    necessary: {
      title: 'Nécessaire',
      text: 'Garde votre choix de confidentialité et protège le site. Toujours actif.',
    },
    analytics: {
      title: 'Statistiques',
      text: 'Nous enregistrons les pages et produits que vous regardez et les endroits où vous restez bloqué, afin d’améliorer ce site.',
    },
    personalisation: {
      title: 'Personnalisation',
      text: 'Nous vous montrons d’abord ce que vous cherchez probablement.',
    },
    marketing: {
      title: 'Marketing',
      text: 'Nous enregistrons la publicité ou l’e-mail qui vous a amené ici, et nous vous écrivons au sujet de ce qui vous a plu.',
    },
  },
  es: {
    necessary: {
      title: 'Necesario',
      text: 'Guarda su elección de privacidad y mantiene seguro el sitio. Siempre activo.',
    },
    analytics: {
      title: 'Estadísticas',
      text: 'Registramos qué páginas y productos mira y dónde se queda atascado, para mejorar este sitio.',
    },
    personalisation: { title: 'Personalización', text: 'Le mostramos primero lo que probablemente busca.' },
    marketing: {
      title: 'Marketing',
      text: 'Registramos qué anuncio o correo le trajo aquí y le escribimos sobre lo que le ha gustado.',
    },
  },
  it: {
    necessary: {
      title: 'Necessari',
      text: 'Conserva la sua scelta sulla privacy e mantiene sicuro il sito. Sempre attivo.',
    },
    analytics: {
      title: 'Statistiche',
      text: 'Registriamo quali pagine e prodotti guarda e dove si blocca, per migliorare questo sito.',
    },
    personalisation: { title: 'Personalizzazione', text: 'Le mostriamo per primo ciò che probabilmente cerca.' },
    marketing: {
      title: 'Marketing',
      text: 'Registriamo quale annuncio o e-mail l’ha portata qui e le scriviamo di ciò che le è piaciuto.',
    },
  },
  nl: {
    necessary: { title: 'Noodzakelijk', text: 'Bewaart uw privacykeuze en houdt de site veilig. Altijd aan.' },
    analytics: {
      title: 'Statistiek',
      text: 'We leggen vast welke pagina’s en producten u bekijkt en waar u vastloopt, om deze site te verbeteren.',
    },
    personalisation: { title: 'Personalisatie', text: 'We laten u eerst zien wat u waarschijnlijk zoekt.' },
    marketing: {
      title: 'Marketing',
      text: 'We leggen vast welke advertentie of e-mail u hierheen bracht, en schrijven u over wat u mooi vond.',
    },
  },
}
