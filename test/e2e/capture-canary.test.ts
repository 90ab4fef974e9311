import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { browsers } from '../browsers/browsers.ts'
import { page as html } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { startStack } from './stack.ts'

/** As a name, an address and a number, so that nothing that looks for one kind alone is enough. */
const word = 'Zxqcanaryvogel'
const email = 'zxq.canary@vogel.example'
const phone = '+491715551234'
const card = '4111111111111111'
const canaries = [word, email, phone, card]

const encodings = ['hex', 'base64', 'base64url'] as const
/** Every form in which one must not be found, in small letters. A prefix stands for its base64. */
const shapes = canaries.flatMap((value) => [
  value,
  value.split('').reverse().join(''),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -2),
  Buffer.from(value).toString('hex'),
  ...[value, value.toLowerCase()].flatMap((text) =>
    ['md5', 'sha1', 'sha256'].flatMap((kind) => encodings.map((one) => createHash(kind).update(text).digest(one))),
  ),
])
const foundIn = (bytes: Buffer | string): string[] => {
  const text = bytes.toString().toLowerCase()
  return shapes.filter((shape) => text.includes(shape.toLowerCase()))
}

const types = ['text', 'search', 'email', 'tel', 'url', 'number', 'password', 'date', 'time', 'month', 'color', 'range']
const fields = types
  .map(
    (type) =>
      `<input type="${type}" id="f-${type}" name="${type}" placeholder="${email}" title="${phone}" data-note="${email}">`,
  )
  .join('')

/** A page that says the canaries wherever a page can, but in its own title and address. */
const body = `<form id="form" name="order" action="/thanks" novalidate data-who="${email}">${fields}
  <label for="note">${email}</label><textarea id="note" aria-label="${phone}" aria-description="${email}"></textarea>
  <input name="${email}" id="${phone}"><input class="${email}" list="people"><datalist id="people"><option value="${email}"></datalist>
  <select id="who"><option>-<option value="${email}">${word} ${phone}</select>
  <input type="file" id="file"><div id="editable" contenteditable>${email}</div>
  <button id="send" title="${email}" aria-label="${email}" value="${phone}">${word} ${email}</button></form>
  <button id="rage" type="button" name="${email}" data-wend-id="${email}">${word}</button>
  <p id="said" role="button" onclick="">${email}</p><img id="img" alt="${email}" src="data:,">
  <a id="mail" href="mailto:${email}">${email}</a> <a id="tel" href="tel:${phone}">${phone}</a>
  <a id="out" href="https://elsewhere.example/a/${email}?q=${word}#${phone}">${word}</a><x-field id="custom"></x-field>
  <script>
    customElements.define('x-field', class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<form id="inner"><input id="deep" name="deep" aria-label="${email}"><button>${word}</button></form>' }
    })
    window.dataLayer = [{ user: '${email}' }]
    form.onsubmit = (event) => event.preventDefault()
    for (const id of ['mail', 'tel', 'out']) document.getElementById(id).onclick = (event) => event.preventDefault()
  </script>`

