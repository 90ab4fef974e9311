interface ChoiceProps {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly line?: string
  readonly chosen: boolean
  onChoose?(): void
}

/** One of several: a radio button with its label. */
export const Choice = ({ name, value, label, line, chosen, onChoose }: ChoiceProps) => (
  <label className="choice">
    <input type="radio" name={name} value={value} defaultChecked={chosen} onChange={onChoose} />
    <span>
      {label}
      {line && <small> {line}</small>}
    </span>
  </label>
)
