import { parseArgs } from 'node:util'
import { browsers } from '../../browsers/browsers.ts'
import { table } from '../compare.ts'
import { drive } from './drive.ts'
import { factNames } from './facts.ts'
import { differencesOf, judge } from './judge.ts'
import { type Row, rowOf } from './score.ts'
import { visits } from './visits.ts'

/**
 * `npm run interactions`: scripted visits whose trouble and whose forms are known, driven in a real browser, against what was
 * stored of them: precision and recall of each kind of frustration and of each fact of a form. Fails where the precision of one is
 * below 0.95. `-- --browser firefox --only stepper --lanes 1 --json`.
 */
const least = 0.95
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    browser: { type: 'string', default: 'chromium' },
    only: { type: 'string', default: '' },
    lanes: { type: 'string', default: '3' },
  },
})
const browser = browsers.find(({ name }) => name === values.browser)
if (!browser)
  throw new Error(`There is no browser “${values.browser}”. Use ${browsers.map(({ name }) => name).join(', ')}.`)
const lanes = Number(values.lanes)
if (!Number.isInteger(lanes) || lanes < 1)
  throw new Error(`“--lanes” should be a whole number from 1, not “${values.lanes}”.`)
const chosen = visits.filter(
  ({ name, in: where }) => name.includes(values.only) && (where?.includes(browser.name) ?? true),
)
if (!chosen.length) throw new Error(`No visit in ${browser.name} has “${values.only}” in its name.`)

const { told, undriven } = await drive(browser, chosen, lanes)
const found = chosen.map((visit) => judge(visit, told.get(visit) ?? []))

const kinds = [...new Set([...visits.flatMap(({ signs }) => signs)])].sort()
const ofKind =
  (kind: string) =>
  ({ said, missed }: { said: string[]; missed: string[] }, really: readonly string[]) => ({
    said: said.filter((one) => one === kind),
    missed: missed.filter((one) => one === kind),
    right: really.includes(kind) && !missed.includes(kind) ? 1 : 0,
  })
const signs = kinds.map((kind) =>
  rowOf(
    kind,
    found.map(({ visit, signs }) => ofKind(kind)(signs, visit.signs)),
  ),
)
const facts = factNames.map((fact) =>
  rowOf(
    `form: ${fact}`,
    found.flatMap((one) => one.facts.get(fact) ?? []),
  ),
)
const differences = found.flatMap(differencesOf)
/** Of all together. */
const whole = (rows: readonly Row[]) => {
  const sum = (key: 'right' | 'wrong' | 'missed') => rows.reduce((total, row) => total + row[key], 0)
  const right = sum('right')
  return { precision: right / (right + sum('wrong')), recall: right / (right + sum('missed')) }
}
const poor = [...signs, ...facts].filter(({ precision }) => precision < least)

if (values.json)
  console.log(
    JSON.stringify({
      browser: browser.name,
      visits: chosen.length,
      frustration: whole(signs),
      forms: whole(facts),
      signs,
      facts,
      differences,
    }),
  )
else {
  const share = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2))
  const lines = (rows: readonly Row[]) =>
    rows.map(({ what, right, wrong, missed, precision, recall }) => [
      what,
      right,
      wrong,
      missed,
      share(precision),
      share(recall),
    ])
  const summary = ({ precision, recall }: ReturnType<typeof whole>) =>
    `precision ${share(precision)}, recall ${share(recall)}`
  console.log(
    [
      table([['', 'right', 'wrong', 'missed', 'precision', 'recall'], ...lines(signs), ...lines(facts)]),
      '',
      ...differences.map(
        ({ visit, what, said, missed }) =>
          `${visit}, ${what}: said ${said.join(' ') || '–'}, missed ${missed.join(' ') || '–'}`,
      ),
      '',
      `${browser.name}, ${chosen.length} visits. Frustration: ${summary(whole(signs))}. Forms: ${summary(whole(facts))}.`,
    ].join('\n'),
  )
  for (const { what, precision } of poor)
    console.error(`${what} has a precision of ${share(precision)}; ${least} is the least.`)
}
for (const [{ name }, error] of undriven) console.error(`“${name}” could not be driven.`, error)
if (poor.length || undriven.size) process.exitCode = 1
