import type { Context } from 'hono'
import { type Proof, receiptFor, type Standing } from '../consents.ts'
import type { Site } from '../site.ts'
import { forgetVisitor, setVisitor } from './cookies.ts'

/**
 * Puts a new visitor's id into the cookie, or takes a dead one out of it, and gives the receipt that the sender lacks.
 * Where nothing was kept (`proof` is undefined as well, and so is the receipt) no id is left behind.
 */
export function answerVisitor(
  c: Context,
  site: Site,
  { visitor, forget, record, lacksReceipt }: Standing,
  kept: boolean,
  proof: Proof | undefined,
): string | undefined {
  if (forget) forgetVisitor(c)
  if (kept && visitor?.isNew) setVisitor(c, visitor.id, site.visitorDays)
  return kept && proof && (record || lacksReceipt) ? receiptFor(site, proof) : undefined
}
