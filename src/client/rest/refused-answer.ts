import { demandText } from '../demand.ts'
import type { RefusalCode } from '../errors/error-code.ts'
import { isOrderPath } from '../orders/order-request.ts'
import { normalPath } from '../pacing/limits.ts'

/** IBKR answered with status 200 that it did not do it. */
export interface Refusal {
  readonly code: RefusalCode
  /** In IBKR's words. */
  readonly message: string
}

/** What a preview computes. */
const PREVIEW_FIGURES = ['amount', 'equity', 'initial', 'maintenance', 'position']

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a body of status 2xx as what IBKR means by it on that endpoint; undefined when nothing speaks against it having been done.
 * A question about an order is no refusal.
 * @param path as it was asked for, with or without `/v1/api`
 */
export function readRefusal(path: string, body: unknown): Refusal | undefined {
  demandText(path, 'The path of a request')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const endpoint = normalPath(path)
  const fields = body as Fields
  const { error, success, authenticated } = fields
  if (typeof error === 'string' && error !== '') return { code: codeOf(endpoint, error), message: error.trim() }
  if (success === false && /^iserver\/account\/[^/]+\/alert(\/|$)/.test(endpoint)) {
    return { code: 'alert-refused', message: wordsOf(fields) }
  }
  // Losing the brokerage session to another program is told no louder than this.
  if (endpoint === 'iserver/auth/ssodh/init' && authenticated === false) {
    const { competing, message } = fields
    const words = typeof message === 'string' && message !== '' ? message : 'authenticated: false'
    return { code: competing === true ? 'session-competing' : 'brokerage-session-refused', message: words }
  }
  return undefined
}

/** Whether a body is a preview with figures: they are wanted, also beside the `error` of what would be refused. */
export function isPreview(path: string, body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !/\/orders\/whatif$/.test(normalPath(path))) return false
  return PREVIEW_FIGURES.some((name) => (body as Fields)[name])
}

function codeOf(endpoint: string, error: string): RefusalCode {
  if (endpoint === 'tickle') return 'tickle-refused'
  if (/^iserver\/reply\//.test(endpoint)) {
    if (/reply id not found/i.test(error)) return 'reply-unknown'
    return /not confirmed/i.test(error) ? 'order-not-confirmed' : 'order-rejected'
  }
  if (isOrderPath(endpoint)) return 'order-rejected'
  if (/^iserver\/account\/[^/]+\/alert(\/|$)/.test(endpoint)) return 'alert-refused'
  return 'refused'
}

function wordsOf({ text, failure_list: list }: Fields): string {
  const words = [text, ...(Array.isArray(list) ? list : [list])].filter(
    (word) => typeof word === 'string' && word !== '',
  )
  return words.length > 0 ? words.join('; ') : 'success: false'
}
