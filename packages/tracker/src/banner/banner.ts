import type { BannerSettings } from '@wend/privacy/policy'
import type { Stop } from '../views.ts'
import type { BannerHost, OpenBanner } from './host.ts'
import { pickLanguage } from './language.ts'
import { type Answer, createBar, createDialog } from './layers.ts'
import { createSurface, type Surface } from './surface.ts'

/** Long enough for assistive technology to notice the element in which something will be said. */
const hush = 100

const ready = () =>
  // Before the page's end is there, ours would not stand at it.
  document.readyState === 'loading' &&
  new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }))

/** The banner and its dialog in this page: opens them, and closes them without a decision. Neither ever throws. */
export function createBanner(settings: BannerSettings): { open: OpenBanner; close: Stop } {
  let surface: Surface | undefined
  let bar: HTMLElement | undefined
  let dialog: HTMLDialogElement | undefined

  const close = () => {
    // First, so that the focus is back where it was before the dialog.
    dialog?.close()
    surface?.remove()
    surface = bar = dialog = undefined
  }

  const draw = (host: BannerHost, asked: boolean) => {
    // The page may have replaced its body, and us with it.
    if (!surface?.there()) close()
    const language = pickLanguage(Object.keys(settings.words), [document.documentElement.lang, ...navigator.languages])
    const here = surface ?? createSurface(language)
    surface = here
    const answer = (given: Answer, text: string) => {
      const says = { analytics: false, personalisation: false, marketing: false }
      for (const { id } of settings.purposes)
        if (id !== 'necessary') says[id] = given === true || (given !== false && given.includes(id))
      close()
      try {
        host.choose(says, { text, language })
      } catch {
        // Nothing of ours comes up in the page.
      }
    }
    const content = { settings, language, answer }

    const openDialog = (ticked: readonly string[]) => {
      if (dialog?.open) return
      const element = createDialog(content, ticked)
      dialog = element
      element.addEventListener('close', () => {
        element.remove()
        if (element !== dialog) return
        dialog = undefined
        if (!bar) close()
      })
      here.root.append(element)
      element.showModal()
    }
    if (asked) {
      const current: Readonly<Record<string, boolean | undefined>> = host.current() ?? {}
      return openDialog(Object.keys(current).filter((id) => current[id]))
    }
    if (bar) return
    const { element, speak } = createBar(content, () => openDialog([]))
    bar = element
    here.root.prepend(element)
    setTimeout(() => {
      if (bar !== element) return
      speak()
      here.reserve(element)
    }, hush)
  }

  return {
    async open(host, asked) {
      try {
        await ready()
        draw(host, asked)
      } catch {
        // The page comes first: a banner that cannot be shown is not there, and nothing is decided.
        surface?.remove()
        surface = bar = dialog = undefined
      }
    },
    close,
  }
}
