const e = {
    query: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
    policy: {
      id: 'default',
      of: { '*': 'analytics', consent: 'necessary', ad: 'marketing', email: 'marketing', social: 'marketing' },
      regimes: { '*': ['opt-in', 'hold'], '': ['opt-in', 'hold'] },
      gpc: ['marketing', 'personalisation'],
      dnt: [],
      visitor: 'analytics',
      legal: [],
      remember: 0,
    },
  },
  t = (e, t) => {
    for (const r of ['pushState', 'replaceState']) {
      const n = history[r]
      history[r] = function (...o) {
        n.apply(this, o), t.signal.aborted || e('replaceState' === r)
      }
    }
    addEventListener('popstate', () => e(!1), t)
  },
  r =
    /[@%=\\&\xad]|[^\0-\u058f\u2010-\u2029\u20a0-\u20cf\u2190-\u23ff\u3000-\u9fff]|(?:\d\D{0,3}){6}|[\w-]{32}|eyJ|AKI|ASI|earer|egin |dot|[([{<]\s?at/i,
  n = /(?=[\w+/-]{0,11}(?:\d|[a-z][A-Z]))[\w+/-]{12}/,
  o = (e) => r.test(e) || n.test(e)
function a(e) {
  let t,
    r = JSON.stringify(e, (e, r) => {
      if (!o(e)) return 'string' == typeof r && o(r) ? ((t = !0), '[unchecked]') : r
      t = !0
    })
  return t && JSON.parse(r)
}
function i({ type: e, data: t }, { fields: r }) {
  const n = r?.[e]
  return n ? Object.fromEntries(n.map((e) => [e, t[e]])) : t
}
const l = (e) => (
    (e.R = t),
    ((e) => {
      let t
      return (
        (e.s = (r, n) => {
          if (r.T) return !1
          if (!r.S) {
            r.data = i(r, e.policy)
            const o = a(r.data)
            if (!o) return !1
            if (t || n) return ((r.data = t ? t(r.data, e.query) : o), !1)
          }
          return (
            (e.l ??= (async (e, r) => {
              await null
              try {
                const { default: n } = await e.load(r.S ? 'identify' : 'scrub')
                r.S ||
                  ((e) => {
                    t = e
                  })(n),
                  (r.data = await n(r.data, e.query)),
                  (r.data = i(r, e.policy))
              } catch {
                r.S ? (r.r = -1) : (r.data = a(r.data) ?? {})
              }
              ;(r.T = !0), (e.l = void 0), e.Q()
            })(e, r)),
            !0
          )
        }),
        () => {
          e.s = () => !0
        }
      )
    })(e)
  ),
  c = (e) => {
    let { endpoint: t, site: r, d: n, load: o, W: a } = e,
      i = !1,
      l = (e) => {
        ;(i = !0),
          Promise.resolve('banner')
            .then(o)
            .then(({ default: o }) =>
              o(
                {
                  endpoint: t,
                  site: r,
                  current() {
                    return n.c?.says
                  },
                  choose(e, t) {
                    a(['consent', [e, 'banner', t], Date.now()])
                  },
                },
                e,
              ),
            )
            .catch(() => {})
      },
      c = () => {
        i ||
          n.c ||
          'complete' !== document.readyState ||
          'visible' !== document.visibilityState ||
          (Object.values(n.i).includes(void 0) && !Object.values(n.legal).includes('pending') && l(!1))
      },
      s = () => setTimeout(c)
    return (
      (e.preferences = () => l(!0)),
      e.O.push(s),
      addEventListener('load', s),
      document.addEventListener('visibilitychange', c),
      () => {
        ;(i = !0),
          (e.preferences = () => {}),
          removeEventListener('load', s),
          document.removeEventListener('visibilitychange', c)
      }
    )
  },
  s = (e) => {
    let t,
      { d: r, load: n } = e,
      o = new Map(),
      a = (e) => /keep|anonymous/.test(r.p(e).u),
      i = {},
      l = [],
      c = (e, t) => {
        const r = i[e]
        r ? r(...t) : (l = [...l, [e, t]].slice(-50))
      },
      s = (t, r, a) => {
        const s = new AbortController(),
          d = {
            life: s,
            settings: { own: e.endpoint, ...r },
            signal: s.signal,
            load(e) {
              return n(`chat/${e}`)
            },
            leaving: new Set(),
            F: new Set(),
            track(t, r, n) {
              s.signal.aborted || e.ti(t, r, n)
            },
            get view() {
              return e.view()
            },
          }
        o.set(t, d)
        try {
          const e = a(d)
          if (!e) return
          i[t.replace(/\..*/, '')] = e
          const r = l
          l = []
          for (const [e, t] of r) c(e, t)
        } catch {}
      },
      d = async () => {
        for (const [e, { life: t }] of o) a(e) || (o.delete(e), t.abort())
        if ('complete' === document.readyState && e.capture?.some(a))
          try {
            t ??= n('capture')
            for (const [e, r, n] of (await t).default) a(e) && !o.has(e) && s(e, r, n)
          } catch {
            t = void 0
          }
      },
      u = (e) => {
        for (const t of o.values())
          try {
            e(t)
          } catch {}
      }
    ;(e.to = (e) =>
      u(({ leaving: t }) =>
        t.forEach((t) => {
          t(e)
        }),
      )),
      (e.ta = (e, t) =>
        u(({ F: r }) =>
          r.forEach((r) => {
            r(e, t)
          }),
        )),
      (e.G = c),
      e.O.push(d)
    const f = () => setTimeout(d)
    return (
      addEventListener('load', f),
      d(),
      () => {
        removeEventListener('load', f)
        for (const { life: e } of o.values()) e.abort()
        o.clear()
      }
    )
  },
  d = (e) => (/^#!?\//.test(e) ? e : ''),
  u = ({ pathname: e, search: t, hash: r }, n) => e + (n ? t : '') + d(r)
function f(e, t) {
  const r = (e) => {
    const r = [...new URLSearchParams(e)].filter(([e]) => t.includes(e))
    return r[0] ? `?${new URLSearchParams(r)}` : ''
  }
  try {
    const { protocol: t, host: n, pathname: o, search: a, hash: i } = new URL(e),
      [l, c] = d(i).split('?')
    return n ? `${t}//${n}${o}${r(a)}${l}${r(c)}`.slice(0, 4096) : t
  } catch {
    return
  }
}
let p = ({ query: e, d: t, O: r, W: n }) => {
    let o,
      a = { via: 'consent', landing: f(location.href, e), referrer: f(document.referrer, e) }
    r.push(() => {
      const { u: e, purpose: r } = t.p('page.viewed')
      if ((!1 === t.i[r] && (a = void 0), 'keep' === e)) {
        const e = a
        ;(a = void 0), !e || ('drop' !== o && 'anonymous' !== o) || n(['page', [e], Date.now()])
      }
      o = e
    })
  },
  m = (e, t, r) => {
    let n,
      o,
      a = -1,
      i = (e, t) => {
        const n = t?.says[r],
          i = t?.at ?? (n ? 0 : 1 / 0)
        void 0 === n || i < a || (i === a && n) || ((o = [n, e, t]), (a = i))
      }
    for (const t in e) {
      const o = e[t]
      if ('pending' === o) n = t
      else {
        if ('failed' === o) return [!1, t]
        if (!1 === o?.says[r]) return [!1, t, o]
        i(t, o)
      }
    }
    return (i('choice', t), n && !1 !== o?.[0] ? [void 0, n] : o)
  },
  w = (e, t, r, [, n]) => {
    const o = t ? (r ? 'keep' : 'anonymous') : void 0 === t && 'off' !== n ? n : 'drop'
    return 'anonymous' === o && /^identity\./.test(e) ? 'drop' : o
  },
  y = (e, t) => e.toString(16).padStart(t, '0'),
  h = () => y(crypto.getRandomValues(new BigUint64Array(1))[0], 16),
  v = 0,
  g = (e) => {
    const t = y(e, 12),
      r = h(),
      n = (28672 + (4095 & v++)).toString(16)
    return `${t.slice(0, 8)}-${t.slice(8)}-${n}-8${r.slice(1, 4)}-${r.slice(4)}`
  },
  b = (e) => {
    e.d.L = m
    for (const t of e.policy.legal) e.d.legal[t] = 'pending'
    const t = e.signals?.map((t) =>
      (({ policy: e, region: t, d: r, N: n, P: o }, { name: a, watch: i }) => {
        const l = (e) => {
            ;(r.legal[a] = e), o()
          },
          c = (e, t) => {
            ;(n.legal = void 0),
              t &&
                (async (e) =>
                  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(e)))]
                    .map((e) => y(e, 2))
                    .join(''))(t).then(
                  (e) => {
                    n.legal = e
                  },
                  () => {},
                ),
              l(e)
          }
        try {
          return i(c, e.tcf, t)
        } catch {
          l('failed')
        }
      })(e, t),
    )
    return () => {
      for (const e of t ?? []) e?.()
    }
  },
  $ = 'wend_consent=',
  k = 2629746,
  S = (e = '') => Number.parseInt(e, 10)
function O({ remember: e, id: t }) {
  try {
    const r = document.cookie.split('; ').find((e) => e.startsWith($)),
      n = JSON.parse(decodeURIComponent(r.slice(13))),
      o = n.at + e * k * 1e3
    if (!n.y && Object(n.says) === n.says && o > Date.now() && !(S(n.policy) < S(t))) return n
  } catch {}
}
const L = ({ d: e, policy: t, N: r, O: n, P: o }) => {
    if (!t.remember) return
    let a,
      i,
      l = () => {
        const n = O(t)
        !n ||
          n.at <= (e.c?.at ?? 0) ||
          ((r.receipt = n.receipt), (e.c = { says: n.says, at: n.at, source: 'remembered' }), o(!0))
      },
      c = ({ persisted: e }) => {
        e && l()
      }
    return (
      n.push(() => {
        const { c: n } = e,
          { receipt: o } = r
        if (!n || (n === a && o === i)) return
        ;(a = n), (i = o)
        const { says: l, at: c } = n
        if (e.legal['your-data']) return
        const s = O(t)
        if (s && (s.at > c || (s.receipt === o && JSON.stringify(s.says) === JSON.stringify(l)))) return
        const d = encodeURIComponent(JSON.stringify({ says: l, at: c, policy: t.id, receipt: o })),
          u = 'https:' === location.protocol ? ';secure' : ''
        try {
          document.cookie = `${$}${d};path=/;max-age=${t.remember * k};samesite=lax${u}`
        } catch {}
      }),
      l(),
      addEventListener('pageshow', c),
      () => removeEventListener('pageshow', c)
    )
  },
  T = ({ d: e, P: t }) => {
    const r = () => {
        delete e.legal['your-data']
        try {
          const t = /(?:^|; )wend_consent=([^;]+)/.exec(document.cookie)?.[1] ?? '',
            { says: r, y: n } = JSON.parse(decodeURIComponent(t))
          n && (e.legal['your-data'] = { says: { ...r } })
        } catch {}
      },
      n = ({ persisted: e }) => {
        e && (r(), t())
      }
    return ((e.L = m), r(), addEventListener('pageshow', n), () => removeEventListener('pageshow', n))
  },
  A = ({ d: e, policy: t, region: r }) => {
    e.M = (({ regimes: e }, t = '') => e[/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(t) ? t : ''] ?? e[t.slice(0, 2)] ?? e['*'])(
      t,
      r,
    )
  },
  D = ['analytics', 'personalisation', 'marketing'],
  E = 1700
function P({ endpoint: e, H: t, te: r, E: n, F: o, tt: a, G: i }) {
  let l,
    c,
    s,
    d,
    u = 0,
    f = !1,
    p = 0,
    m = 0,
    w = 0,
    y = 0,
    h = new AbortController(),
    v = new AbortController(),
    g = () => {},
    b = (e) =>
      new Promise((t) => {
        ;(d = t), setTimeout(t, e)
      }),
    $ = () => {
      h.abort(), (h = new AbortController())
    },
    k = () => {
      y++, v.abort(), (v = new AbortController())
    },
    S = (e = a()) => {
      f || (l ??= setTimeout(D, e))
    },
    O = (e) => new TextEncoder().encode(n(e)),
    L = ([t], r) => [
      e + (2 === t?.kind ? '/c' : '/e'),
      {
        method: 'POST',
        body: r,
        headers: { 'Content-Type': 'text/plain' },
        credentials: 1 === t?.kind ? 'omit' : 'include',
        keepalive: w <= 6e4,
        signal: h.signal,
      },
    ],
    T = async (e, r) => {
      const { signal: n } = h,
        a = setTimeout($, 3e4)
      ;(w += r.length), t.h(e, 1)
      let l = 0
      try {
        const a = await new Promise((t) => t(fetch(...L(e, r)))),
          { status: c } = a
        if (((l = 1e3 * Number(a.headers.get('Retry-After'))), c > 499 || 408 === c || 429 === c)) throw c
        u = m = 0
        const s = await a.text().catch(String)
        i(c, s), t.g(e), 1 === e[0]?.kind || n.aborted || o(s)
      } catch (r) {
        if ((i(r), t.h(e, 0), !n.aborted)) {
          const e = E * 2 ** Math.min(5, Math.max(0, u++ - 30))
          m = Math.max(E, Math.min(l, 864e5) || e) * (1 + Math.random() / 10)
        }
      }
      ;(w -= r.length), clearTimeout(a)
    },
    A = () => {
      c = new Promise((e) => {
        g = e
      })
    },
    D = () => {
      if ((clearTimeout(l), (l = void 0), (p = Date.now()), !c && !f)) {
        A()
        const e = v
        ;(async (r, n) => {
          const o = async () => {
            if (!n.aborted)
              return new Promise((r) => {
                ;(n.onabort = () => r(void 0)),
                  (async ({ signal: e }) => {
                    for (await Promise.race([t.k(), b(1e3)]); ; ) {
                      if ((await s, e.aborted)) return
                      if (m) {
                        const t = m
                        if (((m = 0), g(), await b(t), e.aborted)) return
                        if (((d = void 0), A(), document.hidden)) return !0
                        continue
                      }
                      const r = t.m(58e3)
                      if (!r[0]) return
                      if (r[0].at > p && r[0].at <= Date.now()) return S()
                      const n = y,
                        o = await j(O(r))
                      n === y && (await T(r, o))
                    }
                  })(e)
                    .catch(i)
                    .then(r)
              })
          }
          try {
            return await navigator.locks.request(r, { signal: n }, o)
          } catch {
            return o()
          }
        })(r, e.signal).then((e) => {
          ;(c = void 0), g(), e && D()
        })
      }
      return c
    },
    P = (e, t) => {
      const [r, n] = L(e, t)
      try {
        return (fetchLater(r, { ...n, activateAfter: 0 }), !0)
      } catch {
        return 1 !== e[0]?.kind && navigator.sendBeacon?.(r, t)
      }
    }
  return {
    B: S,
    flush: D,
    x(e) {
      y++
      try {
        for (; !f; ) {
          const r = t.m(58e3 - w, !0)
          if (!r[0]) break
          const n = O(r)
          e && P(r, n) ? t.h(r, 2) : T(r, n).then(() => S())
        }
      } catch (e) {
        i(e)
      }
      e && (k(), S(E))
    },
    b() {
      y++, t.b()
    },
    C(e) {
      $(), e && (t.X(e), (s = T([e], O([e]))), D())
    },
    D() {
      d && ((u = 0), (m = E), d())
    },
    stop() {
      ;(f = !0), clearTimeout(l), k()
    },
  }
}
async function j(e) {
  try {
    if (e.length > 1e3)
      return new Uint8Array(
        await new Response(new Response(e).body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
      )
  } catch {}
  return e
}
const N = (e, t) => e.exec('string' == typeof t ? t : '')?.[0],
  x = () => {},
  C = { track: x, page: x, identify: x, consent: x, chat: x, preferences: x, async flush() {}, debug: x, stop: x },
  J = ({ legal: e, remember: t, regimes: r }, { banner: n, capture: o }) => [
    l,
    A,
    p,
    ...(e.length ? [b] : []),
    ...(t || Object.values(r).some(([, e]) => 'hold' !== e) ? [T] : []),
    ...(t ? [L] : []),
    ...(n ? [c] : []),
    ...(o ? [s] : []),
  ],
  R = ['page.left', 'link.clicked', 'form.started', 'chat.opened', 'product.viewed', 'vital.measured']
function U(t) {
  if ('undefined' == typeof document) return C
  try {
    const r = t.endpoint.replace(/\/+$/, ''),
      n = t.policy ?? e.policy,
      o = {
        ...t,
        endpoint: r,
        policy: n,
        query: t.query ?? e.query,
        signals: t.signals,
        pieces: J(n, t),
        capture: t.capture ? R : void 0,
      }
    return ((
      e,
      t,
      r = ((e) => {
        let t,
          r = () => {
            t?.then((e) => e.close()).catch(() => {}), (t = void 0)
          },
          n = async (n) => {
            t ??= new Promise((t, n) => {
              const o = indexedDB.open(e)
              ;(o.onupgradeneeded = () => o.result.createObjectStore(e)),
                (o.onsuccess = () => {
                  ;(o.result.onversionchange = o.result.onclose = r), t(o.result)
                }),
                (o.onerror = n)
            })
            const o = (await t).transaction(e, 'readwrite'),
              a = n(o.objectStore(e))
            return (
              o.commit?.(),
              new Promise((e, t) => {
                ;(o.oncomplete = () => e(a.result)), (o.onabort = t)
              })
            )
          }
        return {
          Y() {
            return n((e) => e.getAll())
          },
          async Z(t, o, a) {
            !(await n((e) => {
              if (o) for (const t of o) e.delete(t)
              else e.clear()
              for (const r of t) e.put(r, r.id)
              return e.count()
            })) &&
              a &&
              (r(), indexedDB.deleteDatabase(e))
          },
          async $() {
            return (await indexedDB.databases?.())?.some((t) => t.name === e)
          },
          _: r,
        }
      })(`wend/${e.site}`),
    ) => {
      let n,
        o,
        a,
        { site: i, endpoint: l, query: c, policy: s, pages: d = !0, linger: p = 5e3, pieces: m = [] } = e,
        y = h(),
        v = ((e) => {
          let t,
            r,
            n,
            { globalPrivacyControl: o, doNotTrack: a } = navigator,
            i = 0,
            l = [...(o ? e.gpc : []), ...('1' === a ? e.dnt : [])],
            c = {
              M: e.regimes[''],
              c: void 0,
              legal: {},
              o: {},
              i: { necessary: !0 },
              p(t) {
                const r = (({ of: e }, t) => e[t] ?? e[t.split('.')[0]] ?? e['*'] ?? '')(e, t)
                return { u: r ? w(t, c.i[r], c.f(), c.M) : 'drop', purpose: r }
              },
              a(t, r) {
                return r ? `${c.o[t]}` : c.i[t] && `${c.o[t]}/${c.o[e.visitor]}`
              },
              f() {
                return !!c.i[e.visitor]
              },
              K: () => (
                (n = {}),
                (t = []),
                (r = []),
                D.filter((e) => {
                  const o = c.i[e],
                    [a, s, d] = l.includes(e)
                      ? [!1, '']
                      : (({ legal: e, c: t }, r, [n], o) => {
                          const a = t?.says[r]
                          return (
                            (o ? o(e, t, r) : void 0 !== a && [a, 'choice', t]) || [
                              'opt-out' === n || void 0,
                              'default',
                            ]
                          )
                        })(c, e, c.M, c.L)
                  return (
                    (c.i[e] = a),
                    a === o || (void 0 === o && a) || (c.o[e] = ++i),
                    !1 === a && r.push(e),
                    a && d && t.push(e),
                    !d || (!a && n.source) || (n = { source: s, ...d }),
                    o && !1 === a
                  )
                })
              ),
              J(o, a) {
                return {
                  granted: t.filter((t) => !o || t !== e.visitor),
                  denied: r[0] && r,
                  policy: e.id,
                  source: n.source,
                  ...(o ? { nobody: !0 } : { ...n, says: void 0, ...a }),
                }
              },
            }
          return c
        })(s),
        { o: b, i: $ } = v,
        k = ((e, { f: t, a: r }) => {
          let n,
            o,
            a = [],
            i = new Set(),
            l = !1,
            c = !1,
            s = !1,
            d = !1,
            u = 0,
            f = Promise.resolve(),
            p = async () => {
              o = void 0
              const r = t()
              if (((c ||= r), !c)) return
              const n = a.filter(({ kind: e, e: t }) => !t && !d && (2 === e || (r && 0 === e))),
                s = l ? void 0 : [...i]
              if (!s || n[0] || s[0]) {
                l = !1
                for (const e of n) e.e = !0
                ;(c = r || a.some(({ e }) => e)), await e.Z(n, s, !c)
                for (const e of s ?? i) i.delete(e)
              }
            },
            m = () => {
              if (!d) {
                d = !0
                for (const e of a) e.e && i.add(e.id), (e.e = !1)
                w()
              }
            },
            w = (e) => {
              if (((l ||= !!e), void 0 !== e)) for (const e of a) e.e = !1
              return ((o ??= f = f.then(p).catch(m)), o)
            },
            y = async () => {
              if (t() && !d) return ((c = !0), e.Y().catch(() => {}))
            },
            h = (e, t = 1) => {
              n = { ...n, [e]: (n?.[e] ?? 0) + t || void 0 }
            },
            v = (e) => {
              ;(a = a.filter((t) => e(t) || (t.e && !i.add(t.id)))), w()
            },
            g = () => {
              let { length: e } = a,
                t = 0
              for (const e of a) t += e.bytes
              v((r) => {
                const n = r.at < Date.now() - 6048e5
                return (
                  1 === r.t ||
                  2 === r.kind ||
                  (!n && t <= 262144 && e <= 500) ||
                  ((t -= r.bytes), e--, h(n ? 'old' : 'full'), !1)
                )
              })
            }
          return {
            X(e) {
              2 === e.kind ? a.unshift(e) : a.push(e), g()
            },
            m(e, t) {
              const r = []
              for (const n of a) {
                const { kind: o, t: a } = n
                if (1 === a || (t && a)) {
                  if (2 === o) break
                  continue
                }
                const [i = n] = r
                if ((e -= n.bytes + 1) < 0 || o !== i.kind || n.tab !== i.tab) break
                r.push(n)
              }
              return ((r.lost = n), r)
            },
            h(e, t) {
              for (const r of e) r.t = t
              for (const [r, n] of Object.entries(e.lost ?? {})) h(r, t ? -n : n)
            },
            g(e) {
              v((t) => !e.includes(t))
            },
            b() {
              u++, v(({ kind: e, purpose: t, r: n }) => 2 === e || n === r(t, e))
            },
            async k() {
              const e = u,
                t = new Set(a.filter(({ e }) => e)),
                n = await y()
              if (!n || e !== u) return
              const o = new Map(n.map((e) => [e.id, e])),
                i = a.filter((e) => o.delete(e.id) || !t.has(e)),
                l = [...o.values()].filter((e) => ((e.t = 2), (e.e = !0), (e.r = r(e.purpose)), e.r || 2 === e.kind))
              ;(a = [...l, ...i].sort((e, t) => t.kind - e.kind)), g()
            },
            async w() {
              return (await y())?.some(({ id: e }) => !a.some((t) => t.id === e))
            },
            async x() {
              await w(), (a = a.filter(({ e }) => !e))
            },
            z: async () => !c && !s && ((s = !0), (c ||= !!(await e.$().catch(() => !1))), c),
            j: h,
            A: w,
          }
        })(r, v),
        S = [],
        O = {},
        L = 0,
        T = document.referrer,
        A = !0,
        E = !1,
        j = 0,
        x = new AbortController(),
        C = (...e) => {
          E && console.info('[wend]', ...e)
        },
        J = (e, t, r = y) =>
          JSON.stringify({ v: 1, site: i, sent: Date.now(), ...(!e && { tab: r }), consent: v.J(e, O), lost: t }),
        R = P({
          endpoint: l,
          H: k,
          te: `wend/${i}`,
          E(e) {
            const [{ kind: t, tab: r }] = e,
              n = e.map(({ json: e }) => e).join()
            return 2 === t ? n : `${J(1 === t, e.lost, r).slice(0, -1)},"events":[${n}]}`
          },
          F(e) {
            ;(O.receipt = /"receipt":"([^"]+)/.exec(e)?.[1] ?? O.receipt), z(), /consent_withdrawn/.test(e) && H(D, !0)
          },
          tt: () => (E ? 50 : p),
          G: C,
        }),
        U = (e, t, r, n, o, a) => ({
          id: e,
          json: t,
          kind: r,
          tab: n,
          at: o,
          purpose: a,
          bytes: new TextEncoder().encode(t).length,
          r: v.a(a, r),
          t: 0,
        }),
        _ = (e, t) => {
          const { purpose: r } = v.p(e)
          return { type: e, data: JSON.parse(JSON.stringify(t ?? {})), at: j, view: n, purpose: r, r: b[r], U: !1 }
        },
        I = (e, t) => {
          const { type: r, at: n, view: o, purpose: a } = e,
            i = e.r === b[a] ? v.p(r).u : 'drop'
          if (((e.U ||= 'anonymous' === i), C(i, r), 'drop' === i)) return
          if ('hold' === i || A || (oe.l && !t) || oe.s?.(e, t)) return void (S = [...S, e].slice(-500))
          const { data: l, U: c } = e,
            s = g(n),
            d = JSON.stringify({ id: s, type: r, at: n, data: l, ...(!c && { n: L, view: o }) }),
            u = U(s, d, +c, y, n, a)
          if (u.bytes > 32768) return (k.j('large'), C('too large', r))
          c || L++, k.X(u), R.B()
        },
        M = (e) => {
          const t = S
          S = []
          for (const r of t) I(r, e)
        },
        q = (e) => {
          const t = Date.now(),
            r = ` ${g(t)}`
          R.C(e ? void 0 : U(r, J(), 2, r, t, '')), (O.receipt = void 0), k.A(!e)
        },
        B = async () => {
          ;(await k.w()) && setTimeout(R.flush, 1e3)
        },
        z = (e, t = []) => {
          const r = v.K()
          R.b(), r[0] ? q(e) : !1 === $[s.visitor] ? k.z().then((e) => e && q()) : B()
          const n = [...r, ...t]
          void 0 === e && n[0] && a?.postMessage([!!r[0], ...n]), M()
          for (const e of oe.O) e()
        },
        Z = (e, t, r, n, o) => {
          const a = { ...v.c?.says }
          for (const r of D) e.includes(r) && (a[r] = !0 === t[r])
          ;(v.c = {
            says: a,
            at: j,
            source: N(/^[\w.:/-]{1,64}$/, n) ?? 'api',
            text: N(/^[\da-f]{64}$/, o?.text),
            language: N(/^[\w-]{1,35}$/, o?.language),
          }),
            z(
              r,
              e.filter((e) => !a[e]),
            )
        },
        H = (e, t) => {
          ;(j = Date.now()), Z(e, {}, t, 'withdrawn')
        },
        K = () => {
          try {
            ;(a = new BroadcastChannel(`wend/${i}`)),
              (a.onmessage = ({ data: e }) => {
                const [t, ...r] = `${e}`.split(',')
                H(r, 'true' === t)
              })
          } catch {}
        },
        F = (e) => ({ url: f(e, c), title: document.title.slice?.(0, 512) }),
        G = (e, t) => {
          oe.to?.(!0)
          const r = _('page.viewed', { ...F(location.href), referrer: f(T, c), via: e, ...t })
          return ((r.view = n = h()), (T = location.href), oe.ta?.(r.type, r.data), r)
        },
        Q = (e) => {
          ;(j = Date.now()), 'restored' === e && (T = document.referrer), (A = !0)
          const t = G(e)
          I(t), (A = t)
        },
        V = () => {
          ;(A = void 0), M()
        },
        W = (e) => {
          ;(T = e), Object.assign(A.data, F(e)), V()
        },
        X = (e) => {
          o?.tr(), oe.to?.(e), M(!0), R.x(e)
        },
        Y = () => {
          a?.close(), (a = void 0), k.x().then(r._)
        },
        ee = () => {
          document.hidden ? X(!1) : B()
        },
        te = () => {
          if (
            (addEventListener(
              'pagehide',
              () => {
                X(!0), Y()
              },
              x,
            ),
            addEventListener(
              'pageshow',
              ({ persisted: e }) => {
                e && (K(), o?.open('restored'))
              },
              x,
            ),
            addEventListener('online', R.D, x),
            addEventListener('visibilitychange', ee, x),
            !d)
          )
            return V()
          ;(A.at = Date.now()),
            (o = ((e, t, r, n) => {
              let o,
                a,
                i = new URL(location.href),
                l = () => {
                  clearTimeout(a)
                  const e = o
                  ;(o = void 0), e && t(e)
                },
                c = (e) => {
                  ;(o ??= location.href), clearTimeout(a), (a = setTimeout(l, e))
                },
                s = (t) => {
                  l(), e(t), c(300)
                },
                d = (e) => {
                  const t = i
                  ;(i = new URL(location.href)), u(t, !e) !== u(i, !e) && (o && e ? (o = i.href) : s('navigation'))
                }
              c('complete' === document.readyState ? 300 : 3e3), addEventListener('load', () => o && c(300), r)
              const { navigation: f } = window
              return (
                f?.currentEntry
                  ? f.addEventListener('currententrychange', (e) => d('replace' === e.navigationType), r)
                  : n?.(d, r),
                { tr: l, open: s }
              )
            })(Q, W, x, oe.R))
        },
        re = {
          track(e, t) {
            oe.ti(e.includes('.') ? e : `custom.${e.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`, t, n, j)
          },
          page(e) {
            I(G('call', e))
          },
          identify(e) {
            I({ ..._('identity.claimed', e), S: !0 })
          },
          consent(e, t, r) {
            Z(Object.keys(e), e, void 0, t, r)
          },
          chat(...e) {
            oe.G?.('chat', e)
          },
          preferences() {
            oe.preferences?.()
          },
          async flush() {
            for (o?.tr(); oe.l; ) await oe.l
            await Promise.race([R.flush(), new Promise((e) => setTimeout(e, 1e4))])
          },
          debug(e = !0) {
            E = e
          },
          stop() {
            X(!1), x.abort(), clearInterval(ae)
            for (const e of ie) e?.()
            R.stop(), Y()
          },
        },
        ne = (e) => {
          try {
            const [t, r, n] = e
            return ((j = n), re[t].apply(void 0, r))
          } catch (t) {
            C(e, t)
          }
        },
        oe = {
          ...e,
          d: v,
          load: t,
          N: O,
          O: [],
          W: ne,
          P: z,
          Q: M,
          view: () => n,
          ti(e, t, r = n, o = Date.now()) {
            j = o
            const a = { ..._(e, t), view: r }
            I(a), oe.ta?.(e, a.data)
          },
        }
      K()
      const ae = setInterval(() => document.hidden || void B(), 3e3),
        ie = m.map((e) => e(oe))
      z(!0), d && Q('load'), document.prerendering ? document.addEventListener('prerenderingchange', te, x) : te()
      const le = {}
      for (const e in re) le[e] = (...t) => ne([e, t, Date.now()])
      return { V: Object.freeze(le), W: ne }
    })(
      o,
      (({ endpoint: e, site: t }) => {
        const r = { identify: () => import('./identify.js'), scrub: () => import('./scrub.js') }
        return (n) => ('identify' === n || 'scrub' === n ? r[n]() : import(`${e}/${n}.js?site=${t}`))
      })(o),
    ).V
  } catch (e) {
    return (console.error('[wend] cannot start.', e), C)
  }
}
export { U as init }
//# sourceMappingURL=index.js.map
