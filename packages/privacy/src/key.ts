/** Letters and digits change like this in keys: `4eC39HqLyj`. In a slug, a model or a size they do it once or twice. */
const breaks = (word: string): number => word.match(/\d(?=[a-z])|[a-z](?=\d)/gi)?.length ?? 0
const switches = (word: string): number => word.match(/[a-z](?=[A-Z])/g)?.length ?? 0

/** Whether a word of at least 20 signs is as mixed as only a key is, as a whole or in one long part. */
export const isKey = (word: string): boolean =>
  [word, ...word.split(/[^a-z\d]/i)].some((part) => {
    const turns = breaks(part)
    return part.length > 15 && turns > 2 && turns + switches(part) > 4 && (turns + switches(part)) * 4 >= part.length
  })

/** How often a word changes between letters and digits, or from a small letter to a capital one. */
export const turnsOf = (word: string): number => breaks(word) + switches(word)