it.each(browsers)('sends nothing of what somebody types or a page says of them, in $name', async ({ launch }) => {
  const stack = await startStack({
    site: (snippet) => new Hono().get('/:page?', (c) => c.html(withSnippet(html('Order', body), snippet))),
    config:
      '    undeclared: accept\n    capture: { engagement: true, clicks: true, errors: true, search: { parameters: [term] }, forms: true, vitals: { attribution: true }, commerce: true, chat: true, frustration: true }\n',
  })
  const browser = await launch()
  try {
    const page = await browser.open(
      `${stack.site}/order?who=${encodeURIComponent(email)}&term=${encodeURIComponent(email)}#${phone}`,
    )
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(() => window.wend.consent({ analytics: true }))
    await page.waitFor(() => performance.getEntriesByType('resource').some(({ name }) => /capture\.js/.test(name)))
    // Real keys where a visitor would press them; the kinds that browsers fill by a picker get their value from a script.
    for (const [id, text] of [
      ['#f-text', word],
      ['#f-search', email],
      ['#f-email', email],
      ['#f-tel', phone],
      ['#f-password', word],
      ['#note', `I am ${word}, call ${phone}`],
      ['#editable', email],
    ] as const)
      await page.type(id, text)
    await page.evaluate(
      (word, email, phone, card) => {
        const set = (field: Element | null | undefined, value: string) => {
          if (!field) return
          const on = (type: string) => field.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
          on('focusin')
          ;(field as HTMLInputElement).value = value
          for (const type of ['input', 'paste', 'copy', 'cut', 'change', 'invalid', 'focusout']) on(type)
        }
        for (const field of document.querySelectorAll('input:not([type=file]), textarea'))
          set(field, /number|range/.test((field as HTMLInputElement).type) ? card : `${word} ${email}`)
        set(document.querySelector('#f-date'), '1971-05-05')
        set(document.querySelector('#who'), email)
        set(document.querySelector('#custom')?.shadowRoot?.querySelector('#deep'), email)
        const files = new DataTransfer()
        files.items.add(new File([word], `${email} ${word}.pdf`, { type: 'application/pdf' }))
        const file = document.querySelector<HTMLInputElement>('#file')
        if (file) file.files = files.files
        file?.dispatchEvent(new Event('change', { bubbles: true }))
        const layer = (window as unknown as { dataLayer: object[] }).dataLayer
        layer.push({ event: 'login', email, user: { phone, name: word } })
        layer.push({
          event: 'purchase',
          ecommerce: { transaction_id: email, items: [{ item_id: phone, item_name: 'Mug' }], coupon: word },
        })
        window.wend.chat('message_sent', { text: `${word} ${email}` })
        window.wend.chat('form_submitted', { form: email, conversation: phone })
        window.wend.chat('rated', { score: 5, text: word })
        for (const said of [document.querySelector('#said'), document.querySelector('#mail')]) {
          getSelection()?.selectAllChildren(said as Element)
          said?.dispatchEvent(new Event('copy', { bubbles: true }))
        }
        getSelection()?.removeAllRanges()
        setTimeout(() => {
          throw new TypeError(`"${email}" is not what ${phone} typed`)
        })
        void Promise.reject(new Error(`No such user: ${email}, ${phone}`))
        const script = document.createElement('script')
        script.src = `/missing/${encodeURIComponent(email)}.js?who=${phone}`
        document.body.append(script)
      },
      ...([word, email, phone, card] as const),
    )
    for (const id of ['#rage', '#rage', '#rage', '#rage', '#rage', '#said', '#mail', '#tel', '#out', '#send'])
      await page.click(id)
    await page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2600))
      await window.wend.flush()
    })
    // Begun again, and left: once within the page, once by leaving it.
    await page.type('#f-text', word)
    await page.evaluate((email) => history.pushState(null, '', `/next?who=${email}#${email}`), email)
    await page.type('#f-text', word)
    await page.goto(`${stack.site}/empty`)
    const events = await stack.until((found) => {
      const types = new Set(found.map(({ type }) => type))
      return [
        'form.submitted',
        'form.abandoned',
        'frustration.detected',
        'error.occurred',
        'chat.rated',
        'link.clicked',
        'page.left',
      ].every((type) => types.has(type))
    })
    const sent = stack.requests
      .filter(({ path }) => /^\/w\/[ec]/.test(path))
      .map(
        ({ body, path, headers }) => `${path} ${headers.referer ?? ''} ${body[0] === 0x1f ? gunzipSync(body) : body}`,
      )
    expect(sent.length).toBeGreaterThan(1)
    const leaks = sent.flatMap((text) =>
      foundIn(text).map((shape) =>
        text.slice(Math.max(0, text.toLowerCase().indexOf(shape.toLowerCase()) - 150)).slice(0, 250),
      ),
    )
    expect(leaks).toEqual([])
    expect(foundIn(JSON.stringify(events))).toEqual([])
  } finally {
    await browser.close()
    await stack.stop()
  }
})
