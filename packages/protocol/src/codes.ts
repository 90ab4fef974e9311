/**
 * Why one event of a batch was not stored, as it stands in the answer. Codes are stable: clients may switch on them.
 * `rejected` is the sender's mistake, `dropped` is what the site's policy wants; neither gets better by sending again.
 */
export const verdictCodes = {
  invalid_event: 'A field of the event is missing or wrong.',
  unknown_type: 'Nobody declared this event type.',
  invalid_data: 'A field of the data is missing or wrong.',
  event_too_large: 'The event is over 32 KB.',
  event_too_deep: 'The event is nested too deep, or has an object of too many keys.',
  duplicate: 'The event is stored already.',
  consent_unknown: 'The batch does not say that the visitor agreed to this purpose.',
  consent_withdrawn: 'The visitor has withdrawn consent, or had their data erased, after this was allowed.',
  opted_out: 'The visitor’s browser says no to this purpose by a legal signal, which beats every other answer.',
  not_collected: 'The policy of the site covers this event nowhere, so it is not collected.',
  link_refused: 'The link was made for another page, came from elsewhere, or was not made by us.',
  link_expired: 'The link was followed too late.',
  needs_token: 'Only a backend, which shows the token, can say this.',
} as const

/** Why a whole request was refused. Codes are stable: clients may switch on them. */
export const errorCodes = {
  invalid_request: 400,
  invalid_json: 400,
  json_too_deep: 400,
  invalid_envelope: 400,
  invalid_gzip: 400,
  invalid_query: 400,
  unsupported_version: 400,
  unauthorized: 401,
  origin_not_allowed: 403,
  receipt_not_yours: 403,
  unknown_site: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  cursor_expired: 410,
  body_too_large: 413,
  unsupported_media_type: 415,
  unsupported_encoding: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  internal: 500,
  overloaded: 503,
  log_unavailable: 503,
  ledger_unavailable: 503,
  storage_low: 503,
  stopping: 503,
} as const

export type VerdictCode = keyof typeof verdictCodes
export type ErrorCode = keyof typeof errorCodes
