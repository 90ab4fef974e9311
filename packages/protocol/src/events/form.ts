import { z } from 'zod'
import { family } from '../family.ts'
import { code, count, milliseconds } from '../fields.ts'

const form_ = { form: code(), step: code().optional() }
const field = { ...form_, field: code() }

/** Forms are described by the names of their fields. There is no place for a value. */
export const form = family({
  name: 'form',
  label: 'Forms',
  purpose: 'analytics',
  channel: 'web',
  stage: 'conversion',
  sensitivity: 'low',
  events: {
    viewed: {
      label: 'Form viewed',
      display: 'Saw the form {form}',
      data: z.object({ ...form_, fields: count().optional() }),
    },
    started: { label: 'Form started', display: 'Began the form {form}', data: z.object(field) },
    field_left: {
      label: 'Form field left',
      display: 'Filled in {field} of {form}',
      data: z.object({
        ...field,
        time: milliseconds().optional(),
        changes: count().optional(),
        corrections: count().optional(),
        pasted: z.boolean().optional(),
        autofilled: z.boolean().optional(),
      }),
    },
    field_failed: {
      label: 'Form field refused',
      display: 'Got an error at {field} of {form}',
      data: z.object({ ...field, reason: code().optional() }),
    },
    step_completed: { label: 'Form step completed', display: 'Finished step {step} of {form}', data: z.object(form_) },
    submitted: {
      label: 'Form submitted',
      display: 'Sent the form {form}',
      data: z.object({ ...form_, time: milliseconds().optional(), fields: count().optional() }),
    },
    submit_failed: {
      label: 'Form submit failed',
      display: 'Could not send the form {form}',
      data: z.object({ ...form_, reason: code().optional() }),
    },
    abandoned: {
      label: 'Form abandoned',
      display: 'Gave up the form {form} at {last}',
      data: z.object({
        ...form_,
        last: code().optional(),
        filled: count().optional(),
        time: milliseconds().optional(),
      }),
    },
    document_uploaded: {
      label: 'Document uploaded',
      display: 'Uploaded {count} to {form}',
      data: z.object({
        ...form_,
        count: count(),
        size: z.enum(['small', 'medium', 'large']).optional(),
        kind: code().optional(),
      }),
    },
  },
})
