export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A cookie as the browser keeps it, HttpOnly ones included. */
export interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly httpOnly: boolean
  readonly secure: boolean
  /** Absent where the browser reports none. WebKit reports `None` for a cookie that was set without the attribute. */
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
  /** Seconds since 1970; absent for a cookie that ends with the session. */
  readonly expires?: number
}

export type Key = 'Tab' | 'Enter' | 'Escape' | 'Space' | 'Backspace' | 'a' | 'c' | 'v'

/** A key that is down while another one is pressed. */
export type Held = 'Shift' | 'Control'

/** One tab. Selectors are CSS; an element that is not there is an error at once, so `waitFor` it first. */
export interface Page {
  /** Loads an address and resolves after its load event. */
  goto(url: string): Promise<void>
  /**
   * Runs a function in the page and resolves with what it returns or its promise resolves to. Function, arguments and result
   * travel as text, so the function may use its arguments and the page, and nothing of the test around it.
   */
  evaluate<Args extends readonly Json[], Result>(
    script: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Asks again and again, through navigations, until the answer is truthy; throws after ten seconds. */
  waitFor<Args extends readonly Json[]>(script: (...args: Args) => unknown, ...args: Args): Promise<void>
  /** A trusted click on the middle of the element. Does not wait for a navigation that it starts. */
  click(selector: string): Promise<void>
  /** Focuses the element without a click, then presses a key for each character. */
  type(selector: string, text: string): Promise<void>
  /** Presses a key wherever the focus is. */
  press(key: Key, held?: Held): Promise<void>
  /** As the toolbar does it: WebKit passes over what a script put into the history without a click. */
  back(): Promise<void>
  forward(): Promise<void>
  reload(): Promise<void>
  url(): Promise<string>
  /** The cookies that the browser would send with a request for this page. */
  cookies(): Promise<readonly Cookie[]>
  /** Sets the inner size of the window in CSS pixels. WebKit's window gets no narrower than about 450. */
  viewport(width: number, height: number): Promise<void>
  /** Chromium only. */
  readonly colorScheme?: (scheme: 'light' | 'dark') => Promise<void>
  /** Lets the browser fill in the form of a field, as it does with what it knows of a person. Chromium only. */
  readonly autofill?: (selector: string, address: Readonly<Record<string, string>>) => Promise<void>
  /** Writes a PNG of what is visible. */
  screenshot(path: string): Promise<void>
  /**
   * Uncaught errors, unhandled rejections and violations of a content security policy so far, as the browser words them.
   * WebKit's driver tells nothing by itself: there, what happened before a page's load event is missing, and the rest is as
   * of the last command.
   */
  errors(): readonly string[]
  /** Closes the tab as a visitor would: the page gets its pagehide and may still send. */
  close(): Promise<void>
}

export interface Browser {
  readonly name: BrowserName
  /** A new tab in front (in WebKit a window, where only those count as visible). Tabs share cookies and storage. */
  open(url?: string): Promise<Page>
  /** Ends the browser and removes its profile. */
  close(): Promise<void>
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit'

/** Additions for one launch; each browser reads its own. */
export interface LaunchOptions {
  /** Command-line flags for Chromium. */
  readonly flags?: readonly string[]
  /** `about:config` preferences for Firefox, for example `privacy.globalprivacycontrol.enabled`. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>
}

export interface BrowserKind {
  readonly name: BrowserName
  /** Starts the browser with a fresh profile, or throws an error that names the Debian package to install. */
  launch(options?: LaunchOptions): Promise<Browser>
  /** What this browser can do, each held by `browsers.test.ts`. */
  readonly features: {
    readonly navigationApi: boolean
    /** Navigations within a page have web vitals of their own. */
    readonly softNavigation: boolean
    /** Speculation rules that prerender. */
    readonly prerender: boolean
    /** A page left and come back to is restored with `pageshow.persisted`. */
    readonly bfcache: boolean
  }
}
