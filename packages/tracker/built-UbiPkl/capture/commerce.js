;(() => {
  const t = {
      view_item: 'product.viewed',
      add_to_cart: 'product.added',
      remove_from_cart: 'product.removed',
      compare: 'product.compared',
      view_item_list: 'product.listed',
      view_cart: 'cart.viewed',
      begin_checkout: 'checkout.started',
      add_shipping_info: 'checkout.step_completed',
      add_payment_info: 'checkout.step_completed',
      purchase: 'order.placed',
    },
    e = (t, e) => t.exec(`${e ?? ''}`)?.[0],
    r = (t) => e(/^.{1,128}/, t),
    c = (t) => e(/^[A-Z]{3}$/, t),
    d = (t, r = /^-?\d+(\.\d+)?$/) => {
      const c = e(r, t)
      return c && +c
    },
    a = (t) => e(/^[\w.:/-]{1,64}$/, t && `${t}`.replace(/[\s#]/g, '')),
    o = ({ dataset: t }) => Object.fromEntries(Object.entries(t).map(([t, e]) => [t.slice(4).toLowerCase(), e]))
  function u(t) {
    try {
      t()
    } catch {}
  }
  return (i) => {
    let n,
      p,
      { signal: s } = i,
      l = new Set(),
      m = new WeakMap(),
      w = (o, u, n = []) => {
        if (!Object.hasOwn(t, o)) return
        const p = (e) => i.track(t[o], e),
          s = n.slice(0, 80).flatMap((t) => {
            const e = {
              id: a(t.item_id ?? t.id ?? t.product),
              name: r(t.item_name ?? t.name),
              category: r(t.item_category ?? t.category),
              price: d(t.price),
              currency: c(t.currency ?? u.currency),
            }
            return e.id ? [{ product: e, quantity: d(u.quantity ?? t.quantity, /^\d+$/) }] : []
          }),
          m = a(u.transaction_id ?? u.order),
          w = { items: s.reduce((t, { quantity: e }) => t + (e || 1), 0), value: d(u.value), currency: c(u.currency) }
        'view_item' === o
          ? s.map(({ product: t }) => p({ product: t }))
          : /^add_to|^rem/.test(o)
            ? s.map(p)
            : 'compare' === o
              ? p({ products: s.map(({ product: t }) => t) })
              : 'view_item_list' === o
                ? p({ list: r(u.item_list_name ?? u.list) ?? 'products', products: s.length })
                : 'purchase' !== o
                  ? p({ step: e(/shipping|payment/, o), ...w })
                  : m && !l.has(m) && (l.add(m), p({ order: m, ...w, products: s, claimed: !0 }))
      },
      _ = (t) =>
        u(() => {
          const e = 'event' === t[0],
            r = e ? t[1] : t.event,
            c = e ? t[2] : (t.ecommerce ?? t)
          w(r, c, c.items)
        }),
      h = (t, e) => {
        const r = o(t),
          c = t.closest('[data-wend-product]'),
          d = c ? [c] : [...t.querySelectorAll('[data-wend-product]')]
        w(`${r[e]}`, r, d.map(o))
      },
      v = () =>
        u(() => {
          p = void 0
          const { dataLayer: t } = window
          t !== n &&
            Array.isArray(t) &&
            ((n = t),
            t.forEach(_),
            s.addEventListener(
              'abort',
              ((t) => {
                let e = Object.hasOwn(t, 'push'),
                  r = t.push,
                  c = !0,
                  d = function (...t) {
                    const e = r.apply(this, t)
                    return (
                      c &&
                        ((t) => {
                          t.forEach(_)
                        })(t),
                      e
                    )
                  }
                try {
                  t.push = d
                } catch {}
                return () => {
                  ;(c = !1), t.push === d && (e ? (t.push = r) : Reflect.deleteProperty(t, 'push'))
                }
              })(t),
            ))
          for (const t of document.querySelectorAll('[data-wend-shop]')) {
            const { wendShop: e, wendProduct: r, wendOrder: c } = t.dataset,
              d = `${[e, r, c]}`
            m.get(t) !== d && h(t, 'shop'), m.set(t, d)
          }
        })
    v()
    const f = new MutationObserver(() => {
      p ??= setTimeout(v, 250)
    })
    f.observe(document, { subtree: !0, childList: !0, attributeFilter: ['data-wend-product'] }),
      addEventListener(
        'click',
        (t) =>
          u(() =>
            (({ target: t }) => {
              const e = t.closest('[data-wend-cart]')
              e && h(e, 'cart')
            })(t),
          ),
        { capture: !0, signal: s },
      ),
      i.leaving.add(v),
      s.addEventListener('abort', () => {
        clearTimeout(p), f.disconnect(), i.leaving.delete(v)
      })
  }
})()
