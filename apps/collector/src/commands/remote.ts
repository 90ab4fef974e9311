import { BadConfig, type Environment } from '../config/load.ts'

/** A running collector and the token that opens it. */
export interface Remote {
  url: string
  token: string
}

/** Calls a collector. Throws a sentence when it cannot be reached or refuses. */
export async function call({ url, token }: Remote, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new BadConfig(`“${url}” is no address of a collector. Write one such as http://localhost:4000.`)
  const response = await fetch(new URL(path, url), { ...init, headers }).catch((cause) => {
    throw new BadConfig(`No collector answers at ${url}. Start it with “wend serve”, or name it with --url.`, { cause })
  })
  if (response.ok) return response
  const { code, message } = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
  throw new BadConfig(`The collector refused (${response.status} ${code ?? ''}): ${message ?? response.statusText}`)
}

export const remoteFrom = (
  options: { url?: string | undefined },
  defaults: Remote,
  environment: Environment,
): Remote => ({
  url: options.url ?? environment.WEND_URL ?? defaults.url,
  token: environment.WEND_TOKEN ?? defaults.token,
})
