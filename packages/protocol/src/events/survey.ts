import { z } from 'zod'
import { family } from '../family.ts'
import { code, number, text } from '../fields.ts'

export const survey = family({
  name: 'survey',
  label: 'Surveys',
  comes: 'Let your survey tool report it through your backend.',
  purpose: 'analytics',
  channel: 'survey',
  stage: 'loyalty',
  sensitivity: 'personal',
  events: {
    shown: { label: 'Survey shown', display: 'Was asked for an opinion', data: z.object({ survey: code() }) },
    answered: {
      label: 'Survey answered',
      display: 'Answered {survey}: {score}',
      data: z.object({
        survey: code(),
        kind: z.enum(['nps', 'csat', 'ces', 'other']).optional(),
        score: number().optional(),
        topic: text().optional(),
      }),
    },
    dismissed: { label: 'Survey dismissed', display: 'Closed {survey} unanswered', data: z.object({ survey: code() }) },
  },
})
