import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'wend-commands-'))
const config = join(folder, 'wend.yaml')
const main = join(import.meta.dirname, '../main.ts')
const children: ChildProcess[] = []

interface Result {
  code: number | null
  out: string
  err: string
}

/** Starts `wend` as a person does. `result` resolves at its end; `said` when a pattern stands in what it printed. */
function wend(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
  })
  children.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  return {
    child,
    result: once(child, 'close').then(([code]): Result => ({ code, out, err })),
    async said(pattern: RegExp): Promise<string> {
      const end = Date.now() + 15_000
      for (;;) {
        const found = pattern.exec(out)?.[1]
        if (found !== undefined) return found
        if (Date.now() > end || child.exitCode !== null) throw new Error(`wend did not say ${pattern}: ${out}${err}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}
const run = (args: readonly string[], environment: Record<string, string> = {}) => wend(args, environment).result

let server: ReturnType<typeof wend>
let url: string
beforeAll(async () => {
  writeFileSync(
    config,
    'port: 0\ndata: ./data\nsites: { shop: { origins: ["http://localhost:*"], undeclared: accept, policy: policy.yaml } }',
  )
  writeFileSync(join(dirname(config), 'policy.yaml'), '{ version: 1, undeclared: What these tests make up. }')
  server = wend(['serve'])
  url = await server.said(/Collector: (\S+)/)
}, 30_000)
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe('wend serve', () => {
  it('prints where it is and what to paste, and makes its secrets', async () => {
    const token = await server.said(/\/console\/#token=([\w-]{43})/)
    await server.said(
      /Paste into the pages of shop:\n(<script>.*<\/script>\n<script async src="[^"]*\/w\/w\.js\?site=shop")/,
    )
    const response = await fetch(`${url}/api/events`, { headers: { Authorization: `Bearer ${token}` } })
    expect(response.status).toBe(200)
    expect(existsSync(join(folder, 'data', 'pepper'))).toBe(true)
  })

  it.each<[string, string, Record<string, string>, RegExp]>([
    ['its port is in use', '', {}, /^Port \d+ is in use\. Stop what uses it, or set PORT\.\n$/],
    [
      'it would be open to all with secrets of its own',
      '',
      { WEND_HOST: '0.0.0.0' },
      /^Wend will not listen on 0\.0\.0\.0/,
    ],
    ['its log is of no kind', '', { WEND_LOG: 'paper:/x' }, /^No log driver for “paper:.*\n$/],
    ['its configuration is wrong', 'port: x\nsites: {}', {}, /port: .*\n.*sites: Name at least one site\.\n$/],
    ['its secret is short', '', { WEND_TOKEN: 'short' }, /^WEND_TOKEN has 5 characters/],
  ])('says so in a sentence and ends with 1 when %s', async (_, text, environment, message) => {
    const path = join(folder, 'other.yaml')
    writeFileSync(path, text || 'data: ./other\nsites: { shop: { origins: ["http://localhost:*"] } }')
    const { code, err, out } = await run(['serve', '--config', path], {
      PORT: new URL(url).port,
      ...(text && { PORT: '' }),
      ...environment,
    })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('    at ')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 at %s, and keeps what it accepted', async (signal) => {
    const environment = { WEND_DATA: join(folder, signal), WEND_TOKEN: 'h7Gd2Xk9Qw4Zr6Tb1Nc8Vm3Lp5Ys0JfA' }
    const first = wend(['serve'], environment)
    const at = await first.said(/Collector: (\S+)/)
    expect((await run(['send', 'custom.kept', '--url', at], environment)).code).toBe(0)
    first.child.kill(signal)
    const { code, err } = await first.result
    expect(code).toBe(0)
    for (const line of err.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg')

    const second = wend(['serve'], environment)
    const again = await second.said(/Collector: (\S+)/)
    const response = await fetch(`${again}/api/events`, {
      headers: { Authorization: `Bearer ${environment.WEND_TOKEN}` },
    })
    expect(await response.text()).toContain('custom.kept')
    second.child.kill(signal)
    expect((await second.result).code).toBe(0)
  })

  it('ends although readers are listening', async () => {
    const environment = { WEND_DATA: join(folder, 'listened'), WEND_TOKEN: 'h7Gd2Xk9Qw4Zr6Tb1Nc8Vm3Lp5Ys0JfA' }
    const served = wend(['serve'], environment)
    const at = await served.said(/Collector: (\S+)/)
    const tail = wend(['tail', '--after', '0', '--url', at], environment)
    await run(['send', 'custom.heard', '--url', at], environment)
    await tail.said(/(custom\.heard)/)
    served.child.kill('SIGTERM')
    expect((await served.result).code).toBe(0)
    const { code, err } = await tail.result
    expect([code, err]).toEqual([1, `The collector at ${at} closed the stream.\n`])
  })
})

describe('wend check', () => {
  it('says what the configuration means', async () => {
    const { code, out, err } = await run(['check'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Site shop takes events from pages of http://localhost:*.')
  })

  it('says what is wrong with it', async () => {
    const { code, out, err } = await run(['check', '--config', 'none.yaml'])
    expect([code, out, err]).toEqual([1, '', 'none.yaml cannot be read. Create it, or name another file.\n'])
  })

  it('makes no secrets', async () => {
    await run(['check'], { WEND_DATA: join(folder, 'checked') })
    expect(existsSync(join(folder, 'checked'))).toBe(false)
  })
})

describe('wend send and wend tail', () => {
  it('send an event that arrives as a line for people, and as JSON', async () => {
    const lines = wend(['tail', '--after', '0', '--url', url])
    const whole = wend(['tail', '--after', '0', '--json', '--url', url])
    const data = '{"url":"https://shop.example/shoes","title":"Shoes"}'
    const { code, out, err } = await run(['send', 'page.viewed', '--data', data, '--url', url])
    expect([code, err]).toEqual([0, ''])
    const id = /^accepted ([0-9a-f-]{36})\n$/.exec(out)?.[1]
    expect(await lines.said(/^(\d\d:\d\d:\d\d\.\d{3} {2}shop {2}page\.viewed +Viewed Shoes)$/m)).toBeTruthy()
    expect(JSON.parse(await whole.said(/^(\{.*\})$/m))).toMatchObject({
      id,
      type: 'page.viewed',
      consentsource: 'server',
    })
    lines.child.kill()
    whole.child.kill()
  })

  const cases: [string, string[], Record<string, string>, string | RegExp][] = [
    ['no type', ['send'], {}, /^Name an event type: wend send page\.viewed --data/],
    ['data that is no JSON', ['send', 'page.viewed', '--data', '{url:'], {}, /^--data should be a JSON object/],
    [
      'data that is a list',
      ['send', 'page.viewed', '--data', '[]'],
      {},
      /^rejected \(invalid_data\) at \/events\/0\/data: /,
    ],
    [
      'data that is wrong',
      ['send', 'page.viewed', '--data', '{"url":7}'],
      {},
      /^rejected \(invalid_data\) at \/events\/0\/data\/url: /,
    ],
    ['a type nobody knows', ['send', 'page.eaten'], {}, /^rejected \(unknown_type\) at \/events\/0\/type: /],
    [
      'a purpose that is none',
      ['send', 'page.viewed', '--granted', 'all'],
      {},
      /^all is no purpose\. Use necessary, analytics/,
    ],
    ['consent that does not cover it', ['send', 'ad.clicked'], {}, /^dropped \(consent_unknown\) at \/events\/0: /],
    [
      'a site that is not there',
      ['send', 'page.viewed', '--site', 'nowhere'],
      {},
      /^The collector refused \(403 unknown_site\): /,
    ],
    [
      'a wrong token',
      ['send', 'page.viewed'],
      { WEND_TOKEN: 'x'.repeat(40) },
      /^The collector refused \(401 unauthorized\): /,
    ],
    [
      'a wrong token to read with',
      ['tail'],
      { WEND_TOKEN: 'x'.repeat(40) },
      /^The collector refused \(401 unauthorized\): /,
    ],
    ['a cursor that is none', ['tail', '--after', 'a b&c'], {}, /^The collector refused \(400 invalid_query\): /],
    [
      'a collector that is down',
      ['send', 'page.viewed', '--url', 'http://127.0.0.1:9'],
      {},
      /^No collector answers at http:\/\/127\.0\.0\.1:9\./,
    ],
    ['a collector that is down, to read from', ['tail', '--url', 'http://127.0.0.1:9'], {}, /^No collector answers at/],
    ['no address', ['tail', '--url', 'here'], {}, /^“here” is no address of a collector\./],
    ['a command nobody knows', ['serv'], {}, /^There is no command “serv”\.\n\nwend serve/],
    ['an option nobody knows', ['tail', '--colour'], {}, /Unknown option '--colour'/],
  ]
  it.each(cases)('say in a sentence what is wrong with %s', async (_, args, environment, message) => {
    const { code, out, err } = await run(args, { WEND_URL: url, ...environment })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('    at ')
  })

  it.each([[[]], [['--help']]])('are explained by wend %j', async (args) => {
    const { code, out } = await run(args)
    expect([code, out]).toEqual([0, expect.stringContaining('wend send <type>')])
  })
})

describe('wend consent, export, erase and pepper', () => {
  const post = async (headers: Record<string, string>, events: unknown[]) => {
    const response = await fetch(`${url}/w/e`, {
      method: 'POST',
      headers: { Origin: 'http://localhost:1', ...headers },
      body: JSON.stringify({ v: 1, site: 'shop', consent: { granted: ['analytics'], source: 'banner' }, events }),
    })
    return response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }
  const event = (type: string, data: object) => ({ id: crypto.randomUUID(), type, at: Date.now(), data })

  it('hand out and erase a person, and prove the ledger', async () => {
    const Cookie = await post({}, [event('page.viewed', { url: 'https://shop.example/canary-page' })])
    const identifiers = { email: '542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345' }
    await post({ Cookie }, [event('identity.claimed', { identifiers })])
    const person = ['--email', 'person@example.com', '--url', url]

    const taken = await run(['export', ...person])
    expect(JSON.parse(taken.out)).toMatchObject({ by: 'email', events: [{ type: 'page.viewed' }, {}], consents: [{}] })
    expect(taken.out).not.toContain('person@example.com')
    const careful = await run(['erase', ...person])
    expect([careful.code, careful.err]).toEqual([1, expect.stringContaining('add --yes')])
    const erased = await run(['erase', ...person, '--yes'])
    expect(JSON.parse(erased.out)).toMatchObject({ by: 'email', subjects: 1, total: expect.any(Number) })
    expect(JSON.parse((await run(['export', ...person])).out)).toMatchObject({ events: [] })

    const whole = await run(['consent', 'verify'])
    expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('is whole: ')])
    const copy = join(folder, 'copy.jsonl')
    const lines = readFileSync(join(folder, 'data/consent.jsonl'), 'utf8')
    writeFileSync(copy, lines.replace('"kind":"given"', '"kind":"gives"'))
    const changed = await run(['consent', 'verify', copy])
    expect([changed.code, changed.out]).toEqual([1, expect.stringMatching(/was changed: line 2, at byte \d+: /)])
  })

  it.each([
    ['consent', ['consent', 'prove'], /^There is no such command/],
    ['pepper', ['pepper', 'grind'], /^There is no such command/],
    ['a person', ['erase', '--yes'], /^Name the person by one of --visitor, --email/],
    ['a policy', ['policy', 'sing'], /^There is no command “policy sing”/],
  ])('say what can be done with %s', async (_, args, message) => {
    const { code, err } = await run(args, { WEND_URL: url })
    expect(code).toBe(1)
    expect(err).toMatch(message)
  })

  it('do not rotate a pepper that a collector is using', async () => {
    const said = await run(['pepper', 'rotate'])
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('Nothing was changed.')])
    const { code, err } = await run(['pepper', 'rotate', '--yes'])
    expect([code, err]).toEqual([1, expect.stringContaining('A collector is using the log.')])
  })
})
