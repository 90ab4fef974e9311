import { cleanUrl } from '@wend/privacy/url'
import { campaignKeys } from '@wend/protocol/campaign'
import { describe, expect, test } from 'vitest'
import { clean, pageKey } from './address.ts'

const allowed = [...campaignKeys, 'page']

describe('clean', () => {
  test.each<[what: string, address: string, cleaned: string | undefined]>([
    ['keeps a plain address', 'https://shop.example/shoes', 'https://shop.example/shoes'],
    ['keeps a port', 'http://localhost:3000/a', 'http://localhost:3000/a'],
    ['keeps what is escaped', 'https://shop.example/m%C3%A4nner', 'https://shop.example/m%C3%A4nner'],
    ['spells a host in ASCII', 'https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['drops user and password', 'https://jo:secret@shop.example/a', 'https://shop.example/a'],
    ['drops unlisted query keys', 'https://shop.example/a?email=jo@example.com&sid=1', 'https://shop.example/a'],
    [
      'keeps listed ones',
      'https://shop.example/?x=1&utm_source=news&page=2',
      'https://shop.example/?utm_source=news&page=2',
    ],
    ['keeps a listed key twice', 'https://shop.example/?page=1&page=2', 'https://shop.example/?page=1&page=2'],
    ['takes no other case for a key', 'https://shop.example/?UTM_SOURCE=x', 'https://shop.example/'],
    ['drops an empty query and fragment', 'https://shop.example/a?#', 'https://shop.example/a'],
    ['drops a fragment that is a place', 'https://shop.example/a#reviews', 'https://shop.example/a'],
    ['drops a fragment that is data', 'https://shop.example/a#access_token=x', 'https://shop.example/a'],
    ['keeps a fragment that routes', 'https://shop.example/#/cart', 'https://shop.example/#/cart'],
    ['keeps one of the older kind', 'https://shop.example/#!/cart', 'https://shop.example/#!/cart'],
    [
      'cleans the query of a route',
      'https://shop.example/#/reset?token=x&page=2',
      'https://shop.example/#/reset?page=2',
    ],
    ['drops the query of a route', 'https://shop.example/?a=b#/reset?token=x', 'https://shop.example/#/reset'],
    [
      'keeps the app that a visitor came from',
      'android-app://com.google.android.gm/',
      'android-app://com.google.android.gm/',
    ],
    ['keeps of a file only that', 'file:///home/jo/page.html?x', 'file:'],
    ['keeps of data only that', 'data:text/html,<p>jo@example.com</p>', 'data:'],
    ['keeps of an embedded page only that', 'about:srcdoc', 'about:'],
    ['keeps of an object only that', 'blob:https://shop.example/2f1c', 'blob:'],
    ['takes nothing for no address', '', undefined],
    ['takes a path for no address', '/a', undefined],
    ['takes an element for no address', '[object HTMLImageElement]', undefined],
  ])('%s', (_, address, cleaned) => {
    expect(clean(address, allowed)).toBe(cleaned)
  })

  test('cuts where the wire format ends', () => {
    expect(clean(`https://shop.example/${'a'.repeat(5000)}`, [])).toHaveLength(4096)
  })

  test('leaves nothing that the collector would still take out', () => {
    const hard = 'https://jo:secret@shop.example:8080/a/b?sid=1&page=2&utm_term=red+shoes#/c?d=e&page=3'
    const cleaned = clean(hard, allowed) ?? ''
    expect(cleaned).toBe('https://shop.example:8080/a/b?page=2&utm_term=red+shoes#/c?page=3')
    expect(cleanUrl(cleaned, new Set(allowed))).toBe(cleaned)
  })

  test('knows the same campaign keys as the collector', () => {})
})

describe('pageKey', () => {
  const key = (address: string, query: boolean) => pageKey(new URL(address, 'https://shop.example'), query)
  test.each<[what: string, one: string, other: string, query: boolean, same: boolean]>([
    ['another path', '/a', '/b', true, false],
    ['another query', '/a?x=1', '/a?x=2', true, false],
    ['another query where that does not count', '/a?x=1', '/a?x=2', false, true],
    ['another place', '/a#b', '/a#c', true, true],
    ['another route', '/#/b', '/#/c', false, false],
    ['a route and no route', '/#/b', '/', false, false],
    ['the same', '/a?x=1#b', '/a?x=1', true, true],
  ])('tells %s', (_, one, other, query, same) => {
    expect(key(one, query) === key(other, query)).toBe(same)
  })
})
