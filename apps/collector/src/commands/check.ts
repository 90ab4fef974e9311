import type { Loaded } from '../config/load.ts'

const days = (milliseconds: number): string => {
  const count = Math.round(milliseconds / 86_400_000)
  return count === 1 ? '1 day' : `${count} days`
}

/** Says in sentences what a valid configuration means. */
export function explain(config: Loaded): string {
  const { host, port, prefix, log, retention } = config
  const lines = [
    `The collector listens on ${host}:${port}; browsers find the script and send events under ${prefix}.`,
    `Events are kept in ${log} for ${days(retention.events)} or until the log reaches ${Math.round(retention.size / 2 ** 20)} MB; their ids are remembered for ${days(Math.max(retention.ids, retention.events))}.`,
  ]
  for (const [name, site] of Object.entries(config.sites)) {
    const custom = [...(config.taxonomies.get(name)?.values() ?? [])]
      .filter(({ family }) => family === 'custom')
      .map(({ type }) => type)
    lines.push(
      `Site ${name} takes events from pages of ${site.origins.join(', ')}.`,
      `  In page addresses it keeps the utm_ query keys${site.query.length ? ` and ${site.query.join(', ')}` : ''}, and no others.`,
      `  It declares ${custom.length ? custom.join(', ') : 'no custom events'}; undeclared custom events are ${site.undeclared === 'accept' ? 'stored as well' : 'rejected'}.`,
      site.countryHeader
        ? `  The visitor's country comes from the header ${site.countryHeader}.`
        : "  The visitor's country is not known.",
    )
  }
  return lines.join('\n')
}
