import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.{ts,tsx}', 'apps/**/*.test.{ts,tsx}', 'test/*.test.ts', 'scripts/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          // Two files at a time: half of the time a browser waits, and so would we.
          name: 'browsers',
          include: ['test/{browsers,fixtures,e2e}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // On a busy machine a browser may miss a moment once. A fault of ours is there the second time too.
          retry: 1,
        },
      },
      {
        // Never tried twice either: what leaks once has leaked.
        test: {
          name: 'privacy',
          include: ['test/privacy/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Never tried twice: an event that is lost once is lost.
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], fileParallelism: false },
      },
    ],
  },
})
