import { z } from 'zod'
import { policyFile } from './schema.ts'

/** JSON Schema (2020-12) of a policy file, for the completion of editors. */
export const policySchema = (): Record<string, unknown> => ({
  ...(z.toJSONSchema(policyFile, { io: 'input' }) as Record<string, unknown>),
  title: 'Policy of a Wend site',
  description: 'What is collected, from whom, for what and for how long. See docs/privacy.md.',
})
