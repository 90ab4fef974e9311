/** Every bound of the wire format, in one place. Free of zod, so that the tracker may import it. Sizes are in bytes. */
export const limits = {
  /** One event as JSON. */
  eventBytes: 32 * 1024,
  /** Events in a batch. */
  batchEvents: 500,
  /** A request body as it travels. */
  wireBytes: 512 * 1024,
  /** The same body after inflating. */
  inflatedBytes: 2 * 1024 * 1024,
  /** How many times larger a body may get by inflating. */
  inflatedRatio: 200,
  /** Objects and lists within each other in a body. */
  jsonDepth: 32,
  /** Keys of one object in a body. */
  jsonKeys: 1000,
  /** Values in a body, all together. */
  jsonValues: 100_000,
  /** What the tracker puts into one request: browsers allow 64 KiB of keepalive bodies in flight for a whole page. */
  requestBytes: 60_000,
  /** Events the tracker holds in memory; the oldest make room. */
  heldEvents: 500,
  /** What it keeps of them on the device, as JSON: far less than a page has for itself. */
  queueBytes: 256 * 1024,
  /** How long it keeps them there. */
  queueAge: 7 * 86_400_000,
} as const
