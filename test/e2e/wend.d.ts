import type { Wend } from '@wend/tracker'

declare global {
  interface Window {
    wend: Wend
  }
}
