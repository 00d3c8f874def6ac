import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { AlgorithmInfo, ContractRules } from '../../../../shared/contract/ticket-views.ts'
import { orderFieldsOf } from '../../../../shared/domain/attached-orders.ts'
import { contractIdOf } from '../../../../shared/domain/combo.ts'
import { daysUntil } from '../../../../shared/domain/contract-days.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { CONSOLE_LIMITS, findOrderProblems } from '../../../../shared/domain/order-rules.ts'
import { formatAmount, placedAmount, type SizedOrder, sizeOf } from '../../../../shared/domain/order-size.ts'
import {
  type OrderTypePrice,
  orderTypeInfo,
  TICKET_ORDER_TYPES,
  type TicketOrderType,
  type TimeInForce,
} from '../../../../shared/domain/order-types.ts'
import { needsManualIndicator } from '../../../../shared/domain/orders.ts'
import { hasPositivePrices, incrementAt, isOnIncrement, stepPrice } from '../../../../shared/domain/price-increments.ts'
import { readNumber } from '../../../ui/read-number.ts'
import { checkAlgorithm } from './algorithm/algorithm-form.ts'
import { attachedFormOfCombo } from './attached/attached-form.ts'
import { checkAttached } from './attached/check-attached.ts'
import {
  type DescribedOrder,
  describeNoCash,
  describeProblem,
  describeRange,
  describeTimes,
  ticketFieldOf,
  typeLabel,
} from './describe-problem.ts'
import { groupProblem, numberProblem } from './number-problem.ts'
import { priceInputs, type TicketField, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** Facts for checking the ticket. IBKR checks what is not known yet. */
export interface TicketContext {
  /** Current time in ms since epoch. */
  readonly now: number
  /** The session's selected account. */
  readonly selectedAccount?: string | undefined
  readonly rules?: ContractRules | undefined
  /** Position of the account in the contract. */
  readonly position?: number | undefined
  /** Why no order for the contract is taken now: see `QuoteView`. */
  readonly refusal?: string | undefined
  /** Last price of the contract. */
  readonly last?: number | undefined
  /** Algorithms of the contract. */
  readonly algorithms?: readonly AlgorithmInfo[] | undefined
  /** The existing order that the ticket changes. Its algorithm is repeated unchanged. */
  readonly changed?: OrderTicket | undefined
  /** The same order in the order list, or what is known of it. */
  readonly listed?: SizedOrder | undefined
}

export type CheckedTicket =
  | { readonly kind: 'ready'; readonly order: OrderTicket; readonly contract: ContractMatch }
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }

/**
 * Converts a ticket to an order, or returns the error message of each invalid field: what cannot be read, else the
 * first broken field rule, else the first conflict with the facts of contract, account and session.
 */
