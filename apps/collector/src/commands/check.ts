import { daysOf, notDeclared, type Policy, policyId, shortly } from '@wend/privacy/policy'
import { builtIn } from '@wend/protocol'
import { BadConfig, type Loaded } from '../config/load.ts'

const days = (milliseconds: number): string => {
  const count = Math.round(milliseconds / 86_400_000)
  return count === 1 ? '1 day' : `${count} days`
}

/** Months of a policy that the log does not keep anything for, because it is told to forget sooner. */
const unreached = (policy: Policy, milliseconds: number): boolean => {
  const most = Math.max(policy.retention.default, ...Object.values(policy.retention.classes))
  return milliseconds < daysOf(most) * 86_400_000
}

/**
 * Says in sentences what a valid configuration means. Throws `BadConfig` with a sentence for each thing that would be
 * collected and that nobody has declared in words.
 */
export function explain(config: Loaded): string {
  const { host, port, prefix, log, retention, failed } = config
  const wrong = [...config.policies].flatMap(([name, policy]) =>
    notDeclared(policy, config.taxonomies.get(name) ?? builtIn, {
      undeclared: config.sites[name]?.undeclared ?? 'reject',
    }).map((sentence) => `Site ${name}: ${sentence}`),
  )
  if (wrong.length) throw new BadConfig(wrong.join('\n'))
  const lines = [
    `The collector listens on ${host}:${port}; browsers find the script and send events under ${prefix}.`,
    `Events are kept in ${log} for ${days(retention.events)} or until the log reaches ${Math.round(retention.size / 2 ** 20)} MB; their ids are remembered for ${days(Math.max(retention.ids, retention.events))}.`,
    `Rejected events are kept beside it, without what could name a person, for ${days(failed.age)} or until they reach ${Math.round(failed.size / 2 ** 20)} MB; then the oldest go. See them with wend failed list.`,
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
    const policy = config.policies.get(name)
    if (!policy) continue
    lines.push(
      `  Its policy ${policyId(policy)} is ${policy.preset}${site.policy ? ` with what ${site.policy} says` : ', because it names no file'}.`,
      ...shortly(policy, config.taxonomies.get(name) ?? builtIn).map((sentence) => `  ${sentence}`),
      ...(unreached(policy, retention.events)
        ? [
            `  The log forgets after ${days(retention.events)} (retention.events), before the policy's ${policy.retention.default} months are over.`,
          ]
        : []),
      `  More: wend policy explain --site ${name}`,
    )
  }
  return lines.join('\n')
}
