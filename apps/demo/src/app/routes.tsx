import type { RouteObject } from 'react-router'
import { BasketProvider } from './basket.tsx'
import { CartPage } from './pages/cart.tsx'
import { CategoryPage } from './pages/category.tsx'
import { CheckoutPage } from './pages/checkout.tsx'
import { HelpPage } from './pages/help.tsx'
import { HomePage } from './pages/home.tsx'
import { MissingPage } from './pages/missing.tsx'
import { ProductPage } from './pages/product.tsx'
import { SearchPage } from './pages/search.tsx'
import { ThanksPage } from './pages/thanks.tsx'
import { TroublePage } from './pages/trouble.tsx'
import { Shell } from './shell.tsx'

/** The same addresses as in the multi-page shop, below `/app`, and a page that only makes sense where nothing is loaded anew. */
export const routes: RouteObject[] = [
  {
    element: (
      <BasketProvider>
        <Shell />
      </BasketProvider>
    ),
    children: [
      { path: '/', Component: HomePage },
      { path: '/category/:id', Component: CategoryPage },
      { path: '/product/:id', Component: ProductPage },
      { path: '/search', Component: SearchPage },
      { path: '/cart', Component: CartPage },
      { path: '/checkout', Component: CheckoutPage },
      { path: '/thanks', Component: ThanksPage },
      { path: '/help', Component: HelpPage },
      { path: '/trouble', Component: TroublePage },
      { path: '*', Component: MissingPage },
    ],
  },
]
