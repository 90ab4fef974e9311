/** Numbers that look random and are the same for the same seed (mulberry32), and what is made of them. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    pick: <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value,
    bytes: (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256))),
  }
}

export type Random = ReturnType<typeof randomFrom>
