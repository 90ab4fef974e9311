const e = ['conversation', 'form', 'campaign', 'role', 'score', 'best']
function t(t, n) {
  let o,
    r,
    i,
    s = 0,
    a = 0,
    l = 0
  return (f, c = {}) => {
    const d = Date.now(),
      u = { widget: n }
    for (const t of e) /^[\w.:/-]{1,64}$/.test(`${c[t] ?? ''}`) && (u[t] = c[t])
    if ((/^[cm]\w+_/.test(f) && (r ??= d), 'ended' === f))
      s && Object.assign(u, { messages: s, sent: a, response: o }),
        r && (u.time = d - r),
        (s = a = 0),
        (r = i = o = void 0)
    else if (f.startsWith('message_')) {
      const e = 'string' == typeof c.text ? c.text.length : c.length,
        t = i && i !== f ? d - l : void 0
      ;(u.number = ++s),
        (u.length = void 0 === e ? e : e > 200 ? 'long' : e > 40 ? 'medium' : 'short'),
        (u.response = t),
        'message_sent' === f ? (a++, (u.role = 'visitor')) : a && (o ??= t),
        (i = f),
        (l = d)
    }
    t.signal.aborted || t.track(`chat.${f}`, u)
  }
}
const n = new WeakMap()
function o(e, ...[o, r]) {
  i(() => {
    const i = r?.widget ?? 'site'
    if (!/^[a-z_]+ [\w.:/-]{1,64}$/.test(`${o} ${i}`)) return
    const s = n.get(e) ?? {}
    ;(s[i] ??= t(e, i)), n.set(e, s), s[i](o, r)
  })
}
function r(e, n, o, r) {
  let { signal: s } = e,
    a = t(e, n),
    { events: l, on: f = m, ready: c } = r(o, a, s),
    d = Date.now(),
    u = 0,
    g = (e) => {
      const t = e.unreadCount ?? e,
        n = t > u && Date.now() - d > 5e3
      return ((u = t), n && 'message_received')
    }
  function m(e, t) {
    const { on: n, off: r } = o
    return (n?.call(o, e, t), () => r?.call(o, e, t))
  }
  for (const e in l)
    i(() => {
      const t = l[e],
        n = f(e, (...e) =>
          i(() => {
            const n = 'unread' === t ? g(e[0]) : 'function' == typeof t ? t(...e) : t,
              [o, r] = [n].flat()
            o && a(o, r)
          }),
        )
      n && s.addEventListener('abort', () => i(n))
    })
  return (e) => c(e) && [a('widget_loaded')]
}
function i(e) {
  try {
    e()
  } catch {}
}
export { o as say, r as default, t as teller }
