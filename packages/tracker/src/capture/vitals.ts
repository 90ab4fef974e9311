import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import { reportVitals } from './metrics.ts'

/** Web vitals, as web-vitals measures them: one event for each metric of a view, told with the last that is sent of it. */
export default reportVitals([onLCP, onINP, onCLS, onFCP, onTTFB] as ((hear: (metric: MetricType) => void) => void)[])
