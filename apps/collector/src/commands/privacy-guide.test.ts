import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePolicy } from '@wend/privacy/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../../../..')
const main = join(import.meta.dirname, '../main.ts')
const folder = mkdtempSync(join(tmpdir(), 'wend-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, inner = '']) => inner)

const guide = read('docs/privacy.md')
const commands = blocks(guide, 'sh').flatMap((block) => block.trim().split('\n'))

/** Runs a line of the guide in its folder, as a reader types it. */
function run(line: string): { code: number | null; out: string; err: string } {
  const [command = '', comment = ''] = line.split(/\s+# /)
  if (!command.startsWith('wend ')) {
    execFileSync('sh', ['-c', command], { cwd: folder })
    return { code: 0, out: '', err: '' }
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...command.split(' ').slice(1)], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    encoding: 'utf8',
  })
  return { code: comment === 'ends with 1' && status === 1 ? 0 : status, out: stdout, err: stderr }
}

describe('the officer’s guide', () => {
  beforeAll(() => {
    for (const block of blocks(guide, 'yaml')) {
      const name = /^# (\S+\.yaml)\n/.exec(block)?.[1]
      expect(name, block).toBeDefined()
      if (name === 'wend.yaml') writeFileSync(join(folder, name), block)
    }
    expect(commands.length).toBeGreaterThan(12)
  })

  it('has commands that all do what it says, one after the other', () => {
    const policy = blocks(guide, 'yaml').find((block) => block.startsWith('# policy.yaml\n')) ?? ''
    for (const line of commands) {
      // Before the site is configured there is no site to check: the guide writes the policy in between.
      if (line === 'wend check') writeFileSync(join(folder, 'policy.yaml'), policy)
      const { code, err } = run(line)
      expect([line, code, err]).toEqual([line, 0, ''])
    }
    expect(JSON.parse(readFileSync(join(folder, 'policy.schema.json'), 'utf8'))).toHaveProperty('properties.version')
    for (const page of ['policy.html', 'record.html', 'cookies.html'])
      expect(readFileSync(join(folder, page), 'utf8')).toMatch(/^<!doctype html>/)
    expect(readFileSync(join(folder, 'cookies.html'), 'utf8')).toContain('Wir halten fest')
  }, 60_000)

  it('quotes what a dry run really says', () => {
    const { out } = run('wend policy dry-run --region US-CA --gpc --type ad.clicked')
    const [, quote = 'none'] = /“(ad\.clicked is dropped[^”]*)”/.exec(guide) ?? []
    expect(out.replace(/\s+/g, ' ')).toContain(quote.replace(/\s+/g, ' '))
  })

  it('says that a wider policy needs another version', () => {
    const { out, code } = run('wend policy diff old.yaml new.yaml')
    expect([out.replace(/\s+/g, ' ').includes('raise version: 2'), code]).toEqual([true, 1])
  })
})

it.each(['docs/policy.md', 'docs/privacy.md'])('every policy in %s is one', (path) => {
  const policies = blocks(read(path), 'yaml').filter((block) => /^version:/m.test(block))
  expect(policies).not.toEqual([])
  for (const policy of policies) expect(() => parsePolicy(parse(policy))).not.toThrow()
})
