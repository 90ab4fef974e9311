const e = ({ regimes: e }, o = '') => e[/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(o) ? o : ''] ?? e[o.slice(0, 2)] ?? e['*'],
  o = ({ of: e }, o) => e[o] ?? e[o.split('.')[0]] ?? e['*'] ?? '',
  r = (e, o, r) => {
    let t,
      n,
      i = -1,
      d = (e, o) => {
        const t = o?.says[r],
          d = o?.at ?? (t ? 0 : 1 / 0)
        void 0 === t || d < i || (d === i && t) || ((n = [t, e, o]), (i = d))
      }
    for (const o in e) {
      const n = e[o]
      if ('pending' === n) t = o
      else {
        if ('failed' === n) return [!1, o]
        if (!1 === n?.says[r]) return [!1, o, n]
        d(o, n)
      }
    }
    return (d('choice', o), t && !1 !== n?.[0] ? [void 0, t] : n)
  },
  t = ({ legal: e, choice: o }, r, [t], n) => {
    const i = o?.says[r]
    return (n ? n(e, o, r) : void 0 !== i && [i, 'choice', o]) || ['opt-out' === t || void 0, 'default']
  },
  n = (e, o, r, [, t]) => {
    const n = o ? (r ? 'keep' : 'anonymous') : void 0 === o && 'off' !== t ? t : 'drop'
    return 'anonymous' === n && /^identity\./.test(e) ? 'drop' : n
  },
  i = (o, n, i) =>
    'necessary' === i
      ? [!0, i]
      : n.gpc && o.gpc.includes(i)
        ? [!1, 'gpc']
        : n.dnt && o.dnt.includes(i)
          ? [!1, 'dnt']
          : t(n, i, e(o, n.region), r),
  d = (e, o) => '' !== e.visitor && !0 === i(e, o, e.visitor)[0]
function u(r, t, u) {
  const l = o(r, u)
  if (!l) return { verb: 'drop', purpose: l, reason: 'not-covered' }
  const [p, f] = i(r, t, l),
    s = e(r, t.region),
    c = d(r, t),
    a = n(u, p, c, s)
  return { verb: a, purpose: l, reason: a === n('', p, c, s) ? f : 'anonymous' }
}
export { d as recognises, e as regimeOf, i as will, n as fate, o as purposeOf, r as weigh, t as answer, u as decide }
