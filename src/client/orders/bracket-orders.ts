import { findBracketProblems } from '../../shared/domain/linked-order-rules.ts'
import { findUnknownNames, suggestSimilarName } from '../../shared/domain/suggest-similar-name.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { OrderRuleError } from './check-order.ts'
import type {
  LimitIfTouchedOrder,
  LimitOrder,
  MarketIfTouchedOrder,
  NewOrder,
  StopLimitOrder,
  StopOrder,
  TrailingStopLimitOrder,
  TrailingStopOrder,
} from './new-order-types.ts'
import { createClientOrderId } from './order-batch.ts'

/** An exit of a bracket: its type and prices. Contract, side and account are taken from the parent. */
type Exit<Kind> = Kind extends unknown
  ? Omit<Kind, 'side' | 'parentId' | 'isSingleGroup' | 'acctId' | 'cOID'> & {
      /** Number of shares or contracts. Default: the quantity of the parent. */
      readonly quantity?: number
    }
  : never

/** The exit that takes the profit. */
export type TakeProfit = Exit<LimitOrder | LimitIfTouchedOrder | MarketIfTouchedOrder>

/** The exit that limits the loss. */
export type StopLoss = Exit<StopOrder | StopLimitOrder | TrailingStopOrder | TrailingStopLimitOrder>

/** An entry with at least one exit. */
export type Bracket = BracketOfTwo | BracketOfThree

/** An entry with one exit. */
export type BracketOfTwo = { readonly parent: NewOrder } & (
  | { readonly takeProfit: TakeProfit; readonly stopLoss?: undefined }
  | { readonly stopLoss: StopLoss; readonly takeProfit?: undefined }
)

/** An entry with both exits. */
export interface BracketOfThree {
  /** The parent order, which opens the position. */
  readonly parent: NewOrder
  /** The limit order that closes the position with a profit. */
  readonly takeProfit: TakeProfit
  /** The stop order that closes the position with a loss. */
  readonly stopLoss: StopLoss
}

/**
 * Builds the orders of a bracket for `session.placeOrders`: the parent, then take profit and stop loss on the other
 * side. The exits wait until the parent is filled, and cancel each other. The parent keeps its `cOID` or gets one, and
 * the children refer to it. Children get no `cOID`, as IBKR's documentation requires, and inherit contract, account,
 * quantity and `manualIndicator`. Prices are in the currency of the contract.
 * @example
 * ```ts run=alone
 * import { bracket } from 'ibkr-web-client'
 *
 * const [entry, profit, loss] = bracket({
 *   parent: { conid: 265598, side: 'BUY', quantity: 10, orderType: 'LMT', price: 180, tif: 'DAY' },
 *   takeProfit: { orderType: 'LMT', price: 200, tif: 'GTC' },
 *   stopLoss: { orderType: 'STP', price: 170, tif: 'GTC' },
 * })
 * console.log(entry.side, profit.side, loss.side) // => BUY SELL SELL
 * console.log(profit.parentId === entry.cOID) // => true
 * ```
 * @throws IbkrError `config-invalid` without an exit, with an exit (or the limit of a stop loss) on the wrong side of the
 *   entry, with a stop loss beyond the take profit, or without a quantity of an exit beside a parent sized by cash
 */
export function bracket(input: BracketOfThree): readonly [parent: NewOrder, takeProfit: NewOrder, stopLoss: NewOrder]
export function bracket(input: BracketOfTwo): readonly [parent: NewOrder, exit: NewOrder]
export function bracket(input: Bracket): readonly NewOrder[] {
  requireObject(input, 'The argument of bracket()')
  checkNames(input)
  const { parent, takeProfit, stopLoss } = input
  if (typeof parent !== 'object' || parent === null) throw invalid('A bracket must have a parent.')
  if (parent.side !== 'BUY' && parent.side !== 'SELL') throw invalid('The side of the parent must be BUY or SELL.')
  const problems = findBracketProblems(input)
  if (problems[0] !== undefined) throw new OrderRuleError(problems[0].problem, problems)
  const cOID = parent.cOID ?? createClientOrderId()
  const exits = [takeProfit, stopLoss].flatMap((exit) => (exit === undefined ? [] : exitOf(parent, exit, cOID)))
  return [{ ...parent, cOID }, ...exits]
}

/** Rejects an unknown part: a misspelled `stoploss` would leave the position without its stop. */
function checkNames(input: Bracket): void {
  const parts = ['parent', 'takeProfit', 'stopLoss']
  const [name] = findUnknownNames(input, parts)
  if (name === undefined) return
  const near = suggestSimilarName(name, parts)
  const known = near === undefined ? `it has ${parts.join(', ')}` : `did you mean ${near}?`
  throw invalid(`A bracket has no part ${JSON.stringify(name.slice(0, 60))}: ${known}${near === undefined ? '.' : ''}`)
}

function exitOf(parent: NewOrder, exit: TakeProfit | StopLoss, parentId: string): NewOrder {
  if ('cOID' in exit)
    throw invalid('An exit has a cOID. Remove it: IBKR links exits by parentId, and only the parent has one.')
  const quantity = exit.quantity ?? parent.quantity
  const { acctId, conid, conidex, extOperator, listingExchange, manualIndicator, secType, side, ticker } = parent
  const inherited = { acctId, conid, conidex, extOperator, listingExchange, manualIndicator, secType, ticker }
  const defined = Object.fromEntries(Object.entries(inherited).filter(([, value]) => value !== undefined))
  // The cast is safe: the types of the parts exclude each other, and the type of the whole order follows from them.
  return { ...defined, ...exit, quantity, side: side === 'BUY' ? 'SELL' : 'BUY', parentId } as unknown as NewOrder
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', message)
}
