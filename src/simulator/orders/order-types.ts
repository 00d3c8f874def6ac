import type { Contract } from '../contracts/contract.ts'

/** Order types that the simulator can trade. */
export type OrderKind =
  | 'LMT'
  | 'MIDPRICE'
  | 'MKT'
  | 'STP'
  | 'STOP_LIMIT'
  | 'MIT'
  | 'LIT'
  | 'TRAIL'
  | 'TRAILLMT'
  | 'MOC'
  | 'LOC'

/** Names and properties of an order type. */
interface OrderType {
  /** Name in the rules of a contract. */
  readonly rule: string
  /** Name in the list of live orders (`orderType`). */
  readonly shown: string
  /** Name in the list of live orders (`origOrderType`) and in the order status. */
  readonly original: string
  /** Whether `price` is a limit. */
  readonly limit: boolean
  /** Direction in which the market reaches the trigger price: against the order (stop), or in its favour (touch). */
  readonly trigger?: 'stop' | 'touch'
  readonly tifs: readonly string[]
  /** Whether the type accepts fractions of a share and cash quantities. */
  readonly fractions: boolean
}

const day = ['DAY', 'GTC']

/** The order types, in the sequence of IBKR's contract rules. */
export const orderTypes: Readonly<Record<OrderKind, OrderType>> = {
  LMT: orderType('limit', 'Limit', 'LIMIT', { limit: true, tifs: [...day, 'IOC', 'OPG', 'OVT', 'OND'] }),
  MIDPRICE: orderType('midprice', 'MidPrice', 'MIDPRICE', { tifs: [...day, 'IOC'], fractions: false }),
  MKT: orderType('market', 'Market', 'MARKET', { tifs: [...day, 'IOC', 'OPG'] }),
  STP: orderType('stop', 'Stop', 'STOP', { trigger: 'stop' }),
  STOP_LIMIT: orderType('stop_limit', 'Stop Limit', 'STOP_LIMIT', { limit: true, trigger: 'stop' }),
  MIT: orderType('mit', 'MIT', 'MIT', { trigger: 'touch' }),
  LIT: orderType('lit', 'LIT', 'LIT', { limit: true, trigger: 'touch' }),
  TRAIL: orderType('trailing_stop', 'Trailing Stop', 'TRAIL', { trigger: 'stop' }),
  TRAILLMT: orderType('trailing_stop_limit', 'Trailing Stop Limit', 'TRAILLMT', { limit: true, trigger: 'stop' }),
  MOC: orderType('marketonclose', 'Market on Close', 'MARKETONCLOSE', { tifs: ['DAY'], fractions: false }),
  LOC: orderType('limitonclose', 'Limit on Close', 'LIMITONCLOSE', { limit: true, tifs: ['DAY'], fractions: false }),
}

function orderType(
  rule: string,
  shown: string,
  original: string,
  rest: Partial<Omit<OrderType, 'rule' | 'shown' | 'original'>>,
): OrderType {
  return { rule, shown, original, limit: false, tifs: day, fractions: true, ...rest }
}

/** All order types, in the sequence of IBKR's contract rules. */
export const orderKinds = Object.keys(orderTypes) as readonly OrderKind[]

const onClose: ReadonlySet<OrderKind> = new Set(['MOC', 'LOC'])
const simple: readonly OrderKind[] = ['LMT', 'MKT']

/** Returns the order types that a contract accepts on an exchange. MIDPRICE orders need smart routing. */
export function listOrderKinds({ secType }: Pick<Contract, 'secType'>, exchange = 'SMART'): readonly OrderKind[] {
  switch (secType) {
    case 'STK':
      return orderKinds.filter((kind) => kind !== 'MIDPRICE' || exchange === 'SMART')
    case 'OPT':
    case 'FUT':
    case 'FOP':
    case 'CASH':
      return orderKinds.filter((kind) => kind !== 'MIDPRICE' && !onClose.has(kind))
    case 'BAG':
    case 'BOND':
    case 'CRYPTO':
      return simple
    case 'IND':
      return []
  }
}

/** Reports whether an order type has a trigger price. */
export function hasTrigger({ kind }: { readonly kind: OrderKind }): boolean {
  return orderTypes[kind].trigger !== undefined
}

/** Reports whether the `price` of an order type is a limit. */
export function isLimit({ kind }: { readonly kind: OrderKind }): boolean {
  return orderTypes[kind].limit
}

/** Reports whether an order trades only in the closing auction. */
export function isOnClose({ kind }: { readonly kind: OrderKind }): boolean {
  return onClose.has(kind)
}

/** Reports whether an order type accepts an algorithm, as in `ibAlgoTypes` of IBKR's contract rules. */
export function acceptsAlgorithm(kind: OrderKind): boolean {
  return isLimit({ kind }) || isOnClose({ kind })
}

/** Returns the trigger price of an order type that has one. */
export function getTriggerPrice(order: {
  readonly kind: OrderKind
  readonly price: number | undefined
  readonly auxPrice: number | undefined
}): number | undefined {
  if (!hasTrigger(order)) return undefined
  return isLimit(order) ? order.auxPrice : order.price
}
