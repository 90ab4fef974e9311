import { z } from 'zod'
import { cloudEvent } from './cloudevent.ts'

const name = z.string().min(1).max(100)
const id = z.string().regex(/^\d{16}$/, 'Write it as the list of failed events gives it')

/** A rejected event as it is kept: cleaned of everything that could name a person, with what trying it again needs. */
export const failedEvent = z.object({
  id: id.meta({ description: 'Its place in the store, 16 digits. Not the id of the event.' }),
  site: z.string(),
  type: z.string().meta({ description: 'Empty where the type could not be read, or is no word.' }),
  subject: z.string().optional().meta({ description: 'Pseudonym of the visitor, where one was recognised.' }),
  code: z.string().meta({ description: 'Why it was rejected; a code of the verdicts.' }),
  pointer: z.string().meta({ description: 'JSON pointer into the event, `/data/colour`.' }),
  message: z.string(),
  time: z.string().meta({ description: 'When it came. RFC 3339.' }),
  whole: z.boolean().meta({
    description: 'Whether all of it is here that would have been stored, so that it can be tried again.',
  }),
  bytes: z.int().optional().meta({ description: 'Size of one that was too large, as JSON.' }),
  event: z
    .record(z.string(), z.unknown())
    .meta({ description: 'The event, cleaned: id, type, at, n, view, data, each where it was there.' }),
  left: z.array(z.string()).optional().meta({
    description:
      'Names of fields whose values were not kept: nobody has declared them, or nothing of such an event is kept.',
  }),
  removed: z.int().optional().meta({
    description: 'Fields that went whole: their name or number could be somebody’s, or they were too long or too deep.',
  }),
  attributes: cloudEvent.partial().meta({ description: 'What a stored event of its batch has beside its own.' }),
  consent: z
    .object({
      says: z.record(z.string(), z.boolean()).meta({ description: 'What was said of each purpose.' }),
      region: z.string().optional(),
      nobody: z.literal(true).optional().meta({ description: 'Nothing may tie it to another event.' }),
      trusted: z.literal(true).optional().meta({ description: 'A backend sent it.' }),
      source: z.string().optional(),
      at: z.number().optional().meta({ description: 'When it was decided, by the sender’s clock.' }),
      skew: z.int().optional().meta({ description: 'How far that clock was behind ours, in milliseconds.' }),
    })
    .meta({ description: 'What was said about consent, for deciding again.' }),
})

/** One page of them, and how many there are of each kind. */
export const failedPage = z.object({
  failed: z.array(failedEvent),
  next: id.optional().meta({ description: 'What to ask for after, where there is more.' }),
  counts: z.array(z.object({ code: z.string(), type: z.string(), count: z.int() })).meta({
    description: 'Of all that the site and the words fit, by reason and type, most first. On the first page only.',
  }),
})

/** Which of them are meant: some by their ids, or all of a kind, at most 1,000 at once. */
export const whichFailed = z
  .object({
    ids: z.array(id).min(1).max(1000).optional(),
    site: name.optional(),
    code: name.optional(),
    type: z.string().max(100).optional(),
    after: id.optional(),
  })
  .refine(
    ({ ids, ...kind }) => (ids === undefined) !== Object.values(kind).every((value) => value === undefined),
    'Name either ids, or any of site, code and type',
  )

/** What became of one that was tried again. */
export const replayOutcome = z.object({
  id,
  verdict: z.enum(['accepted', 'duplicate', 'rejected', 'dropped']),
  code: z.string().optional(),
  pointer: z.string().optional(),
  message: z.string().optional(),
})

export const replayed = z.object({
  verdicts: z.array(replayOutcome),
  counts: z.object({ accepted: z.int(), duplicate: z.int(), rejected: z.int(), dropped: z.int() }),
  next: id.optional(),
})

export const discarded = z.object({ discarded: z.int(), next: id.optional() })

export type FailedEvent = z.infer<typeof failedEvent>
export type FailedPage = z.infer<typeof failedPage>
export type WhichFailed = z.infer<typeof whichFailed>
export type ReplayOutcome = z.infer<typeof replayOutcome>
export type Replayed = z.infer<typeof replayed>
export type Discarded = z.infer<typeof discarded>
