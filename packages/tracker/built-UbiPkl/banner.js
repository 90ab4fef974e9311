const e = (e) => e.replace(/[-_].*/, ''),
  t = (e) => (/^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(e) ? 'rtl' : 'ltr')
function n(e, t = {}, ...n) {
  const o = document.createElement(e)
  for (const e in t) o.setAttribute(e, t[e])
  return (o.append(...n), o)
}
function o({ settings: e, language: t, answer: o }) {
  const a = e.words[t],
    i = [],
    r = () => i.join('\n'),
    l = (e) => (i.push(e), e),
    s = (e, t, o = '') => {
      const i = n('button', { type: 'button', class: o }, l(a[e]))
      return (i.addEventListener('click', t), i)
    }
  return {
    words: a,
    shown: r,
    text: l,
    button: s,
    heading(e) {
      return n('h2', { id: e }, l(a[e]))
    },
    later() {
      const { privacyUrl: t } = e,
        o = n('p', { class: 'soft' }, l(a.later))
      return (void 0 !== t && o.append(' ', n('a', { href: t }, l(a.notice))), o)
    },
    purposes: e.purposes.map(({ id: e, texts: n }) => {
      const { title: o, text: a } = n[t]
      return { id: e, title: o, text: a, asked: 'necessary' !== e }
    }),
    both() {
      return [s('reject', () => o(!1, r())), s('accept', () => o(!0, r()))]
    },
  }
}
const a = {
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
  },
  i = (e) =>
    Object.entries(a[e])
      .map(([e, t]) => `--${e}:var(--wend-${e},${t});`)
      .join(''),
  r = `\n:host{all:initial!important;display:block!important;${i('light')}}\n@media(prefers-color-scheme:dark){:host{${i('dark')}}}\n@media print{:host{display:none!important}}\n*{box-sizing:border-box;margin:0;padding:0;font:inherit;color:inherit}\nsection,dialog{color-scheme:light dark;font:medium/1.5 var(--wend-font,system-ui,sans-serif);color:var(--text);background:var(--back);border:1px solid var(--line);border-radius:var(--wend-radius,.75em);box-shadow:0 .25em 2em #0003;overflow:auto;overflow-wrap:break-word}\nsection{position:fixed;z-index:2147483647;inset:auto 1em 1em;max-width:64em;max-height:70vh;margin:auto;padding:1.25em 1.5em;display:flex;gap:1em 2em;align-items:center;opacity:0;transform:translateY(1em)}\nsection.on{opacity:1;transform:none}\nh2{font-size:1.125em;font-weight:650;line-height:1.3}\np{margin-top:.35em}\nul{list-style:none}\na{display:inline-block;color:var(--accent);text-underline-offset:.2em}\n.ask{flex:1 1 0;min-width:0}\n.ask ul{display:flex;flex-wrap:wrap;gap:.1em 1.25em;margin-top:.35em;font-weight:600}\n.soft{color:var(--soft);font-size:.875em}\np.soft{display:flex;flex-wrap:wrap;gap:0 .75em}\n.soft a{padding:.9em 0;margin-block:-.9em}\n.acts{display:grid;grid-auto-rows:1fr;grid-auto-columns:minmax(8.5em,1fr);grid-auto-flow:column;gap:.5em}\nbutton{min-height:2.75em;min-width:2.75em;padding:.5em .75em;font-weight:600;line-height:1.2;text-align:center;cursor:pointer;color:var(--on);background:var(--accent);border:2px solid var(--accent);border-radius:calc(var(--wend-radius,.75em)*.67)}\nbutton:hover{text-decoration:underline;text-underline-offset:.2em}\n.plain{color:var(--text);background:none;border-color:var(--edge)}\n:focus-visible{outline:3px solid var(--text);outline-offset:2px}\nh2:focus{outline:none}\ndialog{position:fixed;inset:0;width:min(40em,100vw - 2em);max-height:calc(100vh - 2em);height:fit-content;margin:auto;padding:1.5em;overscroll-behavior:contain}\ndialog::backdrop{background:#0008}\n.head{display:flex;gap:1em;align-items:center;justify-content:space-between}\n.head button{flex:none;border:0;margin-inline-end:-.75em}\ndialog ul{margin:1em 0 1.25em}\ndialog li{border-top:1px solid var(--line);padding:.25em 0 .75em}\nlabel,.told{display:flex;gap:.75em;align-items:center;justify-content:space-between;min-height:2.75em;font-weight:600;cursor:pointer}\n.told{cursor:auto}\n.told .soft{font-weight:400}\ninput{flex:none;width:1.5em;height:1.5em;accent-color:var(--accent)}\nli p{margin:0;color:var(--soft);font-size:.9375em;line-height:1.4}\n@media(prefers-reduced-motion:no-preference){section{transition:opacity .2s,transform .2s}}\n@media(max-width:52em){section{display:block}section .acts{margin-top:1em;grid-auto-flow:row;grid-template-columns:1fr 1fr;grid-auto-columns:auto}section .plain{grid-column:1/-1}}\n@media(max-width:36em){section{inset:auto 0 0;border-width:1px 0 0;border-radius:var(--wend-radius,.75em) var(--wend-radius,.75em) 0 0;padding:1em 1em max(1em,env(safe-area-inset-bottom))}dialog{padding:1em}dialog .acts{grid-auto-flow:row;grid-auto-columns:auto}}\n`,
  { open: l, close: s } = ((a) => {
    let i,
      l,
      s,
      d = () => {
        s?.close(), i?.remove(), (i = l = s = void 0)
      }
    return {
      async open(c, m) {
        try {
          await ('loading' === document.readyState &&
            new Promise((e) => document.addEventListener('DOMContentLoaded', e, { once: !0 }))),
            ((c, m) => {
              i?.there() || d()
              const u = ((t, n) => {
                  for (const o of n.map((e) => e.toLowerCase())) {
                    const n =
                      t.find((e) => e.toLowerCase() === o) ?? t.find((t) => t === e(o)) ?? t.find((t) => e(t) === e(o))
                    if (n) return n
                  }
                  return t[0]
                })(Object.keys(a.words), [document.documentElement.lang, ...navigator.languages]),
                f =
                  i ??
                  ((e) => {
                    let o,
                      a = n('wend-banner', { lang: e, dir: t(e) }),
                      i = a.attachShadow({ mode: 'open' }),
                      l = ((e) => {
                        try {
                          const t = new CSSStyleSheet()
                          t.replaceSync(r)
                          const n = new CSSStyleSheet()
                          return ((e.adoptedStyleSheets = [t, n]), n)
                        } catch {
                          return void e.append(n('style', {}, r))
                        }
                      })(i),
                      s = null
                    return (
                      a.addEventListener('focusin', ({ relatedTarget: e }) => {
                        s = e ?? s
                      }),
                      document.body.append(a),
                      {
                        root: i,
                        there() {
                          return a.isConnected
                        },
                        reserve(e) {
                          if (!l) return
                          document.adoptedStyleSheets = [...document.adoptedStyleSheets, l]
                          const t = () => {
                            const t = e.offsetHeight + 16
                            l.replaceSync(`:where(html){scroll-padding-bottom:${t}px}:host{height:${t}px!important}`)
                          }
                          t(), (o = new ResizeObserver(() => requestAnimationFrame(t))), o.observe(e)
                        },
                        remove() {
                          const e = i.activeElement
                          o?.disconnect(),
                            l && (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((e) => e !== l)),
                            a.remove(),
                            e && s?.focus({ preventScroll: !0 })
                        },
                      }
                    )
                  })(u)
              i = f
              const p = {
                  settings: a,
                  language: u,
                  answer(e, t) {
                    const n = { analytics: !1, personalisation: !1, marketing: !1 }
                    for (const { id: t } of a.purposes)
                      'necessary' !== t && (n[t] = !0 === e || (!1 !== e && e.includes(t)))
                    d()
                    try {
                      c.choose(n, { text: t, language: u })
                    } catch {}
                  },
                },
                g = (e) => {
                  if (s?.open) return
                  const t = ((e, t) => {
                    const { words: a, shown: i, text: r, button: l, heading: s, later: d, purposes: c, both: m } = o(e),
                      u = [],
                      f = s('dialog')
                    ;(f.tabIndex = -1), f.setAttribute('autofocus', '')
                    const p = n(
                      'dialog',
                      { 'aria-labelledby': 'dialog' },
                      n(
                        'div',
                        { class: 'head' },
                        f,
                        l('close', () => p.close(), 'plain'),
                      ),
                      d(),
                      n(
                        'ul',
                        {},
                        ...c.map((e) => {
                          const o = n('span', {}, r(e.title))
                          return n(
                            'li',
                            {},
                            e.asked
                              ? n(
                                  'label',
                                  {},
                                  o,
                                  ((e) => {
                                    const o = n('input', {
                                      type: 'checkbox',
                                      value: e,
                                      id: e,
                                      'aria-describedby': `${e}-text`,
                                    })
                                    return ((o.checked = t.includes(e)), u.push(o), o)
                                  })(e.id),
                                )
                              : n('div', { class: 'told' }, o, n('span', { class: 'soft' }, r(a.always))),
                            n('p', { id: `${e.id}-text` }, r(e.text)),
                          )
                        }),
                      ),
                      n(
                        'div',
                        { class: 'acts' },
                        ...m(),
                        l('save', () =>
                          e.answer(
                            u.filter(({ checked: e }) => e).map(({ value: e }) => e),
                            i(),
                          ),
                        ),
                      ),
                    )
                    return p
                  })(p, e)
                  ;(s = t),
                    t.addEventListener('close', () => {
                      t.remove(), t === s && ((s = void 0), l || d())
                    }),
                    f.root.append(t),
                    t.showModal()
                }
              if (m) {
                const e = c.current() ?? {}
                return g(Object.keys(e).filter((t) => e[t]))
              }
              if (l) return
              const { element: h, speak: b } = ((e) => {
                const { words: t, text: a, button: i, heading: r, later: l, purposes: s, both: d } = o(e),
                  c = [
                    r('title'),
                    n('p', {}, a(t.text)),
                    n('ul', {}, ...s.filter(({ asked: e }) => e).map(({ title: e }) => n('li', {}, a(e)))),
                    l(),
                  ],
                  m = n('div', { class: 'ask', 'aria-live': 'polite' }),
                  u = n(
                    'div',
                    { class: 'acts' },
                    ...d(),
                    i('choose', () => g([]), 'plain'),
                  ),
                  f = n('section', { role: 'region', 'aria-labelledby': 'title' }, m, u)
                return {
                  element: f,
                  speak() {
                    m.append(...c), f.classList.add('on')
                  },
                }
              })(p)
              ;(l = h),
                f.root.prepend(h),
                setTimeout(() => {
                  l === h && (b(), f.reserve(h))
                }, 100)
            })(c, m)
        } catch {
          i?.remove(), (i = l = s = void 0)
        }
      },
      close: d,
    }
  })(__WEND_BANNER__)
export { l as default, s as close }
