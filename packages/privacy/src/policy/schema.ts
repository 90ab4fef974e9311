import { purposes } from '@wend/protocol/purposes'
import { z } from 'zod'

/** The policy file as its author writes it. Every key says what it means: docs and editors read it from here. */

const purpose = z.enum(purposes)
const asked = z.enum(['analytics', 'personalisation', 'marketing'])
const months = (most: number) => z.int().min(1).max(most, `Write whole months, at most ${most}`)
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Use a language such as en or pt-BR')
const typeOrFamily = z.string().regex(/^[a-z_]+(\.[a-z0-9_]+)?$/, 'Name an event type (page.viewed) or a family (page)')
const tcfPurpose = z.int().min(1).max(11)

const words = z.strictObject({
  title: z.string().min(1).max(80).describe('Name of the purpose as visitors read it.'),
  text: z.string().min(1).max(1000).describe('One or two plain sentences: what is looked at, and what for.'),
})

const purposeEntry = z.strictObject({
  version: z.int().min(1).default(1).describe('Raised when the meaning of the purpose changes.'),
  texts: z.record(language, words).optional().describe('What visitors read, by language.'),
  events: z
    .array(typeOrFamily)
    .optional()
    .describe('Event types and families that the purpose covers. Without it: all that declare this purpose.'),
  fields: z
    .record(typeOrFamily, z.array(z.string()).min(1))
    .optional()
    .describe('Fields that are kept of an event type. Without an entry: all that the type declares.'),
})

const regime = z.strictObject({
  mode: z.enum(['opt-in', 'opt-out']).describe('`opt-in` asks first. `opt-out` collects until somebody says no.'),
  before: z
    .enum(['hold', 'anonymous', 'off'])
    .default('hold')
    .describe(
      'Before a decision: `hold` events in the page’s memory, send them without identity (`anonymous`), or none (`off`).',
    ),
})

const banner = z.strictObject({
  privacyUrl: z.string().max(2048).optional().describe('Address of the privacy notice, linked from the banner.'),
  texts: z
    .record(language, z.record(z.string(), z.string().max(1000)))
    .optional()
    .describe('Words of the banner by language, where they differ from ours.'),
})

const record = z.strictObject({
  name: z.string().max(200).describe('Who is responsible (GDPR art. 4(7)).'),
  contact: z.string().max(300).describe('How visitors reach them.'),
  officer: z.string().max(300).optional().describe('The data protection officer.'),
  representative: z.string().max(300).optional().describe('The representative in the Union, where there is one.'),
})

const tcf = z.strictObject({
  use: z
    .enum(['publisher', 'purpose'])
    .default('publisher')
    .describe('Whose consent counts: what was said to the site itself, or also to everybody.'),
  analytics: z.array(tcfPurpose).min(1).default([1, 8, 9]).describe('TCF purposes that all have to be agreed to.'),
  personalisation: z.array(tcfPurpose).min(1).default([1, 5, 6]).describe('The same for personalisation.'),
  marketing: z.array(tcfPurpose).min(1).default([1, 2, 3, 4, 7]).describe('The same for marketing.'),
  legitimateInterest: z
    .array(tcfPurpose.min(2))
    .optional()
    .describe('TCF purposes for which legitimate interest is claimed. Never 1.'),
})

