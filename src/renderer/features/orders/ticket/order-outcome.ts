import type { ContractErrorCode } from '../../../../shared/contract/errors.ts'
import type { OrderResponse } from '../../../../shared/contract/order-views.ts'
import { errorText, isUnconfirmed, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { reportParts } from './attached/part-report.ts'
import { partsWarning } from './order-text.ts'
import type { OrderOutcome, PendingOrder, TicketFailure } from './ticket-machine.ts'

export const TICKET_UNCHANGED = 'The ticket is unchanged.'

/** Returns the outcome that IBKR's response states. */
export function outcomeOf(response: OrderResponse, { order, change }: PendingOrder): OrderOutcome {
  switch (response.kind) {
    case 'accepted': {
      const { parts, ...accepted } = response
      const report = reportParts(order.attached?.kind, parts)
      return { ...accepted, ...(report && { failure: { ...report, notArmed: false } }) }
    }
    case 'question':
      return { kind: 'question', question: response }
    case 'rejected': {
      const title = `IBKR rejected the ${change ? 'change' : 'order'}`
      const failure = { title, message: response.message, outcomeUnknown: false, notArmed: false }
      return { kind: 'failed', failure }
    }
  }
}

const UNSENT_TITLES: Readonly<Partial<Record<ContractErrorCode, string>>> = {
  cancelled: 'Withdrawn',
  'guard-rail-refused': 'Refused by a guard rail',
  'guard-rail-warning': 'Guard rail warning',
  'not-journaled': 'Not sent: orders cannot be journaled',
}

/** Returns the outcome of a request without a response of IBKR. */
export function outcomeOfError(error: unknown, pending: PendingOrder): OrderOutcome {
  const failure = failureOf(error, pending)
  return { kind: failure.outcomeUnknown && !pending.change ? 'unconfirmed' : 'failed', failure }
}

/** Describes why an order was not placed or changed, or that its delivery is unconfirmed. */
function failureOf(error: unknown, pending: PendingOrder): TicketFailure {
  const { order, change } = pending
  const code = error instanceof RpcError ? error.code : 'internal'
  const notArmed = code === 'not-armed' || code === 'confirmation-needed'
  if (error instanceof RpcError && !mayHaveBeenSent(error.detail)) {
    const disconnected = code === 'disconnected'
    return {
      title: disconnected ? 'Not sent: no connection to the console' : (UNSENT_TITLES[code] ?? 'Not sent'),
      message: disconnected
        ? `${TICKET_UNCHANGED} Review the order again once the connection is restored.`
        : `${errorText(error)} ${TICKET_UNCHANGED}`,
      outcomeUnknown: false,
      notArmed,
    }
  }
  if (isUnconfirmed(error)) {
    return {
      title: 'Delivery unconfirmed',
      message: `${errorText(error)} ${partsWarning(order.attached)}`.trim(),
      outcomeUnknown: true,
      notArmed,
      ...(change && { lost: pending }),
    }
  }
  const title = code === 'not-armed' ? 'Not armed' : change ? 'Not changed' : 'Not placed'
  return { title, message: errorText(error), outcomeUnknown: false, notArmed }
}
