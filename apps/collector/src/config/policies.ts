import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type Policy, policyId } from '@wend/privacy/policy'

/**
 * Keeps every policy that was ever in force under its id, `policies/3.0a1b2c3d4e5f.json` of the data folder: events and
 * receipts name the id, and the decision behind them has to stay reproducible.
 */
export function keepPolicies(data: string, policies: ReadonlyMap<string, Policy>): void {
  const folder = join(data, 'policies')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const policy of policies.values()) {
    const path = join(folder, `${policyId(policy)}.json`)
    if (existsSync(path)) continue
    writeFileSync(`${path}.new`, canonicalJson(policy), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }
}

/** A policy that was in force once, by the id that events and receipts name; undefined when it is not known here. */
export function keptPolicy(data: string, id: string): Policy | undefined {
  const path = join(data, 'policies', `${id}.json`)
  return /^\d+\.[0-9a-f]{12}$/.test(id) && existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Policy)
    : undefined
}
