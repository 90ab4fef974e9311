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
          // Real browsers, real processes: one file at a time, on two cores more would only wait for each other.
          name: 'real',
          include: ['test/{browsers,fixtures,e2e,faults}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
