import { parseArgs } from 'node:util'
import type { Discarded, FailedEvent, FailedPage, Replayed, WhichFailed } from '@wend/protocol'
import { BadConfig } from '../config/load.ts'
import { call, type Remote } from './remote.ts'

export const failedUsage = `wend failed list [--site …] [--code …] [--type …] [--find 'words'] [--json]
                              rejected events, and how many of each kind
wend failed show <id>         one of them, as it is kept
wend failed replay <id>… | --site … --code … --type …
                              try them again, after the taxonomy or the policy was mended
wend failed discard <id>… | --site … --code … --type … --yes
                              remove them for good`

const options = {
  config: { type: 'string' },
  url: { type: 'string' },
  site: { type: 'string' },
  code: { type: 'string' },
  type: { type: 'string' },
  find: { type: 'string' },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
} as const

/** Where the collector is, by the options that say so. */
export type Connect = (options: { config?: string | undefined; url?: string | undefined }) => Remote

/** Lists, shows, tries again or discards rejected events, by the API of a running collector. Gives what to print. */
export async function failedCommand(args: readonly string[], connect: Connect): Promise<string> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  const [verb, ...ids] = positionals
  const { site, code, type, find, json, yes } = values
  const remote = () => connect(values)
  switch (verb) {
    case 'list': {
      const page = await list(remote(), { site, code, type, q: find })
      return json ? JSON.stringify(page, null, 2) : listed(page)
    }
    case 'show': {
      const [id] = ids
      if (!id) throw new BadConfig('Name the event: wend failed show <id>. “wend failed list” has the ids.')
      const response = await call(remote(), `/api/failed/${encodeURIComponent(id)}`)
      return JSON.stringify(await response.json(), null, 2)
    }
    case 'replay': {
      const answers = await each<Replayed>(remote(), 'replay', which(verb, ids, { site, code, type }))
      if (json) return JSON.stringify(answers, null, 2)
      return replayed(answers)
    }
    case 'discard': {
      const body = which(verb, ids, { site, code, type })
      if (!yes)
        throw new BadConfig('Nothing was discarded. It cannot be undone: look with “wend failed list”, then add --yes.')
      const answers = await each<Discarded>(remote(), 'discard', body)
      return `discarded ${answers.reduce((sum, { discarded }) => sum + discarded, 0)}`
    }
    default:
      throw new BadConfig(`Say what to do with rejected events.\n\n${failedUsage}`)
  }
}

async function list(remote: Remote, filter: Record<string, string | undefined>): Promise<FailedPage> {
  const query = new URLSearchParams({ limit: '50' })
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, value)
  return (await call(remote, `/api/failed?${query}`)).json() as Promise<FailedPage>
}

function which(verb: string, ids: readonly string[], kind: Omit<WhichFailed, 'ids'>): WhichFailed {
  const named = Object.values(kind).some((value) => value !== undefined)
  if (named === ids.length > 0)
    throw new BadConfig(
      `Name either ids, or a kind by --site, --code or --type: wend failed ${verb} --code unknown_type`,
    )
  return named ? kind : { ids: [...ids] }
}

/** Asks until all are done. */
async function each<Answer extends { next?: string | undefined }>(
  remote: Remote,
  verb: string,
  body: WhichFailed,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const response = await call(remote, `/api/failed/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(after === '0' ? body : { ...body, after }),
    })
    const answer = (await response.json()) as Answer
    answers.push(answer)
    after = answer.next
  }
  return answers
}

const typeOf = ({ type }: { type: string }): string => type || '(no readable type)'

function listed({ failed, counts, next }: FailedPage): string {
  if (!counts.length) return 'No rejected events are kept.'
  const kinds = counts.map((one) => `${String(one.count).padStart(8)}  ${one.code.padEnd(16)}  ${typeOf(one)}`)
  const lines = failed.map(lineOf)
  return [
    ...kinds,
    '',
    ...lines,
    ...(next ? ['… there are more; name a --code or a --type, or use --json.'] : []),
  ].join('\n')
}

const lineOf = (one: FailedEvent): string =>
  `${one.id}  ${one.time.slice(0, 19).replace('T', ' ')}  ${one.site}  ${typeOf(one)}  ${one.code} at ${one.pointer || '/'}${one.whole ? '' : '  (description only)'}`

function replayed(answers: readonly Replayed[]): string {
  const sum = (verdict: keyof Replayed['counts']) => answers.reduce((total, { counts }) => total + counts[verdict], 0)
  const lines = answers
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ verdict }) => verdict === 'rejected' || verdict === 'dropped')
    .slice(0, 50)
    .map(({ id, verdict, code, pointer, message }) => `${id}  ${verdict} (${code}) ${pointer ?? ''}  ${message}`)
  return [
    ...lines,
    `accepted ${sum('accepted')}, stored before ${sum('duplicate')}, still rejected ${sum('rejected')}, not allowed any more ${sum('dropped')}`,
  ].join('\n')
}