const chat = z
  .strictObject({
    sentiment: z
      .union(
        [z.literal(false), z.literal('browser')],
        'Write browser or false. There is no server: the collector gets no word of a chat, so it has nothing to weigh',
      )
      .describe(
        'Where each message that a visitor writes is weighed: in their `browser`, by a list of rated English words. Sent are a number from -1 to 1, the method and its version. `false`: nowhere.',
      ),
    keyMessages: z
      .union([
        z.literal(false),
        z.strictObject({
          most: z.int().min(1).max(10).default(3).describe('How many at most while a page is open.'),
          words: z
            .array(z.string().regex(/^\p{Ll}[\p{Ll}'-]{1,29}$/u, 'Write single words in small letters, such as kettle'))
            .max(500)
            .default([])
            .describe('Words that may be sent besides ours, such as those of your products. None may be a name.'),
        }),
      ])
      .describe(
        'Whether messages that name a matter are quoted: by those of their words that stand in a fixed list of harmless English ones. `{}` takes our list.',
      ),
  })
  .partial()

export const presetNames = ['strict-opt-in', 'us-opt-out', 'audience-exempt', 'off'] as const

export const policyFile = z.strictObject({
  version: z.int().min(1).describe('Raised when what is asked of visitors changes. Stands on every event and receipt.'),
  preset: z.enum(presetNames).default('strict-opt-in').describe('What holds where this file says nothing.'),
  controller: record.optional().describe('For the record of processing (GDPR art. 30).'),
  purposes: z
    .strictObject({
      necessary: purposeEntry,
      analytics: purposeEntry,
      personalisation: purposeEntry,
      marketing: purposeEntry,
    })
    .partial()
    .optional()
    .describe('What data is used for.'),
  regions: z
    .record(
      z
        .string()
        .regex(
          /^(default|EEA|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/,
          'Use default, EEA, a country (DE) or a subdivision (US-CA)',
        ),
      regime,
    )
    .optional()
    .describe('Rules by region. The most specific one wins; an unknown region gets the strictest of all.'),
  signals: z
    .strictObject({
      gpc: z.array(asked).describe('Purposes that Global Privacy Control stops.'),
      dnt: z.array(asked).describe('Purposes that Do Not Track stops.'),
      tcf: z
        .union([z.literal(false), tcf])
        .describe('IAB TCF (`__tcfapi`): how its purposes stand for ours. `{}` takes our mapping.'),
      gpp: z.boolean().describe('IAB GPP (`__gpp`).'),
      consentMode: z.boolean().describe('Google Consent Mode v2 (`dataLayer`).'),
    })
    .partial()
    .optional()
    .describe('Statements of will that are listened to besides `wend.consent()`.'),
  chat: chat
    .optional()
    .describe(
      'What may be made of the words of a chat, by default nothing. Only where visitors are asked first, and told: write texts of your own for the purpose.',
    ),
  identify: z.boolean().optional().describe('Whether visitors’ identifiers (hashed) are taken.'),
  visitor: z
    .union([
      z.literal(false),
      z.strictObject({
        purpose: asked.default('analytics').describe('The purpose that has to have a yes.'),
        months: months(13).default(13).describe('Months from the first visit. Visits do not renew it.'),
      }),
    ])
    .optional()
    .describe(
      'The purpose that recognising a browser needs, and how long its cookie lives from the first visit. `false`: never.',
    ),
  remember: z
    .enum(['page', 'cookie'])
    .optional()
    .describe(
      'Who remembers the decision: the page’s own dialog (`page`), or Wend in the cookie `wend_consent` (`cookie`).',
    ),
  askAgain: months(24)
    .optional()
    .describe('Months for which a decision is remembered, so for which nobody is asked again.'),
  banner: z
    .union([z.literal(false), banner])
    .optional()
    .describe('Our own banner, for sites without a consent platform. `{}` takes our words.'),
  onWithdrawal: z.enum(['erase', 'stop']).optional().describe('Whether a withdrawal also erases what was collected.'),
  retention: z
    .strictObject({
      default: months(120).describe('Months for which events are kept.'),
      classes: z
        .record(typeOrFamily, months(120))
        .default({})
        .describe('The same by purpose, family or event type; the most specific wins.'),
    })
    .optional()
    .describe('How long events are kept.'),
  undeclared: z
    .string()
    .max(500)
    .optional()
    .describe('What undeclared custom events hold, in plain words. Needed where the site takes them.'),
})

export type PolicyFile = z.infer<typeof policyFile>
export type PurposeEntry = z.infer<typeof purposeEntry>
export type Regime = z.infer<typeof regime>
export type Words = z.infer<typeof words>
export type PresetName = (typeof presetNames)[number]
export type PolicyPurpose = z.infer<typeof purpose>
