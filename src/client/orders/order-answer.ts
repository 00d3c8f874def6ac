/** One order of an answer; a bracket has one row each, children now and then before their parent. */
export interface OrderRow {
  /** IBKR's id; `-1` where the order was refused. */
  readonly orderId: string
  readonly status: string
  /** This one was refused although others of the same call were not: what is sent together is not atomic. */
  readonly refused: boolean
  /** The caller's own `cOID`, which identifies the row. Children of a bracket have one only if they were given one. */
  readonly localOrderId?: string
  /** Of a child: the `cOID` of its parent, as the child gave it in `parentId`. Not an id of IBKR. */
  readonly parentLocalOrderId?: string
  /** IBKR's `error`, `text` and `warning_message` about it, one per line. */
  readonly text?: string
}

/** IBKR asks before it places or changes anything; the order waits until every question is answered. */
export interface OrderQuestion {
  readonly kind: 'question'
  /** Good for one answer, and only until anything else is sent. */
  readonly replyId: string
  /** In IBKR's words, line breaks included. */
  readonly messages: readonly string[]
  /** What is asked, as stable ids (`o163`: price beyond the percentage limit); may be empty. */
  readonly messageIds: readonly string[]
  /** Of its answers, as a rule Yes and No. */
  readonly options: readonly string[]
}

/** A refused order about which IBKR asks in its other way; answered with `POST iserver/notification`. */
export interface OrderPrompt {
  readonly kind: 'prompt'
  readonly orderId: string
  readonly requestId: string
  readonly messageId: string
  readonly text: string
  readonly options: readonly string[]
}

/** The answer to placing, modifying and replying. All of them come with status 200. */
export type OrderAnswer =
  /** At least one order was taken. */
  | { readonly kind: 'accepted'; readonly rows: readonly OrderRow[] }
  | OrderQuestion
  | { readonly kind: 'rejected'; readonly message: string }
  | OrderPrompt

type Fields = Readonly<Record<string, unknown>>

/** Of each list: IBKR takes few orders a call and asks short questions. */
const MOST_ITEMS = 1_000

/**
 * Reads a body that answers placing, modifying or replying. Undefined for a shape that is none of the four: then nobody knows what
 * became of the order, and the orders have to be read.
 */
export function readOrderAnswer(body: unknown): OrderAnswer | undefined {
  try {
    return readAnswer(body)
  } catch (error) {
    // Nested too deep to be written as text.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readAnswer(body: unknown): OrderAnswer | undefined {
  if (!Array.isArray(body)) return readObject(fieldsOf(body))
  const items = Array.from(body.slice(0, MOST_ITEMS), fieldsOf)
  for (const item of items) {
    const question = readQuestion(item)
    if (question !== undefined) return question
  }
  const rows = items.map(readRow).filter((row) => row !== undefined)
  if (rows.length === 0 || rows.length < items.length) return undefined
  if (rows.some(({ refused }) => !refused)) return { kind: 'accepted', rows }
  return { kind: 'rejected', message: rows.map(({ text, status }) => text ?? `IBKR answered: ${status}.`).join('\n') }
}

/** What tells one order of a list from the others. */
export interface OrderReference {
  readonly cOID?: string
  readonly parentId?: string
}

/**
 * The row of each order, in the order in which they were sent; undefined where it is ambiguous. IBKR's rows come in an order of
 * its own: a row belongs to the order with its `cOID`, and the row of a child without one to the only such child of its parent.
 * @example const [first, second] = rowsOfOrders([buy, sell], answer.rows)
 */
export function rowsOfOrders(
  orders: readonly OrderReference[],
  rows: readonly OrderRow[],
): readonly (OrderRow | undefined)[] {
  if (orders.length === 1 && rows.length === 1) return rows
  return orders.map(({ cOID, parentId }) => {
    if (cOID !== undefined) return only(rows.filter(({ localOrderId }) => localOrderId === cOID))
    const siblings = orders.filter((order) => order.cOID === undefined && order.parentId === parentId)
    if (parentId === undefined || siblings.length > 1) return undefined
    return only(rows.filter((row) => row.localOrderId === undefined && row.parentLocalOrderId === parentId))
  })
}

function only(rows: readonly OrderRow[]): OrderRow | undefined {
  return rows.length === 1 ? rows[0] : undefined
}

function readObject(fields: Fields): OrderAnswer | undefined {
  if (fields['prompt'] === true && fields['reqId'] !== undefined) {
    return {
      kind: 'prompt',
      orderId: textOf(fields['orderId']),
      requestId: textOf(fields['reqId']),
      messageId: textOf(fields['messageId']),
      text: textOf(fields['text']),
      options: textsOf(fields['options']),
    }
  }
  const { error } = fields
  return typeof error === 'string' && error.trim() !== '' ? { kind: 'rejected', message: error.trim() } : undefined
}

function readQuestion(fields: Fields): OrderQuestion | undefined {
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

/** A row without an order id but with an error is an order that was refused; one without either says nothing. */
function readRow(fields: Fields): OrderRow | undefined {
  const { order_id: id, error } = fields
  if (id === undefined && error === undefined) return undefined
  const orderId = textOf(id ?? -1)
  const status = textOf(fields['order_status'] ?? (id === undefined ? 'Failed' : ''))
  const texts = [error, fields['text'], fields['warning_message']].map((text) => optionalText(text))
  return {
    orderId,
    status,
    refused: orderId === '-1' || status === 'Failed',
    ...optional('localOrderId', fields['local_order_id']),
    ...optional('parentLocalOrderId', fields['parent_order_id']),
    ...optional('text', [...new Set(texts.filter((text) => text !== ''))].join('\n')),
  }
}

function optional<Name extends string>(name: Name, value: unknown): { readonly [name in Name]?: string } {
  const text = optionalText(value)
  return text === '' ? {} : ({ [name]: text } as { readonly [name in Name]?: string })
}

function optionalText(value: unknown): string {
  return value === undefined || value === null ? '' : textOf(value).trim()
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS).map(textOf) : []
}

/** IBKR writes the same ids as numbers and as text. Anything else than a scalar is shown as its JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
