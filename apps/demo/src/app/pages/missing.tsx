import { products } from '../../catalogue.ts'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'

export const MissingPage = () => (
  <>
    <Title>Not found</Title>
    <meta name="wend-status" content="404" />
    <h1>This page is not on the shelf</h1>
    <p className="lead">It may have been moved, or it never existed. These exist:</p>
    <Cards list={products.slice(0, 4)} />
  </>
)
