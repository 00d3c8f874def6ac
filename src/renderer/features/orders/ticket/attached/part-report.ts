import type { OrderPart } from '../../../../../shared/contract/order-views.ts'
import type { AttachedOrders } from '../../../../../shared/contract/schemas.ts'

export interface PartReport {
  readonly title: string
  readonly message: string
  /** Whether it is unknown if an order exists at IBKR. */
  readonly outcomeUnknown: boolean
}

/** Describes a bracket or a group that IBKR accepted only in part; undefined if IBKR accepted all orders. */
export function reportParts(
  kind: AttachedOrders['kind'] | undefined,
  parts: readonly OrderPart[] = [],
): PartReport | undefined {
  const rejected = parts.filter(({ outcome }) => outcome === 'rejected')
  const missing = parts.filter(({ outcome }) => outcome === 'missing')
  if (rejected.length + missing.length === 0) return undefined
  const accepted = parts.length - rejected.length - missing.length
  const what = kind === 'bracket' ? 'bracket' : 'group'
  const isWorking = parts.some(({ outcome, status }) => outcome === 'accepted' && status !== 'Inactive')
  return {
    title: `IBKR accepted ${accepted} of ${parts.length} orders of the ${what}`,
    message: [...parts.map(describePart), adviceFor(what, isWorking, missing.length > 0)].join(' '),
    outcomeUnknown: missing.length > 0,
  }
}

function describePart({ name, outcome, orderId, status, text }: OrderPart): string {
  // Omits lines that only repeat that the other orders are not working.
  const reason = text === undefined ? '' : `: ${text.split('\n')[0]?.replace(/\.$/, '')}`
  switch (outcome) {
    case 'accepted':
      return `${name}: ${orderId === undefined ? '' : `order ${orderId}, `}${status ?? 'accepted'}.`
    case 'rejected':
      return `${name}: rejected${reason}.`
    case 'missing':
      return `${name}: not in IBKR's response${reason}.`
  }
}

function adviceFor(what: 'bracket' | 'group', isWorking: boolean, isMissing: boolean): string {
  if (!isWorking) return 'Nothing of it is working: IBKR keeps the other orders inactive.'
  const risk = what === 'bracket' ? 'The entry may be working without its exits.' : 'The other orders are working.'
  return `${risk} ${isMissing ? 'Check the order list, then p' : 'P'}lace what is missing, or cancel the rest.`
}
