/** One line of a list of facts; nothing where there is none. */
export function Fact({ name, children }: { readonly name: string; readonly children: string | undefined }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
