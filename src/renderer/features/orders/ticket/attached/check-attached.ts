import type { AttachedOrders, OrderTicket } from '../../../../../shared/contract/schemas.ts'
import { orderFieldsOf, ordersOfTicket } from '../../../../../shared/domain/attached-orders.ts'
import { contractIdOf } from '../../../../../shared/domain/combo.ts'
import { formatNumber } from '../../../../../shared/domain/format-number.ts'
import {
  type BracketField,
  entryPriceOf,
  findBracketProblems,
  findGroupProblems,
} from '../../../../../shared/domain/linked-order-rules.ts'
import { CONSOLE_LIMITS, findOrderProblems, type OrderProblem } from '../../../../../shared/domain/order-rules.ts'
import type { OrderTypePrice, TicketOrderType, TimeInForce } from '../../../../../shared/domain/order-types.ts'
import { decimalsOf, type IncrementRule, incrementAt } from '../../../../../shared/domain/price-increments.ts'
import { readNumber } from '../../../../ui/read-number.ts'
import { describeRange, ticketFieldOf } from '../describe-problem.ts'
import { numberProblem } from '../number-problem.ts'
import { priceInputs } from '../ticket-form.ts'
import type { AttachedField, AttachedForm, GroupOrderForm } from './attached-form.ts'

/** Values and checks that the ticket provides. */
export interface AttachedContext {
  /** Last price of the contract, used as the entry price of an order without a price. */
  readonly last: number | undefined
  readonly increments: readonly IncrementRule[]
  /** Describes a broken field rule of an order of a type. */
  readonly describe: (problem: OrderProblem, type: TicketOrderType) => string
  /** Returns why a price is invalid for the contract. */
  readonly priceProblem: (price: number) => string | undefined
  /** Returns why the contract does not allow an order type. `remedy` is the end of the message. */
  readonly typeProblem: (type: TicketOrderType, remedy?: string) => string | undefined
  /** Returns why the contract does not support a time in force. */
  readonly timeProblem: (type: TicketOrderType, time: TimeInForce) => string | undefined
  readonly readQuantity: (text: string) => { readonly quantity?: number; readonly problem?: string | undefined }
  /** Returns why the contract does not allow a quantity. */
  readonly digitsProblem: (quantity: number) => string | undefined
}

type AttachedProblems = Readonly<Partial<Record<AttachedField | 'timeInForce', string>>>

export interface CheckedAttached {
  readonly attached?: AttachedOrders
  readonly problems: AttachedProblems
}

type CheckedOrder = Omit<OrderTicket, 'attached'>

/** Converts the attached orders of a ticket, or returns the error message of each invalid field. */
export function checkAttached(form: AttachedForm, order: CheckedOrder, context: AttachedContext): CheckedAttached {
  switch (form.kind) {
    case 'none':
      return { problems: {} }
    case 'bracket':
      return checkBracket(form, order, context)
    case 'oca':
      return checkGroup(form.group, order, context)
  }
}

/** Returns the expected entry price: the price of the order, or the last price. */
export const entryPrice = (
  order: Pick<CheckedOrder, 'orderType' | 'price'>,
  last: number | undefined,
): number | undefined => entryPriceOf(order) ?? last

/** Exit of a bracket, compared with the entry price. */
interface Exit {
  readonly field: 'takeProfit' | 'stopLoss' | 'stopLossLimit'
  /** 1 if the exit is above the entry price, -1 if it is below. */
  readonly direction: 1 | -1
}

/** Returns the exits of a bracket. The take profit of a buy order is above the entry price. */
export function exitsOf({ stopLossType }: AttachedForm, side: OrderTicket['side']): readonly Exit[] {
  const [profit, loss] = side === 'BUY' ? ([1, -1] as const) : ([-1, 1] as const)
  return [
    { field: 'takeProfit', direction: profit },
    { field: 'stopLoss', direction: loss },
    ...(stopLossType === 'STOP_LIMIT' ? [{ field: 'stopLossLimit', direction: loss } as const] : []),
  ]
}

/** Returns the price of an exit. Rounds only computed prices to the increment; undefined without an increment. */
export function exitPrice(
  { exitUnit, ...form }: AttachedForm,
  { field, direction }: Exit,
  entry: number | undefined,
  increments: readonly IncrementRule[],
): number | undefined {
  const value = readNumber(form[field])
  if (value === undefined || exitUnit === 'price') return value
  if (entry === undefined) return undefined
  const price = entry + direction * (exitUnit === 'offset' ? value : (Math.abs(entry) * value) / 100)
  const increment = incrementAt(increments, price)
  if (increment === undefined) return undefined
  return Number((Math.round(price / increment) * increment).toFixed(decimalsOf(increment)))
}

