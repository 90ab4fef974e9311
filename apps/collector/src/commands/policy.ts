import { type ParseArgsConfig, parseArgs } from 'node:util'
import {
  BadPolicy,
  type Document,
  declarationLanguages,
  diff,
  dryRun,
  explain,
  outcomes,
  type Policy,
  policySchema,
  presets,
  recordOfProcessing,
  type SiteFacts,
  starter,
  storageDeclaration,
  toHtml,
  toMarkdown,
  toText,
} from '@wend/privacy/policy'
import { builtIn, type Taxonomy, undeclared } from '@wend/protocol'
import { BadConfig, type Loaded } from '../config/load.ts'
import { readPolicy } from './policy-file.ts'
import { signalOptions, signalsFrom } from './policy-signals.ts'

export const policyUsage = `wend policy explain               what the policy does, to whom and for how long
wend policy dry-run               what becomes of one visitor's events, and why
      --region US-CA --gpc --dnt --granted analytics --denied marketing
      --tcf analytics=yes,marketing=no --gpp … --consent-mode … --pending tcf --failed gpp
      --type page.viewed,ad.clicked
wend policy diff <old> [<new>]    what changes for whom; ends with 1 when the version has to be raised
wend policy record                record of processing (GDPR art. 30)
wend policy storage               storage declaration for the cookie page (--language de)
wend policy schema                JSON Schema of policy.yaml for editors
wend policy init                  a policy.yaml to begin with (--preset ${Object.keys(presets).join('|')})

--markdown, --html, --json        another form than text; --out <file> writes a file
--file <policy.yaml>              another policy than the site's
--site <name>, --config <file>    the site, the first by default; the configuration, wend.yaml by default`

/** What a command ends with: what it prints, where that goes, and its exit code. */
export interface Result {
  readonly text: string
  /** A file to write the text to, instead of printing it. */
  readonly out?: string
  readonly code: 0 | 1
}

const options = {
  ...signalOptions,
  type: { type: 'string' },
  preset: { type: 'string' },
  language: { type: 'string' },
  file: { type: 'string' },
  site: { type: 'string' },
  config: { type: 'string' },
  out: { type: 'string' },
  markdown: { type: 'boolean' },
  html: { type: 'boolean' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']
type Configured = Pick<Loaded, 'sites' | 'taxonomies' | 'policies' | 'prefix' | 'retention'>

/** What a command is about. */
interface Subject {
  readonly policy: Policy
  readonly taxonomy: Taxonomy
  readonly site: SiteFacts
}

/**
 * `wend policy …`: everything that the privacy officer asks of a policy. `args` is what follows the word “policy”; `load` reads
 * the configuration, of a file or of the usual one. Throws `BadConfig` with what is wrong.
 */
export function policyCommand(args: readonly string[], load: (path?: string) => Configured): Result {
  try {
    return run(args, load)
  } catch (error) {
    // A policy of its own file may name what this site does not declare.
    if (error instanceof BadPolicy) throw new BadConfig(error.message, { cause: error })
    throw error
  }
}

function run(args: readonly string[], load: (path?: string) => Configured): Result {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  const [command = '', ...rest] = positionals
  const subject = () => subjectOf(values, load(values.config))
  const end = (text: string, code: 0 | 1 = 0): Result => ({ text, code, ...(values.out && { out: values.out }) })

  switch (command) {
    case 'explain': {
      const { policy, taxonomy, site } = subject()
      if (values.json) return end(json(outcomes(policy, taxonomy)))
      return end(printed(explain(policy, taxonomy, site.name), values))
    }
    case 'dry-run': {
      const { policy, taxonomy, site } = subject()
      const types = typesOf(values.type, taxonomy, site)
      const { decisions, document } = dryRun(policy, taxonomy, signalsFrom(values), types)
      return end(values.json ? json(Object.fromEntries(decisions)) : printed(document, values))
    }
    case 'diff': {
      const [old, now] = rest
      if (!old) throw new BadConfig('Name the old policy file, and the new one: wend policy diff old.yaml policy.yaml')
      const found = subject()
      const { document, widens } = diff(readPolicy(old), now ? readPolicy(now) : found.policy, found.taxonomy)
      return end(printed(document, values), widens ? 1 : 0)
    }
    case 'record': {
      const { policy, taxonomy, site } = subject()
      return end(printed(recordOfProcessing(policy, taxonomy, site), values, 'markdown'))
    }
    case 'storage': {
      const { policy, taxonomy } = subject()
      const language = values.language ?? declarationLanguages(policy)[0] ?? 'en'
      return end(printed(storageDeclaration(policy, taxonomy, language), values, 'markdown', language))
    }
    case 'schema':
      return end(json(policySchema()))
    case 'init':
      return end(starter(presetOf(values.preset)))
    default:
      throw new BadConfig(`${command ? `There is no command “policy ${command}”.\n\n` : ''}${policyUsage}`)
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function printed(document: Document, values: Values, usual: 'text' | 'markdown' = 'text', language = 'en'): string {
  if (values.html) return toHtml(document, language)
  if (values.json) return json(document)
  return values.markdown || usual === 'markdown' ? toMarkdown(document) : toText(document)
}

function subjectOf(values: Values, config: Configured): Subject {
  const name = values.site ?? Object.keys(config.sites)[0] ?? ''
  const policy = config.policies.get(name)
  if (!Object.hasOwn(config.sites, name) || !policy)
    throw new BadConfig(
      `There is no site “${name}” in the configuration. It has ${Object.keys(config.sites).join(', ')}.`,
    )
  return {
    policy: values.file ? readPolicy(values.file) : policy,
    taxonomy: config.taxonomies.get(name) ?? builtIn,
    site: factsOf(name, config),
  }
}

/** What the configuration of a site adds to its policy. */
export function factsOf(
  name: string,
  { sites, prefix, retention }: Omit<Configured, 'policies' | 'taxonomies'>,
): SiteFacts {
  const site = sites[name]
  return {
    name,
    prefix,
    origins: site?.origins ?? [],
    query: site?.query ?? [],
    undeclared: site?.undeclared ?? 'reject',
    countryHeader: site?.countryHeader,
    days: Math.round(retention.events / 86_400_000),
  }
}

function typesOf(given: string | undefined, taxonomy: Taxonomy, site: SiteFacts): string[] {
  const types = (given ?? '').split(',').filter(Boolean)
  const unknown = types.find((type) => !taxonomy.has(type) && !(site.undeclared === 'accept' && undeclared(type)))
  if (unknown) throw new BadConfig(`--type: nobody declares ${unknown}. docs/events.md has the types there are.`)
  return types
}

function presetOf(given: string | undefined): keyof typeof presets {
  const found = (Object.keys(presets) as (keyof typeof presets)[]).find((name) => name === (given ?? 'strict-opt-in'))
  if (!found) throw new BadConfig(`--preset: name one of ${Object.keys(presets).join(', ')}.`)
  return found
}
