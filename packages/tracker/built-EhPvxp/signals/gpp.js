;(() => {
  const e = (e) => window[e],
    t =
      (t) =>
      (r, ...n) =>
        e(t)?.(r, ...n),
    r =
      ',,tcfeuv2,,,,uspv1,usnat,usca,usva,usco,usut,usct,usfl,usmt,usor,ustx,usde,usia,usne,usnh,usnj,ustn,usmn,usmd,usin,usky,usri'.split(
        ',',
      ),
    n = ({ parsedSections: e = {} }, t) => {
      const r = e[t] ?? e[`${t}v1`]
      return Object.assign({}, ...[r].flat())
    },
    a = (e) => /^(1|Y|true)$/.test(String(e)),
    s = (e) => {
      const t = e.SaleOptOut ?? e.OptOutSale ?? String(e.uspString ?? '')[2],
        r = a(e.TargetedAdvertisingOptOut) || a(e.Gpc)
      return void 0 === t
        ? t
        : { ...(r && { personalisation: !1 }), ...((r || a(t) || a(e.SharingOptOut)) && { marketing: !1 }) }
    },
    i = (e) => [!1, ...(Array.isArray(e) ? e : [])],
    u = (e, t) =>
      Array.isArray(e.PurposeConsents)
        ? ((e, t) => {
            const r = t.e.some((e) => Object.values(e).includes(!0)),
              [n, a] = 'purpose' !== e.use || r ? t.e : t.t,
              s = (r) => {
                const s = t.r(r)
                return (
                  !s.includes(0) &&
                  ((!0 === n[r] && !s.includes(2)) ||
                    (1 === r
                      ? !0 === t.n && /^(?!AA)[A-Z]{2}$/.test(String(t.a))
                      : !0 === e.legitimateInterest?.includes(r) && !0 === a[r] && !s.includes(1)))
                )
              },
              i = {}
            for (const t of ['analytics', 'personalisation', 'marketing']) {
              const r = e[t]
              r?.length && (i[t] = r.every(s))
            }
            return i
          })(t, {
            e: [i(e.PublisherConsents), i(e.PublisherLegitimateInterests)],
            t: [i(e.PurposeConsents), i(e.PurposeLegitimateInterests)],
            r(t) {
              return (e.PublisherRestrictions ?? [])
                .filter(({ key: e, ids: r }) => e === t && r.length)
                .map(({ type: e }) => e)
            },
            n: e.PurposeOneTreatment,
            a: e.PublisherCountryCode,
          })
        : void 0
  return {
    name: 'gpp',
    watch(a, i) {
      let l = !1
      return ((r, n, a) => {
        let s,
          i,
          u,
          l = !1,
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
          })((...e) => l || a(...e)),
          c = (...e) => {
            try {
              s?.(...e)
            } catch {
              o('failed')
            }
          },
          d = () => void 0 !== i && c('removeEventListener', () => {}, i),
          f = (e, t) => {
            try {
              if (((i ??= e.listenerId), l)) return d()
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
              clearInterval(l), removeEventListener('load', i), removeEventListener('click', i, !0)
            },
            i = () => {
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
                    ? (s = t(r))
                    : n &&
                      ([s, u] = ((e, t, r) => {
                        const n = `wend${Math.random()}`,
                          a = ({ source: a, data: s }) => {
                            if (a === e)
                              try {
                                const {
                                  returnValue: e,
                                  success: a,
                                  callId: i,
                                } = ('string' == typeof s ? JSON.parse(s) : s)[`${t}Return`]
                                i === `${n}addEventListener` && r(e, a)
                              } catch {}
                          }
                        return (
                          addEventListener('message', a),
                          [
                            (r, a, s) => {
                              e.postMessage(
                                { [`${t}Call`]: { command: r, parameter: s, version: '1.1', callId: n + r } },
                                '*',
                              )
                            },
                            () => removeEventListener('message', a),
                          ]
                        )
                      })(n, r, f)),
                  c('addEventListener', f),
                  !!s
                )
              })()
                ? a()
                : n >= 10 && 'complete' === document.readyState && o('failed')
            },
            l = setInterval(() => {
              ++n >= 10 && clearInterval(l), i()
            }, 1e3)
          return (addEventListener('load', i), addEventListener('click', i, !0), i(), a)
        })()
        return () => {
          ;(l = !0), p(), d(), u?.()
        }
      })(
        '__gpp',
        (e) => {
          const { cmpStatus: t, signalStatus: a, applicableSections: o, gppString: c } = e.pingData
          if ('error' === e.eventName || 'error' === t) return 'failed'
          if ('ready' !== a) return l ? void 0 : 'pending'
          if (!o?.some((e) => e)) return 'pending'
          l = !0
          let d = {},
            f = 0
          for (const t of o) {
            const a = r[t]
            if (!a || (2 === t && !i)) continue
            const l = n(e.pingData, a),
              o = 2 === t ? u(l, i) : s(l)
            if (!o) return 'failed'
            2 === t && (f = Math.min(Date.now(), Number(new Date(l.LastUpdated)) || 0))
            for (const [e, t] of Object.entries(o)) d[e] = !1 !== d[e] && t
          }
          return { says: d, text: c, at: f }
        },
        a,
      )
    },
  }
})()
