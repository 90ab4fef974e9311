import { spawn } from 'node:child_process'
import { hash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * `npm run dictionary`: whether somebody with the data folder, but not its pepper, finds people by hashing every phone
 * number of a prefix. A real collector stores people who are known by their number; then each number is hashed plainly, with
 * and without `+`, and looked for in all files as hex, base64, base64url and bytes.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    digits: { type: 'string', default: '7' },
    people: { type: 'string', default: '1000' },
  },
})
/** German mobile numbers; so many digits follow. */
const prefix = '+491511'
const digits = Number(values.digits)
const numbers = 10 ** digits
const people = Number(values.people)
const number = (n: number): string => prefix + String(n).padStart(digits, '0').padEnd(7, '0')
const known = Array.from({ length: people }, (_, n) => number(Math.floor((n * numbers) / people)))
const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

const folder = mkdtempSync(join(tmpdir(), 'wend-dictionary-'))
try {
  const files = await collect()
  const stored = keysIn(files)
  const control = new Set(known.map((phone) => keyOf(digest(phone))))
  let [hashes, found, seen] = [0, 0, 0]
  for (let n = 0; n < numbers; n++) {
    const withPlus = number(n)
    for (const text of [withPlus, withPlus.slice(1)]) {
      const plain = digest(text)
      const key = keyOf(plain)
      hashes++
      if (stored.has(key) && standsIn(files, plain)) found++
      if (control.has(key)) seen++
    }
  }
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  console.log(
    values.json
      ? JSON.stringify({ numbers, hashes, people, bytes, found, control: seen })
      : `${numbers} numbers, ${hashes} plain hashes, ${people} people in ${bytes} bytes of the data folder: ${found} found. Among plain hashes of the same people the same search finds ${seen}.`,
  )
  if (found > 0 || seen !== people) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

/** Has a collector store each of the people, half as a browser and half as a backend; every file of its data folder. */
async function collect(): Promise<Buffer[]> {
  const config = join(folder, 'wend.yaml')
  const data = join(folder, 'data')
  writeFileSync(config, 'port: 0\nlevel: error\ndata: ./data\nsites:\n  shop:\n    origins: ["https://shop.example"]\n')
  const child = spawn(process.execPath, ['apps/collector/src/main.ts', 'serve', '--config', config], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const found = /Collector: http:\/\/localhost:(\d+)/.exec(String(chunk))?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error('The collector did not start.')))
  })
  const bearer = { Authorization: `Bearer ${readFileSync(join(data, 'token'), 'utf8')}` }
  const post = async (type: string, identifiers: readonly { phone: string }[], headers: Record<string, string>) => {
    for (let from = 0; from < identifiers.length; from += 100) {
      const now = Date.now()
      const events = identifiers
        .slice(from, from + 100)
        .map((given) => ({ id: randomUUID(), type, at: now, data: { identifiers: given } }))
      const consent = { granted: ['analytics'], source: 'banner', at: now }
      const response = await fetch(`http://127.0.0.1:${port}/w/e`, {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain', Origin: 'https://shop.example', ...headers },
        body: JSON.stringify({ v: 1, site: 'shop', sent: now, consent, events }),
      })
      const answer = await response.text()
      if (JSON.parse(answer).accepted !== events.length) throw new Error(`Not all were stored: ${answer.slice(0, 500)}`)
    }
  }
  const half = Math.ceil(people / 2)
  const claims = known.slice(0, half).map((phone) => ({ phone: digest(phone).toString('hex') }))
  await post('identity.claimed', claims, {})
  await post(
    'identity.verified',
    known.slice(half).map((phone) => ({ phone })),
    bearer,
  )
  child.kill('SIGTERM')
  await once(child, 'exit')
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** The first 48 bits of a digest: few enough to look up fast, many enough to be right nearly always. */
function keyOf(bytes: Buffer): number {
  return bytes.readUIntBE(0, 6)
}

/** The key of everything in these files that could be a digest: at each byte, in hex and in base64 at each character. */
function keysIn(files: readonly Buffer[]): Set<number> {
  const keys = new Set<number>()
  for (const file of files) {
    for (let at = 0; at + 32 <= file.length; at++) keys.add(file.readUIntBE(at, 6))
    const text = file.toString('latin1')
    for (const [run] of text.matchAll(/[0-9a-f]{64,}/gi))
      for (let at = 0; at + 64 <= run.length; at++) keys.add(Number.parseInt(run.slice(at, at + 12), 16))
    for (const [run] of text.matchAll(/[\w+/-]{43,}/g))
      for (let at = 0; at + 43 <= run.length; at++) keys.add(keyOf(Buffer.from(run.slice(at, at + 8), 'base64')))
  }
  return keys
}

function standsIn(files: readonly Buffer[], plain: Buffer): boolean {
  const hex = plain.toString('hex')
  const forms = [plain, hex, hex.toUpperCase(), plain.toString('base64').slice(0, 43), plain.toString('base64url')]
  return files.some((file) => forms.some((form) => file.includes(form)))
}
