import { createContext, type ReactNode, useContext, useState } from 'react'
import { type Cart, type Change, changeCart } from '../cart.ts'
import { findProduct } from '../catalogue.ts'
import { layer } from '../layer.ts'
import { push } from './wend.ts'

interface Basket {
  readonly cart: Cart
  change(change: Change): void
  empty(): void
}

const BasketContext = createContext<Basket | undefined>(undefined)

/** Keeps the cart in memory: a reload empties it, because nothing may be stored before consent. */
export function BasketProvider({ children }: { children: ReactNode }) {
  const [cart, setCart] = useState<Cart>([])
  const change = (wanted: Change) => {
    setCart((now) => changeCart(now, wanted))
    const product = findProduct(wanted.product)
    if (!product) return
    const which = wanted.change === 'add' ? layer.productAdded : layer.productRemoved
    push(which(product, wanted.quantity ?? 1))
  }
  return <BasketContext value={{ cart, change, empty: () => setCart([]) }}>{children}</BasketContext>
}

export function useBasket(): Basket {
  const basket = useContext(BasketContext)
  if (!basket) throw new Error('useBasket was called outside of BasketProvider; put the component inside it.')
  return basket
}
