import {
  aFunction,
  aNumberFromZero,
  anAbortSignal,
  checkOptionNames,
  checkOptions,
  type OptionKind,
} from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrOrderError } from '../errors/order-errors.ts'
import { readRefusal } from '../rest/read-response.ts'
import { aRequestCaller, type RequestCaller } from '../rest/request-caller.ts'
import type { NewOrder } from './new-order-types.ts'
import type { OrderResponse } from './order-response.ts'
import type { PlaceOrdersOptions } from './placed-order.ts'
import type { PlacementQueue } from './placement-queue.ts'
import { confirmOnly, type QuestionOptions, type QuestionPolicy } from './send-orders.ts'
import type { PlacedOrderDeps } from './wait-until-order-ended.ts'

const PLACE_ORDERS_OPTIONS: Readonly<Record<keyof PlaceOrdersOptions, OptionKind>> = {
  confirm: {
    takes: "a list of message ids such as ['o163'], or a function",
    fits: (value) => Array.isArray(value) || aFunction.fits(value),
  },
  maxReplies: aNumberFromZero,
  signal: anAbortSignal,
  caller: aRequestCaller,
}

/** The parts of a session that placing and changing orders use. */
export interface PlacementDeps extends PlacedOrderDeps {
  readonly caller: RequestCaller
  readonly placements: PlacementQueue
  /** Returns the same session for another caller. */
  withCaller(caller: RequestCaller): PlacementDeps
}

/** Options of a call that places or changes orders, after their check. */
export interface PlaceOrdersSettings {
  /** The caller, if the options name one. */
  readonly caller: RequestCaller | undefined
  readonly policy: QuestionPolicy
  readonly questionOptions: QuestionOptions
}

/** A request that places or changes orders. */
interface Placement {
  /** The verb for error messages, and its past form. */
  readonly verb: readonly [present: string, past: string]
  readonly orders: readonly NewOrder[]
  /** The next step if the outcome is unknown. */
  readonly adviceIfUnknown: string
  send(): Promise<OrderResponse>
}

/**
 * Checks the options of a call.
 * @param owner names the call in errors
 * @throws IbkrError `config-invalid`
 */
export function readPlaceOrdersOptions(owner: string, options: PlaceOrdersOptions): PlaceOrdersSettings {
  checkOptions(owner, options, PLACE_ORDERS_OPTIONS)
  checkOptionNames(owner, options, PLACE_ORDERS_OPTIONS, 'reject')
  const { caller, confirm = [], ...questionOptions } = options
  return { caller, policy: typeof confirm === 'function' ? confirm : confirmOnly(confirm), questionOptions }
}

/**
 * Sends a placement and returns IBKR's rows.
 * @throws IbkrOrderError if IBKR accepted none of the orders, or if the outcome is unknown
 */
export async function sendPlacement(
  context: PlacedOrderDeps,
  placement: Placement,
): Promise<OrderResponse & { readonly kind: 'accepted' }> {
  const { adviceIfUnknown: hint, orders, verb } = placement
  let response: OrderResponse
  try {
    response = await placement.send()
  } catch (error) {
    if (!IbkrError.is(error, 'order-outcome-unknown')) throw error
    throw new IbkrOrderError(error.code, error.message, { orders }, { cause: error.cause, hint })
  } finally {
    context.orders.expectChange()
  }
  if (response.kind !== 'accepted') throw notAccepted(response, orders, verb)
  return response
}

/** Creates the error for a response that accepts no order. */
function notAccepted(
  response: Exclude<OrderResponse, { kind: 'accepted' }>,
  orders: readonly NewOrder[],
  [present, past]: Placement['verb'],
): IbkrOrderError {
  const failure = { orders, response }
  switch (response.kind) {
    case 'rejected': {
      // A declined question is a rejection with its own text.
      const code = readRefusal('iserver/reply/any', { error: response.message })?.code ?? 'order-rejected'
      return new IbkrOrderError(code, `IBKR did not ${present} the order: ${response.message}`, failure)
    }
    case 'question': {
      const ids = response.messageIds
      const text = `IBKR requires a confirmation, and ${past} nothing: ${response.messages.join(' ')}`
      const advice = ids.length === 0 ? '' : ` To confirm it, pass confirm: ['${ids.join("', '")}'].`
      return new IbkrOrderError('order-not-confirmed', text + advice, failure)
    }
    case 'prompt': {
      const text = `IBKR requires a choice, and ${past} nothing: ${response.text}`
      const advice = ` To choose, send POST iserver/notification with one of: ${response.options.join(', ')}.`
      return new IbkrOrderError('order-not-confirmed', text + advice, failure)
    }
  }
}
