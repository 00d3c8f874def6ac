import { readProblem } from './problem.ts'

/**
 * Which layer has answered: IBKR's edge (HTML), the gateway or portal in front of the backend (empty, text, or its own page for what is
 * not there), the brokerage backend (JSON with `error`), or account management (a problem of RFC 9457).
 */
export type ErrorSource = 'edge' | 'gateway' | 'iserver' | 'management'

/** Tells the layers apart by the style of their bodies: nothing else names them. */
export function errorSource(body: unknown, text: string): ErrorSource {
  if (readProblem(body) !== undefined) return 'management'
  if (typeof body === 'object' && body !== null && 'error' in body) return 'iserver'
  return isHtml(text) && !/resource not found/i.test(text) ? 'edge' : 'gateway'
}

/** Whether a body is a page: IBKR's labels are not to be relied on. */
export function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text)
}
