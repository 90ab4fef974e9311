import { questions, reach } from '../../words.ts'
import { Title } from '../title.tsx'

export const HelpPage = () => (
  <>
    <Title>Help</Title>
    <h1>Help</h1>
    <p className="lead">The questions we hear most. Yours is missing? The chat in the corner answers at once.</p>
    <div className="faq">
      {questions.map((one) => (
        <details key={one.id}>
          <summary data-wend-event="question_opened" data-wend-question={one.id}>
            {one.question}
          </summary>
          <p>{one.answer}</p>
        </details>
      ))}
    </div>
    <section aria-labelledby="reach">
      <h2 id="reach">Reach the workshop</h2>
      <ul className="reach">
        <li>
          <a href="/contact">Write to us</a>
        </li>
        <li>
          <a href="/claim">Something arrived broken</a>
        </li>
        <li>
          <a href={`tel:${reach.phone.replaceAll(' ', '')}`}>Call us</a> or copy the number:{' '}
          <span className="copy">{reach.phone}</span>
        </li>
        <li>
          <a href={`mailto:${reach.email}`}>Send an e-mail</a>
        </li>
        <li>
          <a href="/prices.csv" download>
            Price list (CSV)
          </a>
        </li>
        <li>
          <a href={reach.about} target="_blank" rel="noreferrer">
            What is stoneware? (Wikipedia)
          </a>
        </li>
      </ul>
    </section>
  </>
)
