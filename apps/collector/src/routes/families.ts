import { type EventDefinition, type FamilySummary, families, ownFamily } from '@wend/protocol'
import type { Handler } from '../http/handler.ts'
import type { Parts } from '../parts.ts'

const summary = ({ type, label, display }: EventDefinition) => ({ type, label, display })

/** `GET /api/families`: what events there can be, built in and of all sites, in the words of their declarations. */
export const knownFamilies = ({ sites }: Parts): Handler => {
  const known = new Map([...sites.values()].flatMap(({ taxonomy }) => [...taxonomy]))
  const described = [...families, ownFamily].map(({ name, label, comes }): FamilySummary => {
    const events = [...known.values()].filter(({ family }) => family === name)
    return { name, label, comes, events: events.map(summary) }
  })
  return (c) => c.json({ families: described })
}
