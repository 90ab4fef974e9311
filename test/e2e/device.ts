import type { Page } from '../browsers/browser.ts'

/** Everything a page can have left on the device, as one flat list; empty when there is nothing. */
export async function leftOnDevice(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const databases = 'databases' in indexedDB ? await indexedDB.databases() : []
    return [
      ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
      ...databases.map(({ name }) => `indexedDB ${name}`),
      ...('caches' in window ? await caches.keys() : []).map((name) => `cache ${name}`),
      ...(window.name ? [`window.name ${window.name}`] : []),
    ]
  })
  return [...found, ...(await page.cookies()).map(({ name }) => `cookie ${name}`)]
}
