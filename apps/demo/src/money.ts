import { currency } from './catalogue.ts'

const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency })

/** Whole euros as a reader sees them, such as `€24.00`. */
export const money = (value: number): string => euros.format(value)