export function checkTicket(form: TicketForm, context: TicketContext): CheckedTicket {
  const { contract, orderType } = form
  const { rules } = context
  const accountId = form.accountId ?? context.selectedAccount
  const problems: Partial<Record<TicketField, string>> = {}
  const check = (field: TicketField, problem: string | undefined): void => {
    if (problem !== undefined) problems[field] ??= problem
  }
  const { quantity, problem: unreadable } = readQuantity(form, context)
  check('quantity', unreadable)
  const prices: Partial<Record<OrderTypePrice['wire'], number>> = {}
  for (const { field, wire } of priceInputs(orderType)) {
    check(field, numberProblem(form[field]))
    const price = readNumber(form[field])
    if (price !== undefined) prices[wire] = price
  }
  const distance = orderTypeInfo(orderType).trails ? readNumber(form.trailingAmount) : undefined
  if (orderTypeInfo(orderType).trails) check('trailingAmount', numberProblem(form.trailingAmount))
  const { algorithm, problems: ofAlgorithm } = context.changed
    ? { algorithm: context.changed.algorithm, problems: {} }
    : checkAlgorithm(form.algorithm, context.algorithms)
  Object.assign(problems, ofAlgorithm)
  const order = {
    side: form.side,
    orderType,
    ...(quantity !== undefined && (form.quantityUnit === 'cash' ? { cashQuantity: quantity } : { quantity })),
    ...prices,
    ...(distance !== undefined && { trailing: { amount: distance, unit: form.trailingUnit } }),
    timeInForce: form.timeInForce,
    ...(form.outsideRegularHours && fillsOutside(orderType, rules) === 'yes' ? { outsideRegularHours: true } : {}),
    ...(form.allOrNone ? { allOrNone: true } : {}),
    ...(statesPerson(rules, contract) && { manualIndicator: true as const }),
    ...(algorithm && { algorithm }),
  }
  const id = contract && contractIdOf(contract)
  for (const problem of findOrderProblems(orderFieldsOf({ ...order, ...id }), CONSOLE_LIMITS))
    check(ticketFieldOf(problem, orderType), describeProblem(problem, describedOrder(form, rules)))
  if (context.changed) check('contract', expiryProblem(contract, rules, context.now))
  // An order that exists can be changed all the same.
  else check('contract', contractProblem(contract, rules, context.now) ?? context.refusal)
  check('accountId', accountProblem(accountId, rules))
  check('orderType', typeProblem(form, rules))
  if (quantity !== undefined) check('quantity', sizeProblem(quantity, form, context))
  for (const { field, wire } of priceInputs(orderType)) {
    const price = prices[wire]
    if (price !== undefined) check(field, priceProblem(price, form, rules))
  }
  check('timeInForce', timeProblem(form, rules))
  if (!contract || accountId === undefined || Object.keys(problems).length > 0) return { kind: 'invalid', problems }
  const entry = { accountId, ...contractIdOf(contract), ...order }
  // Checks the exits after the entry, because their prices depend on it.
  const { attached, problems: ofAttached } = checkAttached(
    contract.conidex === undefined ? form.attached : attachedFormOfCombo(form.attached),
    entry,
    {
      last: context.last,
      increments: rules?.increments ?? [],
      describe: (problem, type) => describeProblem(problem, describedOrder({ ...form, orderType: type }, rules)),
      priceProblem: (price) => priceProblem(price, form, rules),
      typeProblem: (type, remedy) => typeProblem({ ...form, orderType: type }, rules, remedy),
      timeProblem: (type, time) => timeProblem({ ...form, orderType: type, timeInForce: time }, rules),
      readQuantity: (text) => readQuantity({ ...form, quantity: text, quantityUnit: 'units' }, context),
      digitsProblem: (quantity) => digitsProblem(quantity, rules),
    },
  )
  if (Object.keys(ofAttached).length > 0) return { kind: 'invalid', problems: ofAttached }
  return { kind: 'ready', contract, order: { ...entry, ...(attached && { attached }) } }
}

/** Returns why no new order for a contract is taken; undefined if one is. */
export const contractProblem = (
  contract: ContractMatch | undefined,
  rules: ContractRules | undefined,
  now: number,
): string | undefined =>
  indexProblem(contract, rules) ?? expiryProblem(contract, rules, now) ?? multiplierProblem(contract, rules)

/** What trades instead of an index, besides its options. */
const INSTEAD_OF_INDEX: Readonly<Record<string, string>> = {
  ...{ SPX: 'SPY or ES', NDX: 'QQQ or NQ', RUT: 'IWM or RTY', XSP: 'SPY', DJX: 'DIA or YM', VIX: 'VX' },
}

/** Returns why an index cannot be traded, and what can; undefined for any other contract. */
function indexProblem(contract: ContractMatch | undefined, rules: ContractRules | undefined): string | undefined {
  if (contract === undefined || (rules?.assetClass ?? contract.securityType) !== 'IND') return undefined
  const { symbol } = contract
  const instead = INSTEAD_OF_INDEX[symbol]
  const options = `an option on it (type ${symbol}, a month, a strike, and C or P)`
  return `${symbol} is an index, which cannot be traded. Choose ${instead === undefined ? `one of its futures, or ${options}` : `${instead}, or ${options}`}.`
}

/** Returns why a contract that has expired cannot be traded; undefined for any other contract. */
function expiryProblem(
  contract: ContractMatch | undefined,
  rules: ContractRules | undefined,
  now: number,
): string | undefined {
  const expired = [...(rules?.legs ?? []), ...(rules ? [rules] : [])].find((each) => isExpired(each, now))
  if (expired === undefined) return undefined
  const name = 'name' in expired ? expired.name : contract?.symbol
  return `${name} expired on ${expired.lastTradingDay}. Choose another contract.`
}

