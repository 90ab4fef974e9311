import { Link } from 'react-router'
import { cartValue, type Line } from '../../cart.ts'
import { layer } from '../../layer.ts'
import { money } from '../../money.ts'
import { useBasket } from '../basket.tsx'
import { Title } from '../title.tsx'
import { usePush } from '../wend.ts'

export function CartPage() {
  const { cart } = useBasket()
  usePush(layer.cartViewed(cart))
  return (
    <>
      <Title>Cart</Title>
      <h1>Your cart</h1>
      {cart.length === 0 ? <Empty /> : <Full />}
    </>
  )
}

const Empty = () => (
  <>
    <p className="lead">Nothing in here yet.</p>
    <p>
      <Link className="button" to="/">
        Look around
      </Link>
    </p>
  </>
)

function Full() {
  const { cart } = useBasket()
  return (
    <>
      <ul className="lines">
        {cart.map((line) => (
          <Row key={line.product.id} {...line} />
        ))}
      </ul>
      <p className="total">
        Total <strong>{money(cartValue(cart))}</strong>
      </p>
      <p>
        <Link className="button main" to="/checkout">
          Go to checkout
        </Link>
      </p>
    </>
  )
}

function Row({ product, quantity }: Line) {
  const { change } = useBasket()
  const { id, name } = product
  return (
    <li>
      <img src={`/assets/art/${id}.svg`} alt="" width="96" height="96" />
      <Link to={`/product/${id}`}>{name}</Link>
      <div className="stepper">
        <button type="button" aria-label={`One ${name} less`} onClick={() => change({ product: id, change: 'less' })}>
          −
        </button>
        <span>{quantity}</span>
        <button type="button" aria-label={`One ${name} more`} onClick={() => change({ product: id, change: 'add' })}>
          +
        </button>
        <button
          className="plain"
          type="button"
          aria-label={`Remove ${name}`}
          onClick={() => change({ product: id, change: 'remove', quantity })}
        >
          Remove
        </button>
      </div>
      <span className="price">{money(quantity * product.price)}</span>
    </li>
  )
}
