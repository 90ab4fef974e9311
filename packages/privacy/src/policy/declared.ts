import { fieldWords, type Taxonomy } from '@wend/protocol'
import { compilePolicy } from './compile.ts'
import { collected, fieldsOfType } from './explain.ts'
import type { Policy } from './presets.ts'

/** What the collector takes that no policy file says. */
export interface Takes {
  /** Whether custom events that nobody declared are stored. */
  readonly undeclared: 'accept' | 'reject'
}

/** One sentence for each thing that is collected and that no declaration covers in words. Empty is what it should be. */
export function notDeclared(policy: Policy, taxonomy: Taxonomy, { undeclared }: Takes): string[] {
  const compiled = compilePolicy(policy, taxonomy)
  const wordless = collected(policy, taxonomy).flatMap((definition) =>
    fieldsOfType(compiled, definition)
      .filter((field) => !fieldWords(definition, field)?.trim())
      .map(
        (field) =>
          `${definition.type}: nobody says what its field ${field} holds. Add a “description” to it where the event is declared, or leave it out of what the policy keeps (“fields”).`,
      ),
  )
  const open = undeclared === 'accept' && compiled.of['*'] !== '' && !policy.undeclared?.trim()
  return open
    ? [
        ...wordless,
        'Undeclared custom events are accepted, and nobody says what they hold. Add “undeclared: …” in plain words to the policy, or set “undeclared: reject” for the site.',
      ]
    : wordless
}
