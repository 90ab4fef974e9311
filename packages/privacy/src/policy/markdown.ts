import type { Block, Document } from './document.ts'

export const toMarkdown = (document: Document): string => `${document.map(blockMarkdown).join('\n\n')}\n`

/** Texts come from the policy file: what would begin markup of their own stays what it is. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, '\\$&')
const line = (text: string): string => escaped(text).replace(/\s*\n\s*/g, ' ')

function blockMarkdown(block: Block): string {
  if ('heading' in block) return `${'#'.repeat(block.level)} ${line(block.heading)}`
  if ('text' in block) return line(block.text)
  if ('list' in block) return block.list.map((item) => `- ${line(item)}`).join('\n')
  return [block.head, block.head.map(() => '---'), ...block.rows]
    .map((row, at) => `| ${row.map((cell) => (at === 1 ? cell : line(cell))).join(' | ')} |`)
    .join('\n')
}
