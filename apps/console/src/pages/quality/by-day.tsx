import type { QualityReport } from '../../api/types.ts'
import { daysOf } from './days.ts'
import { dayWords, number, percent } from './words.ts'
import './by-day.css'

/** What the bars show, in figures, newest day first: for touch, for keys, and for whoever wants to copy it. */
export function ByDay({ report }: { readonly report: QualityReport }) {
  return (
    <details className="by-day">
      <summary>Figures by day</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Received</th>
            <th scope="col">Lost</th>
            <th scope="col">Share</th>
            <th scope="col">Missing</th>
            <th scope="col">Late</th>
          </tr>
        </thead>
        <tbody>
          {daysOf(report)
            .reverse()
            .map(({ day, received, seen, lost, missing, late }) => (
              <tr key={day}>
                <th scope="row">{dayWords(day)}</th>
                <td>{number(received)}</td>
                <td>{number(lost)}</td>
                <td>{percent(seen + lost === 0 ? null : lost / (seen + lost))}</td>
                <td>{number(missing)}</td>
                <td>{number(late)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
