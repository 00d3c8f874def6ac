/** One HTTP answer, ready to be written. */
export interface Answer {
  readonly status: number
  /** Undefined for an empty body. */
  readonly contentType: string | undefined
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** JSON, the way iserver writes it. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value), headers }
}

/** Plain text, the way the portal layer and the order parser write it. */
export function text(body: string, status = 200): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

/** A page, the way the edge writes it. */
export function html(body: string, status = 200): Answer {
  return { status, contentType: 'text/html;charset=utf-8', body }
}

/** No body at all. */
export function empty(status: number): Answer {
  return { status, contentType: undefined, body: '' }
}

/** iserver's error object: the status is repeated in the body, as a number. */
export function iserverError(status: number, error: string): Answer {
  return json({ error, statusCode: status }, status)
}

/** Error object of the calls that leave the status out of the body. */
export function bareError(status: number, error: string): Answer {
  return json({ error }, status)
}

/** What the portal layer says about an unknown path. */
export function notFoundPage(): Answer {
  return html('<html><body><h1>Resource not found</h1></body></html>', 404)
}

/** What the edge says about a request without a User-Agent, and about an alert with `>=` or `<=` in its body. */
export function accessDeniedPage(): Answer {
  return html(
    '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You do not have permission to access this server.</body></html>',
    403,
  )
}
