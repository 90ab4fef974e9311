const e = (e) => window[e],
  t =
    (t) =>
    (r, ...n) =>
      e(t)?.(r, 2, ...n)
function r(e, t) {
  const r = t.e.some((e) => Object.values(e).includes(!0)),
    [n, a] = 'purpose' !== e.use || r ? t.e : t.t,
    i = (r) => {
      const i = t.r(r)
      return (
        !i.includes(0) &&
        ((!0 === n[r] && !i.includes(2)) ||
          (1 === r
            ? !0 === t.n && /^(?!AA)[A-Z]{2}$/.test(String(t.a))
            : !0 === e.legitimateInterest?.includes(r) && !0 === a[r] && !i.includes(1)))
      )
    },
    l = {}
  for (const t of ['analytics', 'personalisation', 'marketing']) {
    const r = e[t]
    r?.length && (l[t] = r.every(i))
  }
  return l
}
const n = ({ consents: e = {}, legitimateInterests: t = {} } = {}) => [e, t],
  a = (e) => {
    const t = atob(`AA${e.slice(7, 13).replace(/-/g, '+').replace(/_/g, '/')}`)
    return Math.min(Date.now(), 100 * [...t].reduce((e, t) => 256 * e + t.charCodeAt(0), 0))
  },
  i = {
    name: 'tcf',
    watch(i, l) {
      let s = !1,
        c = !0
      return (
        l &&
        ((r, n, a) => {
          let i,
            l,
            s,
            c = !1,
            o = ((e) => {
              let t
              return (r, n) => {
                const a = JSON.stringify(['string' == typeof r ? r : r.says, n])
                if (a !== t) {
                  t = a
                  try {
                    e(r, n)
                  } catch {}
                }
              }
            })((...e) => c || a(...e)),
            d = (...e) => {
              try {
                i?.(...e)
              } catch {
                o('failed')
              }
            },
            u = () => void 0 !== l && d('removeEventListener', () => {}, l),
            f = (e, t) => {
              try {
                if (((l ??= e.listenerId), c)) return u()
                const r = !1 === t ? 'failed' : n(e)
                'string' == typeof r ? o(r) : r && o({ says: r.says, at: r.at }, r.text)
              } catch {
                o('failed')
              }
            }
          o('pending')
          const p = (() => {
            let n = 0,
              a = () => {
                clearInterval(c), removeEventListener('load', l), removeEventListener('click', l, !0)
              },
              l = () => {
                ;(() => {
                  const n = ((e) => {
                    for (let t = window; t !== t.parent; ) {
                      t = t.parent
                      try {
                        if (t[e]) return t
                      } catch {}
                    }
                  })(`${r}Locator`)
                  return (
                    'function' == typeof e(r)
                      ? (i = t(r))
                      : n &&
                        ([i, s] = ((e, t, r) => {
                          const n = `wend${Math.random()}`,
                            a = ({ source: a, data: i }) => {
                              if (a === e)
                                try {
                                  const {
                                    returnValue: e,
                                    success: a,
                                    callId: l,
                                  } = ('string' == typeof i ? JSON.parse(i) : i)[`${t}Return`]
                                  l === `${n}addEventListener` && r(e, a)
                                } catch {}
                            }
                          return (
                            addEventListener('message', a),
                            [
                              (r, a, i) => {
                                e.postMessage(
                                  { [`${t}Call`]: { command: r, parameter: i, version: 2, callId: n + r } },
                                  '*',
                                )
                              },
                              () => removeEventListener('message', a),
                            ]
                          )
                        })(n, r, f)),
                    d('addEventListener', f),
                    !!i
                  )
                })()
                  ? a()
                  : n >= 10 && 'complete' === document.readyState && o('failed')
              },
              c = setInterval(() => {
                ++n >= 10 && clearInterval(c), l()
              }, 1e3)
            return (addEventListener('load', l), addEventListener('click', l, !0), l(), a)
          })()
          return () => {
            ;(c = !0), p(), u(), s?.()
          }
        })(
          '__tcfapi',
          (e) => {
            const t = !c
            c = !1
            const { cmpStatus: i, eventStatus: o, gdprApplies: d, tcString: u, purpose: f, publisher: p } = e
            if ('error' === i) return 'failed'
            if (!1 === d) return { says: {} }
            if (!0 !== d) return 'pending'
            const v = 'useractioncomplete' === o
            return v || 'tcloaded' === o
              ? ((s = !0),
                {
                  says: r(l, {
                    e: n(p),
                    t: n(f),
                    r(e) {
                      return Object.values(p?.restrictions?.[e] ?? {})
                    },
                    n: e.purposeOneTreatment,
                    a: e.publisherCC,
                  }),
                  text: u,
                  at: v && t ? Date.now() : a(u),
                })
              : s
                ? void 0
                : 'pending'
          },
          i,
        )
      )
    },
  }
export { i as tcf }
