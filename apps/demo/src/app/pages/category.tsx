import { useParams } from 'react-router'
import { findCategory, productsIn } from '../../catalogue.ts'
import { layer } from '../../layer.ts'
import { Cards } from '../cards.tsx'
import { Title } from '../title.tsx'
import { usePush } from '../wend.ts'
import { MissingPage } from './missing.tsx'

export function CategoryPage() {
  const category = findCategory(useParams().id)
  usePush(category && layer.listed(category.name, productsIn(category.id)), category?.id)
  if (!category) return <MissingPage />
  return (
    <>
      <Title>{category.name}</Title>
      <h1>{category.name}</h1>
      <p className="lead">{category.line}</p>
      <Cards list={productsIn(category.id)} />
    </>
  )
}
