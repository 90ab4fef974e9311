import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './schema.ts'
import { createWriter, type Writer } from './writer.ts'

/** One call to the writer: which of its functions, and with what. */
export interface Request {
  call: keyof Writer
  args: readonly unknown[]
}

export type Reply = { result: unknown } | { error: string }

const port = parentPort
if (!port) throw new Error('worker.ts runs in a worker thread only; import index.ts instead.')

try {
  const writer = createWriter(openDatabase(workerData.path))
  port.on('message', ({ call, args }: Request) => {
    try {
      const result = (writer[call] as (...args: readonly unknown[]) => unknown)(...args)
      port.postMessage({ result } satisfies Reply)
      if (call === 'close') port.close()
    } catch (error) {
      port.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Reply)
    }
  })
  port.postMessage({ result: 'open' } satisfies Reply)
} catch (error) {
  port.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Reply)
  port.close()
}
