import type { CloudEvent } from '@wend/protocol'
import bowser from 'bowser'
import { isbot, isbotMatch, list } from 'isbot'

type Client = Pick<CloudEvent, 'device' | 'browser' | 'os' | 'botscore' | 'botreason'>

/** Answers by user agent, newest last. A site sees few of them, and reading one costs more than the rest of its batch. */
const known = new Map<string, Client>()
const remembered = 1000

/** Device class, browser with major version, system and bot score of a user agent, which itself is remembered in memory only. */
export function describeClient(userAgent: string | undefined): Client {
  if (!userAgent) return { device: 'unknown', botscore: 100, botreason: 'no user agent' }
  const agent = userAgent.slice(0, 512)
  const found = known.get(agent) ?? read(agent)
  known.delete(agent)
  known.set(agent, found)
  if (known.size > remembered) known.delete(known.keys().next().value ?? '')
  return found
}

/**
 * Names of browsers that the list knows. Of any other agent it gives back what stands before the first slash, which may be
 * an e-mail address (bowser, parser-browsers.js, “Something else”).
 */
const browsers: ReadonlySet<string> = new Set([...Object.values(bowser.BROWSER_MAP), 'Miui', 'Opera Touch'])

/** What isbot found, where that is a word of its list. Some of its patterns match whole agents, or any leading number. */
const wordOf = (found: string | null): string | undefined => {
  const word = found?.trim().toLowerCase()
  return word && (/^[a-z]+$/.test(word) && botWords.includes(word) ? word : 'pattern')
}
const botWords = list.join(' ')

function read(agent: string): Client {
  const { browser, os, platform } = bowser.parse(agent)
  const name = browser.name && browsers.has(browser.name) ? browser.name : undefined
  const major = /^\d{1,4}(?=\.|$)/.exec(browser.version ?? '')?.[0]
  const match = wordOf(isbotMatch(agent))
  return {
    device: isbot(agent) && !platform.type ? 'bot' : (platform.type ?? 'unknown'),
    ...(name && { browser: major ? `${name} ${major}` : name }),
    ...(os.name && { os: os.name }),
    botscore: isbot(agent) ? 100 : 0,
    ...(match && { botreason: match }),
  }
}
