import { Link } from 'react-router'
import type { Product } from '../catalogue.ts'
import { money } from '../money.ts'

/** Products side by side. */
export const Cards = ({ list }: { list: readonly Product[] }) => (
  <ul className="cards">
    {list.map((one) => (
      <li className="card" key={one.id}>
        <Link to={`/product/${one.id}`}>
          <img src={`/assets/art/${one.id}.svg`} alt="" width="400" height="400" />
          <h3>{one.name}</h3>
        </Link>
        <p>{one.line}</p>
        <p className="price">{money(one.price)}</p>
      </li>
    ))}
  </ul>
)
