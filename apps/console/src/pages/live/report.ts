import type { BatchReport } from '../../api/types.ts'

/** The report in a message, or undefined for something else: a newer collector may send more than this page knows. */
export function readReport(data: string): BatchReport | undefined {
  try {
    const value = JSON.parse(data)
    return typeof value?.batch === 'string' && Array.isArray(value.events) ? value : undefined
  } catch {
    return undefined
  }
}
