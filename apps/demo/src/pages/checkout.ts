import { html } from 'hono/html'
import { type Cart, cartValue } from '../cart.ts'
import { asData, cartField, type Html, type Page, to } from '../layout.ts'
import { moments } from '../moments.ts'
import { money } from '../money.ts'
import { checkoutFields, deliveries, giftWraps } from '../words.ts'

/** The checkout form. What is typed into it is posted and forgotten: the shop reads the cart and nothing else. */
export const checkout = (cart: Cart): Page => ({
  title: 'Checkout',
  moment: moments.checkoutStarted(cart),
  main: html`<h1>Checkout</h1>
      <div class="checkout">
        <form class="fields" method="post" action="/checkout" data-identify>
          ${cartField(cart)}
          <fieldset>
            <legend>Where it goes</legend>
            ${checkoutFields.map(field)}
          </fieldset>
          <fieldset>
            <legend>Delivery</legend>
            ${deliveries.map((one, at) => choice('delivery', one, at === 0, one.line))}
          </fieldset>
          <fieldset>
            <legend>Gift wrap</legend>
            ${giftWraps.map((one, at) => choice('wrap', one, at === 0))}
          </fieldset>
          <button class="button main" data-moment="${asData(moments.formSubmitted('checkout'))}">
            Place the order for ${money(cartValue(cart))}
          </button>
          <p class="small">A demonstration: nothing is charged, and the form is not kept.</p>
        </form>
        ${summary(cart)}
      </div>`,
})

const field = (one: (typeof checkoutFields)[number]): Html => html`<label class="${one.name}">${one.label}
              <input name="${one.name}" type="${one.type}" autocomplete="${one.autocomplete}" required>
            </label>
            `

const choice = (
  name: string,
  one: { id: string; name: string },
  checked: boolean,
  line = '',
): Html => html`<label class="choice">
              <input type="radio" name="${name}" value="${one.id}" ${checked ? 'checked' : ''}
                data-moment="${name === 'wrap' && one.id ? asData(moments.giftWrapChosen(one.id)) : ''}">
              <span>${one.name}${line ? html` <small>${line}</small>` : ''}</span>
            </label>
            `

const summary = (cart: Cart): Html => html`<section class="summary" aria-labelledby="order">
          <h2 id="order">Your order</h2>
          <ul>
            ${cart.map(({ product, quantity }) => html`<li><span>${quantity} × ${product.name}</span> <span>${money(quantity * product.price)}</span></li>`)}
          </ul>
          <p class="total">Total <strong>${money(cartValue(cart))}</strong></p>
          <p><a href="${to('/cart', cart)}">Change the cart</a></p>
        </section>`