/** Reports whether the last trading day of a contract has passed. */
export const isExpired = ({ lastTradingDay }: Pick<ContractRules, 'lastTradingDay'>, now: number): boolean =>
  lastTradingDay !== undefined && daysUntil(lastTradingDay, now) < 0

/** Returns why the value of an order cannot be known; undefined for any other contract, such as a share. */
function multiplierProblem(contract: ContractMatch | undefined, rules: ContractRules | undefined): string | undefined {
  const unknown = (rules?.legs ?? (rules && [rules]) ?? []).find(hasUnknownMultiplier)
  if (unknown === undefined) return undefined
  const name = 'name' in unknown ? unknown.name : contract?.symbol
  return `IBKR states no multiplier for ${name}, so that the value of an order is unknown. Choose another contract, or use the explorer.`
}

/** Reports whether IBKR did not state the multiplier of a contract that has one. */
const hasUnknownMultiplier = ({ assetClass, pointValue }: Pick<ContractRules, 'assetClass' | 'pointValue'>): boolean =>
  ['option', 'future'].includes(contractKindOf(assetClass)) && pointValue === undefined

/** Reports whether IBKR requires that the order states that a person entered it: of a combo, if a leg requires it. */
function statesPerson(rules: ContractRules | undefined, contract: ContractMatch | undefined): boolean {
  const types = rules?.legs?.map(({ assetClass }) => assetClass) ?? [rules?.assetClass ?? contract?.securityType]
  return types.some(needsManualIndicator)
}

function describedOrder(form: TicketForm, rules: ContractRules | undefined): DescribedOrder {
  const { orderType, quantityUnit, trailingUnit, contract } = form
  return { orderType, quantityUnit, trailingUnit, symbol: contract?.symbol, times: allowedTimes(orderType, rules) }
}

function accountProblem(accountId: string | undefined, rules: ContractRules | undefined): string | undefined {
  if (accountId === undefined) return 'No account yet. Connect first.'
  const isExcluded = rules?.accounts !== undefined && !rules.accounts.includes(accountId)
  return isExcluded ? `Account ${accountId} may not trade this contract.` : undefined
}

/** Returns the order types that a contract allows, or all types if its rules are unknown. */
export const allowedTypes = (rules: ContractRules | undefined): readonly TicketOrderType[] =>
  TICKET_ORDER_TYPES.filter((type) => rules?.orderTypes?.includes(type) ?? true)

/** Returns why a contract does not allow the order type; undefined if the type is allowed. */
export function typeProblem(
  { contract, orderType }: TicketForm,
  rules: ContractRules | undefined,
  remedy = 'Choose another type.',
): string | undefined {
  // No type would be allowed for an index.
  if (!contract || indexProblem(contract, rules) !== undefined || allowedTypes(rules).includes(orderType))
    return undefined
  return `${contract.symbol} does not allow ${typeLabel(orderType)} orders. ${remedy}`
}

/** Times in force that most contracts support. */
const USUAL_TIMES: ReadonlySet<TimeInForce> = new Set(['DAY', 'GTC', 'IOC', 'OPG'])

/** Returns the times in force that the order type and the contract allow. */
export function allowedTimes(orderType: TicketOrderType, rules: ContractRules | undefined): readonly TimeInForce[] {
  const { timesInForce: listed } = rules ?? {}
  return orderTypeInfo(orderType).timesInForce.filter((time) => {
    if (listed === undefined) return USUAL_TIMES.has(time)
    return listed.some(
      ({ timeInForce, orderTypes }) => timeInForce === time && (orderTypes?.includes(orderType) ?? true),
    )
  })
}

/** Returns why a contract does not support the time in force; undefined if its rules are unknown. */
function timeProblem(form: TicketForm, rules: ContractRules | undefined): string | undefined {
  if (rules?.timesInForce === undefined) return undefined
  const order = describedOrder(form, rules)
  return order.times.includes(form.timeInForce) ? undefined : describeTimes(order)
}

