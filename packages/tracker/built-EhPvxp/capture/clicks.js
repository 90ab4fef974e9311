;(() => {
  const e = (e, t, l, a) => {
      const n = (
        ({ signal: e }, t) =>
        (...l) => {
          try {
            e.aborted || t(...l)
          } catch {}
        }
      )(e, (e) => a(e.composedPath()[0], e))
      for (const a of l.split(' ')) t.addEventListener(a, n, { capture: !0, passive: !0, signal: e.signal })
    },
    t = (e, t) => e.getAttribute(t) ?? '',
    l = (e) => e.parentElement ?? e.getRootNode().host,
    a = (...e) =>
      e
        .map((e) => (/@|(\d\D*){5}|.{41}/.test(e) ? '' : e.replace(/[^\w.:/-]+/g, '-').replace(/^-|-$/g, '')))
        .find(Boolean) ?? '',
    n = /^(?!css-|jsx-|sc-|is-|.{41})([-_]*[A-Za-z][a-z]+(?![a-z]))+[-_]*\d{0,2}$/
  function o(e) {
    let a = '',
      o = e
    for (let e = 5; o && e--; o = l(o)) {
      const e = o,
        l = ['data-wend-id', 'data-testid', 'id'].find((l) => n.test(t(e, l))),
        d = t(e, 'class').split(/\s+/),
        i = [...(e.parentNode?.children ?? [])].filter(({ localName: t }) => t === e.localName).indexOf(e),
        c = l
          ? `[${l}="${t(e, l)}"]`
          : [e.localName, ...d.filter((e) => n.test(e))].slice(0, 3).join('.') +
            (i > 0 ? `:nth-of-type(${i + 1})` : ''),
        r = a ? `${c}>${a}` : c
      if (r.length > 200) break
      if (((a = r), l)) break
    }
    return a
  }
  const d = /\.(pdf|docx?|xlsx?|pptx?|csv|zip|dmg|exe|apk|ics|mp[34])$/i,
    i = /^(([+(]|0\d\d)[\d ()./-]{6,18}|\d{3}([ .-])\d{3}\3\d{4})$/,
    c = /^[^\s@]+@[^\s@]+\.\w+$/
  return (l) => {
    const n = [location.hostname, ...(l.settings.domains ?? [])]
    e(l, window, 'click auxclick', (e, i) => {
      const c = i
        .composedPath()
        .find((e) => e.matches?.('[data-wend-event],[href],button,summary,[role=button],[type=submit],[type=button]'))
      if (!c || i.button > 1) return
      const r = c.closest('[data-wend-event]'),
        s = { selector: o(r ?? c) },
        { protocol: u, hostname: p, pathname: f, href: m } = c,
        $ = r ? a(t(r, 'data-wend-event')) : ''
      if (!i.button && (r ? !$.includes('.') : !m)) {
        let e
        for (const { name: t, value: l } of r?.attributes ?? []) {
          const [, a] = /^data-wend-(?!event|id$|field|form|step)(\w.*)/.exec(t) ?? []
          if (!a) continue
          const n = a.replace(/\W/g, '_')
          ;(e ??= {}), (e[n] = l)
          try {
            e[n] = JSON.parse(l)
          } catch {}
        }
        const n = a(t(c, 'role')) || c.localName
        $ && e
          ? l.track(`custom.${$.toLowerCase().replace(/\W+/g, '_')}`, e)
          : l.track('element.clicked', { name: $ || void 0, role: n, ...s })
      }
      const w = /^(mailto|tel):/.test(u)
        ? u.slice(0, -1)
        : p &&
          (c.download || d.test(f)
            ? 'download'
            : n.some((e) => `.${p}`.endsWith(`.${e}`))
              ? r && 'internal'
              : 'outbound')
      w && l.track('link.clicked', { kind: w, url: /^[do]/.test(w) ? m : void 0, ...s })
    }),
      e(l, window, 'copy', (e) => {
        const t = `${getSelection()}`.trim(),
          a = c.test(t) ? 'email' : i.test(t) && 'phone'
        a && !e.closest('input,textarea,[contenteditable]') && l.track('element.copied', { kind: a, selector: o(e) })
      })
  }
})()
