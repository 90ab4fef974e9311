import { html } from 'hono/html'
import { type Cart, cartValue, type Line } from '../cart.ts'
import { cartField, type Html, type Page, to } from '../layout.ts'
import { productMarks, sumMarks } from '../marks.ts'
import { money } from '../money.ts'

export const cart = (lines: Cart): Page => ({
  title: 'Cart',
  main: html`<h1>Your cart</h1>
      <div data-wend-shop="view_cart" ${sumMarks(lines)}>
        ${lines.length === 0 ? empty : full(lines)}
      </div>`,
})

const empty = html`<p class="lead">Nothing in here yet.</p>
      <p><a class="button" href="/">Look around</a></p>`

const full = (lines: Cart): Html => html`<ul class="lines">
        ${lines.map((line) => row(line, lines))}
      </ul>
      <p class="total">Total <strong>${money(cartValue(lines))}</strong></p>
      <p><a class="button main" href="${to('/checkout', lines)}">Go to checkout</a></p>`

const row = ({ product, quantity }: Line, lines: Cart): Html => html`<li ${productMarks(product, quantity)}>
          <img src="/assets/art/${product.id}.svg" alt="" width="96" height="96">
          <a href="${to(`/product/${product.id}`, lines)}">${product.name}</a>
          <form class="stepper" name="line" method="post" action="/cart">
            ${cartField(lines)}
            <input type="hidden" name="product" value="${product.id}">
            <button name="change" value="less" aria-label="One ${product.name} less"
              data-wend-cart="remove_from_cart" data-wend-quantity="1">−</button>
            <span>${quantity}</span>
            <button name="change" value="add" aria-label="One ${product.name} more"
              data-wend-cart="add_to_cart" data-wend-quantity="1">+</button>
            <button class="plain" name="change" value="remove" aria-label="Remove ${product.name}"
              data-wend-cart="remove_from_cart" data-wend-quantity="${quantity}">Remove</button>
          </form>
          <span class="price">${money(quantity * product.price)}</span>
        </li>
        `
