import { type Row, rowOf, scalarOrJson } from '../../shared/domain/read-value.ts'

/** One order in a response. A response to a bracket has one row per order, in any sequence. */
export interface OrderRow {
  /** IBKR's order id; `-1` if the order was refused. */
  readonly orderId: string
  /** IBKR's order status; `Failed` or empty for a refused order. */
  readonly status: string
  /** True if this order was refused. Other orders of the same request may be accepted: a request is not atomic. */
  readonly refused: boolean
  /**
   * The caller's own `cOID`, which identifies the row. Children of a bracket have a `cOID` only if the request
   * contained one.
   */
  readonly localOrderId?: string
  /** For a child: the `cOID` of its parent, as sent in `parentId`. It is not one of IBKR's ids. */
  readonly parentLocalOrderId?: string
  /** IBKR's `error`, `text` and `warning_message` about this order, one per line. */
  readonly text?: string
}

/**
 * A question of IBKR that must be confirmed before it places or changes anything. The order waits until every question
 * is answered.
 */
export interface OrderQuestion {
  /** Distinguishes the kinds of responses. */
  readonly kind: 'question'
  /** Id for the reply. It is valid for one reply, and only until another request is sent. */
  readonly replyId: string
  /** IBKR's texts, including line breaks. */
  readonly messages: readonly string[]
  /** Stable ids of the messages, for example `o163` (price beyond the percentage limit); may be empty. */
  readonly messageIds: readonly string[]
  /** Labels of the possible replies, usually Yes and No. */
  readonly options: readonly string[]
}

/** A refused order with a prompt, IBKR's other kind of question. `POST iserver/notification` answers it. */
export interface OrderPrompt {
  /** Distinguishes the kinds of responses. */
  readonly kind: 'prompt'
  /** IBKR's id of the order. */
  readonly orderId: string
  /** Id for the answer, which IBKR calls `reqId`. */
  readonly requestId: string
  /** Id of the kind of prompt, such as `p12`. */
  readonly messageId: string
  /** IBKR's text. */
  readonly text: string
  /** Labels of the possible answers. */
  readonly options: readonly string[]
}

/** The response to placing, modifying and replying. All variants have status 200. */
export type OrderResponse =
  /** At least one order was accepted. */
  | { readonly kind: 'accepted'; readonly rows: readonly OrderRow[] }
  | OrderQuestion
  | { readonly kind: 'rejected'; readonly message: string }
  | OrderPrompt

/** Maximum number of list items that are read: IBKR accepts few orders per request and sends short questions. */
const MOST_ITEMS = 1_000

/**
 * Parses the body of a response to placing, modifying or replying. Undefined for any other form: the outcome is then
 * unknown, and the caller must check the order list.
 * @example
 * ```ts run=alone
 * import { readOrderResponse } from 'ibkr-web-client'
 *
 * console.log(readOrderResponse([{ order_id: '987654', order_status: 'Submitted' }])?.kind) // => accepted
 * ```
 */
export function readOrderResponse(body: unknown): OrderResponse | undefined {
  try {
    return Array.isArray(body) ? readList(body) : readObject(rowOf(body) ?? {})
  } catch (error) {
    // The value is nested too deeply for JSON.stringify.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readList(body: readonly unknown[]): OrderResponse | undefined {
  const items = Array.from(body.slice(0, MOST_ITEMS), (item) => rowOf(item) ?? {})
  for (const item of items) {
    const question = readQuestion(item)
    if (question !== undefined) return question
  }
  const rows = items.map(readRow).filter((row) => row !== undefined)
  if (rows.length === 0 || rows.length < items.length) return undefined
  if (rows.some(({ refused }) => !refused)) return { kind: 'accepted', rows }
  return { kind: 'rejected', message: rows.map(({ text, status }) => text ?? `IBKR responded: ${status}.`).join('\n') }
}

/** Identifies an order in a request. */
export interface OrderReference {
  /** Client order id. */
  readonly cOID?: string
  /** The `cOID` of the parent, for a child of a bracket. */
  readonly parentId?: string
}

/**
 * Returns the row of each order, in the order in which the orders were sent; undefined if a row is ambiguous. IBKR's
 * rows have a different order: a row belongs to the order with the same `cOID`. The row of a child without a `cOID`
 * belongs to the only such child of its parent.
 * @example
 * ```ts run=alone
 * import { rowsOfOrders } from 'ibkr-web-client'
 *
 * const rows = [
 *   { orderId: '2', status: 'PreSubmitted', refused: false, localOrderId: 'exit' },
 *   { orderId: '1', status: 'Submitted', refused: false, localOrderId: 'entry' },
 * ]
 * const [entry, exit] = rowsOfOrders([{ cOID: 'entry' }, { cOID: 'exit' }], rows)
 * console.log(entry?.orderId, exit?.orderId) // => 1 2
 * ```
 */
export function rowsOfOrders(
  orders: readonly OrderReference[],
  rows: readonly OrderRow[],
): readonly (OrderRow | undefined)[] {
  if (orders.length === 1 && rows.length === 1) return rows
  return orders.map(({ cOID, parentId }) => {
    const isOnlyChild = orders.filter((order) => order.cOID === undefined && order.parentId === parentId).length === 1
    if (cOID === undefined && (parentId === undefined || !isOnlyChild)) return undefined
    const [row, another] = rows.filter(({ localOrderId, parentLocalOrderId }) =>
      cOID === undefined ? localOrderId === undefined && parentLocalOrderId === parentId : localOrderId === cOID,
    )
    return another === undefined ? row : undefined
  })
}

function readObject(fields: Row): OrderResponse | undefined {
  const { error } = fields
  if (fields['prompt'] === true && fields['reqId'] !== undefined) {
    return {
      kind: 'prompt',
      orderId: scalarOrJson(fields['orderId']),
      requestId: scalarOrJson(fields['reqId']),
      messageId: scalarOrJson(fields['messageId']),
      text: scalarOrJson(fields['text']),
      options: textsOf(fields['options']),
    }
  }
  return typeof error === 'string' && error.trim() !== '' ? { kind: 'rejected', message: error.trim() } : undefined
}

function readQuestion(fields: Row): OrderQuestion | undefined {
  const { id, message } = fields
  if (typeof id !== 'string' || id === '' || !Array.isArray(message)) return undefined
  return {
    kind: 'question',
    replyId: id,
    messages: textsOf(message),
    messageIds: textsOf(fields['messageIds']),
    options: textsOf(fields['messageOptions']),
  }
}

/** Parses a row. A row with an error and no order id is a refused order; a row with neither is unclear. */
function readRow(fields: Row): OrderRow | undefined {
  const { order_id: id, error } = fields
  if (id === undefined && error === undefined) return undefined
  const orderId = scalarOrJson(id ?? -1)
  const status = scalarOrJson(fields['order_status'] ?? (id === undefined ? 'Failed' : ''))
  const texts = new Set([error, fields['text'], fields['warning_message']].map(trimmed).filter((text) => text !== ''))
  const localOrderId = trimmed(fields['local_order_id'])
  const parentLocalOrderId = trimmed(fields['parent_order_id'])
  return {
    orderId,
    status,
    refused: orderId === '-1' || status === 'Failed',
    ...(localOrderId !== '' && { localOrderId }),
    ...(parentLocalOrderId !== '' && { parentLocalOrderId }),
    ...(texts.size > 0 && { text: [...texts].join('\n') }),
  }
}

const trimmed = (value: unknown): string => scalarOrJson(value ?? '').trim()

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS).map(scalarOrJson) : []
}
