/** By scheme. `accent` is behind `on`; `edge` bounds what can be pressed; all else stands on `back`. */
export const colours = {
  light: {
    back: '#ffffff',
    text: '#1b1f24',
    soft: '#525b66',
    edge: '#7d8590',
    line: '#dfe3e8',
    accent: '#1f5188',
    on: '#ffffff',
  },
  dark: {
    back: '#20242a',
    text: '#eceff3',
    soft: '#b3bcc7',
    edge: '#7e8894',
    line: '#3a414a',
    accent: '#9cc6f2',
    on: '#10202f',
  },
} as const

/** A site overrides each by a custom property: `--wend-accent`, `--wend-back`, … */
const scheme = (name: keyof typeof colours): string =>
  Object.entries(colours[name])
    .map(([key, value]) => `--${key}:var(--wend-${key},${value});`)
    .join('')

/**
 * `all: initial` keeps what the page says about everything away, but for custom properties. `medium` is the
 * visitor's own text size, whatever the page makes of `rem`. Opacity, not `display`: what is to be announced must be there.
 */
export const style = `
:host{all:initial!important;display:block!important;${scheme('light')}}
@media(prefers-color-scheme:dark){:host{${scheme('dark')}}}
@media print{:host{display:none!important}}
*{box-sizing:border-box;margin:0;padding:0;font:inherit;color:inherit}
section,dialog{color-scheme:light dark;font:medium/1.5 var(--wend-font,system-ui,sans-serif);color:var(--text);background:var(--back);border:1px solid var(--line);border-radius:var(--wend-radius,.75em);box-shadow:0 .25em 2em #0003;overflow:auto;overflow-wrap:break-word}
section{position:fixed;z-index:2147483647;inset:auto 1em 1em;max-width:64em;max-height:70vh;margin:auto;padding:1.25em 1.5em;display:flex;gap:1em 2em;align-items:center;opacity:0;transform:translateY(1em)}
section.on{opacity:1;transform:none}
h2{font-size:1.125em;font-weight:650;line-height:1.3}
p{margin-top:.35em}
ul{list-style:none}
a{display:inline-block;color:var(--accent);text-underline-offset:.2em}
.ask{flex:1 1 0;min-width:0}
.ask ul{display:flex;flex-wrap:wrap;gap:.1em 1.25em;margin-top:.35em;font-weight:600}
.soft{color:var(--soft);font-size:.875em}
p.soft{display:flex;flex-wrap:wrap;gap:0 .75em}
.soft a{padding:.9em 0;margin-block:-.9em}
.acts{display:grid;grid-auto-rows:1fr;grid-auto-columns:minmax(8.5em,1fr);grid-auto-flow:column;gap:.5em}
button{min-height:2.75em;min-width:2.75em;padding:.5em .75em;font-weight:600;line-height:1.2;text-align:center;cursor:pointer;color:var(--on);background:var(--accent);border:2px solid var(--accent);border-radius:calc(var(--wend-radius,.75em)*.67)}
button:hover{text-decoration:underline;text-underline-offset:.2em}
.plain{color:var(--text);background:none;border-color:var(--edge)}
:focus-visible{outline:3px solid var(--text);outline-offset:2px}
h2:focus{outline:none}
dialog{position:fixed;inset:0;width:min(40em,100vw - 2em);max-height:calc(100vh - 2em);height:fit-content;margin:auto;padding:1.5em;overscroll-behavior:contain}
dialog::backdrop{background:#0008}
.head{display:flex;gap:1em;align-items:center;justify-content:space-between}
.head button{flex:none;border:0;margin-inline-end:-.75em}
dialog ul{margin:1em 0 1.25em}
dialog li{border-top:1px solid var(--line);padding:.25em 0 .75em}
label,.told{display:flex;gap:.75em;align-items:center;justify-content:space-between;min-height:2.75em;font-weight:600;cursor:pointer}
.told{cursor:auto}
.told .soft{font-weight:400}
input{flex:none;width:1.5em;height:1.5em;accent-color:var(--accent)}
li p{margin:0;color:var(--soft);font-size:.9375em;line-height:1.4}
@media(prefers-reduced-motion:no-preference){section{transition:opacity .2s,transform .2s}}
@media(max-width:52em){section{display:block}section .acts{margin-top:1em;grid-auto-flow:row;grid-template-columns:1fr 1fr;grid-auto-columns:auto}section .plain{grid-column:1/-1}}
@media(max-width:36em){section{inset:auto 0 0;border-width:1px 0 0;border-radius:var(--wend-radius,.75em) var(--wend-radius,.75em) 0 0;padding:1em 1em max(1em,env(safe-area-inset-bottom))}dialog{padding:1em}dialog .acts{grid-auto-flow:row;grid-auto-columns:auto}}
`
