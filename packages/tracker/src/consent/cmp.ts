import { changes, type Said, type Stop, type Tell } from './adapter.ts'
import { lookFor } from './late.ts'

type Heard = (data: unknown, success?: unknown) => unknown
type Call = (command: string, heard: Heard, parameter?: unknown) => void

/** What was read from an API: where it stands, or nothing, where what was said before still stands. */
export type Reading = 'pending' | 'failed' | { says: Said; text?: string | undefined; at?: number } | undefined

/**
 * Listens to a consent platform, which may come later than we do. It is asked in this window, or else in that of a parent,
 * by messages. Where it never comes, or breaks, that is a failure, which means no. `read` may throw, which is one too.
 */
export function watchCmp(name: '__tcfapi' | '__gpp', read: (data: never) => Reading, tell: Tell): Stop {
  let stopped = false
  let call: Call | undefined
  let id: unknown
  let deaf: Stop | undefined
  const say = changes((...said) => stopped || tell(...said))

  const ask: Call = (...asked) => {
    try {
      call?.(...asked)
    } catch {
      say('failed')
    }
  }
  // A platform that cannot forget us finds us silent.
  const drop = () => id !== undefined && ask('removeEventListener', () => {}, id)
  const heard: Heard = (data, success) => {
    try {
      id ??= (data as { listenerId?: unknown }).listenerId
      // A stub passes the listener on late, maybe only when it is no longer wanted.
      if (stopped) return drop()
      const reading = success === false ? 'failed' : read(data as never)
      if (typeof reading === 'string') say(reading)
      else if (reading) say({ says: reading.says, at: reading.at }, reading.text)
    } catch {
      say('failed')
    }
  }
  const found = () => {
    const frame = frameOf(`${name}Locator`)
    if (typeof apiOf(name) === 'function') call = callHere(name)
    else if (frame) [call, deaf] = correspond(frame, name, heard)
    ask('addEventListener', heard)
    return !!call
  }

  say('pending')
  const stopLooking = lookFor(found, () => say('failed'))
  return () => {
    stopped = true
    stopLooking()
    drop()
    deaf?.()
  }
}

const apiOf = (name: string) => (window as unknown as Record<string, (...args: unknown[]) => void>)[name]

/** Looks the function up for each call: the platform puts its own in the place of the stub. */
const callHere =
  (name: string): Call =>
  (command, ...rest) =>
    apiOf(name)?.(command, ...(name === '__tcfapi' ? [2] : []), ...rest)

/** The nearest parent whose platform can be written to: it has a frame with this name. Others may not let us look. */
function frameOf(locator: string): Window | undefined {
  for (let frame: Window = window; frame !== frame.parent; ) {
    frame = frame.parent
    try {
      if ((frame as unknown as Record<string, unknown>)[locator]) return frame
    } catch {
      // Of another origin, and without such a frame.
    }
  }
  return
}

/** Calls the API of a parent by messages. Gives the call, and the way to hear no more answers. */
function correspond(frame: Window, name: string, heard: Heard): [Call, Stop] {
  const key = `wend${Math.random()}`
  const answered = ({ source, data }: MessageEvent) => {
    if (source !== frame) return
    try {
      const { returnValue, success, callId } = (typeof data === 'string' ? JSON.parse(data) : data)[`${name}Return`]
      if (callId === `${key}addEventListener`) heard(returnValue, success)
    } catch {
      // A message about something else.
    }
  }
  addEventListener('message', answered)
  return [
    (command, _, parameter) => {
      const version = name === '__tcfapi' ? 2 : '1.1'
      frame.postMessage({ [`${name}Call`]: { command, parameter, version, callId: key + command } }, '*')
    },
    () => removeEventListener('message', answered),
  ]
}
