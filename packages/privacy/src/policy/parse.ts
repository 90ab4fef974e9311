import { purposes } from '@wend/protocol/purposes'
import type { z } from 'zod'
import { BadPolicy } from './bad-policy.ts'
import { quoted, unsaid } from './messages.ts'
import { type Policy, presets } from './presets.ts'
import { policyFile } from './schema.ts'

/** Reads what a policy file says over its preset. Throws `BadPolicy` with every mistake. */
export function parsePolicy(value: unknown): Policy {
  const result = policyFile.safeParse(value)
  if (!result.success) throw new BadPolicy(result.error.issues.map(sentence).join('\n'))
  const { preset, purposes: own = {}, signals, regions, banner, ...rest } = result.data
  const base = presets[preset]
  const retention = rest.retention ?? base.retention
  const policy: Policy = {
    ...base,
    ...(Object.fromEntries(Object.entries(rest).filter(([, given]) => given !== undefined)) as Partial<Policy>),
    preset,
    banner: banner ?? base.banner,
    // Nothing asked for is nothing said: the id of the policy stays what it was.
    chat: rest.chat?.sentiment || rest.chat?.keyMessages ? rest.chat : undefined,
    retention: rest.chat?.keyMessages ? { ...retention, classes: { [quoted]: 1, ...retention.classes } } : retention,
    regions: { ...base.regions, ...regions },
    signals: { ...base.signals, ...signals } as Policy['signals'],
    purposes: Object.fromEntries(
      purposes.map((purpose) => {
        const { texts, ...entry } = own[purpose] ?? {}
        return [purpose, { ...base.purposes[purpose], ...entry, texts: { ...base.purposes[purpose].texts, ...texts } }]
      }),
    ) as unknown as Policy['purposes'],
  }
  if (banner && rest.remember === 'page')
    throw new BadPolicy(
      'remember: our banner has to remember what was chosen. Write “remember: cookie”, or leave it out.',
    )
  if (preset === 'audience-exempt') exempt(policy)
  const wrong = [...unsaid(policy)]
  if (wrong.length) throw new BadPolicy(wrong.join('\n'))
  return policy
}

/** What people do on the site itself. Everything else is somebody's identity, words, or another source's data. */
const audience = /^(page|link|element|search|vital|error|frustration|product|cart|checkout|consent)(\.|$)/

/** What the exemption does not cover may not be switched on under its name. */
function exempt(policy: Policy): void {
  const wrong = [
    (policy.chat?.sentiment || policy.chat?.keyMessages) &&
      'chat: the exemption covers no word of a chat. Remove the key, or choose another preset.',
    policy.identify && 'identify: the exemption covers nobody’s identity. Remove the key, or choose another preset.',
    policy.retention.default > 25 && 'retention.default: the exemption ends at 25 months.',
    ...Object.entries(policy.retention.classes)
      .filter(([, months]) => months > 25)
      .map(([name]) => `retention.classes.${name}: the exemption ends at 25 months.`),
    ...(['necessary', 'analytics'] as const).flatMap((purpose) =>
      (policy.purposes[purpose].events ?? [])
        .filter((name) => !audience.test(name))
        .map(
          (name) =>
            `purposes.${purpose}.events: the exemption does not cover ${name}. Remove it, or choose another preset.`,
        ),
    ),
    ...(['personalisation', 'marketing'] as const)
      .filter((purpose) => policy.purposes[purpose].events?.length !== 0)
      .map((purpose) => `purposes.${purpose}: the exemption covers audience measurement only. Remove its events.`),
  ].filter((found) => typeof found === 'string')
  if (wrong.length) throw new BadPolicy(wrong.join('\n'))
}

const sentence = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the file'}: ${message}.`
