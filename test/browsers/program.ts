import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Program {
  readonly child: ChildProcess
  /** Ends the program and everything that it started; resolves when the program is gone. */
  stop(): Promise<void>
}

/** Starts a program in a process group of its own, so that its children can never outlive it. */
export function startProgram(
  file: string,
  args: readonly string[],
  stdio: StdioOptions,
  env: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(file, args, { stdio, detached: true, env: { ...process.env, ...env } })
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // The group is already gone.
    }
  }
  const killGroup = () => signalGroup('SIGKILL')
  const gone = once(child, 'exit')
  gone.catch(() => {}) // A program that cannot start says so to whoever waits for its first word.
  process.once('exit', killGroup)
  return {
    child,
    async stop() {
      process.off('exit', killGroup)
      if (child.exitCode === null && child.signalCode === null) {
        signalGroup('SIGTERM')
        await Promise.race([gone, sleep(3_000, undefined, { ref: false })])
      }
      killGroup()
    },
  }
}
