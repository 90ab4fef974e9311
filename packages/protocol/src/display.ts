/**
 * Fills a display template from event data: `Viewed {title|url}` takes the first of the two that is there.
 * What is missing leaves nothing behind, and the spaces around it close up.
 */
export function display(template: string, data: Readonly<Record<string, unknown>>): string {
  return template
    .replace(/\{([^}]*)\}/g, (_, paths: string) => {
      for (const path of paths.split('|')) {
        const value = path.split('.').reduce<unknown>(own, data)
        if (typeof value === 'string' || typeof value === 'number') return String(value)
      }
      return ''
    })
    .replace(/\s+/g, ' ')
    .trim()
}

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
