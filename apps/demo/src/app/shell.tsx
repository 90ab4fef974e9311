import { useEffect, useRef } from 'react'
import { Form, Link, Outlet, useLocation, useSearchParams } from 'react-router'
import { countItems } from '../cart.ts'
import { categories } from '../catalogue.ts'
import { shopName, tagline, versions } from '../words.ts'
import { useBasket } from './basket.tsx'

/** What surrounds every page. React Router's ScrollRestoration is left out: it writes to sessionStorage. */
export function Shell() {
  const { cart } = useBasket()
  const [query] = useSearchParams()
  const main = useTopOnNavigation()
  const term = query.get('q') ?? ''
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Notice />
      <header className="top">
        <Link className="logo" to="/">
          {shopName}
        </Link>
        <nav aria-label="Shop">
          {categories.map((one) => (
            <Link key={one.id} to={`/category/${one.id}`}>
              {one.name}
            </Link>
          ))}
          <Link to="/help">Help</Link>
        </nav>
        <Form className="search" role="search" action="/search" key={term}>
          <input
            type="search"
            name="q"
            defaultValue={term}
            placeholder="Search"
            aria-label="Search the shop"
            required
          />
          <button type="submit">Search</button>
        </Form>
        <Link className="cart-link" to="/cart">
          Cart <span className="count">{countItems(cart)}</span>
        </Link>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <footer className="foot">
        <p>
          {shopName}. {tagline}. An invented shop: nothing is sold here.
        </p>
        <form className="newsletter" name="newsletter" method="post" action="/newsletter">
          <label>
            News from the kiln{' '}
            <input type="email" name="email" autoComplete="email" placeholder="Your e-mail" required />
          </label>
          <button type="submit">Subscribe</button>
          <p className="said" role="status" />
        </form>
        <nav aria-label="About">
          <Link to="/help">Delivery and returns</Link>
          <a href="/contact">Contact</a>
          <Link to="/trouble">Trouble, on purpose</Link>
          <button className="plain" type="button" data-privacy>
            Privacy choices
          </button>
          {meta('shop-your-data') && <a href={meta('shop-your-data')}>Your data</a>}
        </nav>
      </footer>
    </>
  )
}

/** What the server wrote into the page, because it is known only when the shop starts. */
const meta = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content

function Notice() {
  const live = meta('shop-console')
  return (
    <aside className="notice" aria-label="About this demonstration">
      <p>
        {versions.single} <a href="/">Try the multi-page version</a>
      </p>
      {live && (
        <a className="live" href={live}>
          Watch your events live
        </a>
      )}
    </aside>
  )
}

/** After a navigation the reader, and a screen reader, start at the top of the new page. */
function useTopOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
