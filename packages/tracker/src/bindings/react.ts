import { createContext, createElement, type ReactNode, useContext, useState } from 'react'
import type { Options, Wend } from '../api.ts'
import { init } from '../index.ts'
import { found } from './found.ts'

const Context = createContext<Wend | undefined>(undefined)

/**
 * Starts the tracker for what is below it, with the first render in the browser, so that every effect below finds it running.
 * It goes on when this is unmounted, as React does that for development (StrictMode) and to hide things (Activity);
 * `stop()` ends it.
 */
export function WendProvider({ children, ...options }: Options & { children?: ReactNode }) {
  const [wend] = useState(() => init(options))
  return createElement(Context.Provider, { value: wend }, children)
}

/** The tracker of the provider above, else that of the script tag. */
export const useWend = (): Wend => useContext(Context) ?? found()
