import { purposes } from '@wend/protocol/purposes'
import { presets } from './presets.ts'
import { type PresetName, policyFile } from './schema.ts'

/** Keys whose value is the preset's: a comment to begin with, and the same when the # is taken away. */
const shown = [
  'regions',
  'signals',
  'chat',
  'identify',
  'visitor',
  'remember',
  'askAgain',
  'banner',
  'onWithdrawal',
  'retention',
] as const

/** What a policy says of chats that says nothing of them. */
const unread = { sentiment: false, keyMessages: false }

const about: Readonly<Record<PresetName, string>> = {
  'strict-opt-in': 'asks first, everywhere, and recognises nobody before.',
  'us-opt-out': 'collects in the United States until somebody says no, and asks first everywhere else.',
  'audience-exempt': 'measures the audience without asking, within the conditions of the French authority.',
  off: 'collects nothing.',
}

/** A value on one line, as YAML reads it. */
const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, one]) => `${key}: ${flow(one)}`)
    return entries.length ? `{ ${entries.join(', ')} }` : '{}'
  }
  return typeof value === 'string' ? (/^[\w-]+$/.test(value) ? value : JSON.stringify(value)) : String(value)
}

/** A policy file to begin with: it says what the preset says, and shows every key that may say something else. */
export function starter(preset: PresetName = 'strict-opt-in'): string {
  const policy = presets[preset]
  const describes = (key: keyof typeof policyFile.shape): string => policyFile.shape[key].description ?? ''
  const texts = purposes.flatMap((purpose) =>
    Object.entries(policy.purposes[purpose].texts).flatMap(([language, { title, text }]) => [
      `  ${purpose}:`,
      '    texts:',
      `      ${language}:`,
      `        title: ${JSON.stringify(title)}`,
      `        text: ${JSON.stringify(text)}`,
    ]),
  )
  return `# yaml-language-server: $schema=./policy.schema.json
# What this site collects, from whom, for what and for how long.
# “wend policy explain” says what it means; “wend policy schema --out policy.schema.json” makes editors complete it.

# ${describes('version')}
version: 1

# ${describes('preset')} ${preset} ${about[preset]}
preset: ${preset}

# ${describes('controller')} Put your own here.
# controller: { name: "Name of the company", contact: "privacy@shop.example", officer: "dpo@shop.example" }

# ${describes('purposes')} Visitors read these words; put them into your own, in every language of the site.
purposes:
${texts.join('\n')}

# Below stands what the preset says. Take a # away to say something else.
${shown.map((key) => `\n# ${describes(key)}\n# ${key}: ${flow(policy[key] ?? unread)}`).join('\n')}

# ${describes('undeclared')}
# undeclared: "Events of the site that are being tried out; none of them names a person."
`
}
