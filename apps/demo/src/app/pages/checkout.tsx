import { type KeyboardEvent, type ReactNode, type SubmitEvent, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { cartValue, countItems } from '../../cart.ts'
import { layer } from '../../layer.ts'
import { moments } from '../../moments.ts'
import { money } from '../../money.ts'
import { newOrderNumber } from '../../order.ts'
import { checkoutFields, deliveries, giftWraps } from '../../words.ts'
import { useBasket } from '../basket.tsx'
import { Choice } from '../choice.tsx'
import { Title } from '../title.tsx'
import { push, tell, usePush, wend } from '../wend.ts'

/** The checkout form. What is typed into it goes nowhere; the tracker hashes e-mail and phone before it sends them. */
export function CheckoutPage() {
  const { cart, empty } = useBasket()
  const navigate = useNavigate()
  usePush(cart.length > 0 ? layer.checkoutStarted(cart) : undefined)
  const [step, setStep] = useState(0)
  const [delivery, setDelivery] = useState<string>(deliveries[0].id)
  const [wrap, setWrap] = useState<string>(giftWraps[0].id)
  const form = useRef<HTMLFormElement>(null)
  const last = step === 2

  const next = () => {
    const fields = form.current?.querySelectorAll<HTMLInputElement>('fieldset:not([hidden]) :is(input,select)') ?? []
    if (![...fields].every((field) => field.reportValidity())) return
    if (step === 1) push(layer.addressGiven(cart))
    setStep(step + 1)
  }
  // Enter in a field goes on, and does not order before the last step.
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (last || pressed.key !== 'Enter' || !(pressed.target as Element).matches('input,select')) return
    pressed.preventDefault()
    next()
  }

  const place = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const order = newOrderNumber()
    wend()?.identify({ email: String(typed.get('email')), phone: String(typed.get('phone')) })
    push(layer.ordered(order, cart))
    empty()
    navigate('/thanks', { replace: true, state: { order, items: countItems(cart), value: cartValue(cart) } })
  }

  return (
    <>
      <Title>Checkout</Title>
      <h1>Checkout</h1>
      <div className="checkout">
        <form className="fields" name="checkout" ref={form} onSubmit={place} onKeyDown={onKeyDown}>
          <Step name="delivery" legend="Delivery" shown={step === 0}>
            {deliveries.map((one) => (
              <Choice
                key={one.id}
                name="delivery"
                value={one.id}
                label={one.name}
                line={one.line}
                chosen={one === deliveries[0]}
                onChoose={() => setDelivery(one.id)}
              />
            ))}
          </Step>
          <Step name="address" legend="Where it goes" shown={step === 1}>
            {checkoutFields
              .filter(({ when }) => !when || when.includes(delivery))
              .map((one) => (
                <label className={one.name} key={one.name} htmlFor={`address-${one.name}`}>
                  {one.label}
                  {one.options ? (
                    <select id={`address-${one.name}`} name={one.name} required>
                      {one.options.map((option) => (
                        <option key={option}>{option}</option>
                      ))}
                    </select>
                  ) : (
                    <input
                      id={`address-${one.name}`}
                      name={one.name}
                      type={one.type}
                      autoComplete={one.autocomplete}
                      required
                    />
                  )}
                </label>
              ))}
          </Step>
          <Step name="gift" legend="Gift wrap" shown={last}>
            {giftWraps.map((one) => (
              <Choice
                key={one.id}
                name="wrap"
                value={one.id}
                label={one.name}
                chosen={one === giftWraps[0]}
                onChoose={() => {
                  setWrap(one.id)
                  if (one.id) tell(moments.giftWrapChosen(one.id))
                }}
              />
            ))}
            {wrap && (
              <label className="wide">
                What the card says
                <textarea name="greeting" rows={3} maxLength={200} />
              </label>
            )}
          </Step>
          <p className="step-buttons">
            {step > 0 && (
              <button className="button" type="button" onClick={() => setStep(step - 1)}>
                Back
              </button>
            )}
            {last ? (
              <button className="button main" type="submit" key="place" disabled={cart.length === 0}>
                Place the order for {money(cartValue(cart))}
              </button>
            ) : (
              <button className="button main" type="button" key="next" onClick={next}>
                Continue
              </button>
            )}
          </p>
          <p className="small">A demonstration: nothing is charged, and the form is not kept.</p>
        </form>
        <Summary />
      </div>
    </>
  )
}

interface StepProps {
  readonly name: string
  readonly legend: string
  readonly shown: boolean
  readonly children: ReactNode
}

const Step = ({ name, legend, shown, children }: StepProps) => (
  <fieldset data-wend-step={name} hidden={!shown}>
    <legend>{legend}</legend>
    {children}
  </fieldset>
)

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
