import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openTombstones } from '../tombstones/index.ts'
import { openLedger, verify } from './index.ts'
import { newFolder } from './testing.ts'

/** Starts the writer, kills it once it has said so many lines, and gives what it said. */
async function writeUntilKilled(folder: string, round: number, lines: number): Promise<string[][]> {
  const script = fileURLToPath(new URL('./until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > lines) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return said
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(' '))
}

test('whatever was acknowledged is there after the process was killed, five times over', async () => {
  const { folder, remove } = newFolder()
  const said: string[][] = []
  for (let round = 0; round < 5; round++) {
    said.push(...(await writeUntilKilled(folder, round, 60 + round * 47)))
    expect(await verify(join(folder, 'consent.jsonl')).then(({ ok, ...rest }) => ok || rest)).toSatisfy(
      (result) => result === true || result.why === 'it is missing its newline',
    )
    const ledger = await openLedger(join(folder, 'consent.jsonl'))
    const tombstones = await openTombstones(join(folder, 'tombstones.jsonl'))
    for (const [what, name = '', id] of said)
      if (what === 'consent') expect(ledger.latest('shop', name)?.id).toBe(id)
      else expect([name, tombstones.has('shop', name)]).toEqual([name, true])
    const ids = said.filter(([what]) => what === 'consent').map(([, , id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(await ledger.verify()).toMatchObject({ ok: true, index: true })
    await Promise.all([ledger.close(), tombstones.close()])
  }
  expect(said.length).toBeGreaterThan(500)
  remove()
}, 60_000)
