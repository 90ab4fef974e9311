import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Form, Link, useSearchParams } from 'react-router'
import { troubles } from '../../words.ts'
import { Title } from '../title.tsx'

type Kind = (typeof troubles)[number]['kind']

/** What goes wrong in shops, one at a time, so that it can be watched arriving. */
export const TroublePage = () => (
  <>
    <Title>Trouble, on purpose</Title>
    <h1>Trouble, on purpose</h1>
    <p className="lead">
      Every shop has such places, and few of them know. Each of these makes one kind of event: do what it says, and
      watch it arrive on the live page.
    </p>
    <section aria-labelledby="errors">
      <h2 id="errors">Errors</h2>
      <Errors />
    </section>
    <section aria-labelledby="frustration">
      <h2 id="frustration">Frustration</h2>
      <ul className="troubles">
        {troubles.map(({ kind, title, todo }) => {
          const Place = places[kind]
          return (
            <li key={kind} id={kind}>
              <h3>{title}</h3>
              <p>{todo}</p>
              <div className="place">
                <Place />
              </div>
              <code>{kind}</code>
            </li>
          )
        })}
      </ul>
    </section>
  </>
)

function Errors() {
  const [picture, setPicture] = useState(false)
  return (
    <>
      <p className="error-buttons">
        <button
          className="button"
          type="button"
          data-error="script"
          onClick={() => {
            throw new Error('The shelf is not there')
          }}
        >
          Let a script fail
        </button>
        <button
          className="button"
          type="button"
          data-error="promise"
          onClick={() => {
            void Promise.reject(new Error('The kiln does not answer'))
          }}
        >
          Let a promise fail
        </button>
        <button className="button" type="button" data-error="resource" onClick={() => setPicture(true)}>
          Ask for a picture that is not there
        </button>
        <a className="button" data-error="missing" href="/shelf-in-the-attic">
          Open a page that is not there
        </a>
      </p>
      {picture && <img src="/assets/art/teapot.svg" alt="There is no teapot." width="160" height="40" />}
    </>
  )
}

const Dead = ({ children }: { readonly children: ReactNode }) => (
  <button className="button" type="button">
    {children}
  </button>
)

/** A place inside this page with an address of its own: what was looked at before is still known there. */
function Notes() {
  const open = useSearchParams()[0].get('tab') === 'care'
  return open ? (
    <>
      <p className="small">Rinse, dry, use again. That is all there is to it.</p>
      <Link className="button" to="/trouble">
        Back
      </Link>
    </>
  ) : (
    <Link className="button" to="/trouble?tab=care">
      Care notes
    </Link>
  )
}

function Voucher() {
  const [wrong, setWrong] = useState(false)
  const check = (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(true)
  }
  return (
    <form name="voucher" className="row" onSubmit={check}>
      <input
        name="voucher"
        aria-label="Voucher"
        autoComplete="off"
        required
        aria-invalid={wrong}
        onChange={() => setWrong(false)}
      />
      <button className="button" type="submit">
        Check
      </button>
      {wrong && <p className="error">We do not know this one.</p>}
    </form>
  )
}

function Search() {
  const term = useSearchParams()[0].get('q')
  return (
    <Form className="row" role="search" action="/trouble">
      <input type="search" name="q" aria-label="Search for what is not there" autoComplete="off" required />
      <button className="button" type="submit">
        Search
      </button>
      {term && (
        <p className="small" data-wend-results="0">
          Nothing found for “{term}”.
        </p>
      )}
    </Form>
  )
}

const Left = () => (
  <form name="wish" onSubmit={(event) => event.preventDefault()}>
    <input name="wish" aria-label="A wish" placeholder="A wish" autoComplete="off" />
  </form>
)

function Steps() {
  const [step, setStep] = useState(1)
  return (
    <form name="course" onSubmit={(event) => event.preventDefault()}>
      {step === 1 ? (
        <div className="row" data-wend-step="day">
          <select name="day" aria-label="Day" defaultValue="">
            <option value="">A day</option>
            <option>Saturday</option>
            <option>Sunday</option>
          </select>
          <button className="button" type="button" onClick={() => setStep(2)}>
            Go on
          </button>
        </div>
      ) : (
        <div data-wend-step="seats">
          <input name="seats" type="number" aria-label="Seats" placeholder="Seats" />
        </div>
      )}
    </form>
  )
}

const Refused = () => (
  <form name="guestbook" className="row" onSubmit={(event) => event.preventDefault()}>
    <input name="entry" aria-label="Your entry" placeholder="Your entry" autoComplete="off" required />
    <button className="button" type="submit">
      Send
    </button>
  </form>
)

const places: Readonly<Record<Kind, () => ReactNode>> = {
  rage_click: () => <Dead>Save for later</Dead>,
  dead_click: () => <Dead>More pictures</Dead>,
  error_click: () => (
    <button
      className="button"
      type="button"
      onClick={() => {
        throw new Error('The basket has no bottom')
      }}
    >
      Buy with one click
    </button>
  ),
  quick_back: Notes,
  navigation_loop: Notes,
  correction_loop: Voucher,
  repeated_search: Search,
  scroll_thrash: () => <p className="small">This page is long enough.</p>,
  no_submit: Left,
  no_next_step: Steps,
  idle_after_error: Refused,
}
