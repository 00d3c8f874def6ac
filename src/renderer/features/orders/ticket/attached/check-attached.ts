import type { AttachedOrders, OrderTicket } from '../../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../../../shared/domain/format-number.ts'
import {
  type OrderTypePrice,
  orderTypeInfo,
  type TicketOrderType,
  type TimeInForce,
} from '../../../../../shared/domain/order-types.ts'
import { decimalsOf, type IncrementRule, incrementAt } from '../../../../../shared/domain/price-increments.ts'
import type { AttachedField, AttachedForm, GroupOrderForm } from './attached-form.ts'

/** Values and checks that the ticket provides. */
export interface AttachedContext {
  /** Last price of the contract, used as the entry price of an order without a price. */
  readonly last: number | undefined
  readonly increments: readonly IncrementRule[]
  readonly readNumber: (text: string) => number | undefined
  /** Returns why a price is invalid for the contract. */
  readonly priceProblem: (price: number) => string | undefined
  /** Returns why the contract does not allow an order type. `remedy` is the end of the message. */
  readonly typeProblem: (type: TicketOrderType, remedy?: string) => string | undefined
  /** Returns why an order type does not support a time in force. */
  readonly timeProblem: (type: TicketOrderType, time: TimeInForce) => string | undefined
  readonly readQuantity: (text: string) => { readonly quantity?: number; readonly problem?: string | undefined }
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
export function entryPrice(order: CheckedOrder, last: number | undefined): number | undefined {
  const { prices, trails } = orderTypeInfo(order.orderType)
  const own = prices.find(({ role, isOptional }) => role === 'limit' && !isOptional) ?? prices[0]
  return (trails || own?.isOptional ? undefined : own && order[own.wire]) ?? last
}

/** Exit of a bracket, compared with the entry price. */
interface Exit {
  readonly field: 'takeProfit' | 'stopLoss' | 'stopLossLimit'
  readonly name: string
  /** 1 if the exit is above the entry price, -1 if it is below. */
  readonly direction: 1 | -1
}

/** Returns the exits of a bracket. The take profit of a buy order is above the entry price. */
export function exitsOf({ stopLossType }: AttachedForm, side: OrderTicket['side']): readonly Exit[] {
  const up = side === 'BUY' ? 1 : -1
  const loss = up === 1 ? -1 : 1
  return [
    { field: 'takeProfit', name: 'take profit', direction: up },
    { field: 'stopLoss', name: 'stop loss', direction: loss },
    ...(stopLossType === 'STOP_LIMIT' ? [{ field: 'stopLossLimit', name: 'limit', direction: loss } as const] : []),
  ]
}

/** Returns the price of an exit. Rounds only computed prices to the increment; undefined without an increment. */
export function exitPrice(
  { exitUnit, ...form }: AttachedForm,
  { field, direction }: Exit,
  entry: number | undefined,
  { increments, readNumber }: Pick<AttachedContext, 'increments' | 'readNumber'>,
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
  const entry = entryPrice(order, context.last)
  const trails = form.stopLossType === 'TRAIL'
  const hasProfit = form.takeProfit.trim() !== ''
  const hasLoss =
    form.stopLoss.trim() !== '' || (form.stopLossType === 'STOP_LIMIT' && form.stopLossLimit.trim() !== '')
  if (!hasProfit && !hasLoss) problems.takeProfit = 'Enter a take profit, a stop loss or both.'
  if (order.quantity === undefined) problems.attached = 'A bracket requires a quantity, not a cash amount.'
  const prices = new Map<string, number>()
  for (const exit of exitsOf(form, order.side)) {
    if (!(exit.field === 'takeProfit' ? hasProfit : hasLoss)) continue
    const problem =
      trails && exit.field === 'stopLoss'
        ? distanceProblem(form, context.readNumber(form.stopLoss))
        : exitProblem(form, exit, entry, context)
    if (problem !== undefined) problems[exit.field] = problem
    const price = exitPrice(form, exit, entry, context)
    if (price !== undefined) prices.set(exit.field, price)
  }
  const noProfit = hasProfit && context.typeProblem('LMT', 'Leave the take profit empty.')
  if (noProfit) problems.takeProfit = noProfit
  const noLoss = hasLoss && context.typeProblem(form.stopLossType)
  if (noLoss) problems.stopLossType = noLoss
  const types: readonly TicketOrderType[] = [
    ...(hasProfit ? ['LMT' as const] : []),
    ...(hasLoss ? [form.stopLossType] : []),
  ]
  const [noTime] = types.flatMap((type) => context.timeProblem(type, form.exitTime) ?? [])
  if (noTime !== undefined) problems.exitTime = noTime
  if (Object.keys(problems).length > 0) return { problems }
  const timeInForce = form.exitTime
  const [price, stop, limit] = ['takeProfit', 'stopLoss', 'stopLossLimit'].map((field) => prices.get(field))
  const distance = context.readNumber(form.stopLoss)
  const stopLoss: Extract<AttachedOrders, { kind: 'bracket' }>['stopLoss'] =
    trails && distance !== undefined
      ? { orderType: 'TRAIL', trailing: { amount: distance, unit: trailUnit(form) }, timeInForce }
      : form.stopLossType === 'STOP_LIMIT'
        ? {
            orderType: 'STOP_LIMIT',
            ...(stop !== undefined && { auxPrice: stop }),
            ...(limit !== undefined && { price: limit }),
            timeInForce,
          }
        : { orderType: 'STP', ...(stop !== undefined && { price: stop }), timeInForce }
  return {
    problems,
    attached: {
      kind: 'bracket',
      ...(hasProfit && price !== undefined && { takeProfit: { orderType: 'LMT', price, timeInForce } }),
      ...(hasLoss && { stopLoss }),
    },
  }
}

/** Returns the unit of a trailing exit, which is always a distance. */
export const trailUnit = ({ exitUnit }: AttachedForm): 'amt' | '%' => (exitUnit === 'percent' ? '%' : 'amt')

function distanceProblem(form: AttachedForm, value: number | undefined): string | undefined {
  if (value === undefined) return 'Enter a number.'
  if (value <= 0) return 'Enter a distance greater than 0.'
  return trailUnit(form) === '%' && value >= 100 ? 'Enter a distance below 100%.' : undefined
}

function exitProblem(
  form: AttachedForm,
  exit: Exit,
  entry: number | undefined,
  context: AttachedContext,
): string | undefined {
  const { name, direction } = exit
  const value = context.readNumber(form[exit.field])
  if (value === undefined) return form[exit.field].trim() === '' ? `Enter a ${name}.` : 'Enter a number.'
  if (form.exitUnit !== 'price') {
    if (value <= 0) return 'Enter a distance greater than 0.'
    if (form.exitUnit === 'percent' && value >= 100 && direction === -1) return 'Enter a distance below 100%.'
    if (entry === undefined) return 'There is no quote yet. Enter a price instead.'
  }
  const price = exitPrice(form, exit, entry, context)
  if (price === undefined) return 'The tick is not loaded yet. Enter a price instead.'
  const problem = context.priceProblem(price)
  if (problem !== undefined || entry === undefined) return problem
  if (Math.sign(price - entry) === direction) return undefined
  // A stop loss on the wrong side would close the position immediately.
  return form.exitUnit === 'price'
    ? `Enter a ${name} ${direction === 1 ? 'above' : 'below'} the entry price of ${formatNumber(entry)}.`
    : 'Enter a distance of at least one tick.'
}

function checkGroup(
  group: readonly GroupOrderForm[],
  order: CheckedOrder,
  { readNumber, priceProblem, typeProblem, timeProblem, readQuantity }: AttachedContext,
): CheckedAttached {
  const problems: Partial<Record<AttachedField | 'timeInForce', string>> = {}
  if (group.length === 0) problems.attached = 'Add another order to the group.'
  if (order.quantity === undefined) problems.attached = 'An OCA group requires a quantity, not a cash amount.'
  const orders = group.map((member, index) => {
    const { side, orderType } = member
    const noType = typeProblem(orderType)
    if (noType !== undefined) problems[`group.${index}.orderType`] = noType
    // All orders of the group have the time in force of the ticket.
    const noTime = noType === undefined ? timeProblem(orderType, order.timeInForce) : undefined
    if (noTime !== undefined) problems.timeInForce = noTime
    const { quantity = 0, problem: noQuantity } = readQuantity(member.quantity)
    if (noQuantity !== undefined) problems[`group.${index}.quantity`] = noQuantity
    const prices: Partial<Record<OrderTypePrice['wire'], number>> = {}
    for (const { role, wire, name } of orderTypeInfo(orderType).prices) {
      const field = role === 'limit' ? 'limitPrice' : 'stopPrice'
      const price = readNumber(member[field])
      const problem = price === undefined ? `Enter a ${name}.` : priceProblem(price)
      if (problem !== undefined) problems[`group.${index}.${field}`] = problem
      if (price !== undefined) prices[wire] = price
    }
    return { side, orderType, quantity, ...prices, timeInForce: order.timeInForce }
  })
  if (Object.keys(problems).length > 0) return { problems }
  return { problems, attached: { kind: 'oca', orders } }
}
