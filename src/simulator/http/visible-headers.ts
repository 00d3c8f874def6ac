import type { IncomingHttpHeaders } from 'node:http'

const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Request headers fit for the record: secrets become `•••`, repeated ones are joined with a comma. */
export function visibleHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const visible: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    visible[name] = secretHeaders.has(name) ? '•••' : Array.isArray(value) ? value.join(', ') : value
  }
  return visible
}
