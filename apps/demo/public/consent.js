/**
 * The consent banner: vanilla-cookieconsent, and the one line that joins it to the tracker.
 * Before a decision the banner stores nothing. Its own cookie, `cc_cookie`, keeps the decision and nothing else.
 */
import * as banner from '/assets/vendor/cookieconsent.esm.js'

const purposes = ['analytics', 'marketing', 'personalisation']

const pass = () => {
  const choices = Object.fromEntries(purposes.map((purpose) => [purpose, banner.acceptedCategory(purpose)]))
  window.wend?.consent(choices, 'vanilla-cookieconsent')
}

/** A yes is an event as well. A no is not: nothing is said of somebody who wants nothing said. */
const decide = () => {
  pass()
  const granted = purposes.filter((purpose) => banner.acceptedCategory(purpose))
  if (granted.length > 0) window.wend?.track('consent.given', { granted, source: 'vanilla-cookieconsent' })
}

banner.run({
  // Otherwise the banner hides from every browser that a test drives.
  hideFromBots: false,
  categories: {
    necessary: { enabled: true, readOnly: true },
    analytics: {},
    marketing: {},
    personalisation: {},
  },
  // Runs after the first decision, and on each later page that finds a decision.
  onConsent: pass,
  onFirstConsent: decide,
  onChange: decide,
  guiOptions: {
    consentModal: { layout: 'box', position: 'bottom left', equalWeightButtons: true },
    preferencesModal: { layout: 'box', equalWeightButtons: true },
  },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'May we look over your shoulder?',
          description:
            'With your permission we record how you use this shop, to make it better. Nothing is stored before you decide, and the shop works the same either way.',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          showPreferencesBtn: 'Choose for yourself',
        },
        preferencesModal: {
          title: 'Privacy choices',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          savePreferencesBtn: 'Save my choice',
          closeIconLabel: 'Close',
          sections: [
            {
              title: 'Necessary',
              description: 'Keeps your choice on this page. Always on.',
              linkedCategory: 'necessary',
            },
            {
              title: 'Analytics',
              description: 'Which pages and products people look at, and where they get stuck.',
              linkedCategory: 'analytics',
            },
            {
              title: 'Marketing',
              description: 'Which advert or e-mail brought you here, and writing to you about what you liked.',
              linkedCategory: 'marketing',
            },
            {
              title: 'Personalisation',
              description: 'Showing you first what you are likely to look for.',
              linkedCategory: 'personalisation',
            },
          ],
        },
      },
    },
  },
})

// One listener for the whole document: the single-page version draws its footer later than this runs.
document.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('[data-privacy]')) banner.showPreferences()
})
