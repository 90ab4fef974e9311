import { parentPort, workerData } from 'node:worker_threads'
import { isDiskFault } from './faults.ts'
import { createGroup } from './group.ts'
import { openDatabase } from './schema.ts'
import { readWal } from './wal.ts'
import { type Appending, createWriter, type Writer } from './writer.ts'

/** One call to the writer: which of its functions, and with what. */
export type Request =
  | { call: 'append'; args: readonly Appending[] }
  | { call: Exclude<keyof Writer, 'append'>; args: readonly unknown[] }

/** The results of calls, or why they failed, in the order in which they were made. */
export type Reply = { results: readonly unknown[] } | { error: string; calls: number }

const port = parentPort
if (!port) throw new Error('worker.ts runs in a worker thread only; import index.ts instead.')

const reply = (message: Reply) => port.postMessage(message)
const failed = (error: unknown, calls = 1): Reply => ({
  error: error instanceof Error ? error.message : String(error),
  calls,
})

try {
  const { path } = workerData
  const lostIn = readWal(path)
  const db = openDatabase(path)
  const writer = createWriter(db, path, lostIn(db))
  // Appends that are waiting share one transaction and its fsync, and one answer.
  const appends = createGroup<Appending>((round) => {
    try {
      reply({ results: writer.append(round) })
    } catch (error) {
      // The disk fails for all of them; what else went wrong may be the fault of one, and the others pay nothing for it.
      if (round.length === 1 || isDiskFault(error)) return reply(failed(error, round.length))
      for (const call of round)
        try {
          reply({ results: writer.append([call]) })
        } catch (error) {
          reply(failed(error))
        }
    }
  })
  port.on('message', ({ call, args }: Request) => {
    if (call === 'append') {
      for (const appending of args) appends.add(appending)
      return
    }
    appends.flush() // answers come in the order of the calls
    try {
      reply({ results: [(writer[call] as (...args: readonly unknown[]) => unknown)(...args)] })
    } catch (error) {
      reply(failed(error))
    }
    if (call === 'close') port.close()
  })
  reply({ results: [writer.damaged()] })
} catch (error) {
  reply(failed(error))
  port.close()
}
