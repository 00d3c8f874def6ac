import type { IncomingHttpHeaders } from 'node:http'

/** Seconds that an answer asks to wait, as a number or up to a date; undefined where it says nothing that can be read. */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: number): number | undefined {
  const given = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(given)) return Number(given)
  const until = Date.parse(given)
  // A bare or signed number is a date to JavaScript.
  if (Number.isNaN(until) || !/[a-z]/i.test(given)) return undefined
  // Both in the server's time, where it tells it.
  const told = Date.parse(headers.date ?? '')
  return Math.max(0, (until - (Number.isNaN(told) ? now : told)) / 1_000)
}
