import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution'
import { type Observe, reportVitals } from './metrics.ts'

/** The parts that a metric is made of, by their names in web-vitals, and what we call them. */
const phases: Readonly<Record<string, string>> = {
  timeToFirstByte: 'ttfb',
  resourceLoadDelay: 'resource-load-delay',
  resourceLoadDuration: 'resource-load',
  elementRenderDelay: 'render-delay',
  inputDelay: 'input-delay',
  processingDuration: 'processing',
  presentationDelay: 'presentation-delay',
  firstByteToFCP: 'first-byte-to-fcp',
  waitingDuration: 'waiting',
  cacheDuration: 'cache',
  dnsDuration: 'dns',
  connectionDuration: 'connection',
  requestDuration: 'request',
}

/** Web vitals with what they are due to: the selector of the element, and the phase that took longest. */
export default reportVitals<MetricWithAttribution>(
  [...([onLCP, onINP, onCLS, onFCP] as Observe<MetricWithAttribution>[]), (hear) => onTTFB(hear)],
  ({ attribution }) => {
    const found = attribution as { readonly [key: string]: unknown }
    const target = found.target ?? found.interactionTarget ?? found.largestShiftTarget
    const [longest] = Object.keys(phases)
      .filter((name) => Number(found[name]) > 0)
      .sort((a, b) => Number(found[b]) - Number(found[a]))
    return {
      ...(typeof target === 'string' && target && { target: target.slice(0, 256) }),
      ...(longest && { phase: phases[longest] }),
    }
  },
)
