import { z } from 'zod'
import { family } from '../family.ts'
import { code, milliseconds } from '../fields.ts'

const job = { task: code(), step: code().optional() }

/** Self-service: what a customer came to do without help. */
export const task = family({
  name: 'task',
  label: 'Self-service tasks',
  comes: "Let a page call `wend.track('task.started', …)` where visitors help themselves.",
  purpose: 'analytics',
  channel: 'web',
  stage: 'service',
  sensitivity: 'low',
  events: {
    started: { label: 'Task started', display: 'Began {task}', data: z.object(job) },
    step_completed: { label: 'Task step completed', display: 'Finished step {step} of {task}', data: z.object(job) },
    completed: {
      label: 'Task completed',
      display: 'Finished {task}',
      data: z.object({ ...job, time: milliseconds().optional() }),
    },
    failed: {
      label: 'Task failed',
      display: 'Could not finish {task}',
      data: z.object({ ...job, reason: code().optional() }),
    },
    abandoned: { label: 'Task abandoned', display: 'Gave up {task}', data: z.object(job) },
  },
})
