import { campaignKeys } from '@wend/protocol/campaign'
import { describe, expect, test } from 'vitest'
import { cleanUrl } from './url.ts'

const allowed = new Set([...campaignKeys, 'page', 'größe'])
const clean = (url: string) => cleanUrl(url, allowed)
const key = '8f14e45fceea167a5a36dedd4bea2543'

describe('cleanUrl', () => {
  test.each<[what: string, url: string, cleaned: string]>([
    ['keeps a plain address', 'https://shop.example/shoes/running', 'https://shop.example/shoes/running'],
    ['keeps a host alone', 'https://shop.example', 'https://shop.example'],
    ['keeps a port', 'http://localhost:3000/a', 'http://localhost:3000/a'],
    ['keeps an address without a scheme', '//cdn.example/a.js', '//cdn.example/a.js'],
    ['keeps what is escaped and harmless', '/m%C3%A4nner/schuhe%20neu', '/m%C3%A4nner/schuhe%20neu'],
    [
      'keeps a long slug with numbers',
      '/p/adidas-ultraboost-22-running-shoes-black-44',
      '/p/adidas-ultraboost-22-running-shoes-black-44',
    ],
    ['keeps a version', '/npm/bootstrap@5.3.3/dist/js', '/npm/bootstrap@5.3.3/dist/js'],
    ['keeps a date', '/news/2026/11/22/01-02-2026', '/news/2026/11/22/01-02-2026'],
    ['keeps a relative path', 'shoes/../boots', 'shoes/../boots'],
    ['keeps nothing as nothing', '', ''],
    ['keeps slashes', '//', '//'],
    ['trims', '  https://shop.example/a\n', 'https://shop.example/a'],

    ['removes user and password', 'https://user:secret@shop.example/a', 'https://shop.example/a'],
    [
      'removes a user that is an e-mail address',
      'https://person@mail.example:secret@shop.example/a',
      'https://shop.example/a',
    ],
    ['removes an escaped user', 'https://person%40shop.example/a', 'https://shop.example/a'],
    ['removes a user without a scheme', '//user:secret@shop.example/a', '//shop.example/a'],

    ['removes unlisted query keys', '/a?session=1&utm_source=news&name=Peter', '/a?utm_source=news'],
    ['removes a query that has only those', '/a?name=Peter', '/a'],
    ['removes an empty query', '/a?', '/a'],
    ['keeps a listed key without a value', '/a?page&x', '/a?page'],
    ['keeps a listed key twice', '/a?page=1&page=2', '/a?page=1&page=2'],
    [
      'keeps a listed key that is escaped',
      '/a?utm%5Fsource=x&gr%C3%B6%C3%9Fe=42',
      '/a?utm%5Fsource=x&gr%C3%B6%C3%9Fe=42',
    ],
    ['keeps spaces of a form', '/a?utm_campaign=black+friday+2026', '/a?utm_campaign=black+friday+2026'],
    ['keeps = in a value', '/a?page=b=c', '/a?page=b=c'],
    ['does not take a prefix for a key', '/a?utm_source2=x&xutm_source=y', '/a'],
    ['does not take another case for a key', '/a?UTM_SOURCE=x', '/a'],
    ['cleans a listed value: e-mail', '/a?utm_source=person@example.com', '/a?utm_source=:email'],
    ['cleans a listed value: escaped e-mail', '/a?utm_source=person%40example.com', '/a?utm_source=:email'],
    ['cleans a listed value: e-mail escaped twice', '/a?utm_source=person%2540example.com', '/a?utm_source=:email'],
    ['cleans a listed value: e-mail escaped thrice', '/a?utm_source=person%252540example.com', '/a?utm_source=:email'],
    ['cleans a listed value: phone', '/a?utm_term=%2B49+151+12345678', '/a?utm_term=:phone'],
    ['cleans a listed value: phone with a bare plus', '/a?utm_term=+49+30+1234567', '/a?utm_term=:phone'],
    ['cleans a listed value: token', `/a?page=${key}`, '/a?page=:token'],
    ['cleans a listed value: card', '/a?page=4111+1111+1111+1111', '/a?page=:card'],
    ['cleans around broken escapes', '/a?page=%E4%2B49%20151%2012345678', '/a?page=%25E4:phone'],

    ['cleans a segment: e-mail', '/u/person@example.com/orders', '/u/:email/orders'],
    ['cleans a segment: escaped e-mail', '/u/person%40example.com/orders', '/u/:email/orders'],
    ['cleans a segment: e-mail escaped letter by letter', '/u/%70%65rson%40%65xample.com', '/u/:email'],
    ['cleans a segment: e-mail before a broken escape', '/u/person%40example.com%ZZ', '/u/:email%25ZZ'],
    ['cleans a segment: e-mail in words', '/u/mail%20person%40example.com', '/u/mail%20:email'],
    ['cleans a segment: e-mail with a lone surrogate', '/u/person@example.com \ud800', '/u/:email%20'],
    ['cleans a segment: phone', '/call/+4915112345678', '/call/:phone'],
    ['cleans a segment: escaped phone', '/call/%2B49%20151%2012345678', '/call/:phone'],
    ['cleans a segment: digits all escaped', '/call/%30%31%35%31%31%32%33%34%35%36%37', '/call/:phone'],
    ['cleans a segment: token', `/reset/${key}`, '/reset/:token'],
    ['cleans a segment: UUID', '/o/550e8400-e29b-41d4-a716-446655440000', '/o/:token'],
    ['cleans a segment: JWT', '/t/eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '/t/:token'],
    ['cleans a segment: JWT whose head is escaped', '/t/ey%4Ahbgcix.abcdefg.hijklmn', '/t/:token'],
    ['cleans a segment: card', '/pay/4111-1111-1111-1111', '/pay/:card'],
    ['cleans a relative path', 'u/person@example.com', 'u/:email'],
    [
      'keeps nothing beside what it took out if that reads like another',
      '/a/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc=jo@shop.examplejo@shop.example/b',
      '/a/:token/b',
    ],
    [
      'keeps nothing beside a broken escape if that reads like another',
      '/a/%eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcbytes=0-,-1,99999999999999999999-/b',
      '/a/:token/b',
    ],
    [
      'cleans every part of a whole address',
      `https://u:p@shop.example/${key}?page=a@b.co&x=1#/a@b.co`,
      'https://shop.example/:token?page=:email#/:email',
    ],

    ['removes a fragment', '/a#section', '/a'],
    ['removes a fragment with a token', `/a#access_token=${key}`, '/a'],
    ['removes an empty fragment', '/a#', '/a'],
    ['keeps a fragment that routes', '/a#/orders/12', '/a#/orders/12'],
    ['keeps a fragment that routes with a bang', '/a#!/orders', '/a#!/orders'],
    ['cleans a fragment that routes', '/a#/u/person@example.com', '/a#/u/:email'],
    ['cleans the query of a fragment that routes', '/a#/o?name=Peter&page=2', '/a#/o?page=2'],
    ['finds the query before a fragment over two lines', '/a?name=Peter#x\ny', '/a'],
    ['finds the query over two lines', '/a?na\nme=Pe\nter&page=1', '/a?page=1'],

    ['removes all of mailto', 'mailto:person@example.com?subject=Hi', 'mailto:'],
    ['removes all of tel', 'tel:0301234', 'tel:'],
    ['removes all of sms', 'SMS:+4915112345678', 'SMS:'],
    ['removes all of data', 'data:text/plain,person', 'data:'],
    ['removes all of javascript', 'javascript:alert("Peter")', 'javascript:'],
    ['removes all of blob', 'blob:https://shop.example/550e8400', 'blob:'],
    ['removes all of an address with backslashes', 'https:\\\\user:secret@shop.example\\a', 'https:'],

    ['cleans nonsense', 'not a url person@example.com ?x=1', 'not%20a%20url%20:email%20'],
    ['does not stumble over signs', '?&=&&#?', ''],
    ['does not stumble over a broken escape', '/a/%/%E0%A4%A/b', '/a/%/%E0%A4%A/b'],
    ['does not stumble over a broken host', 'https://[::1/a', 'https://[::1/a'],
  ])('%s', (_, url, cleaned) => {
    expect(clean(url)).toBe(cleaned)
    expect(clean(cleaned)).toBe(cleaned)
  })

  test('keeps no query key when none is allowed', () => {
    expect(cleanUrl('https://shop.example/a?utm_source=x#/b?utm_source=y', new Set())).toBe('https://shop.example/a#/b')
  })

  test('cuts a very long address at the end of a part', () => {
    const long = `https://shop.example/${'shoes/'.repeat(2000)}`
    expect(clean(long)).toBe(long.slice(0, 4096).replace(/\/[^/]*$/, ''))
    expect(clean(`https://shop.example/${'x'.repeat(10_000)}`)).toBe('https://shop.example')
    expect(clean('x'.repeat(10_000))).toBe('')
  })

  test('leaves nothing of an address that the cut goes through', () => {
    for (let before = 4050; before < 4100; before++) {
      const url = `https://shop.example/${'a/'.repeat(before).slice(0, before - 21)}/somebody@example.com/${'b'.repeat(100)}`
      expect(clean(url)).not.toContain('some')
    }
  })

  test.each(['%', '/', '?', '#', '&', '=', '@', '%40', '%25', '#/?', 'a:'])('never throws on many %s', (piece) => {
    const text = piece.repeat(4096 / piece.length)
    for (const url of [text, `https://${text}`, `/${text}`, `/?${text}`, `/#/${text}`])
      expect(clean(url).length).toBeLessThanOrEqual(8192)
  })
})
