import { z } from 'zod'
import { code, count, digest, origin } from './fields.ts'
import { limits } from './limits.ts'

/** A moment of the sender's clock, in milliseconds since 1970. */
const moment = () => z.number().min(0).max(8.64e15)

/** What a sender says about consent. It is a claim: the collector decides again, and it can only narrow what the policy allows. */
const consent = z.object({
  /** Purposes that are agreed to. */
  granted: z.array(z.string().max(64)).max(32),
  /** Purposes that are refused. What is in neither list has not been decided. */
  denied: z.array(z.string().max(64)).max(32).optional(),
  /** Who asked: the name of a dialog or a legal framework. Absent where nobody has said anything. */
  source: code().optional(),
  /** When the decision reached the page. Events made before then were held in its memory until then. */
  at: moment().optional(),
  /** What the collector gave for an earlier batch, as it was. */
  receipt: z.string().max(2048).optional(),
  /** The policy that the sender went by. */
  policy: code().optional(),
  /** Whether the batch came without identity, and is to stay so: silence would mean yes where nobody has to be asked. */
  nobody: z.literal(true).optional(),
  /** SHA-256 of the words that were shown. */
  text: digest().optional(),
  /** Their language. */
  language: code(35).optional(),
  /** SHA-256 of the legal string (TC string, GPP string). */
  legal: digest().optional(),
})

/** What surrounds the events of one request. Each event is checked on its own, so that a bad one costs only itself. */
export const envelope = z.object({
  v: z.literal(1),
  /** The public name of the site. */
  site: code(),
  /** When the sender sent this, by its own clock; corrects `at`. */
  sent: moment().optional(),
  /** A random name for one page life, kept in memory only. */
  tab: code().optional(),
  consent: consent.optional(),
  /** Events that the sender let go since its last answered batch: too large, the oldest for want of room, or too old. */
  lost: z.object({ large: count().optional(), full: count().optional(), old: count().optional() }).optional(),
  events: z.array(z.unknown()).min(1).max(limits.batchEvents),
})

/** A decision by itself: `POST {prefix}/c`. */
export const decision = envelope.pick({ v: true, site: true, sent: true }).extend({ consent })

/** The answer to it: what is agreed to now, and the receipt for it. */
export const decided = z.object({ granted: z.array(z.string()), receipt: z.string().optional() })

/** Asks for a token for a link that is about to be followed: `POST {prefix}/l`. */
export const linking = z.object({ site: code(), to: origin() })

/** The answer to it. No token for a visitor who has not agreed to be recognised. */
export const linked = z.object({ token: z.string().optional() })

/** What every event has. Its `data` is checked against the declaration of its type. */
export const event = z.object({
  id: z
    .string()
    .regex(
      /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/,
      'Use a UUID, best of version 7',
    ),
  /** Counts up from 0 within a tab; tells order and loss. */
  n: count().optional(),
  type: z.string().max(100),
  at: moment(),
  view: code().optional(),
  data: z.looseObject({}).optional(),
})

export const verdict = z.object({
  id: z.string().nullable(),
  verdict: z.enum(['duplicate', 'rejected', 'dropped']),
  code: z.string(),
  pointer: z.string(),
  message: z.string(),
})

/** The answer to a batch, given after everything accepted is durable. `others` names the rest, one by one. */
export const answer = z.object({
  accepted: z.int().min(0),
  others: z.array(verdict),
  /** Proof of the consent that the batch was accepted under; to be sent with later ones. */
  receipt: z.string().optional(),
})

/** The answer to a request that could not be read or may not be made. */
export const failure = z.object({ code: z.string(), message: z.string(), pointer: z.string().optional() })

export type Envelope = z.infer<typeof envelope>
export type ConsentClaim = z.infer<typeof consent>
export type ConsentDecision = z.infer<typeof decision>
export type WireEvent = z.infer<typeof event>
export type Verdict = z.infer<typeof verdict>
export type Answer = z.infer<typeof answer>
export type Failure = z.infer<typeof failure>
