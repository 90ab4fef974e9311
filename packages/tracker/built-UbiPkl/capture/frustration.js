;(() => {
  const e = (e, t) => e.getAttribute(t) ?? '',
    t = (e) => e.parentElement ?? e.getRootNode().host,
    r = /^(?!css-|jsx-|sc-|is-|.{41})([-_]*[A-Za-z][a-z]+(?![a-z]))+[-_]*\d{0,2}$/
  function a(a) {
    let i = '',
      l = a
    for (let a = 5; l && a--; l = t(l)) {
      const t = l,
        a = ['data-wend-id', 'data-testid', 'id'].find((a) => r.test(e(t, a))),
        n = e(t, 'class').split(/\s+/),
        o = [...(t.parentNode?.children ?? [])].filter(({ localName: e }) => e === t.localName).indexOf(t),
        s = a
          ? `[${a}="${e(t, a)}"]`
          : [t.localName, ...n.filter((e) => r.test(e))].slice(0, 3).join('.') +
            (o > 0 ? `:nth-of-type(${o + 1})` : ''),
        c = i ? `${s}>${i}` : s
      if (c.length > 200) break
      if (((i = c), a)) break
    }
    return i
  }
  const i = 'button,summary,[role=button],[role=link],[role=tab],[role=menuitem],[role=switch],[onclick],a',
    l = {
      rageClicks: 3,
      turns: 5,
      turnsWithin: 4e3,
      quickBack: 8e3,
      loops: 2,
      loopsWithin: 6e4,
      corrections: 3,
      searches: 3,
      searchesWithin: 12e4,
      noSubmit: 6e4,
      noNextStep: 12e4,
      idleAfterError: 3e4,
      score: 0.3,
    },
    n = {
      rage_click: 0.6,
      dead_click: 0.3,
      error_click: 0.5,
      navigation_loop: 0.4,
      correction_loop: 0.5,
      repeated_search: 0.4,
      quick_back: 0.3,
      scroll_thrash: 0.3,
      no_submit: 0.4,
      no_next_step: 0.3,
      idle_after_error: 0.4,
    },
    o = (e) => `${Math.round(e / 1e3)} s`
  return (e) => {
    let t = { ...l, ...e.settings },
      r = 0,
      s = new Set(),
      c = (a, i, l) => {
        e.signal.aborted ||
          s.has(a) ||
          (s.add(a),
          (r = 1 - (1 - r) * (1 - n[a])),
          r >= t.score &&
            e.track('frustration.detected', { kind: a, score: Math.round(100 * r) / 100, evidence: i, ...l }))
      },
      d = ((e, t, { rageClicks: r }) => {
        let l,
          n,
          o,
          { signal: s } = e,
          c = () => {
            l?.waiting && ((l.waiting = !1), l.answered++)
          },
          d = new MutationObserver((e) => {
            e.every((e) => 'attributes' === e.type && e.target === l?.target) || c()
          }),
          u = () => {
            d.disconnect()
            const e = l
            if (((l = void 0), !e || `${getSelection() ?? ''}`)) return
            const { target: n, count: o, answered: s, begin: c, last: u } = e,
              f = { selector: a(n) }
            o >= r && 2 * s < o
              ? t('rage_click', [`${o} clicks in ${u - c} ms`, `${s} of them changed the page`], f)
              : o < r &&
                !s &&
                ((e) => {
                  if (!e.matches(i)) return 'pointer' === getComputedStyle(e).cursor
                  if (e.matches(':disabled,[aria-disabled=true]')) return !0
                  const t = e.closest('a')
                  return !t?.getAttribute('href') || '#' === t.getAttribute('href')
                })(n) &&
                t('dead_click', ['nothing happened within 2000 ms'], f)
          }
        addEventListener(
          'click',
          (e) => {
            const t = e.composedPath()[0]
            if (
              !(t instanceof Element) ||
              e.button ||
              t.closest(
                'input,select,textarea,option,label,canvas,video,audio,object,embed,iframe,[contenteditable],[role=slider],[role=spinbutton],[role=scrollbar],[role=application],[data-wend-calm]',
              )
            )
              return
            const r = t.closest(i) ?? t,
              a = Math.round(e.timeStamp)
            n = { target: r, at: Date.now() }
            const { clientX: s, clientY: c } = e
            ;(l && a - l.last < 1200 && (l.target === r || Math.hypot(s - l.x, c - l.y) < 40) && l) || u(),
              l ||
                ((l = { target: r, x: s, y: c, begin: a, last: a, count: 0, answered: 0, waiting: !1 }),
                d.observe(document, { subtree: !0, childList: !0, characterData: !0, attributes: !0 })),
              l.count++,
              (l.last = a),
              (l.waiting = !0),
              clearTimeout(o),
              (o = setTimeout(u, 2e3))
          },
          { capture: !0, passive: !0, signal: s },
        )
        for (const e of ['scroll', 'submit', 'change', 'input', 'blur', 'hashchange', 'popstate', 'pagehide', 'toggle'])
          addEventListener(e, c, { capture: !0, passive: !0, signal: s })
        return (
          addEventListener('focusin', (e) => e.target !== l?.target && c(), { capture: !0, signal: s }),
          e.leaving.add(c),
          s.addEventListener('abort', () => {
            clearTimeout(o), d.disconnect()
          }),
          { last: () => (n && Date.now() - n.at < 1e3 ? n.target : void 0), answer: c }
        )
      })(e, c, t)
    ;(({ signal: e }, t, { turns: r, turnsWithin: a }) => {
      let i = scrollY,
        l = 0,
        n = []
      addEventListener(
        'scroll',
        () => {
          const e = scrollY - i
          if (Math.sign(e) !== l && l) {
            if (Math.abs(e) > innerHeight / 2) {
              ;(l = Math.sign(e)), (i = scrollY)
              const s = Date.now()
              ;(n = [...n.filter((e) => s - e < a), s]),
                n.length >= r && (t('scroll_thrash', [`turned ${n.length} times in ${o(a)}`]), (n = []))
            }
          } else Math.abs(e) > 0 && (l ||= Math.sign(e)), (i = scrollY)
        },
        { passive: !0, signal: e },
      )
    })(e, c, t)
    const u = (({ signal: e }, t, r) => {
        const a = new Map(),
          i = (e) => {
            clearTimeout(a.get(e)), a.delete(e)
          },
          l = (e, r, l, n) => {
            i(e),
              a.set(
                e,
                setTimeout(() => document.hidden || t(e, [`${o(r)} since ${l}`], n), r),
              )
          },
          n = () => i('idle_after_error')
        for (const t of ['pointerdown', 'keydown', 'scroll'])
          addEventListener(t, n, { capture: !0, passive: !0, signal: e })
        return (
          e.addEventListener('abort', () => {
            for (const e of [...a.keys()]) i(e)
          }),
          (e, { form: t, field: a, last: o }) => {
            ;/^form\.(started|field_left)$/.test(e) &&
              l('no_submit', r.noSubmit, `the last edit of ${t}`, { field: a ?? o }),
              /^(form\.(submitted|abandoned)|page\.viewed)$/.test(e) && i('no_submit'),
              /^(page\.viewed|order\.placed|form\.(started|submitted))$/.test(e) && i('no_next_step'),
              /step_completed$|^checkout\.started$/.test(e) && l('no_next_step', r.noNextStep, 'the last step'),
              /_failed$/.test(e) && l('idle_after_error', r.idleAfterError, 'an error', { field: a }),
              'page.viewed' === e && n()
          }
        )
      })(e, c, t),
      f = [],
      p = [],
      h = new Map()
    e.heard.add((e, i) => {
      u(e, i)
      const { form: l, field: n, term: m } = i
      if (
        ('page.viewed' === e &&
          ((e) => {
            const a = Date.now()
            ;(r /= 2), (s = new Set()), f.push({ url: e, at: a })
            const [i, l] = [f.at(-2), f.at(-3)]
            if (!i || l?.url !== e || i.url === e) return
            const n = a - i.at,
              d = f.filter((r) => a - r.at < t.loopsWithin && [e, i.url].includes(r.url))
            d.length > 2 * t.loops && f.slice(-d.length).every((e) => d.includes(e))
              ? c('navigation_loop', [`${t.loops} times back to the same page in ${o(a - (d[0]?.at ?? a))}`])
              : n < t.quickBack && c('quick_back', [`back after ${o(n)}`])
          })(String(i.url)),
        'error.occurred' === e)
      ) {
        const e = d.last()
        e &&
          /script|promise/.test(String(i.kind)) &&
          (d.answer(), c('error_click', ['an error within a second of the click'], { selector: a(e) }))
      }
      if ('search.performed' === e) {
        const e = Date.now()
        p.push({ term: String(m), at: e })
        const r = new Set(p.filter(({ at: r }) => e - r < t.searchesWithin).map((e) => e.term))
        r.size >= t.searches && c('repeated_search', [`${r.size} searches in ${o(t.searchesWithin)}`])
      }
      if (('form.field_left' === e && i.changes) || 'form.field_failed' === e) {
        const r = `${e} ${l} ${n}`,
          a = (h.get(r) ?? 0) + 1
        h.set(r, a)
        const i = 'form.field_left' === e ? 'changed' : 'refused'
        a >= t.corrections + +('changed' === i) && c('correction_loop', [`${i} ${a} times`], { field: n })
      }
      'form.submitted' === e && h.clear()
    })
  }
})()
