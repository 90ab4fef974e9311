import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { weighing } from '@wend/privacy/weighing'
import { score } from '../../packages/tracker/src/capture/chat/weigh.ts'

/**
 * `npm run sentiment`: how often the score of a message is right. The labelled sentences are those of “From Group to Individual
 * Labels using Deep Features” (Kotzias et al., KDD 2015; UCI, Sentiment Labelled Sentences): 500 good and 500 bad ones of
 * each of three sites, as the npm package `sentiment` brings them along. The rules around the list were chosen looking at
 * those of Amazon; the others were not looked at.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const { resolve } = createRequire(import.meta.url)

interface Labelled {
  readonly text: string
  readonly class: 0 | 1
}

/** What is said of one set: a sentence without a score, or with 0, is said to be neither, which counts as wrong in `accuracy`. */
function judge(set: readonly Labelled[]) {
  const said = set.map(({ text, class: good }) => ({ good: good === 1, sign: Math.sign(score(text) ?? 0) }))
  const count = (of: (one: (typeof said)[number]) => boolean) => said.filter(of).length
  const right = count(({ good, sign }) => sign === (good ? 1 : -1))
  const side = (sign: number) => {
    const hit = count((one) => one.sign === sign && one.good === sign > 0)
    return { precision: hit / count((one) => one.sign === sign), recall: hit / count(({ good }) => good === sign > 0) }
  }
  const scored = count(({ sign }) => sign !== 0)
  return {
    sentences: set.length,
    scored: scored / set.length,
    accuracyOfScored: right / scored,
    accuracy: right / set.length,
    bad: side(-1),
    good: side(1),
  }
}

const names = ['amazon', 'imdb', 'yelp']
const sets = names.map((name): Labelled[] => {
  const all: Labelled[] = JSON.parse(readFileSync(resolve(`sentiment/test/fixtures/${name}.json`), 'utf8'))
  // The last line of each file is empty.
  return all.filter(({ text }) => text)
})
const results = Object.fromEntries([...names, 'all'].map((name, at) => [name, judge(sets[at] ?? sets.flat())]))

if (values.json) console.log(JSON.stringify({ ...weighing, results }))
else {
  const row = (cells: readonly string[]) =>
    console.log(cells.map((cell, at) => (at ? cell.padStart(12) : cell.padEnd(8))).join(''))
  console.log(
    `method ${weighing.method}, version ${weighing.version}; right about good and bad sentences, 1 is always\n`,
  )
  row(['', 'sentences', 'scored', 'right of', 'right of', 'bad:', 'bad:', 'good:', 'good:'])
  row(['', '', '', 'scored', 'all', 'precision', 'recall', 'precision', 'recall'])
  for (const [name, { sentences, bad, good, ...rest }] of Object.entries(results)) {
    const shares = [rest.scored, rest.accuracyOfScored, rest.accuracy, bad.precision, bad.recall]
    row([name, `${sentences}`, ...[...shares, good.precision, good.recall].map((share) => share.toFixed(3))])
  }
}
