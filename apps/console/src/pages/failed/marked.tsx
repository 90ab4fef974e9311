import { Json } from '../../parts/json.tsx'
import { markAt } from './mark.ts'

/** A cleaned event with the place that is wrong marked in it. */
export function MarkedJson({ value, pointer }: { readonly value: unknown; readonly pointer: string }) {
  const { text, start, end, missing } = markAt(value, pointer)
  if (start === 0 && missing === undefined) {
    return (
      <pre>
        <Json text={text} />
      </pre>
    )
  }
  return (
    <>
      {missing !== undefined && (
        <p className="failed-missing">
          <code>{missing}</code> is missing here, or was not kept.
        </p>
      )}
      <pre>
        <Json text={text.slice(0, start)} />
        <mark className={missing === undefined ? 'wrong' : 'wrong is-around'}>
          <Json text={text.slice(start, end)} />
        </mark>
        <Json text={text.slice(end)} />
      </pre>
    </>
  )
}
