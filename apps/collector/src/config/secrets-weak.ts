const least = 32

/** What stands in examples and defaults all over the world. Six letters at least, so that none turns up in a random one. */
const wellKnown =
  /changeme|changethis|changeit|replace|password|passwort|secret|example|default|insecure|qwerty|letmein|correcthorse|pepper|yourtoken|mytoken|placeholder/

export const advice = 'Make one with: openssl rand -base64 32'

/** Why a secret is none, as the end of a sentence that begins with its name; undefined when nothing speaks against it. */
export function weakness(secret: string): string | undefined {
  if (secret.length < least) return `has ${secret.length} characters; at least ${least} are needed`
  if (wellKnown.test(secret.toLowerCase().replace(/[^a-z]/g, '')))
    return 'holds a word of examples and defaults, so it can be guessed'
  if (new Set(secret).size < 8) return 'is made of fewer than 8 different characters, so it can be guessed'
  if (/^(.+?)\1+$/s.test(secret)) return 'is one piece repeated, so it can be guessed'
  if (steady(secret)) return 'counts or repeats in a row, so it can be guessed'
  return undefined
}

/** Whether three of four characters follow the one before as in `aaaa`, `abcd` or `4321`. */
function steady(secret: string): boolean {
  let count = 0
  for (let at = 1; at < secret.length; at++)
    if (Math.abs(secret.charCodeAt(at) - secret.charCodeAt(at - 1)) <= 1) count++
  return count * 4 >= (secret.length - 1) * 3
}
