import { Link, useLocation } from 'react-router'
import { money } from '../../money.ts'
import { Title } from '../title.tsx'
import { MissingPage } from './missing.tsx'

interface Placed {
  readonly order: string
  readonly items: number
  readonly value: number
}

export function ThanksPage() {
  const placed = useLocation().state as Placed | null
  if (!placed) return <MissingPage />
  return (
    <>
      <Title>Thank you</Title>
      <h1>Thank you!</h1>
      <p className="lead">
        Order <strong>{placed.order}</strong> is on our bench: {placed.items} × stoneware for {money(placed.value)}.
      </p>
      <p>We write to you as soon as it leaves the workshop.</p>
      <p>
        <Link className="button" to="/">
          Back to the shop
        </Link>
      </p>
    </>
  )
}
