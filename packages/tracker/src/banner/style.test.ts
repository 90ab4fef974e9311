import { describe, expect, it } from 'vitest'
import { colours, style } from './style.ts'

/** Relative luminance and contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
const luminance = (colour: string) => {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

it('measures contrast as the standard does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each(Object.entries(colours))('the %s scheme', (_, { back, text, soft, edge, accent, on }) => {
  it.each([
    ['text', text, back],
    ['soft text', soft, back],
    ['a link', accent, back],
    ['a button', on, accent],
  ])('has %s that can be read', (_, front, behind) => {
    expect(contrast(front, behind)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['the edge of a button', edge],
    ['a filled button', accent],
    ['the ring of the focus', text],
  ])('shows %s', (_, front) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(3)
  })
})

it('uses no colour that is not in the table, but for shadows', () => {
  const named = Object.values(colours).flatMap((scheme) => Object.values(scheme) as string[])
  expect([...style.matchAll(/#[0-9a-f]{3,8}/g)].map(([colour]) => colour).filter((c) => !named.includes(c))).toEqual([
    '#0003',
    '#0008',
  ])
})

it('uses each property that it sets, and sets each that it uses', () => {
  const used = [...style.matchAll(/var\((--(?!wend)\w+)\)/g)].map(([, name]) => name)
  expect([...new Set(used)].sort()).toEqual(
    Object.keys(colours.light)
      .map((name) => `--${name}`)
      .sort(),
  )
  expect(Object.keys(colours.dark)).toEqual(Object.keys(colours.light))
})
