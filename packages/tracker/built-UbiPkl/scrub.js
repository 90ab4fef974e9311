function e(e) {
  let t = 0
  for (let r = 0; r < e.length; r++) {
    const d = Number(e[e.length - 1 - r])
    t += r % 2 == 0 ? d : d > 4 ? 2 * d - 9 : 2 * d
  }
  return t % 10 == 0
}
function t(e) {
  let t = 0
  for (const r of e.slice(4) + e.slice(0, 4)) {
    const e = Number.parseInt(r, 36)
    t = (t * (e > 9 ? 100 : 10) + e) % 97
  }
  return 1 === t
}
const r = new Uint8Array(128),
  d = (e, t) => {
    for (let d = 0; d < e.length; d++) r[e.charCodeAt(d)] = (r[e.charCodeAt(d)] ?? 0) | t
  }
d('0123456789', 1),
  d('abcdefghijklmnopqrstuvwxyz', 2),
  d('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 4),
  d('_-', 8),
  d('+/', 16),
  d('@%=\\', 32),
  d('JAbBdD([{<&', 64)
const n =
    /[\xad\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u209f\u2460-\u24ff\u2776-\u2793\ua600-\uabff\ud835\ufe50-\ufeff\uff01-\uffee]|\u20e3/,
  u = (e) =>
    e < 1424 ? 173 === e : !((e > 8207 && e < 8234) || (e > 10131 && e < 42496)) && n.test(String.fromCharCode(e))
function i(e, t, r) {
  const d = 32 | e.charCodeAt(t + 1)
  switch (r) {
    case 74:
      return e.startsWith('ey', t - 2)
    case 65:
      return e.startsWith('AKI', t - 3) || e.startsWith('ASI', t - 3)
    case 66:
    case 98:
      return 101 === d && /^(?:earer\s|EGIN )/i.test(e.slice(t + 1, t + 7))
    case 68:
    case 100:
      return 111 === d && /^[^a-z0-9]dot(?![a-z0-9])/i.test(e.slice(t - 1, t + 4))
    case 38:
      return 35 === d || /^(?:commat|period|plus|nbsp)/i.test(e.slice(t + 1, t + 7))
    default:
      return /^\s?at/i.test(e.slice(t + 1, t + 4))
  }
}
function f(e) {
  let t = 0,
    d = 0,
    n = 0,
    f = 0,
    a = 0
  for (let o = 0; o < e.length; o++) {
    const l = e.charCodeAt(o)
    if (l > 127) {
      if (u(l)) return !0
      d++, (n = f = a = 0)
      continue
    }
    const s = r[l]
    if (32 & s) return !0
    if (64 & s && i(e, o, l)) return !0
    if (1 & s) {
      if (((t = d > 3 ? 1 : t + 1), (d = 0), 7 === t)) return !0
      6 & a && f++
    } else {
      if ((4 & s && 2 & a && f++, 6 & s && (1 & a && f++, 6 === t && d < 2 && l % 32 < 5))) return !0
      d++
    }
    if (((a = s), 31 & s ? n++ : (n = f = 0), f > 3 && n > 11)) return !0
  }
  return !1
}
const a = { commat: '@', period: '.', plus: '+', nbsp: ' ' },
  o = (e) => (e < 1114112 ? String.fromCodePoint(e) : ''),
  l = (e) =>
    e.includes('%')
      ? e.replace(/(?:%(?:25)*(?!25)[\da-f]{2})+/gi, (e) => {
          const t = e.replace(/%(?:25)+/g, '%')
          try {
            return decodeURIComponent(t)
          } catch {
            return t.replace(/%[2-7][\da-f]/gi, decodeURIComponent)
          }
        })
      : e,
  s = (e) =>
    e.includes('&#')
      ? e.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (e, t, r) => o(t ? Number.parseInt(t, 16) : Number(r)))
      : e
