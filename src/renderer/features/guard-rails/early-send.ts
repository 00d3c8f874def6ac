import type { GuardRailFinding } from '../../../shared/contract/guard-rail-views.ts'
import type { CallInput } from '../../../shared/contract/inferred-types.ts'

export type CheckedOrder = CallInput<'guardRails.check'>

/** Reports whether the findings prevent an order from being sent. `accepted`: whether the user accepted the warnings. */
export const isBlockedBy = (findings: readonly GuardRailFinding[], accepted: boolean): boolean =>
  findings.some(({ action }) => action === 'refuse' || (action === 'warn' && !accepted))

/**
 * Reports whether an order may be sent without another key press, although the user pressed the key before the check
 * found anything. An unusual quantity or cash amount is known without reads, so the user must have seen it.
 */
export const maySendUnseen = (order: CheckedOrder, findings: readonly GuardRailFinding[]): boolean =>
  !findings.some(({ rail }) => rail === 'quantity' || (rail === 'value' && spendsCash(order)))

const spendsCash = (checked: CheckedOrder): boolean =>
  checked.kind === 'ticket'
    ? checked.order.cashQuantity !== undefined
    : checked.request.body?.includes('"cashQty"') === true
