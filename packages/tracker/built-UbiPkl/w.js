;(() => {
  const e = ['analytics', 'personalisation', 'marketing'],
    t = (e) => (/^#!?\//.test(e) ? e : ''),
    r = ({ pathname: e, search: r, hash: n }, a) => e + (a ? r : '') + t(n)
  function n(e, r) {
    const n = (e) => {
      const t = [...new URLSearchParams(e)].filter(([e]) => r.includes(e))
      return t[0] ? `?${new URLSearchParams(t)}` : ''
    }
    try {
      const { protocol: r, host: a, pathname: o, search: i, hash: l } = new URL(e),
        [s, c] = t(l).split('?')
      return a ? `${r}//${a}${o}${n(i)}${s}${n(c)}`.slice(0, 4096) : r
    } catch {
      return
    }
  }
  const a = 1700
  function o({ endpoint: e, H: t, te: r, E: n, F: o, tt: l, G: s }) {
    let c,
      d,
      u,
      f,
      w = 0,
      p = !1,
      h = 0,
      v = 0,
      y = 0,
      m = 0,
      g = new AbortController(),
      $ = new AbortController(),
      b = () => {},
      k = (e) =>
        new Promise((t) => {
          ;(f = t), setTimeout(t, e)
        }),
      T = () => {
        g.abort(), (g = new AbortController())
      },
      D = () => {
        m++, $.abort(), ($ = new AbortController())
      },
      P = (e = l()) => {
        p || (c ??= setTimeout(C, e))
      },
      S = (e) => new TextEncoder().encode(n(e)),
      L = ([t], r) => [
        e + (2 === t?.kind ? '/c' : '/e'),
        {
          method: 'POST',
          body: r,
          headers: { 'Content-Type': 'text/plain' },
          credentials: 1 === t?.kind ? 'omit' : 'include',
          keepalive: y <= 6e4,
          signal: g.signal,
        },
      ],
      O = async (e, r) => {
        const { signal: n } = g,
          i = setTimeout(T, 3e4)
        ;(y += r.length), t.h(e, 1)
        let l = 0
        try {
          const a = await new Promise((t) => t(fetch(...L(e, r)))),
            { status: i } = a
          if (((l = 1e3 * Number(a.headers.get('Retry-After'))), i > 499 || 408 === i || 429 === i)) throw i
          w = v = 0
          const c = await a.text().catch(String)
          s(i, c), t.g(e), 1 === e[0]?.kind || n.aborted || o(c)
        } catch (r) {
          if ((s(r), t.h(e, 0), !n.aborted)) {
            const e = a * 2 ** Math.min(5, Math.max(0, w++ - 30))
            v = Math.max(a, Math.min(l, 864e5) || e) * (1 + Math.random() / 10)
          }
        }
        ;(y -= r.length), clearTimeout(i)
      },
      A = () => {
        d = new Promise((e) => {
          b = e
        })
      },
      C = () => {
        if ((clearTimeout(c), (c = void 0), (h = Date.now()), !d && !p)) {
          A()
          const e = $
          ;(async (r, n) => {
            const a = async () => {
              if (!n.aborted)
                return new Promise((r) => {
                  ;(n.onabort = () => r(void 0)),
                    (async ({ signal: e }) => {
                      for (await Promise.race([t.k(), k(1e3)]); ; ) {
                        if ((await u, e.aborted)) return
                        if (v) {
                          const t = v
                          if (((v = 0), b(), await k(t), e.aborted)) return
                          if (((f = void 0), A(), document.hidden)) return !0
                          continue
                        }
                        const r = t.m(58e3)
                        if (!r[0]) return
                        if (r[0].at > h && r[0].at <= Date.now()) return P()
                        const n = m,
                          a = await i(S(r))
                        n === m && (await O(r, a))
                      }
                    })(e)
                      .catch(s)
                      .then(r)
                })
            }
            try {
              return await navigator.locks.request(r, { signal: n }, a)
            } catch {
              return a()
            }
          })(r, e.signal).then((e) => {
            ;(d = void 0), b(), e && C()
          })
        }
        return d
      },
      E = (e, t) => {
        const [r, n] = L(e, t)
        try {
          return (fetchLater(r, { ...n, activateAfter: 0 }), !0)
        } catch {
          return 1 !== e[0]?.kind && navigator.sendBeacon?.(r, t)
        }
      }
    return {
      B: P,
      flush: C,
      x(e) {
        m++
        try {
          for (; !p; ) {
            const r = t.m(58e3 - y, !0)
            if (!r[0]) break
            const n = S(r)
            e && E(r, n) ? t.h(r, 2) : O(r, n).then(() => P())
          }
        } catch (e) {
          s(e)
        }
        e && (D(), P(a))
      },
      b() {
        m++, t.b()
      },
      C(e) {
        T(), e && (t.X(e), (u = O([e], S([e]))), C())
      },
      D() {
        f && ((w = 0), (v = a), f())
      },
      stop() {
        ;(p = !0), clearTimeout(c), D()
      },
    }
  }
  async function i(e) {
    try {
      if (e.length > 1e3)
        return new Uint8Array(
          await new Response(new Response(e).body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
        )
    } catch {}
    return e
  }
  let l = (e, t, r, [, n]) => {
      const a = t ? (r ? 'keep' : 'anonymous') : void 0 === t && 'off' !== n ? n : 'drop'
      return 'anonymous' === a && /^identity\./.test(e) ? 'drop' : a
    },
    s = (e, t) => e.toString(16).padStart(t, '0'),
    c = () => s(crypto.getRandomValues(new BigUint64Array(1))[0], 16),
    d = 0,
    u = (e) => {
      const t = s(e, 12),
        r = c(),
        n = (28672 + (4095 & d++)).toString(16)
      return `${t.slice(0, 8)}-${t.slice(8)}-${n}-8${r.slice(1, 4)}-${r.slice(4)}`
    },
    f = (e, t) => e.exec('string' == typeof t ? t : '')?.[0]
  try {
    ;((t) => {
      const a = window,
        i = a.wend?.q
      if (a.wend && !i) return
      const s = document.currentScript.src,
        d = new URL('.', s).href.slice(0, -1),
        { V: w, W: p } = ((
          t,
          a,
          i = ((e) => {
            let t,
              r = () => {
                t?.then((e) => e.close()).catch(() => {}), (t = void 0)
              },
              n = async (n) => {
                t ??= new Promise((t, n) => {
                  const a = indexedDB.open(e)
                  ;(a.onupgradeneeded = () => a.result.createObjectStore(e)),
                    (a.onsuccess = () => {
                      ;(a.result.onversionchange = a.result.onclose = r), t(a.result)
                    }),
                    (a.onerror = n)
                })
                const a = (await t).transaction(e, 'readwrite'),
                  o = n(a.objectStore(e))
                return (
                  a.commit?.(),
                  new Promise((e, t) => {
                    ;(a.oncomplete = () => e(o.result)), (a.onabort = t)
                  })
                )
              }
            return {
              Y() {
                return n((e) => e.getAll())
              },
              async Z(t, a, o) {
                !(await n((e) => {
                  if (a) for (const t of a) e.delete(t)
                  else e.clear()
                  for (const r of t) e.put(r, r.id)
                  return e.count()
                })) &&
                  o &&
                  (r(), indexedDB.deleteDatabase(e))
              },
              async $() {
                return (await indexedDB.databases?.())?.some((t) => t.name === e)
              },
              _: r,
            }
          })(`wend/${t.site}`),
        ) => {
          let s,
            d,
            w,
            { site: p, endpoint: h, query: v, policy: y, pages: m = !0, linger: g = 5e3, pieces: $ = [] } = t,
            b = c(),
            k = ((t) => {
              let r,
                n,
                a,
                { globalPrivacyControl: o, doNotTrack: i } = navigator,
                s = 0,
                c = [...(o ? t.gpc : []), ...('1' === i ? t.dnt : [])],
                d = {
                  M: t.regimes[''],
                  c: void 0,
                  legal: {},
                  o: {},
                  i: { necessary: !0 },
                  p(e) {
                    const r = (({ of: e }, t) => e[t] ?? e[t.split('.')[0]] ?? e['*'] ?? '')(t, e)
                    return { u: r ? l(e, d.i[r], d.f(), d.M) : 'drop', purpose: r }
                  },
                  a(e, r) {
                    return r ? `${d.o[e]}` : d.i[e] && `${d.o[e]}/${d.o[t.visitor]}`
                  },
                  f() {
                    return !!d.i[t.visitor]
                  },
                  K: () => (
                    (a = {}),
                    (r = []),
                    (n = []),
                    e.filter((e) => {
                      const t = d.i[e],
                        [o, i, l] = c.includes(e)
                          ? [!1, '']
                          : (({ legal: e, c: t }, r, [n], a) => {
                              const o = t?.says[r]
                              return (
                                (a ? a(e, t, r) : void 0 !== o && [o, 'choice', t]) || [
                                  'opt-out' === n || void 0,
                                  'default',
                                ]
                              )
                            })(d, e, d.M, d.L)
                      return (
                        (d.i[e] = o),
                        o === t || (void 0 === t && o) || (d.o[e] = ++s),
                        !1 === o && n.push(e),
                        o && l && r.push(e),
                        !l || (!o && a.source) || (a = { source: i, ...l }),
                        t && !1 === o
                      )
                    })
                  ),
                  J(e, o) {
                    return {
                      granted: r.filter((r) => !e || r !== t.visitor),
                      denied: n[0] && n,
                      policy: t.id,
                      source: a.source,
                      ...(e ? { nobody: !0 } : { ...a, says: void 0, ...o }),
                    }
                  },
                }
              return d
            })(y),
            { o: T, i: D } = k,
            P = ((e, { f: t, a: r }) => {
              let n,
                a,
                o = [],
                i = new Set(),
                l = !1,
                s = !1,
                c = !1,
                d = !1,
                u = 0,
                f = Promise.resolve(),
                w = async () => {
                  a = void 0
                  const r = t()
                  if (((s ||= r), !s)) return
                  const n = o.filter(({ kind: e, e: t }) => !t && !d && (2 === e || (r && 0 === e))),
                    c = l ? void 0 : [...i]
                  if (!c || n[0] || c[0]) {
                    l = !1
                    for (const e of n) e.e = !0
                    ;(s = r || o.some(({ e }) => e)), await e.Z(n, c, !s)
                    for (const e of c ?? i) i.delete(e)
                  }
                },
                p = () => {
                  if (!d) {
                    d = !0
                    for (const e of o) e.e && i.add(e.id), (e.e = !1)
                    h()
                  }
                },
                h = (e) => {
                  if (((l ||= !!e), void 0 !== e)) for (const e of o) e.e = !1
                  return ((a ??= f = f.then(w).catch(p)), a)
                },
                v = async () => {
                  if (t() && !d) return ((s = !0), e.Y().catch(() => {}))
                },
                y = (e, t = 1) => {
                  n = { ...n, [e]: (n?.[e] ?? 0) + t || void 0 }
                },
                m = (e) => {
                  ;(o = o.filter((t) => e(t) || (t.e && !i.add(t.id)))), h()
                },
                g = () => {
                  let { length: e } = o,
                    t = 0
                  for (const e of o) t += e.bytes
                  m((r) => {
                    const n = r.at < Date.now() - 6048e5
                    return (
                      1 === r.t ||
                      2 === r.kind ||
                      (!n && t <= 262144 && e <= 500) ||
                      ((t -= r.bytes), e--, y(n ? 'old' : 'full'), !1)
                    )
                  })
                }
              return {
                X(e) {
                  2 === e.kind ? o.unshift(e) : o.push(e), g()
                },
                m(e, t) {
                  const r = []
                  for (const n of o) {
                    const { kind: a, t: o } = n
                    if (1 === o || (t && o)) {
                      if (2 === a) break
                      continue
                    }
                    const [i = n] = r
                    if ((e -= n.bytes + 1) < 0 || a !== i.kind || n.tab !== i.tab) break
                    r.push(n)
                  }
                  return ((r.lost = n), r)
                },
                h(e, t) {
                  for (const r of e) r.t = t
                  for (const [r, n] of Object.entries(e.lost ?? {})) y(r, t ? -n : n)
                },
                g(e) {
                  m((t) => !e.includes(t))
                },
                b() {
                  u++, m(({ kind: e, purpose: t, r: n }) => 2 === e || n === r(t, e))
                },
                async k() {
                  const e = u,
                    t = new Set(o.filter(({ e }) => e)),
                    n = await v()
                  if (!n || e !== u) return
                  const a = new Map(n.map((e) => [e.id, e])),
                    i = o.filter((e) => a.delete(e.id) || !t.has(e)),
                    l = [...a.values()].filter(
                      (e) => ((e.t = 2), (e.e = !0), (e.r = r(e.purpose)), e.r || 2 === e.kind),
                    )
                  ;(o = [...l, ...i].sort((e, t) => t.kind - e.kind)), g()
                },
                async w() {
                  return (await v())?.some(({ id: e }) => !o.some((t) => t.id === e))
                },
                async x() {
                  await h(), (o = o.filter(({ e }) => !e))
                },
                z: async () => !s && !c && ((c = !0), (s ||= !!(await e.$().catch(() => !1))), s),
                j: y,
                A: h,
              }
            })(i, k),
            S = [],
            L = {},
            O = 0,
            A = document.referrer,
            C = !0,
            E = !1,
            R = 0,
            x = new AbortController(),
            N = (...e) => {
              E && console.info('[wend]', ...e)
            },
            U = (e, t, r = b) =>
              JSON.stringify({ v: 1, site: p, sent: Date.now(), ...(!e && { tab: r }), consent: k.J(e, L), lost: t }),
            j = o({
              endpoint: h,
              H: P,
              te: `wend/${p}`,
              E(e) {
                const [{ kind: t, tab: r }] = e,
                  n = e.map(({ json: e }) => e).join()
                return 2 === t ? n : `${U(1 === t, e.lost, r).slice(0, -1)},"events":[${n}]}`
              },
              F(t) {
                ;(L.receipt = /"receipt":"([^"]+)/.exec(t)?.[1] ?? L.receipt),
                  z(),
                  /consent_withdrawn/.test(t) && W(e, !0)
              },
              tt: () => (E ? 50 : g),
              G: N,
            }),
            _ = (e, t, r, n, a, o) => ({
              id: e,
              json: t,
              kind: r,
              tab: n,
              at: a,
              purpose: o,
              bytes: new TextEncoder().encode(t).length,
              r: k.a(o, r),
              t: 0,
            }),
            M = (e, t) => {
              const { purpose: r } = k.p(e)
              return { type: e, data: JSON.parse(JSON.stringify(t ?? {})), at: R, view: s, purpose: r, r: T[r], U: !1 }
            },
            B = (e, t) => {
              const { type: r, at: n, view: a, purpose: o } = e,
                i = e.r === T[o] ? k.p(r).u : 'drop'
              if (((e.U ||= 'anonymous' === i), N(i, r), 'drop' === i)) return
              if ('hold' === i || C || (ae.l && !t) || ae.s?.(e, t)) return void (S = [...S, e].slice(-500))
              const { data: l, U: s } = e,
                c = u(n),
                d = JSON.stringify({ id: c, type: r, at: n, data: l, ...(!s && { n: O, view: a }) }),
                f = _(c, d, +s, b, n, o)
              if (f.bytes > 32768) return (P.j('large'), N('too large', r))
              s || O++, P.X(f), j.B()
            },
            J = (e) => {
              const t = S
              S = []
              for (const r of t) B(r, e)
            },
            q = (e) => {
              const t = Date.now(),
                r = ` ${u(t)}`
              j.C(e ? void 0 : _(r, U(), 2, r, t, '')), (L.receipt = void 0), P.A(!e)
            },
            I = async () => {
              ;(await P.w()) && setTimeout(j.flush, 1e3)
            },
            z = (e, t = []) => {
              const r = k.K()
              j.b(), r[0] ? q(e) : !1 === D[y.visitor] ? P.z().then((e) => e && q()) : I()
              const n = [...r, ...t]
              void 0 === e && n[0] && w?.postMessage([!!r[0], ...n]), J()
              for (const e of ae.O) e()
            },
            G = (t, r, n, a, o) => {
              const i = { ...k.c?.says }
              for (const n of e) t.includes(n) && (i[n] = !0 === r[n])
              ;(k.c = {
                says: i,
                at: R,
                source: f(/^[\w.:/-]{1,64}$/, a) ?? 'api',
                text: f(/^[\da-f]{64}$/, o?.text),
                language: f(/^[\w-]{1,35}$/, o?.language),
              }),
                z(
                  n,
                  t.filter((e) => !i[e]),
                )
            },
            W = (e, t) => {
              ;(R = Date.now()), G(e, {}, t, 'withdrawn')
            },
            F = () => {
              try {
                ;(w = new BroadcastChannel(`wend/${p}`)),
                  (w.onmessage = ({ data: e }) => {
                    const [t, ...r] = `${e}`.split(',')
                    W(r, 'true' === t)
                  })
              } catch {}
            },
            H = (e) => ({ url: n(e, v), title: document.title.slice?.(0, 512) }),
            K = (e, t) => {
              ae.to?.(!0)
              const r = M('page.viewed', { ...H(location.href), referrer: n(A, v), via: e, ...t })
              return ((r.view = s = c()), (A = location.href), ae.ta?.(r.type, r.data), r)
            },
            Q = (e) => {
              ;(R = Date.now()), 'restored' === e && (A = document.referrer), (C = !0)
              const t = K(e)
              B(t), (C = t)
            },
            V = () => {
              ;(C = void 0), J()
            },
            X = (e) => {
              ;(A = e), Object.assign(C.data, H(e)), V()
            },
            Y = (e) => {
              d?.tr(), ae.to?.(e), J(!0), j.x(e)
            },
            Z = () => {
              w?.close(), (w = void 0), P.x().then(i._)
            },
            ee = () => {
              document.hidden ? Y(!1) : I()
            },
            te = () => {
              if (
                (addEventListener(
                  'pagehide',
                  () => {
                    Y(!0), Z()
                  },
                  x,
                ),
                addEventListener(
                  'pageshow',
                  ({ persisted: e }) => {
                    e && (F(), d?.open('restored'))
                  },
                  x,
                ),
                addEventListener('online', j.D, x),
                addEventListener('visibilitychange', ee, x),
                !m)
              )
                return V()
              ;(C.at = Date.now()),
                (d = ((e, t, n, a) => {
                  let o,
                    i,
                    l = new URL(location.href),
                    s = () => {
                      clearTimeout(i)
                      const e = o
                      ;(o = void 0), e && t(e)
                    },
                    c = (e) => {
                      ;(o ??= location.href), clearTimeout(i), (i = setTimeout(s, e))
                    },
                    d = (t) => {
                      s(), e(t), c(300)
                    },
                    u = (e) => {
                      const t = l
                      ;(l = new URL(location.href)), r(t, !e) !== r(l, !e) && (o && e ? (o = l.href) : d('navigation'))
                    }
                  c('complete' === document.readyState ? 300 : 3e3), addEventListener('load', () => o && c(300), n)
                  const { navigation: f } = window
                  return (
                    f?.currentEntry
                      ? f.addEventListener('currententrychange', (e) => u('replace' === e.navigationType), n)
                      : a?.(u, n),
                    { tr: s, open: d }
                  )
                })(Q, X, x, ae.R))
            },
            re = {
              track(e, t) {
                ae.ti(e.includes('.') ? e : `custom.${e.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`, t, s, R)
              },
              page(e) {
                B(K('call', e))
              },
              identify(e) {
                B({ ...M('identity.claimed', e), S: !0 })
              },
              consent(e, t, r) {
                G(Object.keys(e), e, void 0, t, r)
              },
              chat(...e) {
                ae.G?.('chat', e)
              },
              preferences() {
                ae.preferences?.()
              },
              async flush() {
                for (d?.tr(); ae.l; ) await ae.l
                await Promise.race([j.flush(), new Promise((e) => setTimeout(e, 1e4))])
              },
              debug(e = !0) {
                E = e
              },
              stop() {
                Y(!1), x.abort(), clearInterval(oe)
                for (const e of ie) e?.()
                j.stop(), Z()
              },
            },
            ne = (e) => {
              try {
                const [t, r, n] = e
                return ((R = n), re[t].apply(void 0, r))
              } catch (t) {
                N(e, t)
              }
            },
            ae = {
              ...t,
              d: k,
              load: a,
              N: L,
              O: [],
              W: ne,
              P: z,
              Q: J,
              view: () => s,
              ti(e, t, r = s, n = Date.now()) {
                R = n
                const a = { ...M(e, t), view: r }
                B(a), ae.ta?.(e, a.data)
              },
            }
          F()
          const oe = setInterval(() => document.hidden || void I(), 3e3),
            ie = $.map((e) => e(ae))
          z(!0), m && Q('load'), document.prerendering ? document.addEventListener('prerenderingchange', te, x) : te()
          const le = {}
          for (const e in re) le[e] = (...t) => ne([e, t, Date.now()])
          return { V: Object.freeze(le), W: ne }
        })({ ...t, endpoint: d }, (e) => import(`${d}/${e}.js?site=${t.site}`))
      i && ((i.push = (...e) => e.map(p).length), i.splice(0).forEach(p)), (a.wend = w)
    })(__WEND_SETTINGS__)
  } catch {}
})()