/**
 * Reports whether an order of this type may fill outside regular trading hours (RTH). `unstated`: IBKR lists no type for
 * the contract, as for options, which says nothing about the type. Futures trade almost around the clock all the same.
 */
export function fillsOutside(type: TicketOrderType, rules: ContractRules | undefined): 'yes' | 'no' | 'unstated' {
  const listed = rules?.outsideHoursTypes
  if (listed === undefined || listed.includes(type)) return 'yes'
  if (listed.length > 0) return 'no'
  const classes = rules?.legs?.map(({ assetClass }) => assetClass) ?? [rules?.assetClass]
  return classes.every((assetClass) => contractKindOf(assetClass) === 'future') ? 'yes' : 'unstated'
}

/** Quantity in units of the contract, or a cash amount. */
interface ReadQuantity {
  readonly quantity?: number
  /** Why the text cannot be converted. */
  readonly problem?: string | undefined
}

/** Maximum percentage of the position. */
const MOST_PERCENT = 1_000

/** Parses the quantity. Converts a percentage of the position to a quantity, rounded down. */
export function readQuantity(
  form: TicketForm,
  { rules, position }: Pick<TicketContext, 'rules' | 'position'>,
): ReadQuantity {
  const { quantity: text, quantityUnit: unit, contract } = form
  const value = readNumber(text)
  const problem = numberProblem(text) ?? groupProblem(text)
  if (value === undefined || problem !== undefined) return { problem }
  if (unit !== 'position') return { quantity: value }
  if (value <= 0 || value > MOST_PERCENT)
    return { problem: `Enter a percentage ${describeRange({ above: 0, most: MOST_PERCENT })}.` }
  if (position === undefined) return { problem: 'The position is not loaded yet. Enter a quantity instead.' }
  if (position === 0) return { problem: `There is no position in ${contract?.symbol ?? 'this contract'}.` }
  // Rounds to whole units if the position consists of whole units.
  const scale = 10 ** (Number.isInteger(position) ? 0 : (rules?.quantityDigits ?? 0))
  const quantity = Math.floor((Math.abs(position) * value * scale) / 100 + 1e-9) / scale
  return quantity > 0
    ? { quantity }
    : { problem: `${text.trim()}% of ${formatNumber(position)} is less than one unit.` }
}

/** Returns why the contract, or the order that is changed, does not allow a size. */
function sizeProblem(size: number, form: TicketForm, { rules, listed }: TicketContext): string | undefined {
  const { orderType, quantityUnit, contract } = form
  if (quantityUnit === 'cash' && rules?.cashTypes?.includes(orderType) === false)
    return describeNoCash({ orderType, symbol: contract?.symbol })
  const problem = quantityUnit === 'units' ? digitsProblem(size, rules) : undefined
  return problem ?? (listed && filledProblem(listed, size))
}

function digitsProblem(quantity: number, rules: ContractRules | undefined): string | undefined {
  const { quantityDigits: digits } = rules ?? {}
  if (digits === undefined || Number(quantity.toFixed(digits)) === quantity) return undefined
  return digits === 0 ? 'Enter a whole number.' : `Enter at most ${digits} decimals.`
}

/** Returns why an order cannot be changed to a size: all of it would be filled already. */
export function filledProblem(order: SizedOrder, size: number): string | undefined {
  const { filled = 0, total, currency } = sizeOf(order)
  // The filled part may be known only in another unit.
  if (total !== placedAmount(order) || filled === 0 || size > filled) return undefined
  return `${formatAmount(filled, currency)} are already filled. Enter more, or cancel the order.`
}

function priceProblem(price: number, { contract }: TicketForm, rules: ContractRules | undefined): string | undefined {
  if (price <= 0 && hasPositivePrices(rules?.canBeNegative, contract?.securityType))
    return 'Enter a price greater than 0.'
  const increments = rules?.increments ?? []
  if (isOnIncrement(increments, price)) return undefined
  const mayBeNegative = !hasPositivePrices(rules?.canBeNegative, contract?.securityType)
  const valid = ([-1, 1] as const)
    .map((direction) => stepPrice(increments, price, direction))
    .filter((step) => mayBeNegative || Number(step) > 0)
  return `Use ${valid.join(' or ')}: the tick is ${incrementAt(increments, price)}.`
}
