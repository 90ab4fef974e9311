import { Link, useNavigate, useParams } from 'react-router'
import { findCategory, findProduct, goesWith, type Product } from '../../catalogue.ts'
import { layer } from '../../layer.ts'
import { money } from '../../money.ts'
import { useBasket } from '../basket.tsx'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'
import { usePush } from '../wend.ts'
import { MissingPage } from './missing.tsx'

export function ProductPage() {
  const product = findProduct(useParams().id)
  return product ? <Shown product={product} /> : <MissingPage />
}

function Shown({ product }: { product: Product }) {
  usePush(layer.productViewed(product), product.id)
  return (
    <>
      <Title>{product.name}</Title>
      <nav className="crumbs" aria-label="You are here">
        <Link to="/">Shop</Link> ›{' '}
        <Link to={`/category/${product.category}`}>{findCategory(product.category)?.name}</Link>
      </nav>
      <article className="product">
        <img src={`/assets/art/${product.id}.svg`} alt={`Drawing of the ${product.name}.`} width="400" height="400" />
        <div>
          <h1>{product.name}</h1>
          <p className="lead">{product.line}</p>
          <p className="price">{money(product.price)}</p>
          <p>{product.about}</p>
          <details className="size">
            <summary data-wend-event="size_opened">Size</summary>
            <p>{product.size}</p>
          </details>
          <AddForm key={product.id} product={product} />
        </div>
      </article>
      <section aria-labelledby="more">
        <h2 id="more">Goes well with</h2>
        <Cards list={goesWith(product)} />
      </section>
    </>
  )
}

function AddForm({ product }: { product: Product }) {
  const { change } = useBasket()
  const navigate = useNavigate()
  return (
    <form
      className="add"
      name="add"
      onSubmit={(event) => {
        event.preventDefault()
        const quantity = Number(new FormData(event.currentTarget).get('quantity'))
        change({ product: product.id, change: 'add', quantity })
        navigate('/cart')
      }}
    >
      <label>
        Quantity <input type="number" name="quantity" defaultValue="1" min="1" max="20" required />
      </label>
      <button className="button main" type="submit">
        Add to cart
      </button>
    </form>
  )
}
