import type { Order, OrderStatus } from '../../../../shared/domain/orders.ts'
import type { Tone } from '../../../ui/tone.ts'

export interface OrderStatusWords {
  readonly label: string
  readonly tone: Tone
  readonly explanation: string
}

const WORDS: Readonly<Record<string, OrderStatusWords>> = {
  Inactive: {
    label: 'Inactive',
    tone: 'warn',
    explanation: 'Not working: rejected, left after a declined question, parked, or waiting for its time.',
  },
  PendingSubmit: { label: 'PendingSubmit', tone: 'busy', explanation: 'Sent; IBKR has not confirmed it yet.' },
  PreSubmitted: {
    label: 'PreSubmitted',
    tone: 'busy',
    explanation: 'IBKR holds it, to send it to the exchange when its condition or the opening comes.',
  },
  Submitted: { label: 'Submitted', tone: 'busy', explanation: 'Working at the exchange.' },
  Filled: { label: 'Filled', tone: 'good', explanation: 'Completely executed.' },
  PendingCancel: {
    label: 'PendingCancel',
    tone: 'warn',
    explanation: 'The cancel was sent and is not confirmed yet: it may still fill.',
  },
  PreCancelled: {
    label: 'PreCancelled',
    tone: 'warn',
    explanation: 'The cancel was accepted and is not final yet: it may still fill.',
  },
  Cancelled: { label: 'Cancelled', tone: 'idle', explanation: 'Cancelled. Earlier fills are unaffected.' },
  WarnState: {
    label: 'WarnState',
    tone: 'warn',
    explanation: 'IBKR holds it back because of a warning that wants an answer.',
  },
  Failed: { label: 'Failed', tone: 'bad', explanation: 'Rejected: it never worked at the exchange.' },
}

/** A word that IBKR never published is shown as it came. */
export function orderStatusWords(status: OrderStatus): OrderStatusWords {
  return (
    WORDS[status] ?? { label: status, tone: 'warn', explanation: 'IBKR sent a status that the console does not know.' }
  )
}

/** What the status of an order means, with its cause where this console knows it. */
export function describeStatus({ status, inactiveReason, journaled }: Order): string {
  const { explanation } = orderStatusWords(status)
  const meaning = status === 'Inactive' && inactiveReason !== undefined ? `Not working. ${inactiveReason}` : explanation
  return journaled === false ? `${meaning} Not journaled: it may be gone after a restart.` : meaning
}
