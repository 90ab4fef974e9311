import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { pack } from '../../../deploy/pack.mjs'

const root = join(import.meta.dirname, '../../..')
const deploy = join(root, 'deploy')
const nobody = 65_534
let folder: string
let packed: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-packed-'))
  chmodSync(folder, 0o755)
  packed = join(folder, 'wend')
  pack(packed)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }), 60_000)

const may = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' })

describe('the packed collector', () => {
  it('has what it needs to run, and nothing to build or to test with', () => {
    const files = globSync('{apps,packages}/**/*', { cwd: packed })
    expect(files.filter((file) => /\.test\.|testing\.ts|contract\.ts|node_modules/.test(file))).toEqual([])
    const names = readdirSync(join(packed, 'node_modules'))
    for (const tool of ['typescript', 'vitest', 'rollup', 'vite', '@biomejs', 'react'])
      expect(names).not.toContain(tool)
    expect(may(join(packed, 'bin/wend'), '--help').stdout).toMatch(/^wend serve /)
  })

  it('is not put where something is already', () => {
    expect(() => pack(packed)).toThrow(/is not empty/)
  })

  const isolated = process.getuid?.() === 0 && may('unshare', '-m', 'mount', '-o', 'remount,ro,bind', '/').status === 0
  if (!isolated)
    console.warn('The read-only start was not tried: only root may make a file system read-only for one process.')

  it.skipIf(!isolated)(
    'starts as another user on a read-only file system, writes to its data folder alone, and stops',
    {
      timeout: 60_000,
    },
    async () => {
      const data = join(folder, 'data')
      mkdirSync(data, { mode: 0o700 })
      chownSync(data, nobody, nobody)
      const config = join(folder, 'wend.yaml')
      writeFileSync(config, 'sites: { shop: { origins: ["https://shop.example"] } }\n')
      const before = state(packed)
      const script = `mount --bind ${data} ${data} && mount -o remount,ro,bind / && ! touch ${packed}/x 2>&- && exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all ${packed}/bin/wend serve --config ${config}`
      const child = spawn('unshare', ['-m', 'sh', '-c', script], {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: '/',
        env: { PATH: process.env.PATH, WEND_DATA: data, WEND_PORT: '0' },
      })
      const said = text(child.stderr)
      try {
        const url = await addressOf(child)
        expect((await fetch(`${url}/readyz`)).status).toBe(200)
        expect(await (await fetch(`${url}/w/w.js?site=shop`)).text()).toContain('shop')
        expect((await fetch(`${url}/console/`)).status).toBe(200)
        const events = [
          { id: crypto.randomUUID(), type: 'page.viewed', at: Date.now(), data: { url: 'https://shop.example/' } },
        ]
        const answer = await fetch(`${url}/w/e`, {
          method: 'POST',
          headers: { Origin: 'https://shop.example' },
          body: JSON.stringify({ v: 1, site: 'shop', consent: { granted: ['analytics'], source: 'banner' }, events }),
        })
        expect(await answer.json()).toMatchObject({ accepted: 1 })
      } finally {
        child.kill('SIGTERM')
      }
      const [code] = await once(child, 'exit')
      expect([code, await said]).toEqual([0, expect.not.stringMatching(/"level":[56]0/)])
      expect(state(packed)).toEqual(before)
    },
  )
})

