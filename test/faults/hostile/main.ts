import { parseArgs } from 'node:util'
import { check } from './properties.ts'
import { hostile, type Result } from './run.ts'

/**
 * `npm run hostile`: bad requests of every kind against a real collector, then what has to hold of any input at all.
 * `-- --minutes 30` goes on with random traffic and random input for that long, `-- --seed 7` repeats a run,
 * `-- --most 500 --runs 100` makes it short, `-- --json` is for programs.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '0' },
    mutations: { type: 'string', default: '600' },
    most: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '2000' },
  },
})
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
const minutes = Number(values.minutes)
const result = await hostile({ seed, mutations: Number(values.mutations), most: Number(values.most), minutes })
const properties = await check({
  seed,
  ...(minutes > 0 ? { milliseconds: minutes * 12_000 } : { runs: Number(values.runs) }),
})

const broken = properties.filter(({ failed }) => failed)
const fine =
  result.failures + result.hangs + result.badLogLines === 0 && result.growth < 64 && result.goodAfter && !broken.length
if (values.json) console.log(JSON.stringify({ ...result, properties, fine }))
else console.log(table(result))
process.exitCode = fine ? 0 : 1

function table({ outcomes, wrong, ...rest }: Result): string {
  const rows = Object.entries(outcomes).sort(([a], [b]) => a.localeCompare(b))
  const lines = rows.map(([family, counts]) => {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const each = Object.entries(counts).map(([result, count]) => `${result}: ${count}`)
    return `${family.padEnd(12)}${String(total).padStart(7)}   ${each.join('  ')}`
  })
  const summary = [
    `${rest.sent} requests, ${rest.distinct} of them distinct ones from the tables and mutations, seed ${rest.seed}`,
    `answers of 5xx: ${rest.failures}   hangs: ${rest.hangs}   slowest answer: ${rest.slowest.milliseconds} ms (${rest.slowest.family})`,
    `memory: ${rest.growth} MB more than after the first thousand, ${rest.growthFromStart} MB more than before them, ${rest.growthFromHalf} MB more than in the middle of the random ones   log lines: ${rest.logLines}, unreadable: ${rest.badLogLines}`,
    `a good batch straight after: ${rest.goodAfter ? 'taken' : 'refused'}`,
    ...properties.map(
      ({ name, runs, failed }) =>
        `${failed ? 'BROKEN' : 'holds'}, ${runs} inputs: ${name}${failed ? `\n${failed}` : ''}`,
    ),
  ]
  return [...lines, '', ...summary, ...wrong].join('\n')
}
