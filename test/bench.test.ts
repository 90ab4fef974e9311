import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const bench = join(import.meta.dirname, 'bench/ingest.ts')

test('npm run bench:ingest measures both servers and finds in the log what was acknowledged', async () => {
  const options = ['--json', '--seconds', '1', '--rounds', '1', '--events', '10', '--visitors', 'mix']
  const { stdout } = await run(process.execPath, [bench, ...options], { maxBuffer: 1e6 })
  const { ratio, scenarios, back } = JSON.parse(stdout)
  expect(ratio).toBeGreaterThan(0)
  expect(scenarios).toMatchObject([{ visitors: 'mix', events: 10, ratio }])
  expect(back).toEqual({ acknowledged: expect.any(Number), missing: 0, twice: 0 })
  expect(back.acknowledged).toBeGreaterThan(0)
}, 60_000)
