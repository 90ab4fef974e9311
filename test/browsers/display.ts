import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { findExecutable } from './executable.ts'
import { startProgram } from './program.ts'

export interface Display {
  /** For the variable DISPLAY, such as `:99`. */
  readonly name: string
  stop(): Promise<void>
}

/** An X server without a screen. It picks its own number, so that any number of them can start at the same moment. */
export async function startDisplay(): Promise<Display> {
  const program = startProgram(
    findExecutable('Xvfb', 'xvfb'),
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'],
    ['ignore', 'ignore', 'ignore', 'pipe'],
  )
  try {
    const [number] = await once(program.child.stdio[3] as Readable, 'data', { signal: AbortSignal.timeout(10_000) })
    return { name: `:${String(number).trim()}`, stop: program.stop }
  } catch (cause) {
    await program.stop()
    throw new Error('Xvfb did not say within 10 s which display it serves.', { cause })
  }
}
