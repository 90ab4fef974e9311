import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Whether phone numbers of this country (ISO 3166-1 alpha-2, upper case) can be read without their country code. */
export const isPhoneRegion = (region: string): boolean => isSupportedCountry(region)

/**
 * A phone number in E.164, or undefined when it is no valid one by its country's own numbering plan. A number without its
 * country needs a region said by whoever runs the site: it is never guessed. Extensions are cut. Servers only: the tables
 * of all numbering plans are 150 KB.
 */
export function phoneOnServer(raw: unknown, region?: string): string | undefined {
  const text = typeof raw === 'string' ? raw.trim() : ''
  if (!text || text.length > longest) return undefined
  const country = region && isPhoneRegion(region) ? (region as CountryCode) : undefined
  // `00` is what most of the world dials before the country. Where it is not, such a number is tried as a national one.
  return (text.startsWith('00') ? valid(text.replace('00', '+')) : undefined) ?? valid(text, country)
}

/** What a person writes with spaces, brackets and an extension is shorter. */
const longest = 64

function valid(text: string, country?: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) })
  return number?.isValid() ? number.number : undefined
}
