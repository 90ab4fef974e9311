import { z } from 'zod'
import { family } from '../family.ts'
import { code, count, milliseconds } from '../fields.ts'

const form_ = { form: code(), step: code().optional() }
const field = { ...form_, field: code() }
/** How far it came. Only what was shown could be filled in: a branch that was not taken shows none of its fields. */
const reached = {
  time: milliseconds().optional(),
  fields: count().optional(),
  filled: count().optional(),
  /** How many fields were shown at some time. */
  shown: count().optional(),
  /** Names of fields that never were, the first 20. */
  hidden: z.array(code()).max(20).optional(),
  /** The field that was used last. */
  last: code().optional(),
}

/** Forms are described by the names of their fields. There is no place for a value. */
export const form = family({
  name: 'form',
  label: 'Forms',
  comes: 'Come to a form and fill in a field, with `capture.forms`.',
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
      display: 'Was at {field} of {form}',
      data: z.object({
        ...field,
        time: milliseconds().optional(),
        /** Runs of input and of deleting. Single keys are not counted: they would tell how long a value is. */
        changes: count().optional(),
        corrections: count().optional(),
        pasted: z.boolean().optional(),
        autofilled: z.boolean().optional(),
        /** Where it stands among the fields of the form, from 1. */
        place: count().optional(),
        /** Which visit to the field it was, from 1. */
        visit: count().optional(),
        /** The visitor came to it from a field further on. */
        back: z.boolean().optional(),
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
      data: z.object({ ...form_, ...reached }),
    },
    submit_failed: {
      label: 'Form submit failed',
      display: 'Could not send the form {form}',
      data: z.object({ ...form_, reason: code().optional() }),
    },
    abandoned: {
      label: 'Form abandoned',
      display: 'Gave up the form {form} at {last}',
      data: z.object({ ...form_, ...reached }),
    },
    document_uploaded: {
      label: 'Document uploaded',
      display: 'Uploaded {count} to {form}',
      data: z.object({
        ...form_,
        count: count(),
        size: z.enum(['small', 'medium', 'large']).optional(),
        kind: code().optional(),
        /** From when the visitor began to choose. */
        time: milliseconds().optional(),
      }),
    },
  },
})
