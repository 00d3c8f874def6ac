import { findOrderProblems, type OrderLimits, type OrderProblem } from '../../shared/domain/order-rules.ts'
import { ORDER_TYPES } from '../../shared/domain/order-types.ts'
import { findUnknownNames, suggestSimilarName } from '../../shared/domain/suggest-similar-name.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { NewOrder } from './new-order-types.ts'

type FieldOf<Order> = Order extends unknown ? keyof Order : never

/** The compiler rejects rules with a type or a time in force that `NewOrder` does not have. */
ORDER_TYPES satisfies {
  readonly [Type in NewOrder['orderType']]: {
    readonly timesInForce: readonly Extract<NewOrder, { readonly orderType: Type }>['tif'][]
  }
}

/** All fields of an order. The compiler rejects this list if a field is missing. */
const FIELDS: { readonly [Field in FieldOf<NewOrder>]: true } = {
  acctId: true,
  conid: true,
  conidex: true,
  side: true,
  quantity: true,
  orderType: true,
  price: true,
  auxPrice: true,
  tif: true,
  trailingAmt: true,
  trailingType: true,
  outsideRTH: true,
  cOID: true,
  parentId: true,
  isSingleGroup: true,
  secType: true,
  listingExchange: true,
  ticker: true,
  cashQty: true,
  fxQty: true,
  isCcyConv: true,
  allOrNone: true,
  useAdaptive: true,
  deactivated: true,
  referrer: true,
  strategy: true,
  strategyParameters: true,
  allocationMethod: true,
  manualOrderTime: true,
  manualIndicator: true,
  extOperator: true,
  customerAccount: true,
  isProCustomer: true,
  taxOptimizerId: true,
  jsonPayload: true,
}

/** The error of an order that breaks rules. */
export class OrderRuleError extends IbkrError {
  readonly #problems: readonly OrderProblem[]

  constructor(message: string, problems: readonly OrderProblem[]) {
    super('config-invalid', message, { hint: problems[0]?.hint })
    this.#problems = problems
  }

  /** All broken rules. The message and the hint are those of the first. */
  get problems(): readonly OrderProblem[] {
    return this.#problems
  }
}

/**
 * Checks an order before it is sent. TypeScript reports the same mistakes; this finds them in plain JavaScript and in
 * data.
 * @param name names the order in errors, for example `Order 1`
 * @param limits of the caller; default: none
 * @throws IbkrError `config-invalid` with a `hint`
 */
export function checkOrder(order: unknown, name: string, limits?: OrderLimits): asserts order is NewOrder {
  if (typeof order !== 'object' || order === null) throw invalid(`${name} must be an object.`)
  checkNames(order, name)
  const problems = findOrderProblems(order, limits)
  const [first] = problems
  if (first !== undefined) throw new OrderRuleError(`${name} ${first.problem} Nothing was sent.`, problems)
}

function checkNames(order: object, name: string): void {
  const known = Object.keys(FIELDS)
  // IBKR ignores a field that it does not know: an order would be placed without the price or the date in it.
  const field = findUnknownNames(order, known).find((each) => Reflect.get(order, each) !== undefined)
  if (field === undefined) return
  const near = OTHER_NAMES[field.toLowerCase()] ?? suggestSimilarName(field, known)
  const hint = near === undefined ? 'sendOrders sends fields that this version does not know.' : `Did you mean ${near}?`
  throw invalid(`${name} has the unknown field ${JSON.stringify(field).slice(0, 60)}.`, hint)
}

/** Names of other APIs, in lower case, with IBKR's own field. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  limitprice: 'price',
  lmtprice: 'price',
  stopprice: 'price, or auxPrice if the order also has a limit',
  triggerprice: 'price, or auxPrice if the order also has a limit',
  trailingpercent: 'trailingAmt with the trailingType %',
  goodtilldate: 'tif, which has no date',
  gtd: 'tif, which has no date',
  timeinforce: 'tif',
  type: 'orderType',
  action: 'side',
  qty: 'quantity',
  totalquantity: 'quantity',
  clientorderid: 'cOID',
  orderref: 'cOID',
  account: 'acctId',
  accountid: 'acctId',
  oca: 'isSingleGroup',
}

function invalid(message: string, hint?: string): IbkrError {
  return new IbkrError('config-invalid', `${message} Nothing was sent.`, { hint })
}
