import { describe, expect, test } from 'vitest'
import { display } from './index.ts'

describe('display', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['fills in a field', 'Viewed {title}', { title: 'Shoes' }, 'Viewed Shoes'],
    ['fills in a number', '{metric} was {value}', { metric: 'CLS', value: 0 }, 'CLS was 0'],
    ['leaves nothing of what is missing', 'Left {url} at {step} now', { step: 'pay' }, 'Left at pay now'],
    ['closes up at both ends', '{a} saw {b}', {}, 'saw'],
    ['takes the first alternative', 'Viewed {title|url}', { title: 'Shoes', url: '/s' }, 'Viewed Shoes'],
    ['takes the next when the first is missing', 'Viewed {title|url}', { url: '/s' }, 'Viewed /s'],
    ['takes an empty text for what it is', 'Viewed {title|url}', { title: '', url: '/s' }, 'Viewed'],
    ['reaches into objects', '{product.name|product.id}', { product: { id: 'p1' } }, 'p1'],
    ['reaches into nothing', '{product.name.first}', { product: 'x' }, ''],
    ['shows no object, list, yes or no', 'x{a}{b}{c}{d}', { a: {}, b: [1], c: true, d: null }, 'x'],
    ['does not fill in what was filled in', 'Saw {a}', { a: '{b}', b: 'secret' }, 'Saw {b}'],
    ['takes signs as they are', 'Saw {a}', { a: "$& $1 $'" }, "Saw $& $1 $'"],
    ['leaves no constructor', '{constructor.name}', {}, ''],
    ['leaves no prototype', '{__proto__.constructor.name}{toString.name}', {}, ''],
    ['leaves no prototype of a nested object', '{a.constructor.name}', { a: {} }, ''],
    ['leaves no length of a text', '{a.length}', { a: 'secret' }, ''],
    ['leaves an empty placeholder out', 'x{}y{|}', { '': undefined }, 'xy'],
    ['leaves an open brace', 'x{a', { a: 'b' }, 'x{a'],
  ])('%s', (_, template, data, line) => {
    expect(display(template, data)).toBe(line)
  })
})
