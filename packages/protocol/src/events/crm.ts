import { z } from 'zod'
import { family } from '../family.ts'
import { amount, code, currency, key } from '../fields.ts'

const record = { record: key() }
const opportunity = { ...record, stage: code().optional(), value: amount().optional(), currency: currency().optional() }

export const crm = family({
  name: 'crm',
  label: 'Customer records',
  comes: 'Let your CRM report it through your backend.',
  purpose: 'analytics',
  channel: 'crm',
  stage: 'none',
  sensitivity: 'personal',
  events: {
    lead_created: { label: 'Lead created', display: 'Became a lead', data: z.object(record) },
    customer_created: { label: 'Customer created', display: 'Became a customer', data: z.object(record) },
    stage_changed: { label: 'Stage changed', display: 'Moved to {stage}', data: z.object(opportunity) },
    deal_won: { label: 'Deal won', display: 'Signed for {value} {currency}', data: z.object(opportunity) },
    deal_lost: { label: 'Deal lost', display: 'Said no', data: z.object(opportunity) },
    contract_ended: { label: 'Contract ended', display: 'The contract ended', data: z.object(record) },
  },
})
