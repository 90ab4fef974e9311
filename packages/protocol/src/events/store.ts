import { z } from 'zod'
import { family } from '../family.ts'
import { amount, code, currency, key } from '../fields.ts'

const place = { store: code() }

export const store = family({
  name: 'store',
  label: 'Stores',
  comes: 'Let your tills and beacons report it through your backend.',
  purpose: 'analytics',
  channel: 'store',
  stage: 'conversion',
  sensitivity: 'low',
  events: {
    visited: { label: 'Store visited', display: 'Visited store {store}', data: z.object(place) },
    purchased: {
      label: 'Bought in store',
      display: 'Bought for {value} {currency} in store {store}',
      data: z.object({
        ...place,
        order: key().optional(),
        value: amount().optional(),
        currency: currency().optional(),
      }),
    },
    returned: {
      label: 'Returned in store',
      display: 'Brought something back to store {store}',
      data: z.object({ ...place, order: key().optional() }),
    },
    appointment_booked: {
      label: 'Appointment booked',
      display: 'Booked an appointment in store {store}',
      data: z.object(place),
    },
  },
})
