import { createHash } from 'node:crypto'

/** A calm document: one column, the reader's own font and colours by day and by night. No request is made for it. */
export const style = `
:root{color-scheme:light dark;--ink:#1d2125;--soft:#5a636b;--line:#dfe3e6;--paper:#fdfdfc;--tint:#f3f5f5;--link:#0b5a80;--bad:#9b2c1f;--ok:#1f6b45}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8e9;--soft:#a3abb1;--line:#343a3f;--paper:#17191b;--tint:#202427;--link:#86c5e8;--bad:#f09a8d;--ok:#85cfa5}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:43rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .75rem}
h3{font-size:1rem;margin:1.75rem 0 .5rem}
p{margin:0 0 .75rem}
section{border-top:1px solid var(--line);padding-top:1.75rem;margin-top:2rem}
.soft,.lead{color:var(--soft)}
.soft{font-size:.925rem}
.lead{font-size:1.075rem}
.note{border-left:4px solid var(--ok);background:var(--tint);padding:.75rem 1rem;margin:1.25rem 0;border-radius:0 .25rem .25rem 0}
.note p:last-child{margin:0}
a{color:var(--link)}
table{width:100%;border-collapse:collapse;margin:.5rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
thead th{font-size:.85rem;color:var(--soft)}
tbody th{font-weight:400}
tr>:last-child{padding-right:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
ol,ul{list-style:none;margin:0 0 1rem;padding:0}
li{padding:.5rem 0;border-bottom:1px solid var(--line)}
li time{display:block;color:var(--soft);font-size:.85rem;font-variant-numeric:tabular-nums}
li .soft{display:block}
fieldset{border:0;margin:0 0 1rem;padding:0}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
code{font-size:.85em}
.purpose{display:grid;grid-template-columns:1.75rem 1fr;padding:.7rem 0;border-bottom:1px solid var(--line)}
.purpose input{width:1.15rem;height:1.15rem;margin:.25rem 0 0;accent-color:var(--link)}
.purpose label{font-weight:600}
.purpose p{grid-column:2;margin:0}
li:last-child,.purpose:last-child{border:0}
button,.button{display:inline-block;font:inherit;font-weight:600;line-height:1.3;padding:.6rem 1rem;margin:0 .5rem .5rem 0;border:1px solid var(--link);border-radius:.375rem;background:transparent;color:var(--link);text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:var(--tint)}
.final{border-color:var(--bad);color:var(--bad)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
form{margin:0}
form+form{margin-top:1.5rem}
@media (min-width:48rem){main{padding-top:4rem}ol>li{display:grid;grid-template-columns:11rem 1fr;gap:0 1rem}li time{padding-top:.1rem}li .soft{grid-column:2}}
@media print{form,.button{display:none}}
`

/** Nothing but this style, forms to the page's own origin, and no frame around it. */
export const contentPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`
