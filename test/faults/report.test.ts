import { describe, expect, it } from 'vitest'
import { markdown, type Row, replaced } from './report.ts'

const row: Row = { scenario: 'a1', events: 600, lost: 0, duplicated: 0, what: 'closed | at once' }
const document = '# Faults\n\n<!-- a -->\nold\n<!-- /a -->\n\n<!-- b -->\nkept\n<!-- /b -->\n'

describe('a report of faults', () => {
  it('replaces its own table in the document, and no other', () => {
    const text = replaced(document, 'a', [row], ['Chromium 1'], new Date(0))
    expect(text).toContain('| a1 | 600 | 0 | 0 |')
    expect(text).toMatch(/\n1970-01-01\. .*Chromium 1\.\n<!-- \/a -->/)
    expect(text).not.toContain('old')
    expect(text).toContain('<!-- b -->\nkept\n<!-- /b -->')
  })

  it('refuses a document without its place', () => {
    expect(() => replaced(document, 'c', [row], [])).toThrow('The document has no <!-- c -->')
  })

  it('shows no zero for what was not run', () => {
    expect(markdown([{ ...row, events: 0, what: 'not feasible' }])).toContain('| a1 | – | – | – | not feasible |')
  })

  it('keeps a table whole when a cell has a bar in it', () => {
    expect(markdown([row])).toContain('closed \\| at once')
  })
})
