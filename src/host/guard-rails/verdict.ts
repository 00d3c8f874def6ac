import type { GuardRails } from '../../shared/domain/guard-rails.ts'
import type { OrderFacts } from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/** What is wrong about one order and one limit. */
export type Verdict =
  /** `unusual`: the beginning of a sentence about a value that is unusual although its limit cannot be checked. */
  | { readonly kind: 'unknown'; readonly text: string; readonly unusual?: string | undefined }
  | { readonly kind: 'forbidden'; readonly text: string }
  /** `fact`: the beginning of a sentence about the value, such as "Quantity 11 exceeds". */
  | { readonly kind: 'beyond'; readonly fact: string; readonly bound: string; readonly remedy: string }

export const unchecked = (what: string, why: string, unusual?: string): Verdict => ({
  kind: 'unknown',
  text: `${what} cannot be checked: ${why}.`,
  unusual,
})

/** Formats a number with thousands separators. */
export const format = (value: number, digits = 8): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits })

/** Compares one order with one limit. Undefined if it is within the limit. */
export type Judge<Context = OrderFacts> = (
  rails: GuardRails,
  order: OutgoingOrder,
  context: Context,
) => Verdict | undefined
