;(() => {
  const e =
      ({ signal: e }, t) =>
      (...i) => {
        try {
          e.aborted || t(...i)
        } catch {}
      },
    t = ({ signal: e }, t) => e.addEventListener('abort', t),
    i = (t, i, r, l) => {
      const a = e(t, (e) => l(e.composedPath()[0], e))
      for (const e of r.split(' ')) i.addEventListener(e, a, { capture: !0, passive: !0, signal: t.signal })
    },
    r = (i, r) => {
      const l = e(i, r)
      i.leaving.add(l), t(i, () => i.leaving.delete(l))
    },
    l = (e, t) => e.getAttribute(t) ?? '',
    a = (e) => e.parentElement ?? e.getRootNode().host,
    n = 'input,select,textarea',
    o = 'form,[data-wend-form]',
    d =
      /^(hidden|submit|button|reset|image|search)|passw|card|karte|cv[cv]|csc|iban|konto|one.?time|otp|token|(verif|secur|auth|sms)\w*.?code|(\b|_)(cc|pin|tan)(\b|_)/i,
    s = new WeakMap(),
    f = (e, t, i, r, a = '') =>
      ((...e) =>
        e
          .map((e) => (/@|(\d\D*){5}|.{41}/.test(e) ? '' : e.replace(/[^\w.:/-]+/g, '-').replace(/^-|-$/g, '')))
          .find(Boolean) ?? '')(...[`data-wend-${e}`, 'name', 'id'].map((e) => l(t, e)), a) ||
      `${e}-${[...i.querySelectorAll(r)].indexOf(t) + 1}`
  function u(e, t) {
    let i = s.get(e)
    if (void 0 === i) {
      const r = ['type', 'autocomplete', 'aria-label', 'data-wend-field', 'name', 'id'].map((t) => l(e, t)),
        a = e.labels?.[0]?.firstChild?.nodeValue
      ;(i = d.test(`${r}`) ? '' : f('field', e, t, n, a ?? '')), s.set(e, i)
    }
    return i
  }
  const c = (e) => {
      let t = 0
      for (const i of Array.from(e)) t += i.size
      return {
        count: e.length,
        size: t < 1048576 ? 'small' : t < 10485760 ? 'medium' : 'large',
        kind: /pdf|image|text|word|sheet/.exec(e[0]?.type ?? '')?.[0] ?? 'other',
      }
    },
    m = (e) => e.checkVisibility?.() ?? !0
  return (d) => {
    let s,
      p,
      w,
      _,
      v,
      b,
      h = new Map(),
      g = new WeakSet(),
      y = 0,
      k = (e, t, i) => {
        e.e || $(e), d.track(`form.${t}`, { form: e.t, step: e.i, ...i }, e.r)
      },
      M = (e) => {
        const t = ((e) => {
          let t = e.form ?? e
          for (; t && !t.matches(o); ) t = a(t)
          return t
        })(e)
        if (!t || t.matches('[role=search],search *')) return
        let i = h.get(t)
        return (
          i ||
            ((i = {
              l: t,
              t: f('form', t, document, o),
              a: {},
              n: new Set(),
              o: new Set(),
              d: new Set(),
              s: new Set(),
              f: 0,
            }),
            h.set(t, i),
            F.observe(t),
            R(t.getRootNode())),
          i
        )
      },
      S = (e) => {
        const { l: t, d: i, s: r, i: l } = e,
          a = new Set()
        for (const e of t.querySelectorAll(n)) {
          const r = u(e, t)
          r && (a.add(r), m(e) && i.add(r))
        }
        const o = t.querySelector('[data-wend-step]') ? '[data-wend-step]' : 'fieldset:not(fieldset *)',
          d = [...t.querySelectorAll(o)],
          [s, c] = d.filter(m)
        if (s && !c && (d[1] || /^\[/.test(o))) {
          const i = f('step', s, t, o)
          l && i !== l && e.u && !r.has(i) && k(e, 'step_completed'), r.add(i), (e.i = i)
        }
        return [...a]
      },
      $ = (e) => {
        if (e.e === d.view) return
        e.e = d.view
        const t = S(e).length
        t && k(e, 'viewed', { fields: t })
      },
      T = () => {
        p && y && (p.time += Math.round(performance.now() - y)), (y = 0)
      },
      x = () => {
        T(), p && k(w, 'field_left', p), (p = void 0)
      },
      I = (e) => {
        const t = e.matches(n) && M(e),
          i = t && u(e, t.l)
        if (((_ = e), p && w === t && p.field === i)) return p
        if ((x(), !t || !i)) return
        ;(w = t), (b = e.value.length), (v = !1)
        const r = S(t).indexOf(i) + 1
        return (
          (t.a[i] = (t.a[i] ?? 0) + 1),
          (p = { field: i, time: 0, changes: 0, corrections: 0, place: r, visit: t.a[i], back: r < t.f }),
          (t.c = i),
          (t.f = r),
          t.d.add(i),
          p
        )
      },
      N = (e, t) => {
        x()
        const { u: i, d: r, c: l } = e,
          a = S(e)
        k(e, t, {
          time: i && Math.round(performance.now() - i),
          fields: a.length,
          filled: e.n.size,
          shown: r.size,
          hidden: a.filter((e) => !r.has(e)).slice(0, 20),
          last: l,
        }),
          e.n.clear(),
          (e.a = {}),
          (e.u = e.m = e.r = e.c = void 0),
          (e.f = 0)
      },
      O = (e) => {
        const t = [...e.l.querySelectorAll('[role=alert]:not([class*=success])')].find(({ firstChild: e }) => e),
          i = !!t && t !== e.p
        return ((e.p = t), i)
      },
      W = (e) => {
        x(), (e.m = performance.now()), O(e), D()
      },
      z = (e) => {
        if (!e.m) return
        const { l: t } = e,
          i = t.querySelector('[aria-invalid=true]')
        t.isConnected && (i || O(e))
          ? ((e.m = void 0), k(e, 'submit_failed', { reason: i ? 'invalid' : 'alert' }))
          : N(e, 'submitted')
      },
      A = (e) => {
        z(e), e.u && N(e, 'abandoned')
      },
      B = (e, t, i) => {
        t && !e.o.has(t) && (e.w || e.a[t]) && (e.o.add(t), k(e, 'field_failed', { field: t, reason: i }))
      },
      C = (e) => {
        s = void 0
        for (const t of h.values()) {
          const { l: i } = t
          !i.isConnected || (e && !m(i)) ? A(t) : t.u && ((t.r = d.view), S(t), !t.m && O(t) && B(t, t.c, 'alert')),
            performance.now() - (t.m ?? Number.NaN) > 1500 && z(t),
            t.m && D(),
            i.isConnected ? e && t._ && $(t) : h.delete(i)
        }
        for (const e of document.querySelectorAll(o)) M(e)
      },
      D = () => {
        s || (s = setTimeout(e(d, C), 500))
      },
      F = new IntersectionObserver(
        e(d, (e) => {
          for (const { target: t, isIntersecting: i } of e) {
            const e = h.get(t)
            e && ((e._ = i), i && $(e))
          }
        }),
      ),
      L = new MutationObserver(
        e(d, (e) => {
          D()
          for (const { target: t, attributeName: i } of e) i && 'false' !== l(t, i) && P(t, 'invalid')
        }),
      ),
      P = (e, t) => {
        const i = e.matches(n) ? M(e) : void 0
        return (i && B(i, u(e, i.l), t), i)
      },
      R = (e) => {
        g.has(e) ||
          (g.add(e),
          L.observe(e, { subtree: !0, childList: !0, attributeFilter: ['aria-invalid'] }),
          i(d, e, 'invalid', (e) => {
            let t = ''
            for (const i in e.validity) 'valid' !== i && e.validity[i] && (t = i)
            const i = P(e, t)
            1 === i?.w && ((i.w = 2), k(i, 'submit_failed', { reason: t }))
          }),
          i(d, e, 'submit', (e) => {
            const t = M(e)
            t && W(t)
          }),
          i(d, e, 'change', (e) => {
            const { files: t } = e,
              i = y ? Math.round(performance.now() - y) : void 0
            t?.[0] && I(e) && k(w, 'document_uploaded', { ...c(t), time: i })
          }))
      }
    i(d, window, 'focusin', (e) => {
      I(e) && (y = performance.now())
    }),
      i(d, window, 'focusout', T),
      i(d, window, 'input', (e, { isTrusted: t, inputType: i }) => {
        if (!t && e !== _) return
        const r = I(e)
        if (!r) return
        const { field: l } = r
        w.u || ((w.u = performance.now()), (w.r = d.view), O(w), k(w, 'started', { field: l }))
        const a = v
        ;(v = e.value.length < b || /^delete/.test(i)),
          (b = e.value.length),
          v
            ? (r.corrections += +!a)
            : (a || !r.changes || e.matches('select,[type=radio],[type=checkbox]')) && r.changes++,
          w.n[b ? 'add' : 'delete'](l),
          w.o.delete(l),
          (r.pasted ||= /Paste/.test(i) || void 0),
          (r.autofilled ||= e.matches(':autofill') || void 0)
      }),
      i(d, window, 'drop', (e, { dataTransfer: t }) => {
        const i = M(e)
        i && t?.files[0] && 'file' !== e.type && k(i, 'document_uploaded', c(t.files))
      }),
      i(d, window, 'click', (e) => {
        const t = e.closest('[type=submit],[type=image],button:not([type=button],[type=reset])'),
          i = t && M(t)
        D(), i && ((i.w = 1), 'form' !== i.l.localName && W(i))
      })
    const j = (e, t) => {
      e && x(), h.forEach(t)
    }
    i(d, window, 'pagehide', () => j(!0, A)),
      r(d, (e) => j(e, z)),
      t(d, () => {
        F.disconnect(), L.disconnect()
      }),
      R(document),
      ((t, i) => {
        r(t, (r) => r && setTimeout(e(t, i), 500)), i()
      })(d, () => {
        for (const { shadowRoot: e } of document.querySelectorAll('*'))
          if (e) for (const t of e.querySelectorAll(o)) M(t)
        C(!0)
      })
  }
})()