function checkBracket(form: AttachedForm, order: CheckedOrder, context: AttachedContext): CheckedAttached {
  const problems: Partial<Record<AttachedField, string>> = {}
  const check = (field: AttachedField, problem: string | undefined): void => {
    if (problem !== undefined) problems[field] ??= problem
  }
  const entry = entryPrice(order, context.last)
  const prices = new Map<string, number>()
  for (const exit of exitsOf(form, order.side)) {
    check(exit.field, unreadableExit(form, exit, entry, context.increments))
    const price = isDistance(form, exit) ? undefined : exitPrice(form, exit, entry, context.increments)
    if (price === undefined) continue
    prices.set(exit.field, price)
    check(exit.field, context.priceProblem(price))
  }
  const attached = bracketOf(form, prices)
  for (const problem of findBracketProblems({ parent: order, ...attached }, context.last))
    check(problem.field === 'quantity' ? 'attached' : problem.field, describeBracketProblem(problem, form, entry))
  for (const { order: exit } of ordersOfTicket({ ...order, attached }).slice(1)) {
    const { orderType } = exit
    for (const problem of findOrderProblems(orderFieldsOf(exit), CONSOLE_LIMITS)) {
      const field = exitFieldOf(problem, orderType)
      check(field, field === 'exitTime' ? context.describe(problem, orderType) : describeExitProblem(problem, field))
    }
    if (orderType === 'LMT') check('takeProfit', context.typeProblem(orderType, 'Leave the take profit empty.'))
    else check('stopLossType', context.typeProblem(orderType))
    check('exitTime', context.timeProblem(orderType, form.exitTime))
  }
  return Object.keys(problems).length > 0 ? { problems } : { problems, attached }
}

type BracketOrders = Extract<AttachedOrders, { kind: 'bracket' }>

/** Returns the exits that the user has entered, without the numbers that cannot be read. */
function bracketOf(form: AttachedForm, prices: ReadonlyMap<string, number>): BracketOrders {
  const { exitTime: timeInForce, stopLossType } = form
  const [profit, stop, limit] = ['takeProfit', 'stopLoss', 'stopLossLimit'].map((field) => prices.get(field))
  const amount = readNumber(form.stopLoss)
  const hasProfit = form.takeProfit.trim() !== ''
  const hasLoss = form.stopLoss.trim() !== '' || (stopLossType === 'STOP_LIMIT' && form.stopLossLimit.trim() !== '')
  const terms = {
    STP: { price: stop },
    STOP_LIMIT: { price: limit, auxPrice: stop },
    TRAIL: amount === undefined ? {} : { trailing: { amount, unit: trailUnit(form) } },
  }[stopLossType]
  return {
    kind: 'bracket',
    ...(hasProfit && { takeProfit: { orderType: 'LMT', price: profit, timeInForce } }),
    ...(hasLoss && { stopLoss: { orderType: stopLossType, ...terms, timeInForce } }),
  }
}

/** Returns the field of the ticket for a field of IBKR. */
function exitFieldOf({ field }: OrderProblem, type: TicketOrderType): Exit['field'] | 'exitTime' | 'attached' {
  switch (field) {
    case 'tif':
      return 'exitTime'
    case 'price':
      return type === 'LMT' ? 'takeProfit' : type === 'STOP_LIMIT' ? 'stopLossLimit' : 'stopLoss'
    case 'auxPrice':
    case 'trailingAmt':
    case 'trailingType':
      return 'stopLoss'
    default:
      return 'attached'
  }
}

const EXIT_NAMES = { takeProfit: 'take profit', stopLoss: 'stop loss', stopLossLimit: 'limit' } as const

function describeExitProblem({ problem, range }: OrderProblem, field: Exit['field'] | 'attached'): string {
  if (field === 'attached') return `Each exit ${problem}`
  if (range === undefined) return `Enter a ${EXIT_NAMES[field]}.`
  return `Enter a distance ${describeRange(range)}${range.below === undefined ? '' : '%'}.`
}

