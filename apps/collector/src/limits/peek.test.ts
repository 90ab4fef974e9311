import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { siteIn } from './peek.ts'

it.each<[string, string | Buffer, string | undefined]>([
  ['the second key', '{"v":1,"site":"shop","events":[]}', 'shop'],
  ['the first', ' { "site" : "blue-shop" ', 'blue-shop'],
  ['a key in an object before it is none', '{"consent":{"site":"shop"},"site":"blue"}', undefined],
  ['behind events nothing is looked for', '{"events":[{}],"site":"shop"}', undefined],
  ['too far from the front', `{"v":${' '.repeat(300)}1,"site":"shop"}`, undefined],
  ['a name that no site can have', '{"v":1,"site":"sh op"}', undefined],
  ['in gzip nothing can be seen', gzipSync('{"v":1,"site":"shop"}'), undefined],
  ['no JSON', '', undefined],
])('%s', (_, body, site) => expect(siteIn(Buffer.from(body))).toBe(site))
