import type { RecordedRequest } from '../record.ts'

/**
 * A request as one line of the log. Queries, headers and bodies stay out of it, because secrets may be in them; what could
 * steer a terminal becomes `?`.
 */
export function requestLine({ at, method, path, status, took, verification, faults }: RecordedRequest): string {
  const outcome = status === 0 ? 'no answer' : status
  const struck = faults.length === 0 ? '' : ` (faults: ${faults.join(', ')})`
  const line = `${new Date(at).toISOString()} ${method || '-'} ${path || '-'} ${outcome} ${took} ms ${verification}${struck}`
  return `${line.replace(/[^\x20-\x7e]/g, '?')}\n`
}
