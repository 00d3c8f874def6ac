import { STATUS_CODES } from 'node:http'

/** The words for a status; HTTP/2 and some gateways leave them out. */
export function statusText(status: number, given: string): string {
  return given || (STATUS_CODES[status] ?? '')
}
