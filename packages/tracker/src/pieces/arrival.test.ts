// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import type { Core } from '../core.ts'
import { arrival } from './arrival.ts'

const token = 'x'.repeat(91)
const arrive = (url: string) => {
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url)
  history.replaceState({ page: 7 }, '')
  const say = vi.fn()
  arrival({ say } as unknown as Core)
  return [location.href, say.mock.calls, history.state]
}

it.each([
  [`https://pay.example/p?a=1#wend=${token}`, 'https://pay.example/p?a=1'],
  [`https://pay.example/p#part&wend=${token}`, 'https://pay.example/p#part'],
  [`https://pay.example/#/cart?wend=${token}`, 'https://pay.example/#/cart'],
  [`https://pay.example/#/cart?a=1&wend=${token}`, 'https://pay.example/#/cart?a=1'],
])('takes the token out of %s', (url, left) => {
  expect(arrive(url)).toEqual([left, [['identity', [token]]], { page: 7 }])
})

it.each([
  'https://pay.example/',
  'https://pay.example/?wend=x',
  'https://pay.example/#send=x',
  'https://pay.example/#wend',
])('leaves %s alone', (url) => {
  expect(arrive(url)).toEqual([url, [], { page: 7 }])
})
