/** One session of classic WebDriver: paths are relative to the session. https://www.w3.org/TR/webdriver2/ */
export interface WebDriver {
  get<Result>(path: string): Promise<Result>
  post<Result>(path: string, body?: object): Promise<Result>
  delete(path: string): Promise<void>
}

/** Starts a session on a driver that listens at `address`. */
export async function startSession(address: string, capabilities: object): Promise<WebDriver> {
  const { sessionId } = await call<{ sessionId: string }>('POST', `${address}/session`, {
    capabilities: { alwaysMatch: capabilities },
  })
  const session = `${address}/session/${sessionId}`
  return {
    get: (path) => call('GET', session + path),
    post: (path, body = {}) => call('POST', session + path, body),
    delete: (path) => call('DELETE', session + path),
  }
}

async function call<Result>(method: string, url: string, body?: object): Promise<Result> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await answer.json()) as { value: never }
  if (answer.ok) return value
  const { error, message } = value as { error: string; message: string }
  throw new Error(`WebDriver answered "${error}" to ${method} ${new URL(url).pathname}: ${message}`)
}
