import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { AlgorithmInfo, ContractRules } from '../../../../shared/contract/ticket-views.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
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
import { checkAttached } from './attached/check-attached.ts'
import { priceText } from './order-text.ts'
import { priceInputs, type TicketField, type TicketForm, type TicketProblems } from './ticket-form.ts'

/** Facts for checking the ticket. IBKR checks what is not known yet. */
export interface TicketContext {
  /** The session's selected account. */
  readonly selectedAccount?: string | undefined
  readonly rules?: ContractRules | undefined
  /** Position of the account in the contract. */
  readonly position?: number | undefined
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
  | { readonly kind: 'ready'; readonly order: OrderTicket; readonly contract: ContractMatch; readonly price: string }
  | { readonly kind: 'invalid'; readonly problems: TicketProblems }

/** Converts a ticket to an order, or returns the error message of each invalid field. */
export function checkTicket(form: TicketForm, context: TicketContext): CheckedTicket {
  const { contract, orderType } = form
  const { rules } = context
  const accountId = form.accountId ?? context.selectedAccount
  const { trails } = orderTypeInfo(orderType)
  const problems: Partial<Record<TicketField, string>> = {}
  const check = (field: TicketField, problem: string | undefined): void => {
    if (problem !== undefined) problems[field] = problem
  }
  check('contract', contractProblem(form, rules))
  check('accountId', accountProblem(accountId, rules))
  check('orderType', typeProblem(form, rules))
  const sized = readQuantity(form, context)
  check('quantity', sized.problem)
  if (context.listed && sized.quantity !== undefined) check('quantity', filledProblem(context.listed, sized.quantity))
  const prices: Partial<Record<OrderTypePrice['wire'], number>> = {}
  for (const { field, wire, name, isOptional } of priceInputs(orderType)) {
    if (isOptional && form[field].trim() === '') continue
    const price = readNumber(form[field])
    check(
      field,
      price === undefined ? numberProblem(form[field], `Enter a ${name}.`) : priceProblem(price, form, rules),
    )
    if (price !== undefined) prices[wire] = price
  }
  const distance = trails ? readNumber(form.trailingAmount) : undefined
  if (trails) check('trailingAmount', distanceProblem(form, distance))
  check('timeInForce', timeProblem(form, rules))
  const { algorithm, problems: ofAlgorithm } = context.changed
    ? { algorithm: context.changed.algorithm, problems: {} }
    : checkAlgorithm(form.algorithm, context.algorithms)
  Object.assign(problems, ofAlgorithm)
  const { quantity } = sized
  if (!contract || accountId === undefined || quantity === undefined || Object.keys(problems).length > 0) {
    return { kind: 'invalid', problems }
  }
  const order = {
    accountId,
    conid: contract.conid,
    side: form.side,
    orderType,
    ...(form.quantityUnit === 'cash' ? { cashQuantity: quantity } : { quantity }),
    ...prices,
    ...(distance !== undefined && { trailing: { amount: distance, unit: form.trailingUnit } }),
    timeInForce: form.timeInForce,
    ...(form.outsideRegularHours && mayFillOutside(orderType, rules) ? { outsideRegularHours: true } : {}),
    ...(form.allOrNone ? { allOrNone: true } : {}),
    ...(needsManualIndicator(rules?.assetClass ?? contract.securityType) && { manualIndicator: true as const }),
    ...(algorithm && { algorithm }),
  }
  // Checks the exits after the entry, because their prices depend on it.
  const { attached, problems: ofAttached } = checkAttached(form.attached, order, {
    last: context.last,
    increments: rules?.increments ?? [],
    readNumber,
    priceProblem: (price) => priceProblem(price, form, rules),
    typeProblem: (type, remedy) => typeProblem({ ...form, orderType: type }, rules, remedy),
    timeProblem: (type, time) => timeProblem({ ...form, orderType: type, timeInForce: time }, rules),
    readQuantity: (text) => readQuantity({ ...form, quantity: text, quantityUnit: 'units' }, context),
  })
  if (Object.keys(ofAttached).length > 0) return { kind: 'invalid', problems: ofAttached }
  return { kind: 'ready', contract, price: priceText(form), order: { ...order, ...(attached && { attached }) } }
}

function contractProblem({ contract }: TicketForm, rules: ContractRules | undefined): string | undefined {
  if (!contract) return 'Enter a symbol or a conid, and choose a contract.'
  return rules?.expiredOn && `${contract.symbol} expired on ${rules.expiredOn}. Choose another contract.`
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
  if (!contract || allowedTypes(rules).includes(orderType)) return undefined
  return `${contract.symbol} does not allow ${typeLabel(orderType)} orders. ${remedy}`
}

const typeLabel = (type: TicketOrderType): string => orderTypeInfo(type).label.toLowerCase()

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

function timeProblem(form: TicketForm, rules: ContractRules | undefined): string | undefined {
  const { timeInForce, orderType, contract } = form
  const allowed = allowedTimes(orderType, rules)
  const isUsual = orderTypeInfo(orderType).timesInForce.includes(timeInForce)
  // Without rules, keeps the time in force of an existing order or of saved defaults.
  if (allowed.includes(timeInForce) || (isUsual && rules?.timesInForce === undefined)) return undefined
  const list = allowed.join(', ') || 'no time in force'
  return `A ${typeLabel(orderType)} order ${contract ? `in ${contract.symbol} ` : ''}supports only ${list}.`
}

/** Reports whether an order of this type may fill outside regular trading hours. */
export const mayFillOutside = (type: TicketOrderType, rules: ContractRules | undefined): boolean =>
  rules?.outsideHoursTypes?.includes(type) ?? true

/** Quantity in units of the contract, or a cash amount. */
interface ReadQuantity {
  readonly quantity?: number
  readonly problem?: string | undefined
}

const LARGEST = { units: 1e9, cash: 1e12, position: 1_000 } as const

/** Parses the quantity. Converts a percentage of the position to a quantity, rounded down. */
export function readQuantity(form: TicketForm, { rules, position }: TicketContext): ReadQuantity {
  const { quantity: text, quantityUnit: unit, orderType, contract } = form
  const value = readNumber(text)
  const what = { units: 'a quantity', cash: 'an amount', position: 'a percentage' }[unit]
  if (value === undefined) return { problem: numberProblem(text, `Enter ${what} greater than 0.`) }
  const ambiguous = groupProblem(text)
  if (ambiguous !== undefined) return { problem: ambiguous }
  const largest = LARGEST[unit]
  if (value <= 0 || value > largest) {
    return { problem: `Enter ${what} greater than 0, up to ${formatNumber(largest)}.` }
  }
  if (unit === 'cash') {
    const isTaken = orderTypeInfo(orderType).takesCash === true && (rules?.cashTypes?.includes(orderType) ?? true)
    const problem = `A ${typeLabel(orderType)} order in ${contract?.symbol ?? 'this contract'} does not support a cash amount.`
    return isTaken ? { quantity: value } : { problem }
  }
  const digits = rules?.quantityDigits
  if (unit === 'position') {
    if (position === undefined) return { problem: 'The position is not loaded yet. Enter a quantity instead.' }
    if (position === 0) return { problem: `There is no position in ${contract?.symbol ?? 'this contract'}.` }
    // Rounds to whole units if the position consists of whole units.
    const scale = 10 ** (Number.isInteger(position) ? 0 : (digits ?? 0))
    const quantity = Math.floor((Math.abs(position) * value * scale) / 100 + 1e-9) / scale
    return quantity > 0
      ? { quantity }
      : { problem: `${text.trim()}% of ${formatNumber(position)} is less than one unit.` }
  }
  if (digits === undefined || hasDigits(value, digits)) return { quantity: value }
  return { problem: digits === 0 ? 'Enter a whole number.' : `Enter at most ${digits} decimals.` }
}

/** Returns why an order cannot be changed to a size: all of it would be filled already. */
export function filledProblem(order: SizedOrder, size: number): string | undefined {
  const { filled = 0, total, currency } = sizeOf(order)
  // The filled part may be known only in another unit.
  if (total !== placedAmount(order) || filled === 0 || size > filled) return undefined
  return `${formatAmount(filled, currency)} are already filled. Enter more, or cancel the order.`
}

const hasDigits = (value: number, digits: number): boolean => Number(value.toFixed(digits)) === value

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

function distanceProblem({ trailingAmount, trailingUnit }: TicketForm, value: number | undefined): string | undefined {
  const what = trailingUnit === '%' ? 'trailing percentage' : 'trailing amount'
  if (value === undefined) return numberProblem(trailingAmount, `Enter a ${what}.`)
  if (value <= 0) return `Enter a ${what} greater than 0.`
  return trailingUnit === '%' && value >= 100 ? 'Enter a percentage below 100.' : undefined
}

function numberProblem(text: string, prompt: string): string {
  if (text.trim() === '') return prompt
  if (text.includes(',')) return 'Use a decimal point, such as 12.5. Commas group thousands.'
  return /^[\d\s'’.]+$/.test(text) ? 'Enter a number such as 1,000 or 12.5.' : 'Enter a number.'
}

/** Returns why a whole quantity is ambiguous: `1.000` is 1,000 in many countries. */
const groupProblem = (text: string): string | undefined =>
  /^\d{1,3}(?:\.\d{3})+$/.test(text.trim()) && Number.isInteger(readNumber(text))
    ? `Enter ${text.trim().replaceAll('.', ',')} or ${readNumber(text)}: a point separates decimals.`
    : undefined
