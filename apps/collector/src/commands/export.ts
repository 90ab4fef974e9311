import { BadConfig } from '../config/load.ts'
import { type Way, ways } from '../people/ways.ts'
import { call, type Remote } from './remote.ts'

/** Who is meant, as options of a command say it. */
export interface Named {
  site: string
  way: Way
  value: string
}

/** The options by which a command names a person, for `parseArgs`. */
export const personOptions = Object.fromEntries(ways.map((way) => [way, { type: 'string' }])) as Record<
  Way,
  { type: 'string' }
>

/**
 * Takes the one option that names a person. `-` reads it from standard input, so that it stands neither in the shell's
 * history nor in the list of processes. No message repeats it.
 */
export async function personFrom(
  options: Readonly<Partial<Record<Way, string | undefined>>>,
  site: string,
  read: () => Promise<string>,
): Promise<Named> {
  const [way, ...more] = ways.filter((one) => options[one] !== undefined)
  if (!way || more.length)
    throw new BadConfig(
      `Name the person by one of ${ways.map((one) => `--${one}`).join(', ')}; “-” reads it from standard input.`,
    )
  const given = options[way] ?? ''
  const value = (given === '-' ? await read() : given).trim()
  if (!value) throw new BadConfig(`--${way} is empty. Write what to look for, or “-” and give it on standard input.`)
  return { site, way, value }
}

/** Posts a person to a collector. Identifiers travel in the body: addresses get into logs. */
export const post = (remote: Remote, path: string, { site, way, value }: Named, more: object = {}): Promise<Response> =>
  call(remote, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ site, [way]: value, ...more }),
  })

/** Everything that is held of somebody, as JSON, or as HTML to read. */
export async function exportPerson(remote: Remote, person: Named, { html }: { html: boolean }): Promise<string> {
  const response = await post(remote, `/api/people/export${html ? '?format=html' : ''}`, person)
  return html ? response.text() : JSON.stringify(await response.json(), null, 2)
}
