import { html } from 'hono/html'
import { type Cart, cartValue } from '../cart.ts'
import { layer } from '../layer.ts'
import { asData, cartField, type Html, type Page, to } from '../layout.ts'
import { productMarks, sumMarks } from '../marks.ts'
import { moments } from '../moments.ts'
import { money } from '../money.ts'
import { checkoutFields, deliveries, giftWraps } from '../words.ts'

/**
 * The checkout form. What is typed into it is posted and forgotten: the shop reads the cart and nothing else. A script shows
 * one step at a time, and the fields that the choices before call for; without it all of them are there.
 */
export const checkout = (cart: Cart): Page => ({
  title: 'Checkout',
  main: html`<h1>Checkout</h1>
      <div class="checkout">
        <form class="fields" name="checkout" method="post" action="/checkout" data-identify data-steps>
          ${cartField(cart)}
          <fieldset data-wend-step="delivery">
            <legend>Delivery</legend>
            ${deliveries.map((one, at) => choice('delivery', one, at === 0, one.line))}
          </fieldset>
          <fieldset data-wend-step="address" data-layer="${JSON.stringify(layer.addressGiven(cart))}">
            <legend>Where it goes</legend>
            ${checkoutFields.map(field)}
          </fieldset>
          <fieldset data-wend-step="gift">
            <legend>Gift wrap</legend>
            ${giftWraps.map((one, at) => choice('wrap', one, at === 0))}
            <label class="wide" data-when="wrap:plain wrap:red wrap:green">What the card says
              <textarea name="greeting" rows="3" maxlength="200"></textarea>
            </label>
          </fieldset>
          <p class="step-buttons"><button class="button main">Place the order for ${money(cartValue(cart))}</button></p>
          <p class="small">A demonstration: nothing is charged, and the form is not kept.</p>
        </form>
        ${summary(cart)}
      </div>`,
})

const field = (one: (typeof checkoutFields)[number]): Html => {
  const when = one.when?.map((delivery) => `delivery:${delivery}`).join(' ')
  // Only the script knows whether a field that depends on a choice is called for.
  const needed = when ? html`data-needed` : html`required`
  const input = one.options
    ? html`<select name="${one.name}" ${needed}>${one.options.map((option) => html`<option>${option}</option>`)}</select>`
    : html`<input name="${one.name}" type="${one.type}" autocomplete="${one.autocomplete}" ${needed}>`
  return html`<label class="${one.name}" ${when ? html`data-when="${when}"` : ''}>${one.label}
              ${input}
            </label>
            `
}

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

const summary = (
  cart: Cart,
): Html => html`<section class="summary" aria-labelledby="order" data-wend-shop="begin_checkout" ${sumMarks(cart)}>
          <h2 id="order">Your order</h2>
          <ul>
            ${cart.map(({ product, quantity }) => html`<li ${productMarks(product, quantity)}><span>${quantity} × ${product.name}</span> <span>${money(quantity * product.price)}</span></li>`)}
          </ul>
          <p class="total">Total <strong>${money(cartValue(cart))}</strong></p>
          <p><a href="${to('/cart', cart)}">Change the cart</a></p>
        </section>`
