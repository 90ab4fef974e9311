import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import { type Observe, reportVitals } from './metrics.ts'

/** Web vitals, as web-vitals measures them. The next view within a page has no first byte. */
export default reportVitals([
  ...([onLCP, onINP, onCLS, onFCP] as Observe<MetricType>[]),
  (hear: (metric: MetricType) => void) => onTTFB(hear),
])
