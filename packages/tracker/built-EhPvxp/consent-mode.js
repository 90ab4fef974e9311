const e = {
    analytics: ['analytics_storage'],
    personalisation: ['personalization_storage', 'functionality_storage'],
    marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  },
  t = (e, t, r) => {
    if (!e.region) return 1
    const n = [e.region].flat()
    return n.includes(t)
      ? 3
      : n.includes(t.slice(0, 2))
        ? 2
        : 'denied' === r && n.some((e) => e.startsWith(t && `${t}-`))
          ? 4
          : 0
  },
  r = {
    name: 'consent-mode',
    watch(r, n, a = '') {
      let i,
        l,
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
        })(r),
        c = {},
        d = !1,
        s = !1,
        u = 0,
        f = () => {
          const t = {}
          for (const [r, n] of Object.entries(e))
            n.some((e) => !1 === c[e]?.granted) ? (t[r] = !1) : c[n[0]] && (t[r] = !0)
          const r = s || (!l && Object.values(t).includes(!0))
          o(r ? { says: t, at: u } : 'pending')
        },
        g = () => {
          ;(l = void 0), f()
        },
        m = (r, n) => {
          try {
            r.filter((r) =>
              ((r, n) => {
                if ('[object Arguments]' !== Object.prototype.toString.call(r)) return !1
                const [i, o, f] = r,
                  m = 'update' === o
                if ('consent' !== i || (!m && 'default' !== o)) return !1
                d = !0
                for (const r of Object.values(e).flat()) {
                  const e = f[r],
                    n = m ? 9 : t(f, a, e)
                  !/^(granted|denied)$/.test(String(e)) ||
                    !n ||
                    n < (c[r]?.rank ?? 0) ||
                    (c[r] = { rank: n, granted: 'granted' === e })
                }
                return (
                  m
                    ? ((s = !0), n && (u = Date.now()))
                    : Number(f.wait_for_update) > 0 &&
                      t(f, a, 'denied') &&
                      (clearTimeout(l), (l = setTimeout(g, f.wait_for_update))),
                  !0
                )
              })(r, n),
            ).length && f()
          } catch {
            o('failed')
          }
        }
      o('pending')
      const p = ((e) => {
        let t = 0,
          r = () => {
            clearInterval(a), removeEventListener('load', n), removeEventListener('click', n, !0)
          },
          n = () => {
            e() ? r() : t >= 10 && 'complete' === document.readyState && o('failed')
          },
          a = setInterval(() => {
            ++t >= 10 && clearInterval(a), n()
          }, 1e3)
        return (addEventListener('load', n), addEventListener('click', n, !0), n(), r)
      })(() => {
        const e = window.dataLayer
        return (
          !i &&
            Array.isArray(e) &&
            ((i = ((e) => {
              let t = Object.hasOwn(e, 'push'),
                r = e.push,
                n = !0,
                a = function (...e) {
                  const t = r.apply(this, e)
                  return (
                    n &&
                      ((e) => {
                        m(e, !0)
                      })(e),
                    t
                  )
                }
              try {
                e.push = a
              } catch {}
              return () => {
                ;(n = !1), e.push === a && (t ? (e.push = r) : Reflect.deleteProperty(e, 'push'))
              }
            })(e)),
            m(e, !1)),
          d
        )
      })
      return () => {
        p(), clearTimeout(l), i?.()
      }
    },
  }
export { r as consentMode }