function g(e) {
  if (!/[%&\\=]/.test(e) && !n.test(e)) return e
  let t = s(l(e))
    .replace(
      /(?:%(?:25)*u|\\u\{?0{0,3}(?=[\da-f]{2,4}\})|\\u(?=[\da-f]{4})|\\(?=x))(?:x([\da-f]{2})|([\da-f]{2,4})\}?)/gi,
      (e, t, r) => o(Number.parseInt(t ?? r, 16)),
    )
    .replace(/&(commat|period|plus|nbsp);?/gi, (e, t) => a[t.toLowerCase()] ?? '')
  return (
    /=(?:40|2B)|(?:=[2-7][\dA-F]){3}/.test(t) &&
      (t = t.replace(/=(?:\r?\n|C2=A0|([2-7][\dA-F]))/g, (e, t) => (t ? o(Number.parseInt(t, 16)) : ' '))),
    n.test(t)
      ? t
          .normalize('NFKC')
          .replace(/\p{Cf}|\ufe0f|\u20e3/gu, '')
          .replace(/(?!\d)\p{Nd}/gu, (e) => `${p(e.charCodeAt(0))}`)
      : t
  )
}
const p = (e) => (e - (e > 2304 && e < 3584 ? 6 : 0)) & 15,
  w = (e) => e.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0,
  c = (e) => e.match(/[a-z](?=[A-Z])/g)?.length ?? 0,
  b = [
    [/(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])/g],
    [/(?<![\w.])(?:\d{3}\.\d{3}\.\d{3}-\d\d|756\.\d{4}\.\d{4}\.\d\d)(?!\w)/g],
    [/\b[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]\b/gi],
    [/(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[a-ceghj-prtw-z][a-ceghj-nprtw-z](?: ?\d\d){3} ?[a-d](?![\w-])/gi],
    [
      /(?<![\w-])[xyz\d][ -]?\d{7}[ -]?[a-z](?![\w-])/gi,
      (e) =>
        'TRWAGMYFPDXBNJZSQVHLCKE'[Number(e.slice(0, -1).replace(/[XYZ]/i, (e) => '' + (e.charCodeAt(0) % 8))) % 23] ===
        e.slice(-1).toUpperCase(),
    ],
    [/(?<![\w.,-])(?:19|20)?\d\d[01]\d[0-3]\d[-+]\d{4}(?![\w-])/g, (t) => e(t.slice(-10))],
    [
      /(?<![\w.,-])[12] ?\d\d ?\d\d ?(?:\d|2[ab])\d? ?\d{3} ?\d{3} ?\d\d(?!\w)/gi,
      (e) => 97 - (Number(e.slice(0, 13).replace(/2A/i, '19').replace(/2B/i, '18')) % 97) === Number(e.slice(13)),
    ],
    [
      /(?<![\w.,-])[1-9]\d \d{3} \d{3} \d{3}(?!\w| ?\d)/g,
      (e) => {
        let t = 10
        for (const r of e.slice(0, 10)) t = (2 * ((Number(r) + t) % 10 || 10)) % 11
        return (11 - t) % 10 === Number(e[10])
      },
    ],
    [
      /\b(?:bsn|burgerservicenummer|ssn|nino|pesel|cpr|cpf|svnr|ahv|steuer-?id|personnummer|passport)\W{1,3}(?:\d[ .-]?){7,11}\d/gi,
    ],
  ],
  m = (t) => t.length > 12 && t.length < 20 && e(t),
  N = String.raw`(?:[\s()./\u2010-\u2015-]{0,3}|\+)`,
  $ = String.raw`(?:\d${N}){6,14}\d`,
  z = String.raw`(?!\d\d?([./-])\d\d?\1\d{2,4}(?!\1?\d)|\d\d[./-](?:19|20)\d\d(?! ?\d)|\d\d\.\d\d\s?[\u2013-]\s?\d\d\.\d\d(?!\d))`,
  S = String.raw`\s{0,2}[[({<]\s?`,
  h = String.raw`\s?[\])}>]\s{0,2}`,
  x = String.raw`(?:\s{1,2}dot\s{1,2}|${S}dot${h})`,
  A = new RegExp(
    String.raw`(?<![\w.+-])[\w.+-]+(?:${S}(?:at|@)${h}[\w-]{1,63}(?:(?:\.|${x})[\w-]{1,63}){1,4}|\s{0,2}(?:\sat\s|@)\s{0,2}[\w-]{1,63}(?:${x}[\w-]{1,63}){1,4})`,
    'gi',
  ),
  k = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi,
  y = /(?<![\w+/-])[\w+/-]{12,}={0,2}/g,
  B = new RegExp(
    String.raw`\+\(?(?!0[.,])${$}(?!\d)|(?<![\w+-]|\d\.|\d\d:)${z}(?:00 ?|\(0\) ?|\(?0)(?=[1-9])${$}(?!\w)`,
    'gi',
  ),
  I = /(?<![\w.,+-])[1-9]\d{0,2}[\s-]\d{2,4}[\s/-]\d{6,8}(?!\d)/g,
  L = /(?<![\d+])[1-9](?:[\s+._\u2010-\u2015-]?\d){12,63}(?!\d)/g,
  M = /(?<![a-z\d])[a-z]{2}\d\d(?:[ \xa0-]?[a-z\d]){11,60}/gi