function describeBracketProblem(
  { field, kind, range }: OrderProblem<BracketField>,
  { exitUnit }: AttachedForm,
  entry: number | undefined,
): string {
  if (field === 'quantity') return 'A bracket requires a quantity, not a cash amount.'
  if (kind === 'missing') return 'Enter a take profit, a stop loss or both.'
  // A stop loss on the wrong side would close the position immediately.
  if (exitUnit !== 'price') return 'Enter a distance of at least one tick.'
  const { above, below = 0 } = range ?? {}
  const [side, other] = above === undefined ? ['below', below] : ['above', above]
  const what = entry === undefined ? 'the take profit' : 'the entry price'
  return `Enter a ${EXIT_NAMES[field]} ${side} ${what} of ${formatNumber(other)}.`
}

/** Returns the unit of a trailing exit, which is always a distance. */
export const trailUnit = ({ exitUnit }: AttachedForm): 'amt' | '%' => (exitUnit === 'percent' ? '%' : 'amt')

/** Reports whether an exit is the distance of a trailing stop instead of a price. */
const isDistance = ({ stopLossType }: AttachedForm, { field }: Exit): boolean =>
  field === 'stopLoss' && stopLossType === 'TRAIL'

/** Returns why the text of an exit cannot be converted to a price. */
function unreadableExit(
  form: AttachedForm,
  exit: Exit,
  entry: number | undefined,
  increments: readonly IncrementRule[],
): string | undefined {
  const text = form[exit.field]
  const value = readNumber(text)
  if (value === undefined) return numberProblem(text)
  if (form.exitUnit === 'price' || isDistance(form, exit)) return undefined
  if (value <= 0) return 'Enter a distance greater than 0.'
  if (form.exitUnit === 'percent' && value >= 100 && exit.direction === -1) return 'Enter a distance below 100%.'
  if (entry === undefined) return 'There is no quote yet. Enter a price instead.'
  return exitPrice(form, exit, entry, increments) === undefined
    ? 'The tick is not loaded yet. Enter a price instead.'
    : undefined
}

function checkGroup(group: readonly GroupOrderForm[], order: CheckedOrder, context: AttachedContext): CheckedAttached {
  const problems: Partial<Record<AttachedField | 'timeInForce', string>> = {}
  const check = (field: AttachedField | 'timeInForce', problem: string | undefined): void => {
    if (problem !== undefined) problems[field] ??= problem
  }
  const orders = group.map((member, index) => {
    const { side, orderType } = member
    const { quantity, problem } = context.readQuantity(member.quantity)
    check(`group.${index}.quantity`, problem)
    const prices: Partial<Record<OrderTypePrice['wire'], number>> = {}
    for (const { field, wire } of priceInputs(orderType)) {
      check(`group.${index}.${field}`, numberProblem(member[field]))
      const price = readNumber(member[field])
      if (price !== undefined) prices[wire] = price
    }
    // All orders of the group have the time in force of the ticket.
    const terms = { side, orderType, ...(quantity !== undefined && { quantity }), ...prices }
    return { ...terms, timeInForce: order.timeInForce }
  })
  const contract = contractIdOf(order)
  for (const [index, member] of orders.entries()) {
    const { orderType, quantity, timeInForce } = member
    for (const problem of findOrderProblems(orderFieldsOf({ ...contract, ...member }), CONSOLE_LIMITS)) {
      const field = ticketFieldOf(problem, orderType)
      const isShared = field === 'timeInForce' || field === 'contract' || field === 'trailingAmount'
      check(isShared ? 'timeInForce' : `group.${index}.${field}`, context.describe(problem, orderType))
    }
    check(`group.${index}.orderType`, context.typeProblem(orderType))
    check('timeInForce', context.timeProblem(orderType, timeInForce))
    if (quantity !== undefined) check(`group.${index}.quantity`, context.digitsProblem(quantity))
    for (const { field, wire } of priceInputs(orderType)) {
      const price = member[wire]
      if (price !== undefined) check(`group.${index}.${field}`, context.priceProblem(price))
    }
  }
  for (const { field } of findGroupProblems([orderFieldsOf(order), ...orders.map(orderFieldsOf)])) {
    const isSmall = field === 'orders'
    check(
      'attached',
      isSmall ? 'Add another order to the group.' : 'An OCA group requires a quantity, not a cash amount.',
    )
  }
  if (Object.keys(problems).length > 0) return { problems }
  // The cast is safe: an order without a quantity breaks a rule.
  return { problems, attached: { kind: 'oca', orders } as AttachedOrders }
}
