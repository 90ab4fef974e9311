import type { CloudEvent } from '@wend/protocol'
import bowser from 'bowser'
import { isbot, isbotMatch } from 'isbot'

type Client = Pick<CloudEvent, 'device' | 'browser' | 'os' | 'botscore' | 'botreason'>

/** Answers by user agent, newest last. A site sees few of them, and reading one costs more than the rest of its batch. */
const known = new Map<string, Client>()
const remembered = 1000

/** Device class, browser with major version, system and bot score of a user agent, which itself is not kept anywhere. */
export function describeClient(userAgent: string | undefined): Client {
  if (!userAgent) return { device: 'unknown', botscore: 100, botreason: 'no user agent' }
  const agent = userAgent.slice(0, 512)
  const found = known.get(agent) ?? read(agent)
  known.delete(agent)
  known.set(agent, found)
  if (known.size > remembered) known.delete(known.keys().next().value ?? '')
  return found
}

function read(agent: string): Client {
  const { browser, os, platform } = bowser.parse(agent)
  const major = browser.version?.split('.')[0]
  const match = isbotMatch(agent)?.slice(0, 40)
  return {
    device: isbot(agent) && !platform.type ? 'bot' : (platform.type ?? 'unknown'),
    ...(browser.name && { browser: major ? `${browser.name} ${major}` : browser.name }),
    ...(os.name && { os: os.name }),
    botscore: isbot(agent) ? 100 : 0,
    ...(match && { botreason: match }),
  }
}
