import type { OrderTicket } from '../../../../../shared/contract/schemas.ts'
import type { STOP_LOSS_TYPES, TicketOrderType } from '../../../../../shared/domain/order-types.ts'
import type { Side } from '../../../../../shared/domain/orders.ts'

/** Unit of the exit prices. `offset` and `percent` are distances from the entry price. */
export type ExitUnit = 'price' | 'offset' | 'percent'
export type StopLossType = (typeof STOP_LOSS_TYPES)[number]

/** Order types that the ticket offers in a group. */
const GROUP_TYPES = ['LMT', 'STP', 'STOP_LIMIT', 'MIT', 'LIT'] as const
type GroupType = (typeof GROUP_TYPES)[number]

/** Returns the types of group orders among those that a contract allows. */
export const groupTypesOf = (allowed: readonly TicketOrderType[]): readonly GroupType[] =>
  GROUP_TYPES.filter((type) => allowed.includes(type))

/** Additional order of an OCA group. */
export interface GroupOrderForm {
  readonly side: Side
  readonly orderType: GroupType
  readonly quantity: string
  readonly limitPrice: string
  readonly stopPrice: string
}

/** Input of the attached orders. Numbers are strings, so that editing rounds nothing. */
export interface AttachedForm {
  readonly kind: 'none' | 'bracket' | 'oca'
  readonly exitUnit: ExitUnit
  readonly takeProfit: string
  readonly stopLoss: string
  readonly stopLossType: StopLossType
  /** Limit price of a stop limit order. */
  readonly stopLossLimit: string
  readonly exitTime: 'DAY' | 'GTC'
  readonly group: readonly GroupOrderForm[]
}

export const NO_ATTACHED: AttachedForm = {
  kind: 'none',
  exitUnit: 'percent',
  takeProfit: '',
  stopLoss: '',
  stopLossType: 'STP',
  stopLossLimit: '',
  exitTime: 'GTC',
  group: [],
}

/**
 * Returns the input as it counts for a combo. Without a tick, its exit is a price, and it takes no stop orders. A distance
 * that was entered before the combo was chosen does not count.
 */
export function attachedFormOfCombo({ kind, exitUnit, takeProfit, exitTime, group }: AttachedForm): AttachedForm {
  const price = exitUnit === 'price' ? takeProfit : ''
  return { ...NO_ATTACHED, kind, exitUnit: 'price', takeProfit: price, exitTime, group }
}

type ExitField = 'takeProfit' | 'stopLoss' | 'stopLossLimit'
export type AttachedField =
  | 'attached'
  | ExitField
  | 'stopLossType'
  | 'exitTime'
  | `group.${number}.${'orderType' | 'quantity' | 'limitPrice' | 'stopPrice'}`

/** Returns the change to another stop loss type. A trailing stop has a distance, which would be misread as a price. */
export function withStopLossType(
  { exitUnit, stopLossType: before }: AttachedForm,
  stopLossType: StopLossType,
): Partial<AttachedForm> {
  const isMisread = exitUnit === 'price' && (before === 'TRAIL') !== (stopLossType === 'TRAIL')
  return { stopLossType, ...(isMisread && { stopLoss: '' }) }
}

/** Returns the input for attached orders that were already sent. */
export function attachedFormOf({ attached }: OrderTicket): AttachedForm {
  const text = (value: number | undefined): string => (value === undefined ? '' : String(value))
  switch (attached?.kind) {
    case undefined:
      return NO_ATTACHED
    case 'bracket': {
      const { takeProfit, stopLoss } = attached
      const { trailing } = stopLoss ?? {}
      return {
        ...NO_ATTACHED,
        kind: 'bracket',
        exitUnit: 'price',
        takeProfit: text(takeProfit?.price),
        stopLossType: stopLoss?.orderType ?? 'STP',
        stopLoss: text(
          trailing?.amount ?? (stopLoss?.orderType === 'STOP_LIMIT' ? stopLoss.auxPrice : stopLoss?.price),
        ),
        stopLossLimit: stopLoss?.orderType === 'STOP_LIMIT' ? text(stopLoss.price) : '',
        exitTime: (takeProfit ?? stopLoss)?.timeInForce === 'DAY' ? 'DAY' : 'GTC',
      }
    }
    case 'oca':
      return {
        ...NO_ATTACHED,
        kind: 'oca',
        group: attached.orders.map(({ side, orderType, quantity, price, auxPrice }) => {
          const type = GROUP_TYPES.find((each) => each === orderType) ?? 'LMT'
          const [limit, stop] = type === 'STP' || type === 'MIT' ? [undefined, price] : [price, auxPrice]
          return { side, orderType: type, quantity: String(quantity), limitPrice: text(limit), stopPrice: text(stop) }
        }),
      }
  }
}

/** Returns a new order of a group: a stop order, or a limit order if the contract takes no stops. */
export const newGroupOrder = (
  side: Side,
  quantity: string,
  types: readonly GroupType[] = GROUP_TYPES,
): GroupOrderForm => ({
  side,
  orderType: types.includes('STP') ? 'STP' : 'LMT',
  quantity,
  limitPrice: '',
  stopPrice: '',
})
