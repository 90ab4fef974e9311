import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPseudonyms, sha256 } from '@wend/privacy/pseudonym'
import { openLog } from '@wend/storage/log'
import { expect, it } from 'vitest'
import { rotate } from '../commands/pepper.ts'
import { loadSecrets } from '../config/secrets.ts'
import { failedUrl } from './file.ts'

it('a rotation of the pepper gives the visitors of failed events the new key as well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-rekey-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const subject = () => createPseudonyms(loadSecrets(data, {}).pepperOf('shop'), 'shop').of('visitor', sha256('a'))
  try {
    const before = subject()
    const log = await openLog(failedUrl(data))
    await log.append([{ site: 'shop', id: randomUUID(), body: JSON.stringify({ type: 'a.b', subject: before }) }])
    await log.close()
    await rotate({ data, log: `sqlite:${data}/log.db`, environment: {}, openLog, yes: true, print: () => {} })
    const again = await openLog(failedUrl(data))
    const [row] = await again.read(0, 1)
    await again.close()
    expect(JSON.parse(row?.body ?? '{}').subject).toBe(subject())
    expect(subject()).not.toBe(before)
    const bytes = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'))
    expect(bytes.join('\n')).not.toContain(before.slice(9))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
