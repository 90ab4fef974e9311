import { type InjectionKey, inject, type Plugin } from 'vue'
import type { Options, Wend } from '../api.ts'
import { init } from '../index.ts'
import { found } from './found.ts'

declare module 'vue' {
  interface ComponentCustomProperties {
    $wend: Wend
  }
}

const key: InjectionKey<Wend> = Symbol('wend')

/** Starts the tracker for an app: `app.use(wend, { site, endpoint })`. Templates have it as `$wend`. */
export const wend: Plugin<[Options]> = {
  install(app, options) {
    const started = init(options)
    app.provide(key, started)
    app.config.globalProperties.$wend = started
  },
}

/** The tracker of the app, else that of the script tag. */
export const useWend = (): Wend => inject(key, found, true)