function v(e) {
  if (((e) => w(e) + c(e))(e) < 4) return
  const t = e.replace(/=/g, '').replace(/-/g, '+').replace(/_/g, '/')
  for (let e = 0; e < 4; e++) {
    const r = t.slice(e),
      d = atob(r.slice(0, r.length - (r.length % 4 == 1 ? 1 : 0)))
    if (!/@|%|\d(?:\W{0,3}\d){6}/.test(d)) continue
    const n = F(g(d))
    if (n) return n
  }
}
const C = (e, t) => (r) => r.replace(e, `[${t}]`)
function D(e, t) {
  return (r) => (e.test(r) ? t(r) : r)
}
const _ = (e) => D(/(?:\d\D{0,3}){6}/, (t) => U(t, e)),
  j = b.map(
    ([e, t]) =>
      (r) =>
        r.replace(e, (e) => (!t || t(e.replace(/[ -]|\+/g, '')) ? '[id]' : e)),
  ),
  E = [
    (e) =>
      e.replace(M, (e) => {
        const r = f(e)
          ? ((e) => {
              let r = 0
              for (let d = 0; d < e.length && r < 35; d++)
                if (
                  (/[ \xa0-]/.test(e[d] ?? '') || r++,
                  r > 14 && !/[a-z\d]/i.test(e[d + 1] ?? '') && t(e.slice(0, d + 1).replace(/[ \xa0-]/g, '')))
                )
                  return d + 1
              return 0
            })(e)
          : 0
        return r ? `[iban]${e.slice(r)}` : e
      }),
    (e) =>
      e.replace(L, (e) =>
        ((e) => {
          const t = e.split(/\D/),
            [{ length: r } = ''] = t
          return (
            !(!t.every((e) => e.length === r || (e.length > 2 && e.length < 7)) || !m(t.join(''))) ||
            t.some((e, r) => {
              let d = ''
              for (const e of t.slice(r)) {
                if (((d += e), e.length < 3 || d.length > 19 || (d.length > e.length && e.length > 6))) return !1
                if (m(d)) return !0
              }
              return !1
            })
          )
        })(e)
          ? '[card]'
          : e,
      ),
  ],
  K = [
    C(B, 'phone'),
    C(
      /(?<![\w.,+-])(?:1[ .-]?)?\(?[2-9]\d\d(?:\) ?|[\s.\u2010-\u2015-])[2-9]\d\d[\s.\u2010-\u2015-]\d{4}(?!\d)/g,
      'phone',
    ),
    (e) => e.replace(I, (e) => (e.replace(/\D/g, '').length > 10 ? '[phone]' : e)),
    C(/(?<!\d|\d[.,])(?!000|20[23]\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?!\d))\d{11,15}(?!\d|[.,]\d)/g, 'phone'),
  ],
  R = [
    D(
      /@/,
      C(
        /(?<![\p{L}\p{M}\p{N}_.%+'-])(?:[\p{L}\p{M}\p{N}_.%+'-]+|"[^"\n]{1,64}")\s?@(?!\dx\.(?:png|jpe?g|gif|webp|avif|svg))\s?[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,7}\.\p{L}[\p{L}\p{M}\p{N}-]{1,62}/gu,
        'email',
      ),
    ),
    D(/dot|[[({<]\s?(?:at|@)/i, C(A, 'email')),
    C(
      /\beyJ[\w-]{5,512}\.[\w-]{5,4000}(?:\.[\w-]{0,2000})?|\bA[KS]IA[A-Z\d]{16}\b|\bxox[a-z]-\d[\w-]{9,200}|(?<=\bBearer\s{1,3})(?=[\w.~+/-]{0,64}\d)[\w.~+/-]{8,4000}=*|-----BEGIN [\s\S]*|(?<=\b(?:token|secret|passw(?:or)?d|pwd|api_?key|session_?id|sid|PHPSESSID)=)[^\s&;"'[]{4,}/gi,
      'token',
    ),
  ],
  Z = [...R, _([...E, ...j, ...K])],
  G = [
    ...R,
    (e) => e.replace(k, (e) => (f(e) ? '[token]' : e)),
    (e) =>
      e.replace(y, (e) => {
        return e.length >= 20 &&
          [(t = e), ...t.split(/[^a-z\d]/i)].some((e) => {
            const t = w(e)
            return e.length > 15 && t > 2 && t + c(e) > 4 && 4 * (t + c(e)) >= e.length
          })
          ? (v(e) ?? '[token]')
          : (v(e) ?? e)
        var t
      }),
    _([...E, ...j, ...K]),
  ]
function F(e) {
  const t = U(e, Z)
  return t === e ? void 0 : /\[(?:email|phone|card|iban|id|token)\]/.exec(t)?.[0]
}
function U(e, t) {
  return t.reduce((e, t) => t(e), e)
}
function J(e, t) {
  let r = e,
    d = e
  for (let e = 0; ; e++) {
    const n = g(d)
    if (n === d) return U(r, t)
    if (4 === e) return '[token]'
    ;(d = U(n, t)), d !== n && (r = d)
  }
}
function P(e) {
  const t = e.length > 4096 ? e.slice(0, 4096) : e,
    r = f(t)
      ? ((e, t = G) => {
          let r = e
          for (let e = 0; e < 8; e++) {
            const e = J(r, t)
            if (e === r) break
            r = e
          }
          return r
        })(t)
      : t
  return t === e ? r : r.slice(0, -320)
}
const T = /%5B(email|phone|card|iban|id|token)%5D/g
function W(e) {
  const t = l(e),
    r = P(t)
  return r === t ? e : encodeURIComponent(r.replace(/\p{Surrogate}/gu, '')).replace(T, ':$1')
}
const H = /^https?:\/\/[\w.:-]*(?:\/|$)/i,
  O = /^([a-z][a-z0-9+.-]*:)?(?:(\/\/)([^/]*))?/i
function X(e, t) {
  const r = e.indexOf(t)
  return r < 0 ? [e, ''] : [e.slice(0, r), e.slice(r + 1)]
}
const Y = /^[\p{L}\p{M}\p{N}._:[\]-]*$/u,
  Q = (e) => (f(e) ? e.split('/').map(W).join('/').replace(B, ':phone') : e)
function V(e, t) {
  if (!e) return ''
  let r = ''
  for (const d of e.split('&')) {
    const e = d.indexOf('='),
      n = e < 0 ? d : d.slice(0, e)
    t.has(l(n)) && (r += `${r ? '&' : '?'}${e < 0 ? d : `${n}=${W(d.slice(e + 1))}`}`)
  }
  return r
}
function q(e, t) {
  const r = new Set(t),
    d = (e) =>
      ((e) => /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\/[^/]/i.test(e))(e)
        ? ((e, t) => {
            const [r, d] = X(
                s(
                  ((e) => {
                    if (e.length <= 4096) return e
                    const t = e.slice(0, 4096)
                    return t.slice(0, Math.max(0, ...['/', '?', '&', '#'].map((e) => t.lastIndexOf(e))))
                  })(e.trim()),
                ),
                '#',
              ),
              [n, u] = X(r, '?'),
              i = () =>
                V(u, t) +
                ((e, t) => {
                  if (!/^!?\//.test(e)) return ''
                  const [r = '', d = ''] = e.split('?', 2)
                  return `#${Q(r)}${V(d, t)}`
                })(d, t)
            if (H.test(n) && !f(n)) return n + i()
            const [, a = '', o, g = ''] = O.exec(n) ?? []
            if (a && !o) return f(a) ? '' : a
            const p = n.slice(a.length + (o ? 2 : 0) + g.length)
            return (
              (o
                ? `${f(a) ? '' : a}//${((e) => {
                    if (/^[\w.:-]*$/.test(e) && !f(e)) return e
                    const t = e.replace(/^.*(?:@|%(?:25)*40)/is, ''),
                      r = l(t),
                      d = P(r)
                    return Y.test(r) ? (d === r ? t : d.replace(/[[\]]/g, '').replace(/[^\w.:-]/g, '-')) : ''
                  })(g)}`
                : '') +
              Q(p) +
              i()
            )
          })(e, r)
        : ((e) => /^[\w.:/-]{1,31}$/.test(e) && !/\d{11}|^0[\d.:/-]{7,}$/.test(e))(e)
          ? e
          : P(e),
    n = (e) =>
      'string' == typeof e
        ? d(e)
        : Array.isArray(e)
          ? e.map((e) => n(e) ?? null)
          : null === e || 'object' != typeof e
            ? e
            : Object.fromEntries(Object.entries(e).map(([e, t]) => [d(e), n(t)]))
  return n(e)
}
export { q as default }
