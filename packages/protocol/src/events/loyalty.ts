import { z } from 'zod'
import { family } from '../family.ts'
import { code, number } from '../fields.ts'

const programme = { programme: code(), tier: code().optional() }
const points = { ...programme, points: number() }

export const loyalty = family({
  name: 'loyalty',
  label: 'Loyalty',
  comes: 'Let your loyalty programme report it through your backend.',
  purpose: 'analytics',
  channel: 'loyalty',
  stage: 'loyalty',
  sensitivity: 'personal',
  events: {
    joined: { label: 'Programme joined', display: 'Joined {programme}', data: z.object(programme) },
    points_earned: { label: 'Points earned', display: 'Earned {points} points', data: z.object(points) },
    points_redeemed: { label: 'Points redeemed', display: 'Used {points} points', data: z.object(points) },
    tier_changed: { label: 'Tier changed', display: 'Is now {tier}', data: z.object(programme) },
    left: { label: 'Programme left', display: 'Left {programme}', data: z.object(programme) },
  },
})
