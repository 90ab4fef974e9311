import { Link } from 'react-router'
import { categories, products } from '../../catalogue.ts'
import { layer } from '../../layer.ts'
import { intro, promises, tagline } from '../../words.ts'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'
import { usePush } from '../wend.ts'

export function HomePage() {
  usePush(layer.listed('Everything we make', products))
  return (
    <>
      <Title>{tagline}</Title>
      <section className="hero">
        <div>
          <h1>{tagline}</h1>
          <p>{intro}</p>
          <p>
            {categories.map((one) => (
              <Link className="button" key={one.id} to={`/category/${one.id}`}>
                {one.name}
              </Link>
            ))}
          </p>
        </div>
        <img
          src="/assets/art/shelf.svg"
          alt="A shelf with a jug, two bowls, a mug and a vase."
          width="640"
          height="440"
        />
      </section>
      <section aria-labelledby="all">
        <h2 id="all">Everything we make</h2>
        <Cards list={products} />
      </section>
      <section className="promises" aria-label="What we promise">
        {promises.map((one) => (
          <div key={one.title}>
            <h2>{one.title}</h2>
            <p>{one.text}</p>
          </div>
        ))}
      </section>
    </>
  )
}
