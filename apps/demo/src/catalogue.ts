/** What Saltmoor sells. Both versions of the shop read this list and nothing else. */
export const categories = [
  { id: 'table', name: 'For the table', line: 'Mugs, bowls and plates that stack well and survive the dishwasher.' },
  { id: 'kitchen', name: 'For the kitchen', line: 'Jugs, jars and a butter dish with a lid that stays on.' },
  { id: 'home', name: 'For the home', line: 'A vase and a light for the long evenings.' },
] as const

export type Category = (typeof categories)[number]

export interface Product {
  readonly id: string
  readonly name: string
  readonly category: Category['id']
  /** In whole euros. */
  readonly price: number
  readonly line: string
  readonly about: string
  readonly size: string
}

export const currency = 'EUR'

export const products: readonly Product[] = [
  {
    id: 'mug',
    name: 'Tide mug',
    category: 'table',
    price: 24,
    line: 'A big, quiet mug with a dipped glaze.',
    about: 'Thrown in stoneware and dipped once, so that each tide line sits a little differently. Keeps coffee warm.',
    size: '9 cm high, 35 cl',
  },
  {
    id: 'bowl',
    name: 'Ridge bowl',
    category: 'table',
    price: 28,
    line: 'Soup, noodles, or all of the cereal.',
    about: 'A deep bowl with ridges left by the turning tool, so that it sits safely in wet hands.',
    size: '16 cm across, 80 cl',
  },
  {
    id: 'plate',
    name: 'Harbour plate',
    category: 'table',
    price: 32,
    line: 'A dinner plate with a raised rim.',
    about: 'Flat in the middle, raised at the edge, glazed in a blue that we mix ourselves every spring.',
    size: '27 cm across',
  },
  {
    id: 'jug',
    name: 'Morning jug',
    category: 'kitchen',
    price: 46,
    line: 'Pours without a drip. We checked.',
    about: 'The spout is pulled by hand and tested with water before firing. Milk, juice, or tulips.',
    size: '21 cm high, 1.1 l',
  },
  {
    id: 'jar',
    name: 'Larder jar',
    category: 'kitchen',
    price: 38,
    line: 'A cork lid and room for a kilo of flour.',
    about: 'Straight sides, a wide mouth for the scoop, and a lid of Portuguese cork that closes tight.',
    size: '19 cm high, 1.6 l',
  },
  {
    id: 'butter-dish',
    name: 'Butter dish',
    category: 'kitchen',
    price: 42,
    line: 'Soft butter, every morning.',
    about: 'A heavy base and a lid with a knob that is easy to lift. Holds a whole 250 g block.',
    size: '17 × 11 cm',
  },
  {
    id: 'vase',
    name: 'Dune vase',
    category: 'home',
    price: 58,
    line: 'One branch is enough.',
    about: 'A narrow neck over a round belly, unglazed outside and watertight inside.',
    size: '24 cm high',
  },
  {
    id: 'candleholder',
    name: 'Lantern candleholder',
    category: 'home',
    price: 22,
    line: 'A small light with a handle.',
    about: 'A saucer that catches the wax and a handle for the walk upstairs. Takes any household candle.',
    size: '12 cm across',
  },
]

export const findProduct = (id: string | undefined): Product | undefined => products.find((one) => one.id === id)

export const findCategory = (id: string | undefined): Category | undefined => categories.find((one) => one.id === id)

export const productsIn = (category: Category['id']): Product[] => products.filter((one) => one.category === category)

/** Four other products, those of the same category first. */
export const goesWith = (product: Product): Product[] =>
  [...productsIn(product.category), ...products.filter((one) => one.category !== product.category)]
    .filter((one) => one !== product)
    .slice(0, 4)

/** Products whose text holds every word of the term; an empty term finds nothing. */
export function searchProducts(term: string): Product[] {
  const words = term.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return products.filter((one) => {
    const text = `${one.name} ${one.line} ${one.about} ${findCategory(one.category)?.name}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
