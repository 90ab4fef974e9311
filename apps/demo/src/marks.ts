import { html } from 'hono/html'
import { type Cart, cartValue } from './cart.ts'
import { currency, type Product } from './catalogue.ts'
import type { Html } from './layout.ts'

/** The attributes that say of an element which product it is, for the tracker. */
export const productMarks = ({ id, name, category, price }: Product, quantity = 1): Html =>
  html`data-wend-product="${id}" data-wend-name="${name}" data-wend-category="${category}" data-wend-price="${price}" data-wend-currency="${currency}" data-wend-quantity="${quantity}"`

/** Those that say what the products in it are worth together. */
export const sumMarks = (cart: Cart): Html =>
  html`data-wend-value="${cartValue(cart)}" data-wend-currency="${currency}"`
