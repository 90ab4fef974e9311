import { dni, luhn, nir, taxId } from './checks.ts'

/** National numbers by their form, with the check that makes the form sure: each with how often a number of that form is none of them. */
export const nationals: readonly (readonly [form: RegExp, check?: (number: string) => boolean])[] = [
  // US social security number: 3-2-4 with hyphens. Hardly anything else is written so.
  [/(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])/g],
  // Brazilian CPF and Swiss AHV: the form with dots is theirs alone.
  [/(?<![\w.])(?:\d{3}\.\d{3}\.\d{3}-\d\d|756\.\d{4}\.\d{4}\.\d\d)(?!\w)/g],
  // Italian codice fiscale: 16 signs of which the kinds are fixed.
  [/\b[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]\b/gi],
  // UK National Insurance: two letters, six digits, A to D. An article number of that form is taken too.
  [/(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[a-ceghj-prtw-z][a-ceghj-nprtw-z](?: ?\d\d){3} ?[a-d](?![\w-])/gi],
  // Spanish DNI and NIE: one article number of that form in 23 has the right letter.
  [/(?<![\w-])[xyz\d][ -]?\d{7}[ -]?[a-z](?![\w-])/gi, dni],
  // Swedish personnummer: a day, a hyphen and four digits; one order number of that form in ten has the check digit.
  [/(?<![\w.,-])(?:19|20)?\d\d[01]\d[0-3]\d[-+]\d{4}(?![\w-])/g, (number) => luhn(number.slice(-10))],
  // French NIR with its key: one number of 15 digits in 97.
  [/(?<![\w.,-])[12] ?\d\d ?\d\d ?(?:\d|2[ab])\d? ?\d{3} ?\d{3} ?\d\d(?!\w)/gi, nir],
  // German tax id in groups: one number so grouped in ten. In one piece it goes as a phone number, like the Polish PESEL.
  [/(?<![\w.,-])[1-9]\d \d{3} \d{3} \d{3}(?!\w| ?\d)/g, taxId],
  // Whatever is called one.
  [
    /\b(?:bsn|burgerservicenummer|ssn|nino|pesel|cpr|cpf|svnr|ahv|steuer-?id|personnummer|passport)\W{1,3}(?:\d[ .-]?){7,11}\d/gi,
  ],
]
