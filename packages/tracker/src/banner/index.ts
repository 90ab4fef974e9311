import type { BannerSettings } from '@wend/privacy/policy'
import { createBanner } from './banner.ts'

/** Replaced by what the banner of a site shows, when the collector serves it. */
declare const __WEND_BANNER__: BannerSettings

const { open, close } = createBanner(__WEND_BANNER__)

export { close, open as default }
