;(() => {
  let t = -1
  const n = () => t,
    e = (n) => {
      addEventListener(
        'pageshow',
        (e) => {
          e.persisted && ((t = e.timeStamp), n(e))
        },
        !0,
      )
    },
    i = (t, n, e, i) => {
      let o, a
      return (s) => {
        n.value >= 0 &&
          (s || i) &&
          ((a = n.value - (o ?? 0)),
          (a || void 0 === o) &&
            ((o = n.value),
            (n.delta = a),
            (n.rating = ((t, n) => (t > n[1] ? 'poor' : t > n[0] ? 'needs-improvement' : 'good'))(n.value, e)),
            t(n)))
      }
    },
    o = (t) => {
      requestAnimationFrame(() => requestAnimationFrame(() => t()))
    },
    a = () => {
      const t = performance.getEntriesByType('navigation')[0]
      if (t && t.responseStart > 0 && t.responseStart < performance.now()) return t
    },
    s = () => a()?.activationStart ?? 0
  let r = -1
  const c = new Set(),
    f = () => ('hidden' !== document.visibilityState || document.prerendering ? 1 / 0 : 0),
    h = (t) => {
      if ('hidden' === document.visibilityState) {
        if ('visibilitychange' === t.type) for (const t of c) t()
        isFinite(r) ||
          ((r = 'visibilitychange' === t.type ? t.timeStamp : 0), removeEventListener('prerenderingchange', h, !0))
      }
    },
    l = (t = !1) => {
      if ((t && (r = 1 / 0), r < 0)) {
        const t = s(),
          n = document.prerendering
            ? void 0
            : globalThis.performance
                .getEntriesByType('visibility-state')
                .find((n) => 'hidden' === n.name && n.startTime >= t)?.startTime
        ;(r = n ?? f()),
          addEventListener('visibilitychange', h, !0),
          addEventListener('prerenderingchange', h, !0),
          e(() => {
            setTimeout(() => {
              r = f()
            })
          })
      }
      return {
        get firstHiddenTime() {
          return r
        },
        onHidden(t) {
          c.add(t)
        },
      }
    },
    d = (t, e = -1, i, o = 0, r, c, f) => {
      const h = a(),
        l = h?.navigationId || 0
      let d = 'navigate'
      return (
        i
          ? (d = i)
          : n() >= 0
            ? (d = 'back-forward-cache')
            : h &&
              (document.prerendering || s() > 0
                ? (d = 'prerender')
                : document.wasDiscarded
                  ? (d = 'restore')
                  : h.type && (d = h.type.replace(/_/g, '-'))),
        {
          name: t,
          value: e,
          rating: 'good',
          delta: 0,
          entries: [],
          id: `v6-${Date.now()}-${Math.floor(8999999999999 * Math.random()) + 1e12}`,
          navigationType: d,
          navigationId: o || l,
          navigationInteractionId: r,
          navigationURL: c || h?.name,
          navigationStartTime: f || 0,
        }
      )
    },
    u = new WeakMap()
  function v(t, n) {
    let e = u.get(n)
    return (e || ((e = new WeakMap()), u.set(n, e)), e.get(t) || e.set(t, new n()), e.get(t))
  }
  class g {
    t
    i = 0
    o = []
    h(t) {
      if (t.hadRecentInput) return
      const n = this.o[0],
        e = this.o.at(-1)
      this.i && n && e && t.startTime - e.startTime < 1e3 && t.startTime - n.startTime < 5e3
        ? ((this.i += t.value), this.o.push(t))
        : ((this.i = t.value), (this.o = [t])),
        this.t?.(t)
    }
  }
  const m = (t, n, e = {}) => {
      try {
        const i = t.filter((t) => PerformanceObserver.supportedEntryTypes.includes(t))
        if (i.length > 0) {
          const t = new PerformanceObserver((t) => {
            queueMicrotask(() => {
              const e = t.getEntries()
              i.length > 1 && e.sort((t, n) => t.startTime + t.duration - (n.startTime + n.duration)), n(e)
            })
          })
          for (const n of i) t.observe({ type: n, buffered: !0, ...e })
          return t
        }
      } catch {}
    },
    p = (t) =>
      globalThis.PerformanceObserver?.supportedEntryTypes?.includes('soft-navigation') &&
      'function' == typeof globalThis.PerformanceSoftNavigation?.prototype?.getLargestInteractionContentfulPaint &&
      t &&
      t.reportSoftNavs,
    b = (t, n) => {
      if ((t.set(n.navigationId, n), t.size > 2)) {
        const n = t.keys().next().value
        void 0 !== n && t.delete(n)
      }
    },
    T = (t) => {
      let n = !1
      return () => {
        n || (t(), (n = !0))
      }
    }
  class w {
    l
  }
  const M = (t) => {
      document.prerendering ? addEventListener('prerenderingchange', t, !0) : t()
    },
    L = [1800, 3e3],
    k = (t, a = {}) => {
      const r = p(a)
      M(() => {
        const c = v(a, w),
          f = l()
        let h,
          u = d('FCP')
        const g = m(['paint'], (t) => {
          for (const n of t)
            'first-contentful-paint' === n.name &&
              (g.disconnect(),
              n.startTime < f.firstHiddenTime &&
                ((u.value = Math.max(n.startTime - s(), 0)),
                u.entries.push(n),
                (u.navigationId = n.navigationId || u.navigationId),
                h(!0)))
        })
        g &&
          ((h = i(t, u, L, a.reportAllChanges)),
          e((e) => {
            ;(u = d('FCP', -1, 'back-forward-cache', u.navigationId, u.navigationInteractionId, u.navigationURL, n())),
              (h = i(t, u, L, a.reportAllChanges)),
              o(() => {
                ;(u.value = performance.now() - e.timeStamp), h(!0)
              })
          })),
          r &&
            m(
              ['soft-navigation'],
              (n) => {
                n.forEach((n) => {
                  c.l && n.navigationId && b(c.l, n)
                  const e = Math.max((n.presentationTime || n.paintTime || 0) - n.startTime, 0)
                  ;(u = d('FCP', e, 'soft-navigation', n.navigationId, n.interactionId, n.name, n.startTime)),
                    (h = i(t, u, L, a.reportAllChanges)),
                    h(!0)
                })
              },
              a,
            )
      })
    },
    y = [0.1, 0.25]
  let P = 0,
    E = 1 / 0,
    C = 0
  const F = (t) => {
    for (const n of t)
      n.interactionId &&
        ((E = Math.min(E, n.interactionId)), (C = Math.max(C, n.interactionId)), (P = C ? (C - E) / 7 + 1 : 0))
  }
  let I
  const S = () => (I ? P : (performance.interactionCount ?? 0))
  class q {
    u = 0
    v = []
    m = new Map()
    p
    T
    _() {
      return S() - this.u
    }
    M() {
      ;(this.u = S()), (this.v.length = 0), this.m.clear()
    }
    L(t) {
      const n = this._(),
        e = Math.min(this.v.length - 1, Math.floor(n / 50))
      return !n || -1 !== e || ('soft-navigation' !== t && 'back-forward-cache' !== t)
        ? this.v[e]
        : { P: 8, id: -1, entries: [] }
    }
    h(t) {
      if ((this.p?.(t), !t.interactionId)) return
      const n = this.v.at(-1)
      let e = this.m.get(t.interactionId)
      if (e || this.v.length < 10 || t.duration > n.P) {
        if (
          (e
            ? t.duration > e.P
              ? ((e.entries = [t]), (e.P = t.duration))
              : t.duration === e.P && t.startTime === e.entries[0].startTime && e.entries.push(t)
            : ((e = { id: t.interactionId, entries: [t], P: t.duration }), this.m.set(e.id, e), this.v.push(e)),
          this.v.sort((t, n) => n.P - t.P),
          this.v.length > 10)
        ) {
          const t = this.v.splice(10)
          for (const n of t) this.m.delete(n.id)
        }
        this.T?.(e)
      }
    }
  }
  const B = (t) => {
      const n = 'requestIdleCallback' in globalThis ? 1e3 : 0,
        e = globalThis.requestIdleCallback || setTimeout,
        i = globalThis.cancelIdleCallback || clearTimeout
      if ('hidden' === document.visibilityState) t()
      else {
        const o = T(t)
        let a = -1
        const s = () => {
          i(a), o()
        }
        addEventListener('visibilitychange', s, { once: !0, capture: !0 }),
          (a = e(
            () => {
              removeEventListener('visibilitychange', s, { capture: !0 }), o()
            },
            { timeout: n },
          ))
      }
    },
    A = [200, 500]
  class H {
    p
    l
    h(t) {
      this.p?.(t)
    }
  }
  const N = [2500, 4e3],
    O = [800, 1800],
    W = (t) => {
      document.prerendering
        ? M(() => W(t))
        : 'complete' !== document.readyState
          ? addEventListener('load', () => W(t), !0)
          : setTimeout(t)
    }
  var $,
    _ =
      (($ = [
        (t, a = {}) => {
          let r = !1
          const c = p(a)
          M(() => {
            let f,
              h = l(),
              u = d('LCP')
            const g = v(a, H),
              p = (n, e, o, s, c) => {
                ;(u = d('LCP', -1, n, e, o, s, c)),
                  (f = i(t, u, N, a.reportAllChanges)),
                  (r = !1),
                  'soft-navigation' === n && (h = l(!0))
              },
              T = (t) => {
                g.l && t.navigationId && b(g.l, t),
                  r || f(!0),
                  p('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
                const n = t.getLargestInteractionContentfulPaint?.()
                n && w([n])
              },
              w = (t) => {
                a.reportAllChanges || c || (t = t.slice(-1))
                for (const n of t) {
                  if (!n) continue
                  if ('soft-navigation' === n.entryType) {
                    T(n)
                    continue
                  }
                  let t = 0,
                    e = [],
                    i = n.startTime
                  if ('largest-contentful-paint' === n.entryType)
                    (t = Math.max(n.startTime - s(), 0)), g.h(n), (e = [n])
                  else if ('interaction-contentful-paint' === n.entryType) {
                    const o = n
                    if (!u.navigationId) continue
                    if ('interactionId' in o && o.interactionId != u.navigationInteractionId) continue
                    ;(i = o.largestContentfulPaint?.renderTime || 0),
                      (t = Math.max(i - n.startTime, 0)),
                      o.largestContentfulPaint && (g.h(o.largestContentfulPaint), (e = [o.largestContentfulPaint]))
                  }
                  i < h.firstHiddenTime && ((u.value = t), (u.entries = e), f())
                }
              },
              M = ['largest-contentful-paint']
            c && M.push('interaction-contentful-paint', 'soft-navigation')
            const L = m(M, w)
            if (L) {
              f = i(t, u, N, a.reportAllChanges)
              const s = ['keydown', 'click', 'visibilitychange'],
                h = (t) => {
                  if (t.isTrusted && !r) {
                    const t = u.id
                    B(() => {
                      if (!r) {
                        if (!c) {
                          L.disconnect()
                          for (const t of s) removeEventListener(t, h, { capture: !0 })
                        }
                        t === u.id && ((r = !0), f(!0))
                      }
                    })
                  }
                }
              for (const t of s) addEventListener(t, h, { capture: !0 })
              e((e) => {
                p('back-forward-cache', u.navigationId, u.navigationInteractionId, u.navigationURL, n()),
                  (f = i(t, u, N, a.reportAllChanges)),
                  o(() => {
                    ;(u.value = performance.now() - e.timeStamp), (r = !0), f(!0)
                  })
              })
            }
          })
        },
        (t, o = {}) => {
          if (!globalThis.PerformanceEventTiming || !('interactionId' in PerformanceEventTiming.prototype)) return
          const a = l()
          M(() => {
            'interactionCount' in performance || I || (I = m(['event'], F, { durationThreshold: 0 }))
            let s,
              r = d('INP')
            const c = v(o, q),
              f = (n, e, a, f, h) => {
                c.M(), (r = d('INP', -1, n, e, a, f, h)), (s = i(t, r, A, o.reportAllChanges))
              },
              h = () => {
                const t = c.L(r.navigationType)
                t && t.P !== r.value && ((r.value = t.P), (r.entries = t.entries), s())
              },
              l = (t) => {
                h(), s(!0), f('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
              },
              u = (t, n = !1) => {
                B(() => {
                  for (const n of t) 'soft-navigation' !== n.entryType ? c.h(n) : l(n)
                  h(), n && s(!0)
                })
              },
              g = ['event', 'first-input']
            p(o) && g.push('soft-navigation')
            const b = m(g, u, { ...o, durationThreshold: o.durationThreshold ?? 40 })
            ;(s = i(t, r, A, o.reportAllChanges)),
              b &&
                (a.onHidden(() => {
                  u(b.takeRecords(), !0)
                }),
                e(() => {
                  f('back-forward-cache', r.navigationId, r.navigationInteractionId, r.navigationURL, n())
                }))
          })
        },
        (t, a = {}) => {
          const s = l()
          k(
            T(() => {
              let r,
                c = d('CLS', 0)
              const f = v(a, g),
                h = (n, e, o, s, h) => {
                  ;(c = d('CLS', 0, n, e, o, s, h)), (f.i = 0), (r = i(t, c, y, a.reportAllChanges))
                },
                l = (t = !1) => {
                  f.i > c.value && ((c.value = f.i), (c.entries = f.o)), r(t)
                },
                u = (t) => {
                  l(!0), h('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
                },
                b = (t) => {
                  for (const n of t) 'soft-navigation' !== n.entryType ? f.h(n) : u(n)
                  l()
                },
                T = ['layout-shift']
              p(a) && T.push('soft-navigation')
              const w = m(T, b)
              w &&
                ((r = i(t, c, y, a.reportAllChanges)),
                s.onHidden(() => {
                  b(w.takeRecords()), r(!0)
                }),
                e(() => {
                  h('back-forward-cache', c.navigationId, c.navigationInteractionId, c.navigationURL, n()), o(r)
                }),
                setTimeout(r))
            }),
          )
        },
        k,
        (t, o = {}) => {
          const r = p(o)
          let c = d('TTFB'),
            f = i(t, c, O, o.reportAllChanges)
          W(() => {
            const h = a()
            if (h) {
              const a = h.responseStart
              ;(c.value = Math.max(a - s(), 0)),
                (c.entries = [h]),
                f(!0),
                e(() => {
                  ;(c = d(
                    'TTFB',
                    0,
                    'back-forward-cache',
                    c.navigationId,
                    c.navigationInteractionId,
                    c.navigationURL,
                    n(),
                  )),
                    (f = i(t, c, O, o.reportAllChanges)),
                    f(!0)
                }),
                r &&
                  m(
                    ['soft-navigation'],
                    (n) => {
                      n.forEach((n) => {
                        n.navigationId &&
                          ((c = d('TTFB', 0, 'soft-navigation', n.navigationId, n.interactionId, n.name, n.startTime)),
                          (c.entries = [n]),
                          (f = i(t, c, O, o.reportAllChanges)),
                          f(!0))
                      })
                    },
                    o,
                  )
            }
          })
        },
      ]),
      (t) => {
        const n = t.view,
          e = new Map(),
          i = new Set()
        for (const i of $)
          i((i) => {
            const { id: o, name: a, value: s, rating: r, navigationType: c } = i,
              f = 'back-forward-cache' === c ? t.view : n,
              h = Math.round(1e4 * s) / 1e4
            e.set(o, () => t.track('vital.measured', { metric: a, value: h, rating: r }, f))
          })
        t.leaving.add(() => {
          for (const [t, n] of e) i.has(t) || n()
          for (const t of e.keys()) i.add(t)
          e.clear()
        })
      })
  return _
})()
