import { expect, it } from 'vitest'
import { startTraced, traceVisit } from '../bench/trace.ts'

it('makes the browser lay out nothing for any part of capture, in Chromium', async () => {
  const stack = await startTraced()
  try {
    const { forced, types } = await traceVisit(stack, 1)
    expect(forced).toEqual([])
    // All were at work.
    for (const type of [
      'page.left',
      'element.clicked',
      'link.clicked',
      'form.field_left',
      'product.added',
      'vital.measured',
    ])
      expect(types).toContain(type)
  } finally {
    await stack.stop()
  }
})
