import type { FormEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import { cartValue, countItems } from '../../cart.ts'
import { moments } from '../../moments.ts'
import { money } from '../../money.ts'
import { newOrderNumber } from '../../order.ts'
import { checkoutFields, deliveries, giftWraps } from '../../words.ts'
import { useBasket } from '../basket.tsx'
import { Choice } from '../choice.tsx'
import { Title } from '../title.tsx'
import { tell, useMoment, wend } from '../wend.ts'

/** The checkout form. What is typed into it goes nowhere; the tracker hashes e-mail and phone before it sends them. */
export function CheckoutPage() {
  const { cart, empty } = useBasket()
  const navigate = useNavigate()
  useMoment(cart.length > 0 ? moments.checkoutStarted(cart) : undefined)

  const place = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const order = newOrderNumber()
    wend()?.identify({ email: String(typed.get('email')), phone: String(typed.get('phone')) })
    tell(moments.formSubmitted('checkout'))
    tell(moments.orderPlaced(order, cart))
    empty()
    navigate('/thanks', { replace: true, state: { order, items: countItems(cart), value: cartValue(cart) } })
  }

  return (
    <>
      <Title>Checkout</Title>
      <h1>Checkout</h1>
      <div className="checkout">
        <form className="fields" onSubmit={place}>
          <fieldset>
            <legend>Where it goes</legend>
            {checkoutFields.map((one) => (
              <label className={one.name} key={one.name}>
                {one.label}
                <input name={one.name} type={one.type} autoComplete={one.autocomplete} required />
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>Delivery</legend>
            {deliveries.map((one) => (
              <Choice
                key={one.id}
                name="delivery"
                value={one.id}
                label={one.name}
                line={one.line}
                chosen={one === deliveries[0]}
              />
            ))}
          </fieldset>
          <fieldset>
            <legend>Gift wrap</legend>
            {giftWraps.map((one) => (
              <Choice
                key={one.id}
                name="wrap"
                value={one.id}
                label={one.name}
                chosen={one === giftWraps[0]}
                onChoose={() => one.id && tell(moments.giftWrapChosen(one.id))}
              />
            ))}
          </fieldset>
          <button className="button main" type="submit" disabled={cart.length === 0}>
            Place the order for {money(cartValue(cart))}
          </button>
          <p className="small">A demonstration: nothing is charged, and the form is not kept.</p>
        </form>
        <Summary />
      </div>
    </>
  )
}

function Summary() {
  const { cart } = useBasket()
  return (
    <section className="summary" aria-labelledby="order">
      <h2 id="order">Your order</h2>
      <ul>
        {cart.map(({ product, quantity }) => (
          <li key={product.id}>
            <span>
              {quantity} × {product.name}
            </span>{' '}
            <span>{money(quantity * product.price)}</span>
          </li>
        ))}
      </ul>
      <p className="total">
        Total <strong>{money(cartValue(cart))}</strong>
      </p>
      <p>
        <Link to="/cart">Change the cart</Link>
      </p>
    </section>
  )
}
