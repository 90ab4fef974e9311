import type { Block, Document } from './document.ts'

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

const style = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5a6270; --line: #d8dce2; --paper: #fff; --band: #f5f6f8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --soft: #a3abb8; --line: #3a414d; --paper: #16191f; --band: #1f242c }
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 64rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem }
p, ul { margin: 0 0 1rem; max-width: 44rem }
ul { padding-left: 1.25rem }
li { margin: .25rem 0 }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.25rem; font-size: .9375rem }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 600; background: var(--band) }
td:first-child { font-weight: 600 }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line) }
  td { border: 0; padding: .125rem 0 }
  td:empty { display: none }
  td:not(:first-child)::before { content: attr(data-head) ": "; color: var(--soft) }
}
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --band: #fff }
  body { max-width: none; padding: 0; font-size: 10pt }
  h2, h3 { break-after: avoid }
  tr { break-inside: avoid }
}`

/** A page of its own: no script, nothing loaded, light and dark, for a phone and for paper. */
export function toHtml(document: Document, language = 'en'): string {
  const [first] = document
  const title = first && 'heading' in first ? first.heading : ''
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}
</style>
</head>
<body>
<main>
${document.map(blockHtml).join('\n')}
</main>
</body>
</html>
`
}

function blockHtml(block: Block): string {
  if ('heading' in block) return `<h${block.level}>${escaped(block.heading)}</h${block.level}>`
  if ('text' in block) return `<p>${escaped(block.text).replaceAll('\n', '<br>')}</p>`
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
  const { head, rows } = block
  const cells = (row: readonly string[]) =>
    row.map((cell, at) => `<td data-head="${escaped(head[at] ?? '')}">${escaped(cell)}</td>`).join('')
  return `<table>
<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}
</tbody>
</table>`
}
