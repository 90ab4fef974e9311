import { questions } from '../../words.ts'
import { Title } from '../title.tsx'

export const HelpPage = () => (
  <>
    <Title>Help</Title>
    <h1>Help</h1>
    <p className="lead">The questions we hear most. Yours is missing? The chat in the corner answers at once.</p>
    <div className="faq">
      {questions.map((one) => (
        <details key={one.question}>
          <summary>{one.question}</summary>
          <p>{one.answer}</p>
        </details>
      ))}
    </div>
  </>
)
