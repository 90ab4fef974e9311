import { expect, it } from 'vitest'
import { rfc3339 } from './time.ts'

it('writes every moment as Date does', () => {
  const moments = [0, 999, 1000, 1795219200000, 1795219200001, 1795219199999, 951782399999, 951782400000, 4102444800123]
  for (const at of [...moments, ...moments.map((moment) => moment + 0.7)])
    expect(rfc3339(at)).toBe(new Date(at).toISOString())
})
