import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadConfig } from '../config/load.ts'
import { isErasure } from '../people/index.ts'
import { cookie, emailOf, entryOf, identity, siteCalled, subjectOf } from '../people/testing.ts'
import { type Served, serveRoom } from '../you/testing.ts'
import { erase } from './erase.ts'
import { exportPerson, personFrom } from './export.ts'

const never = async () => {
  throw new Error('Nobody may read from standard input here.')
}

describe('naming a person to a command', () => {
  it.each([
    ['as an option', { email: 'maja@shop.example' }, never],
    ['on standard input', { email: '-' }, async () => 'maja@shop.example\n'],
  ])('works %s', async (_, options, read) => {
    expect(await personFrom(options, 'shop', read)).toEqual({ site: 'shop', way: 'email', value: 'maja@shop.example' })
  })

  it.each([
    ['nobody', {}, 'Name the person by one of --visitor, --email'],
    ['two', { email: 'canary', phone: 'canary' }, 'Name the person by one of'],
    ['an empty value', { email: ' ' }, '--email is empty'],
    ['empty input', { customer: '-' }, '--customer is empty'],
  ])('says what to do with %s, and repeats nothing', async (_, options, sentence) => {
    const error = (await personFrom(options, 'shop', async () => '\n').catch((error: Error) => error)) as Error
    expect(error).toBeInstanceOf(BadConfig)
    expect(error.message).toContain(sentence)
    expect(error.message).not.toContain('canary')
  })
})

describe('wend export and wend erase', () => {
  const site = siteCalled('shop')
  const subject = subjectOf(site, cookie())
  const person = { site: 'shop', way: 'email', value: 'maja@shop.example' } as const
  let collector: Served
  const remote = () => ({ url: collector.url, token: 'none is asked for by these routes alone' })
  beforeAll(async () => {
    collector = await serveRoom([site])
    await collector.log.append([
      entryOf(site, subject),
      identity(site, subject, { email: emailOf(site, 'maja@shop.example') }),
      entryOf(site, undefined),
    ])
  })
  afterAll(() => collector.stop())

  it('hand out what is held, for programs and for people', async () => {
    expect(JSON.parse(await exportPerson(remote(), person, { html: false })).events).toHaveLength(2)
    expect(await exportPerson(remote(), person, { html: true })).toMatch(/^<!doctype html>/)
  })

  it('erase nothing without --yes', async () => {
    await expect(erase(remote(), person, { yes: false })).rejects.toThrow('Nothing was erased.')
    expect(await collector.bodies()).toHaveLength(3)
  })

  it('pass on what the collector says is wrong', async () => {
    await expect(erase(remote(), { ...person, site: 'none' }, { yes: true })).rejects.toThrow('No site of this name')
  })

  it('erase, and give the receipt without saying of whom', async () => {
    const receipt = await erase(remote(), person, { yes: true })
    expect(isErasure(site, JSON.parse(receipt))).toBe(true)
    expect(JSON.parse(receipt).total).toBe(2)
    expect(receipt).not.toContain('maja')
    expect(await collector.bodies()).toHaveLength(1)
  })
})
