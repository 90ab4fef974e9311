import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Collector, readAll, startCollector } from '../process.ts'
import { createSenders, until, yaml } from './senders.ts'

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' })
const disk = mkdtempSync(join(tmpdir(), 'wend-disk-'))
const mounted = run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'wend-disk', disk).status === 0
let collector: Collector | undefined
afterEach(async () => {
  if (collector?.process.exitCode === null) await collector.end('SIGKILL')
})
afterAll(() => {
  if (mounted) run('umount', disk)
  rmdirSync(disk)
})
const room = () => {
  const { bavail, bsize } = statfsSync(disk)
  return bavail * bsize
}
const MB = 2 ** 20
const ballast = join(disk, 'ballast')

if (!mounted) console.warn('A disk cannot be filled here: only root may mount one of 64 MB.')

describe.skipIf(!mounted)('a real disk of 64 MB', () => {
  const config = join(disk, 'wend.yaml')

  it.each([
    ['is refused events before it is full', '', 'storage_low'],
    ['takes no event that it cannot keep where nothing is reserved', 'reserve: 0KB\n', 'log_unavailable'],
  ])(
    '%s, stays readable, and takes them again: nothing acknowledged is lost',
    { timeout: 60_000 },
    async (_, more, code) => {
      writeFileSync(config, yaml(more))
      collector = await startCollector({ config, environment: { WEND_LEVEL: 'silent' } })
      const senders = createSenders(4, 'lorem ipsum '.repeat(40))
      senders.to(collector.url)
      await until(() => senders.acknowledged.size > 200, 'the load')
      writeFileSync(ballast, Buffer.alloc(Math.max(0, room() - 12 * MB)))
      await until(() => senders.answers.some((answer) => answer.code === code), `the answer ${code}`)
      if (code === 'storage_low') expect(room()).toBeGreaterThan(MB)

      const { status, retryAfter } = senders.answers.find((answer) => answer.code === code) ?? {}
      expect([status, retryAfter]).toEqual([503, expect.stringMatching(/^\d+$/)])
      expect((await readAll(collector)).length).toBeGreaterThanOrEqual(senders.acknowledged.size)
      if (code === 'storage_low') {
        const answer = await fetch(`${collector.url}/readyz`)
        expect([answer.status, (await answer.json()).code]).toEqual([503, code])
        const erased = await fetch(`${collector.url}/api/people/erase`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${collector.token}` },
          body: JSON.stringify({ site: 'shop', email: 'jo@shop.example' }),
        })
        expect(erased.status).toBe(200)
      }

      rmSync(ballast)
      const freed = Date.now()
      const before = senders.acknowledged.size
      await until(() => senders.acknowledged.size > before, 'events after room was made')
      expect(Date.now() - freed).toBeLessThan(5000)
      await senders.stop()
      // Only 200 with every event of it stored, or a 503 that says when to come back.
      expect(senders.answers.filter(({ all, status, retryAfter }) => !all && !(status === 503 && retryAfter))).toEqual(
        [],
      )
      expect(await collector.end('SIGTERM')).toBe(0)

      collector = await startCollector({ config })
      const stored = (await readAll(collector)).map(({ id }) => id)
      const known = new Set(stored)
      expect([...senders.acknowledged].filter((id) => !known.has(id))).toEqual([])
      expect(known.size).toBe(stored.length)
      expect(await collector.end('SIGTERM')).toBe(0)
      rmSync(join(disk, 'data'), { recursive: true })
    },
  )
})
