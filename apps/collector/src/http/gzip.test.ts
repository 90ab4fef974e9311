import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gunzipMember, NotOneMember } from './gzip.ts'

const text = Buffer.from('Stoneware mug, thrown by hand. '.repeat(100))
const zipped = gzipSync(text)
/** The same member with fields in its header that a browser never writes, but other programs do. */
const withHeader = (flag: number, ...fields: Buffer[]) =>
  Buffer.concat([zipped.subarray(0, 3), Buffer.from([flag]), zipped.subarray(4, 10), ...fields, zipped.subarray(10)])

describe('one gzip member', () => {
  it.each([
    ['as it is', zipped],
    ['with a name', withHeader(8, Buffer.from('batch.json\0'))],
    ['with a comment', withHeader(16, Buffer.from('from a shop\0'))],
    ['with an extra field', withHeader(4, Buffer.from([3, 0, 1, 2, 3]))],
    ['with a checksum of the header', withHeader(2, Buffer.from([1, 2]))],
    ['with all of them', withHeader(30, Buffer.from([1, 0, 9]), Buffer.from('a\0b\0'), Buffer.from([1, 2]))],
    ['that was not compressed', gzipSync(text, { level: 0 })],
  ])('%s', async (_, body) => expect(await gunzipMember(body, 10_000)).toEqual(text))

  it('of nothing', async () => expect(await gunzipMember(gzipSync(''), 10)).toEqual(Buffer.alloc(0)))

  it.each([
    ['two of them', Buffer.concat([zipped, zipped])],
    ['an empty one and another', Buffer.concat([gzipSync(''), zipped])],
    ['a zero behind it', Buffer.concat([zipped, Buffer.alloc(1)])],
    ['anything behind it', Buffer.concat([zipped, randomBytes(100)])],
  ])('is more: %s', async (_, body) => {
    await expect(gunzipMember(body, 10_000)).rejects.toBeInstanceOf(NotOneMember)
  })

  it('is refused at every length that is too short', async () => {
    for (let length = 0; length < zipped.length; length++)
      await expect(gunzipMember(zipped.subarray(0, length), 10_000)).rejects.toThrow()
  })

  it('is refused with any bit of its data or trailer flipped', async () => {
    for (let bit = 80; bit < zipped.length * 8; bit++) {
      const body = Buffer.from(zipped)
      body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expect(gunzipMember(body, 10_000)).rejects.toThrow()
    }
  })

  it('inflates no further than it may', async () => {
    expect(await gunzipMember(zipped, text.length)).toEqual(text)
    await expect(gunzipMember(zipped, text.length - 1)).rejects.toBeInstanceOf(RangeError)
  })
})
