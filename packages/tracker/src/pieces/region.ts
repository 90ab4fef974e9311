/**
 * Where the visitor is, as the collector has said with the script: `Server-Timing: region;desc="US-CA"`. Undefined where it
 * did not, or may not be read, and that is the strictest.
 */
const { src } = document.currentScript as HTMLScriptElement
const [loaded] = performance.getEntriesByName(src) as PerformanceResourceTiming[]

export default loaded?.serverTiming?.find(({ name }) => name === 'region')?.description
