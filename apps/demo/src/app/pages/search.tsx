import { useSearchParams } from 'react-router'
import { searchProducts } from '../../catalogue.ts'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'

export function SearchPage() {
  const [query] = useSearchParams()
  const term = query.get('q')?.trim() ?? ''
  const found = searchProducts(term)
  return (
    <>
      <Title>{`Search: ${term}`}</Title>
      <h1>Search</h1>
      <p className="lead" data-wend-results={found.length}>
        {found.length} found for “{term}”
      </p>
      {found.length > 0 ? <Cards list={found} /> : <p>Try “mug”, “glaze” or “kitchen”.</p>}
    </>
  )
}
