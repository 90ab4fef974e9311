/** The number of a new order, such as `SM-4K7Q2X`. Not a secret, and no key to anything. */
export const newOrderNumber = (random: () => number = Math.random): string =>
  `SM-${random().toString(36).slice(2, 8).toUpperCase().padEnd(6, '0')}`
