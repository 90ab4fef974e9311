import { useSearchParams } from 'react-router'
import { searchProducts } from '../../catalogue.ts'
import { moments } from '../../moments.ts'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'
import { useMoment } from '../wend.ts'

export function SearchPage() {
  const [query] = useSearchParams()
  const term = query.get('q')?.trim() ?? ''
  const found = searchProducts(term)
  useMoment(term ? moments.searchPerformed(term, found.length) : undefined, term)
  return (
    <>
      <Title>{`Search: ${term}`}</Title>
      <h1>Search</h1>
      <p className="lead">
        {found.length} found for “{term}”
      </p>
      {found.length > 0 ? <Cards list={found} /> : <p>Try “mug”, “glaze” or “kitchen”.</p>}
    </>
  )
}
