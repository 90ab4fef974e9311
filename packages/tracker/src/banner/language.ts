const primary = (language: string): string => language.replace(/[-_].*/, '')

/** The first of the wanted languages that there is, exactly or by its primary subtag; else the first that there is. */
export function pickLanguage(there: readonly string[], wanted: readonly string[]): string {
  for (const want of wanted.map((tag) => tag.toLowerCase())) {
    const found =
      there.find((tag) => tag.toLowerCase() === want) ??
      there.find((tag) => tag === primary(want)) ??
      there.find((tag) => primary(tag) === primary(want))
    if (found) return found
  }
  return there[0] as string
}

/** Which way a language is written. The page may be in another one. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr'
