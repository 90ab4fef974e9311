;(() => {
  class t {
    t
    o = 0
    i = []
    l(t) {
      if (t.hadRecentInput) return
      const e = this.i[0],
        n = this.i.at(-1)
      this.o && e && n && t.startTime - n.startTime < 1e3 && t.startTime - e.startTime < 5e3
        ? ((this.o += t.value), this.i.push(t))
        : ((this.o = t.value), (this.i = [t])),
        this.t?.(t)
    }
  }
  const e = () => {
      const t = performance.getEntriesByType('navigation')[0]
      if (t && t.responseStart > 0 && t.responseStart < performance.now()) return t
    },
    n = (t) => {
      if ('loading' === document.readyState) return 'loading'
      const n = e()
      if (n) {
        if (t < n.domInteractive) return 'loading'
        if (0 === n.domContentLoadedEventStart || t < n.domContentLoadedEventStart) return 'dom-interactive'
        if (0 === n.domComplete || t < n.domComplete) return 'dom-content-loaded'
      }
      return 'complete'
    },
    o = (t) => {
      const e = t.nodeName
      return 1 === t.nodeType ? e.toLowerCase() : e.toUpperCase().replace(/^#/, '')
    },
    i = (t) => {
      let e = ''
      try {
        for (; 9 !== t?.nodeType; ) {
          const n = t,
            i = n.id ? '#' + n.id : [o(n), ...Array.from(n.classList ?? []).sort()].join('.')
          if (e.length + i.length > 99) return e || i
          if (((e = e ? i + '>' + e : i), n.id)) break
          t = n.parentNode
        }
      } catch {}
      return e
    },
    a = new WeakMap()
  function r(t, e) {
    let n = a.get(e)
    return (n || ((n = new WeakMap()), a.set(e, n)), n.get(t) || n.set(t, new e()), n.get(t))
  }
  let s = -1
  const c = () => s,
    f = (t) => {
      addEventListener(
        'pageshow',
        (e) => {
          e.persisted && ((s = e.timeStamp), t(e))
        },
        !0,
      )
    },
    u = (t, e, n, o) => {
      let i, a
      return (r) => {
        e.value >= 0 &&
          (r || o) &&
          ((a = e.value - (i ?? 0)),
          (a || void 0 === i) &&
            ((i = e.value),
            (e.delta = a),
            (e.rating = ((t, e) => (t > e[1] ? 'poor' : t > e[0] ? 'needs-improvement' : 'good'))(e.value, n)),
            t(e)))
      }
    },
    l = (t) => {
      requestAnimationFrame(() => requestAnimationFrame(() => t()))
    },
    d = () => e()?.activationStart ?? 0
  let h = -1
  const g = new Set(),
    v = () => ('hidden' !== document.visibilityState || document.prerendering ? 1 / 0 : 0),
    m = (t) => {
      if ('hidden' === document.visibilityState) {
        if ('visibilitychange' === t.type) for (const t of g) t()
        isFinite(h) ||
          ((h = 'visibilitychange' === t.type ? t.timeStamp : 0), removeEventListener('prerenderingchange', m, !0))
      }
    },
    p = (t = !1) => {
      if ((t && (h = 1 / 0), h < 0)) {
        const t = d(),
          e = document.prerendering
            ? void 0
            : globalThis.performance
                .getEntriesByType('visibility-state')
                .find((e) => 'hidden' === e.name && e.startTime >= t)?.startTime
        ;(h = e ?? v()),
          addEventListener('visibilitychange', m, !0),
          addEventListener('prerenderingchange', m, !0),
          f(() => {
            setTimeout(() => {
              h = v()
            })
          })
      }
      return {
        get firstHiddenTime() {
          return h
        },
        onHidden(t) {
          g.add(t)
        },
      }
    },
    y = (t, n = -1, o, i = 0, a, r, s) => {
      const f = e(),
        u = f?.navigationId || 0
      let l = 'navigate'
      return (
        o
          ? (l = o)
          : c() >= 0
            ? (l = 'back-forward-cache')
            : f &&
              (document.prerendering || d() > 0
                ? (l = 'prerender')
                : document.wasDiscarded
                  ? (l = 'restore')
                  : f.type && (l = f.type.replace(/_/g, '-'))),
        {
          name: t,
          value: n,
          rating: 'good',
          delta: 0,
          entries: [],
          id: `v6-${Date.now()}-${Math.floor(8999999999999 * Math.random()) + 1e12}`,
          navigationType: l,
          navigationId: i || u,
          navigationInteractionId: a,
          navigationURL: r || f?.name,
          navigationStartTime: s || 0,
        }
      )
    },
    b = (t, e, n = {}) => {
      try {
        const o = t.filter((t) => PerformanceObserver.supportedEntryTypes.includes(t))
        if (o.length > 0) {
          const t = new PerformanceObserver((t) => {
            queueMicrotask(() => {
              const n = t.getEntries()
              o.length > 1 && n.sort((t, e) => t.startTime + t.duration - (e.startTime + e.duration)), e(n)
            })
          })
          for (const e of o) t.observe({ type: e, buffered: !0, ...n })
          return t
        }
      } catch {}
    },
    T = (t) =>
      globalThis.PerformanceObserver?.supportedEntryTypes?.includes('soft-navigation') &&
      'function' == typeof globalThis.PerformanceSoftNavigation?.prototype?.getLargestInteractionContentfulPaint &&
      t &&
      t.reportSoftNavs,
    M = (t, e) => {
      if ((t.set(e.navigationId, e), t.size > 2)) {
        const e = t.keys().next().value
        void 0 !== e && t.delete(e)
      }
    },
    D = (t) => {
      let e = !1
      return () => {
        e || (t(), (e = !0))
      }
    }
  class w {
    u
  }
  const k = (t) => {
      document.prerendering ? addEventListener('prerenderingchange', t, !0) : t()
    },
    E = [1800, 3e3],
    S = (t, e = {}) => {
      const n = T(e)
      k(() => {
        const o = r(e, w),
          i = p()
        let a,
          s = y('FCP')
        const h = b(['paint'], (t) => {
          for (const e of t)
            'first-contentful-paint' === e.name &&
              (h.disconnect(),
              e.startTime < i.firstHiddenTime &&
                ((s.value = Math.max(e.startTime - d(), 0)),
                s.entries.push(e),
                (s.navigationId = e.navigationId || s.navigationId),
                a(!0)))
        })
        h &&
          ((a = u(t, s, E, e.reportAllChanges)),
          f((n) => {
            ;(s = y('FCP', -1, 'back-forward-cache', s.navigationId, s.navigationInteractionId, s.navigationURL, c())),
              (a = u(t, s, E, e.reportAllChanges)),
              l(() => {
                ;(s.value = performance.now() - n.timeStamp), a(!0)
              })
          })),
          n &&
            b(
              ['soft-navigation'],
              (n) => {
                n.forEach((n) => {
                  o.u && n.navigationId && M(o.u, n)
                  const i = Math.max((n.presentationTime || n.paintTime || 0) - n.startTime, 0)
                  ;(s = y('FCP', i, 'soft-navigation', n.navigationId, n.interactionId, n.name, n.startTime)),
                    (a = u(t, s, E, e.reportAllChanges)),
                    a(!0)
                })
              },
              e,
            )
      })
    },
    L = [0.1, 0.25],
    F = (t) => t.find((t) => 1 === t.node?.nodeType) || t[0]
  let P = 0,
    B = 1 / 0,
    C = 0
  const O = (t) => {
    for (const e of t)
      e.interactionId &&
        ((B = Math.min(B, e.interactionId)), (C = Math.max(C, e.interactionId)), (P = C ? (C - B) / 7 + 1 : 0))
  }
  let j
  const q = () => (j ? P : (performance.interactionCount ?? 0))
  class I {
    h = 0
    v = []
    p = new Map()
    m
    M
    T() {
      return q() - this.h
    }
    D() {
      ;(this.h = q()), (this.v.length = 0), this.p.clear()
    }
    S(t) {
      const e = this.T(),
        n = Math.min(this.v.length - 1, Math.floor(e / 50))
      return !e || -1 !== n || ('soft-navigation' !== t && 'back-forward-cache' !== t)
        ? this.v[n]
        : { k: 8, id: -1, entries: [] }
    }
    l(t) {
      if ((this.m?.(t), !t.interactionId)) return
      const e = this.v.at(-1)
      let n = this.p.get(t.interactionId)
      if (n || this.v.length < 10 || t.duration > e.k) {
        if (
          (n
            ? t.duration > n.k
              ? ((n.entries = [t]), (n.k = t.duration))
              : t.duration === n.k && t.startTime === n.entries[0].startTime && n.entries.push(t)
            : ((n = { id: t.interactionId, entries: [t], k: t.duration }), this.p.set(n.id, n), this.v.push(n)),
          this.v.sort((t, e) => e.k - t.k),
          this.v.length > 10)
        ) {
          const t = this.v.splice(10)
          for (const e of t) this.p.delete(e.id)
        }
        this.M?.(n)
      }
    }
  }
  const A = (t) => {
      const e = 'requestIdleCallback' in globalThis ? 1e3 : 0,
        n = globalThis.requestIdleCallback || setTimeout,
        o = globalThis.cancelIdleCallback || clearTimeout
      if ('hidden' === document.visibilityState) t()
      else {
        const i = D(t)
        let a = -1
        const r = () => {
          o(a), i()
        }
        addEventListener('visibilitychange', r, { once: !0, capture: !0 }),
          (a = n(
            () => {
              removeEventListener('visibilitychange', r, { capture: !0 }), i()
            },
            { timeout: e },
          ))
      }
    },
    N = [200, 500]
  class W {
    m
    u
    l(t) {
      this.m?.(t)
    }
  }
  const R = [2500, 4e3]
  let $ = 50
  const H = []
  b(['resource'], (t) => {
    for (const e of t) H.push(e), H.length > $ && H.shift()
  })
  const U = [800, 1800],
    x = (t) => {
      document.prerendering
        ? k(() => x(t))
        : 'complete' !== document.readyState
          ? addEventListener('load', () => x(t), !0)
          : setTimeout(t)
    }
  const V = {
    timeToFirstByte: 'ttfb',
    resourceLoadDelay: 'resource-load-delay',
    resourceLoadDuration: 'resource-load',
    elementRenderDelay: 'render-delay',
    inputDelay: 'input-delay',
    processingDuration: 'processing',
    presentationDelay: 'presentation-delay',
    firstByteToFCP: 'first-byte-to-fcp',
    waitingDuration: 'waiting',
    cacheDuration: 'cache',
    dnsDuration: 'dns',
    connectionDuration: 'connection',
    requestDuration: 'request',
  }
  var _,
    z,
    G =
      ((_ = [
        (t, n = {}) => {
          null != (n = Object.assign({}, n)).resourceBufferSize && ($ = n.resourceBufferSize)
          const o = r(n, W),
            a = new WeakMap()
          T(n) && (o.u = new Map()),
            (o.m = (t) => {
              const e = t.element
              if (e) {
                const o = n.generateTarget?.(e) ?? i(e)
                a.set(t, o)
              } else t.id && a.set(t, `#${t.id}`)
            }),
            ((t, e = {}) => {
              let n = !1
              const o = T(e)
              k(() => {
                let i,
                  a = p(),
                  s = y('LCP')
                const h = r(e, W),
                  g = (o, r, c, f, l) => {
                    ;(s = y('LCP', -1, o, r, c, f, l)),
                      (i = u(t, s, R, e.reportAllChanges)),
                      (n = !1),
                      'soft-navigation' === o && (a = p(!0))
                  },
                  v = (t) => {
                    h.u && t.navigationId && M(h.u, t),
                      n || i(!0),
                      g('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
                    const e = t.getLargestInteractionContentfulPaint?.()
                    e && m([e])
                  },
                  m = (t) => {
                    e.reportAllChanges || o || (t = t.slice(-1))
                    for (const e of t) {
                      if (!e) continue
                      if ('soft-navigation' === e.entryType) {
                        v(e)
                        continue
                      }
                      let t = 0,
                        n = [],
                        o = e.startTime
                      if ('largest-contentful-paint' === e.entryType)
                        (t = Math.max(e.startTime - d(), 0)), h.l(e), (n = [e])
                      else if ('interaction-contentful-paint' === e.entryType) {
                        const i = e
                        if (!s.navigationId) continue
                        if ('interactionId' in i && i.interactionId != s.navigationInteractionId) continue
                        ;(o = i.largestContentfulPaint?.renderTime || 0),
                          (t = Math.max(o - e.startTime, 0)),
                          i.largestContentfulPaint && (h.l(i.largestContentfulPaint), (n = [i.largestContentfulPaint]))
                      }
                      o < a.firstHiddenTime && ((s.value = t), (s.entries = n), i())
                    }
                  },
                  T = ['largest-contentful-paint']
                o && T.push('interaction-contentful-paint', 'soft-navigation')
                const D = b(T, m)
                if (D) {
                  i = u(t, s, R, e.reportAllChanges)
                  const a = ['keydown', 'click', 'visibilitychange'],
                    r = (t) => {
                      if (t.isTrusted && !n) {
                        const t = s.id
                        A(() => {
                          if (!n) {
                            if (!o) {
                              D.disconnect()
                              for (const t of a) removeEventListener(t, r, { capture: !0 })
                            }
                            t === s.id && ((n = !0), i(!0))
                          }
                        })
                      }
                    }
                  for (const t of a) addEventListener(t, r, { capture: !0 })
                  f((o) => {
                    g('back-forward-cache', s.navigationId, s.navigationInteractionId, s.navigationURL, c()),
                      (i = u(t, s, R, e.reportAllChanges)),
                      l(() => {
                        ;(s.value = performance.now() - o.timeStamp), (n = !0), i(!0)
                      })
                  })
                }
              })
            })((n) => {
              t(
                ((t) => {
                  let n = {
                    timeToFirstByte: 0,
                    resourceLoadDelay: 0,
                    resourceLoadDuration: 0,
                    elementRenderDelay: t.value,
                  }
                  if (t.entries.length) {
                    const i = t.entries.at(-1),
                      r = (t) => t.name === i.url && (t.requestStart || t.startTime) <= i.startTime,
                      s = i.url && (H.findLast(r) || performance.getEntriesByType('resource').findLast(r))
                    let c
                    ;(n.target = a.get(i)), (n.lcpEntry = i), i.url && (n.url = i.url), s && (n.lcpResourceEntry = s)
                    let f = 0,
                      u = 0
                    if (
                      ('soft-navigation' !== t.navigationType
                        ? ((c = e()), (f = c?.activationStart ?? 0), (u = c?.responseStart ?? 0))
                        : ((f = t.navigationStartTime || 0), (c = o.u?.get(t.navigationId))),
                      c)
                    ) {
                      const e = Math.max(0, u - f),
                        o = Math.max(e, s ? (s.requestStart || s.startTime) - f : 0),
                        i = Math.min(t.value, Math.max(o, s ? s.responseEnd - f : 0))
                      n = {
                        ...n,
                        timeToFirstByte: e,
                        resourceLoadDelay: o - e,
                        resourceLoadDuration: i - o,
                        elementRenderDelay: t.value - i,
                        navigationEntry: c,
                      }
                    }
                  }
                  return Object.assign(t, { attribution: n })
                })(n),
              )
            }, n)
        },
        (t, e = {}) => {
          const o = r((e = Object.assign({}, e)), I)
          let a = [],
            s = [],
            l = 0
          const d = new WeakMap(),
            h = new WeakMap()
          let g = !1
          const v = () => {
              g || ((g = !0), A(m))
            },
            m = () => {
              const t = new Set(o.v.map((t) => d.get(t.entries[0]))),
                e = s.length - 10
              s = s.filter((n, o) => o >= e || t.has(n))
              const n = new Set()
              for (const t of s) {
                const e = M(t.startTime, t.processingEnd)
                for (const t of e) n.add(t)
              }
              const i = a.length - 10
              ;(a = a.filter((t, e) => n.has(t) || (e >= i && t.startTime > l))), (g = !1)
            }
          ;(o.m = (t) => {
            const n = t.startTime + t.duration
            let o
            l = Math.max(l, t.processingEnd)
            for (let i = s.length - 1; i >= 0; i--) {
              const a = s[i]
              if (Math.abs(n - a.renderTime) <= 8) {
                ;(o = a),
                  (o.startTime = Math.min(t.startTime, o.startTime)),
                  (o.processingStart = Math.min(t.processingStart, o.processingStart)),
                  (o.processingEnd = Math.max(t.processingEnd, o.processingEnd)),
                  e.includeProcessedEventEntries && o.entries.push(t)
                break
              }
            }
            o ||
              ((o = {
                startTime: t.startTime,
                processingStart: t.processingStart,
                processingEnd: t.processingEnd,
                renderTime: n,
                entries: e.includeProcessedEventEntries ? [t] : [],
              }),
              s.push(o)),
              t.interactionId && d.set(t, o),
              v()
          }),
            (o.M = (t) => {
              if (!h.get(t)) {
                const n = t.entries.find((t) => t.target)?.target
                if (n) {
                  const o = e.generateTarget?.(n) ?? i(n)
                  h.set(t, o)
                } else {
                  const e = t.entries.find((t) => t.targetSelector)?.targetSelector
                  e && h.set(t, e)
                }
              }
            })
          const M = (t, e) => {
            const n = []
            for (const o of a)
              if (!(o.startTime + o.duration < t)) {
                if (o.startTime > e) break
                n.push(o)
              }
            return n
          }
          b(
            ['long-animation-frame'],
            (t) => {
              ;(a = a.concat(t)), v()
            },
            e,
          ),
            ((t, e = {}) => {
              if (!globalThis.PerformanceEventTiming || !('interactionId' in PerformanceEventTiming.prototype)) return
              const n = p()
              k(() => {
                'interactionCount' in performance || j || (j = b(['event'], O, { durationThreshold: 0 }))
                let o,
                  i = y('INP')
                const a = r(e, I),
                  s = (n, r, s, c, f) => {
                    a.D(), (i = y('INP', -1, n, r, s, c, f)), (o = u(t, i, N, e.reportAllChanges))
                  },
                  l = () => {
                    const t = a.S(i.navigationType)
                    t && t.k !== i.value && ((i.value = t.k), (i.entries = t.entries), o())
                  },
                  d = (t) => {
                    l(), o(!0), s('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
                  },
                  h = (t, e = !1) => {
                    A(() => {
                      for (const e of t) 'soft-navigation' !== e.entryType ? a.l(e) : d(e)
                      l(), e && o(!0)
                    })
                  },
                  g = ['event', 'first-input']
                T(e) && g.push('soft-navigation')
                const v = b(g, h, { ...e, durationThreshold: e.durationThreshold ?? 40 })
                ;(o = u(t, i, N, e.reportAllChanges)),
                  v &&
                    (n.onHidden(() => {
                      h(v.takeRecords(), !0)
                    }),
                    f(() => {
                      s('back-forward-cache', i.navigationId, i.navigationInteractionId, i.navigationURL, c())
                    }))
              })
            })((e) => {
              t(
                ((t) => {
                  if (0 === t.entries.length) {
                    const e = t.navigationStartTime || 0,
                      o = {
                        processedEventEntries: [],
                        longAnimationFrameEntries: [],
                        inputDelay: 0,
                        processingDuration: 0,
                        presentationDelay: t.value,
                        loadState: n(e),
                      }
                    return Object.assign(t, { attribution: o })
                  }
                  const e = t.entries[0],
                    i = d.get(e),
                    a = Math.max(i.processingStart, e.startTime),
                    r = Math.max(e.startTime + e.duration, a),
                    s = Math.min(i.processingEnd, r),
                    c = i.entries.sort((t, e) => t.processingStart - e.processingStart),
                    f = M(e.startTime, s),
                    u = o.p.get(e.interactionId),
                    l = {
                      interactionTarget: h.get(u),
                      interactionType: e.name.startsWith('key') ? 'keyboard' : 'pointer',
                      interactionTime: e.startTime,
                      nextPaintTime: r,
                      processedEventEntries: c,
                      longAnimationFrameEntries: f,
                      inputDelay: a - e.startTime,
                      processingDuration: s - a,
                      presentationDelay: r - s,
                      loadState: n(e.startTime),
                      longestScript: void 0,
                      totalScriptDuration: void 0,
                      totalStyleAndLayoutDuration: void 0,
                      totalPaintDuration: void 0,
                      totalUnattributedDuration: void 0,
                    }
                  return (
                    ((t) => {
                      const e = t.interactionTime,
                        n = t.nextPaintTime
                      if (!t.longAnimationFrameEntries?.length || !e || !n) return
                      const o = t.inputDelay,
                        i = t.processingDuration
                      let a,
                        r,
                        s = 0,
                        c = 0,
                        f = 0,
                        u = 0
                      for (const n of t.longAnimationFrameEntries) {
                        c = c + n.startTime + n.duration - n.styleAndLayoutStart
                        for (const t of n.scripts) {
                          const n = t.startTime + t.duration
                          if (n < e) continue
                          const f = n - Math.max(e, t.startTime),
                            l = t.duration ? (f / t.duration) * t.forcedStyleAndLayoutDuration : 0
                          ;(s += f - l),
                            (c += l),
                            f > u &&
                              ((r =
                                t.startTime < e + o
                                  ? 'input-delay'
                                  : t.startTime >= e + o + i
                                    ? 'presentation-delay'
                                    : 'processing-duration'),
                              (a = t),
                              (u = f))
                        }
                      }
                      const l = t.longAnimationFrameEntries.at(-1),
                        d = l ? l.startTime + l.duration : 0
                      d >= e + o + i && (f = n - d),
                        a && r && (t.longestScript = { entry: a, subpart: r, intersectingDuration: u }),
                        (t.totalScriptDuration = s),
                        (t.totalStyleAndLayoutDuration = c),
                        (t.totalPaintDuration = f),
                        (t.totalUnattributedDuration = n - e - s - c - f)
                    })(l),
                    Object.assign(t, { attribution: l })
                  )
                })(e),
              )
            }, e)
        },
        (e, o = {}) => {
          const a = r((o = Object.assign({}, o)), t),
            s = new WeakMap()
          ;(a.t = (t) => {
            if (t?.sources?.length) {
              const e = F(t.sources),
                n = e?.node
              if (n) {
                const t = o.generateTarget?.(n) ?? i(n)
                s.set(e, t)
              }
            }
          }),
            ((e, n = {}) => {
              const o = p()
              S(
                D(() => {
                  let i,
                    a = y('CLS', 0)
                  const s = r(n, t),
                    d = (t, o, r, c, f) => {
                      ;(a = y('CLS', 0, t, o, r, c, f)), (s.o = 0), (i = u(e, a, L, n.reportAllChanges))
                    },
                    h = (t = !1) => {
                      s.o > a.value && ((a.value = s.o), (a.entries = s.i)), i(t)
                    },
                    g = (t) => {
                      h(!0), d('soft-navigation', t.navigationId, t.interactionId, t.name, t.startTime)
                    },
                    v = (t) => {
                      for (const e of t) 'soft-navigation' !== e.entryType ? s.l(e) : g(e)
                      h()
                    },
                    m = ['layout-shift']
                  T(n) && m.push('soft-navigation')
                  const p = b(m, v)
                  p &&
                    ((i = u(e, a, L, n.reportAllChanges)),
                    o.onHidden(() => {
                      v(p.takeRecords()), i(!0)
                    }),
                    f(() => {
                      d('back-forward-cache', a.navigationId, a.navigationInteractionId, a.navigationURL, c()), l(i)
                    }),
                    setTimeout(i))
                }),
              )
            })((t) => {
              e(
                ((t) => {
                  let e = {}
                  if (t.entries.length) {
                    const o = t.entries.reduce((t, e) => (t.value > e.value ? t : e))
                    if (o?.sources?.length) {
                      const t = F(o.sources)
                      t &&
                        (e = {
                          largestShiftTarget: s.get(t),
                          largestShiftTime: o.startTime,
                          largestShiftValue: o.value,
                          largestShiftSource: t,
                          largestShiftEntry: o,
                          loadState: n(o.startTime),
                        })
                    }
                  }
                  return Object.assign(t, { attribution: e })
                })(t),
              )
            }, o)
        },
        (t, o = {}) => {
          const i = r((o = Object.assign({}, o)), w)
          T(o) && (i.u = new Map()),
            S((o) => {
              t(
                ((t) => {
                  let o = { timeToFirstByte: 0, firstByteToFCP: t.value, loadState: n(c()) }
                  if ('soft-navigation' !== t.navigationType) {
                    if (t.entries.length) {
                      const i = e(),
                        a = t.entries.at(-1)
                      if (i) {
                        const e = i.responseStart,
                          r = i.activationStart || 0,
                          s = Math.max(0, e - r)
                        o = {
                          timeToFirstByte: s,
                          firstByteToFCP: t.value - s,
                          loadState: n(t.entries[0].startTime),
                          navigationEntry: i,
                          fcpEntry: a,
                        }
                      }
                    }
                  } else {
                    const e = i.u?.get(t.navigationId)
                    e &&
                      (o = { timeToFirstByte: 0, firstByteToFCP: t.value, loadState: 'complete', navigationEntry: e })
                  }
                  return Object.assign(t, { attribution: o })
                })(o),
              )
            }, o)
        },
        (t, n = {}) => {
          ;((t, n = {}) => {
            const o = T(n)
            let i = y('TTFB'),
              a = u(t, i, U, n.reportAllChanges)
            x(() => {
              const r = e()
              if (r) {
                const e = r.responseStart
                ;(i.value = Math.max(e - d(), 0)),
                  (i.entries = [r]),
                  a(!0),
                  f(() => {
                    ;(i = y(
                      'TTFB',
                      0,
                      'back-forward-cache',
                      i.navigationId,
                      i.navigationInteractionId,
                      i.navigationURL,
                      c(),
                    )),
                      (a = u(t, i, U, n.reportAllChanges)),
                      a(!0)
                  }),
                  o &&
                    b(
                      ['soft-navigation'],
                      (e) => {
                        e.forEach((e) => {
                          e.navigationId &&
                            ((i = y(
                              'TTFB',
                              0,
                              'soft-navigation',
                              e.navigationId,
                              e.interactionId,
                              e.name,
                              e.startTime,
                            )),
                            (i.entries = [e]),
                            (a = u(t, i, U, n.reportAllChanges)),
                            a(!0))
                        })
                      },
                      n,
                    )
              }
            })
          })((e) => {
            t(
              ((t) => {
                const e = t.entries[0]
                let n = {
                  waitingDuration: 0,
                  cacheDuration: 0,
                  dnsDuration: 0,
                  connectionDuration: 0,
                  requestDuration: 0,
                  navigationEntry: e,
                }
                if (t.entries.length && e instanceof PerformanceNavigationTiming) {
                  const o = e.activationStart || 0,
                    i = Math.max((e.workerStart || e.fetchStart || 0) - o, 0),
                    a = Math.max(e.domainLookupStart - o, 0),
                    r = Math.max(e.connectStart - o, 0),
                    s = Math.max(e.connectEnd - o, 0)
                  n = {
                    waitingDuration: i,
                    cacheDuration: a - i,
                    dnsDuration: r - a,
                    connectionDuration: s - r,
                    requestDuration: t.value - s,
                    navigationEntry: e,
                  }
                }
                return Object.assign(t, { attribution: n })
              })(e),
            )
          }, n)
        },
      ]),
      (z = ({ attribution: t }) => {
        const e = t,
          n = e.target ?? e.interactionTarget ?? e.largestShiftTarget,
          [o] = Object.keys(V)
            .filter((t) => Number(e[t]) > 0)
            .sort((t, n) => Number(e[n]) - Number(e[t]))
        return { ...('string' == typeof n && n && { target: n.slice(0, 256) }), ...(o && { phase: V[o] }) }
      }),
      (t) => {
        const e = t.view,
          n = new Map(),
          o = new Set()
        for (const o of _)
          o((o) => {
            const { id: i, name: a, value: r, rating: s, navigationType: c } = o,
              f = 'back-forward-cache' === c ? t.view : e,
              u = Math.round(1e4 * r) / 1e4
            n.set(i, () => t.track('vital.measured', { metric: a, value: u, rating: s, ...z?.(o) }, f))
          })
        t.leaving.add(() => {
          for (const [t, e] of n) o.has(t) || e()
          for (const t of n.keys()) o.add(t)
          n.clear()
        })
      })
  return G
})()
