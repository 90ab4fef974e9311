const digits = 16

/** The sequence of an event as it leaves: its offset in 16 digits, so that the order of the texts is that of the events. */
export const sequence = (offset: number): string => String(offset).padStart(digits, '0')

/** The offset that a cursor stands for, or undefined when it is none. */
export const offsetOf = (cursor: string): number | undefined => (/^\d{1,16}$/.test(cursor) ? Number(cursor) : undefined)

/** The stored JSON object with its sequence added. The body is written by us, so it ends with `}` and is never empty. */
export const withSequence = (body: string, offset: number): string =>
  `${body.slice(0, -1)},"sequence":"${sequence(offset)}"}`
