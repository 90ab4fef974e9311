import { parentPort, workerData } from 'node:worker_threads'
import { createGroup } from './group.ts'
import { openDatabase } from './schema.ts'
import { type Appending, createWriter, type Writer } from './writer.ts'

/** One call to the writer: which of its functions, and with what. */
export type Request =
  | { call: 'append'; args: readonly [Appending] }
  | { call: Exclude<keyof Writer, 'append'>; args: readonly unknown[] }

export type Reply = { result: unknown } | { error: string }

const port = parentPort
if (!port) throw new Error('worker.ts runs in a worker thread only; import index.ts instead.')

const reply = (message: Reply) => port.postMessage(message)
const failed = (error: unknown): Reply => ({ error: error instanceof Error ? error.message : String(error) })

try {
  const writer = createWriter(openDatabase(workerData.path), workerData.path)
  // Appends that are waiting share one transaction and its fsync. All of them fail together as well.
  const appends = createGroup<Appending>((round) => {
    try {
      for (const result of writer.append(round)) reply({ result })
    } catch (error) {
      for (const _ of round) reply(failed(error))
    }
  })
  port.on('message', ({ call, args }: Request) => {
    if (call === 'append') return appends.add(args[0])
    appends.flush() // answers come in the order of the calls
    try {
      reply({ result: (writer[call] as (...args: readonly unknown[]) => unknown)(...args) })
      if (call === 'close') port.close()
    } catch (error) {
      reply(failed(error))
    }
  })
  reply({ result: 'open' })
} catch (error) {
  reply(failed(error))
  port.close()
}