describe('the commands of the packed collector', () => {
  it('back up while it runs and restore elsewhere, as the documentation says', { timeout: 120_000 }, async () => {
    const config = join(folder, 'own.yaml')
    writeFileSync(config, 'sites: { shop: { origins: ["https://shop.example"] } }\n')
    const wend = (data: string, ...args: string[]) =>
      spawnSync(join(packed, 'bin/wend'), [...args, '--config', config], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, WEND_DATA: join(folder, data), WEND_PORT: '0' },
      })
    const child = spawn(join(packed, 'bin/wend'), ['serve', '--config', config], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, WEND_DATA: join(folder, 'first'), WEND_PORT: '0' },
    })
    const to = join(folder, 'backup')
    try {
      await addressOf(child)
      expect(wend('first', 'backup', to)).toMatchObject({ status: 0, stderr: '' })
      expect(wend('first', 'restore', to)).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/^Another Wend is using/),
      })
    } finally {
      child.kill('SIGTERM')
    }
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(wend('second', 'restore', to)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/pepper with the key id/),
    })
    mkdirSync(join(folder, 'second'), { mode: 0o700 })
    cpSync(join(folder, 'first/pepper'), join(folder, 'second/pepper'))
    const { status, stdout } = wend('second', 'restore', to)
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^Restored the backup of .*Start the collector: wend serve\n$/s),
    ])
  })
})

const state = (path: string) => readdirSync(path, { recursive: true }).toSorted()

async function addressOf(child: ChildProcess): Promise<string> {
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += chunk
    const [, url] = /Collector: (\S+)/.exec(output) ?? []
    if (url) return url.replace('localhost', '127.0.0.1')
  }
  throw new Error('The collector ended before it was ready.')
}

describe('the container file', () => {
  const lines = readFileSync(join(deploy, 'Dockerfile'), 'utf8')
    .replace(/\\\n\s*/g, '')
    .split('\n')
  const all = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1))

  it('copies only what is there, and all that packing needs', () => {
    const sources = all('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1))
    for (const source of sources) expect(existsSync(join(root, source)), source).toBe(true)
    const ignored = readFileSync(join(deploy, 'Dockerfile.dockerignore'), 'utf8').split('\n')
    for (const source of sources) expect(ignored).not.toContain(source)
    // The lock file names every package of the workspace; pnpm wants to see them all.
    for (const importer of Object.keys(parse(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).importers))
      if (importer !== '.')
        expect(
          sources.some((source) => `${importer}/package.json`.startsWith(source)),
          importer,
        ).toBe(true)
  })

  it('takes from the first stage what it makes, and ends as a user without rights', () => {
    expect(lines.filter((line) => line.startsWith('FROM '))).toHaveLength(2)
    const [, made = ''] = /node deploy\/pack\.mjs (\S+)/.exec(all('RUN').join('\n')) ?? []
    expect(all('COPY').filter((line) => line.startsWith('--from'))).toEqual([`--from=build ${made} ${made}`])
    expect(all('USER')).toEqual(['10001:10001'])
    expect(all('HEALTHCHECK').join()).toContain('/healthz')
    expect(JSON.parse(all('ENTRYPOINT')[0] ?? '')).toEqual(['wend'])
  })

  it('is run read-only and without capabilities by the compose file', () => {
    const { wend } = parse(readFileSync(join(deploy, 'compose.yaml'), 'utf8')).services
    expect(wend).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(existsSync(join(deploy, wend.build.context, wend.build.dockerfile))).toBe(true)
  })
})

const analyze = may('systemd-analyze', '--version').status === 0
if (!analyze) console.warn('The systemd units were not checked: systemd-analyze is not installed.')

describe.skipIf(!analyze)('the systemd units', () => {
  it('are ones that systemd understands, and leave the collector little to do but its work', () => {
    const units = join(folder, 'units')
    cpSync(join(deploy, 'systemd'), units, { recursive: true })
    const names = readdirSync(units).filter((name) => !name.endsWith('.sysusers'))
    for (const name of names) {
      const path = join(units, name)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/opt/wend', packed))
    }
    const { status, stderr } = may('systemd-analyze', 'verify', '--man=no', ...names.map((name) => join(units, name)))
    expect([status, stderr]).toEqual([0, ''])
    const security = may('systemd-analyze', 'security', '--offline=yes', '--no-pager', join(units, 'wend.service'))
    const [, exposure = '10'] = /exposure level for wend\.service: ([\d.]+)/.exec(security.stdout) ?? []
    expect(Number(exposure)).toBeLessThanOrEqual(2)
  })
})
