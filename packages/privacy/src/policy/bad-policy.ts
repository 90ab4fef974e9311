/** What is wrong with a policy: one sentence for each mistake, each on its own line. */
export class BadPolicy extends Error {
  override name = 'BadPolicy'
}
