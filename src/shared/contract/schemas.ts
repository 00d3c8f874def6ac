import { z } from 'zod'
import { ORDER_STATUS_GROUPS } from '../domain/blotter-layout.ts'
import { KEY_SLOTS, SECRET_STORES } from '../domain/keys.ts'
import { NOTIFICATION_KINDS } from '../domain/notifications.ts'
import {
  MAX_GROUP_ORDERS,
  STOP_LOSS_TYPES,
  TAKE_PROFIT_TYPES,
  TICKET_ORDER_TYPES,
  TIME_IN_FORCE_LABELS,
  type TimeInForce,
} from '../domain/order-types.ts'
import { MAX_LIVE_QUOTES, MAX_VISIBLE_CONTRACTS } from '../domain/quote.ts'
import { HTTP_METHODS, MAX_BODY_CHARACTERS, MAX_DOCUMENT_BYTES } from '../domain/requests.ts'
import { FRAME_KINDS } from './stream-views.ts'

/*
 * Schemas for the inputs of calls. They include limits: the parser rejects strings that are longer than any person
 * enters or IBKR accepts.
 */

export const noInput = z.strictObject({})
/**
 * Schema of ids from IBKR that become part of a path. Their format is not documented; account groups have arbitrary
 * names.
 */
export const accountId = z.string().regex(/^[^/\p{C}]{1,40}$/u, 'up to 40 characters without a slash')
export const replyId = z.string().regex(/^[^/\p{C}]{1,100}$/u, 'up to 100 characters without a slash')
export const orderId = z.string().regex(/^[1-9]\d{0,19}$/, 'digits, not beginning with 0')
/** The legs of a combo, `28812380;;;265598/1,8314/-1`. */
const comboConidex = z
  .string()
  .regex(/^\d{1,16}(?:@[\w.]{1,20})?;;;\d{1,16}\/-?\d{1,9}(?:,\d{1,16}\/-?\d{1,9}){1,19}$/, 'the legs of a combo')
export const conid = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** A contract, or a combo with its legs. */
export const contractId = z.strictObject({ conid, conidex: comboConidex.optional() })
/** The contracts that a window shows. */
export const shownConids = z.array(conid.min(1)).max(MAX_LIVE_QUOTES).readonly()
const visibleConids = z.array(conid.min(1)).max(MAX_VISIBLE_CONTRACTS).readonly()
/** The contracts of the visible rows of a window, by kind of row. */
export const visibleRows = z.strictObject({ order: visibleConids, position: visibleConids })

export const requestDraft = z.strictObject({
  method: z.enum(HTTP_METHODS),
  path: z.string().min(1).max(2_000),
  query: z
    .array(z.tuple([z.string().max(200), z.string().max(8_000)]).readonly())
    .max(100)
    .readonly(),
  /** JSON as the user entered it; the host checks it before it is sent. */
  body: z.string().max(MAX_BODY_CHARACTERS).optional(),
})

const timeInForce = z.enum(Object.keys(TIME_IN_FORCE_LABELS) as TimeInForce[])

/** Type, prices and validity of an order. The rules about their values are in `order-rules.ts`. */
const orderTerms = {
  price: z.number().optional(),
  auxPrice: z.number().optional(),
  /** Distance of a trailing stop: an amount in the currency of the contract, or percent. */
  trailing: z.strictObject({ amount: z.number(), unit: z.enum(['amt', '%']) }).optional(),
  timeInForce,
  outsideRegularHours: z.boolean().optional(),
}
/** Units of the contract. */
const quantity = z.number()
const side = z.enum(['BUY', 'SELL'])

/** Orders that are sent together with the order of the ticket, for the same account and contract. */
const attachedOrders = z.discriminatedUnion('kind', [
  /** Exits on the other side, for the same quantity. They wait for the order of the ticket, and cancel each other. */
  z.strictObject({
    kind: z.literal('bracket'),
    takeProfit: z.strictObject({ orderType: z.enum(TAKE_PROFIT_TYPES), ...orderTerms }).optional(),
    stopLoss: z.strictObject({ orderType: z.enum(STOP_LOSS_TYPES), ...orderTerms }).optional(),
  }),
  /** The other orders of a one-cancels-all group. */
  z.strictObject({
    kind: z.literal('oca'),
    orders: z
      .array(z.strictObject({ side, quantity, orderType: z.enum(TICKET_ORDER_TYPES), ...orderTerms }))
      .max(MAX_GROUP_ORDERS - 1)
      .readonly(),
  }),
])

/** An algorithm of IBKR that executes the order, with its parameters as IBKR expects them. */
const orderAlgorithm = z.strictObject({
  id: z.string().regex(/^\w{1,40}$/, 'the id of an algorithm'),
  parameters: z
    .record(z.string().regex(/^\w{1,40}$/, 'the id of a parameter'), z.union([z.string().max(60), z.boolean()]))
    .refine((parameters) => Object.keys(parameters).length <= 30, 'at most 30 parameters'),
})

/**
 * The shape of an order in the ticket; other fields can be sent through the explorer. The host checks the values with
 * the rules of the library (`order-rules.ts`).
 */
export const orderTicket = z.strictObject({
  accountId,
  conid,
  /** The legs of a combo. Its conid stands for all combos of a currency. */
  conidex: comboConidex.optional(),
  side,
  orderType: z.enum(TICKET_ORDER_TYPES),
  /** An order has either a quantity or a cash amount. */
  quantity: quantity.optional(),
  /** Amount to spend, in the currency of the contract. */
  cashQuantity: z.number().optional(),
  ...orderTerms,
  /** Must be repeated when an order with this field is changed: IBKR removes fields that a change omits. */
  allOrNone: z.boolean().optional(),
  /** States that a person entered the order: see `needsManualIndicator`. */
  manualIndicator: z.literal(true).optional(),
  /** Only for a new order, like `attached`. */
  algorithm: orderAlgorithm.optional(),
  attached: attachedOrders.optional(),
})

/** IBKR's asset class, such as `STK`. */
export const assetClass = z.string().regex(/^[A-Z]{1,12}$/, 'up to 12 capital letters')

/** The values that a new ticket of one asset class starts with. */
export const ticketDefaults = z.strictObject({
  orderType: z.enum(TICKET_ORDER_TYPES),
  timeInForce,
  /** As the user entered it. */
  quantity: z.string().max(20),
  quantityUnit: z.enum(['units', 'cash', 'position']),
  outsideRegularHours: z.boolean(),
})

/** False to use only what is known already. */
const mayRead = z.boolean().optional()
/** An order to compare with the guard rails: of the ticket, or a request of the explorer. */
export const checkedOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ticket'), order: orderTicket, orderId: orderId.optional(), mayRead }),
  z.strictObject({ kind: z.literal('request'), request: requestDraft, mayRead }),
])

/** Whether a profile requires arming for cancels and the kill switch, as for every other trading request. */
export const cancelRule = z.strictObject({ needsArming: z.boolean() })

/** The limits that a new profile starts with. */
export const startingRails = z.enum(['none', 'individual-account'])

export const notificationSwitches = z.strictObject({ desktop: z.boolean(), sound: z.boolean() })
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00')
export const notificationSettings = z.strictObject({
  kinds: z.record(z.enum(NOTIFICATION_KINDS), notificationSwitches.extend({ muted: z.boolean() })),
  quietHours: z.strictObject({ on: z.boolean(), from: timeOfDay, to: timeOfDay }),
})

/** Entries of the inbox. */
export const inboxIds = z.union([z.literal('all'), z.array(z.uuid()).min(1).max(500).readonly()])

export const profileId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
export const profileName = z.string().trim().min(1).max(60)
/** A URL. The host checks it and explains what is wrong. */
export const url = z.string().trim().min(1).max(300)

const importId = z.uuid()
/** Base64 of a secret. `z.base64` decodes the text for its check, to memory that nobody overwrites. */
export const secretBase64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base64')
  .refine(({ length }) => length % 4 === 0, 'complete base64')
export const keySlot = z.enum(KEY_SLOTS)
export const secretStore = z.enum(SECRET_STORES)
export const passphrase = z.string().min(1).max(1_000)

/** Returns the schema of a call about one import. */
export const importInput = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject({ id: importId, ...shape })

export const responseId = z.uuid()
/** An id that the window chose for the request. */
export const waitId = z.uuid()
/**
 * The id of a request while it waits, the profile that the window showed when the person confirmed the request, and the
 * acknowledgement of the warnings in its review.
 */
export const sendOptions = {
  waitId: waitId.optional(),
  profileId,
  acknowledged: z.uuid().optional(),
}

/** Client order ids of orders, as IBKR returns them in its order list. */
export const orderReferences = z.array(z.string().min(1).max(64)).min(1).max(MAX_GROUP_ORDERS)

/** The content of a file: either a string, or the id of a response, because a page sends no large bodies. */
export const fileContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('response'), responseId }),
  z.strictObject({ kind: z.literal('text'), text: z.string().max(2_000_000) }),
  z.strictObject({ kind: z.literal('pieces'), textId: responseId }),
])

/** The source of an OpenAPI document. `dialog`: the user chooses a file, if the host has file dialogs. */
export const documentSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('server') }),
  z.strictObject({ from: z.literal('dialog') }),
  z.strictObject({
    from: z.literal('bytes'),
    name: z.string().max(255),
    base64: z.base64().max(Math.ceil(MAX_DOCUMENT_BYTES / 3) * 4),
  }),
])

export const historyId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
/** Milliseconds since epoch until the end of the year 9999. Dates far beyond that are invalid. */
export const timestamp = z.number().int().min(0).max(253_402_300_799_999)

/** Filters the requests of the history. */
export const historyQuery = z.strictObject({
  /** Words that must all occur in path, parameters, body or response. The last word is matched as a prefix. */
  text: z.string().max(500).optional(),
  method: z.enum(HTTP_METHODS).optional(),
  path: z.string().max(2_000).optional(),
  profileId: profileId.optional(),
  /** Filter by result. `good`: a status below 400. `bad`: any other outcome, including no response. */
  result: z.enum(['good', 'bad']).optional(),
  /** Whether to select only write and trading requests. */
  changes: z.boolean().optional(),
  pinned: z.boolean().optional(),
  /** Earliest time in ms since epoch; `until` is the latest. */
  since: timestamp.optional(),
  until: timestamp.optional(),
})

/** Filters the entries of the journal. */
export const journalQuery = z.strictObject({
  /** Parts of words that must all occur in order id, account, symbol, status or change. */
  text: z.string().max(200).optional(),
  profileId: profileId.optional(),
  account: accountId.optional(),
  orderId: orderId.optional(),
  symbol: z.string().trim().min(1).max(40).optional(),
  /** IBKR's order status, ignoring case. */
  status: z.string().trim().min(1).max(40).optional(),
  /** Earliest time of receipt in ms since epoch; `until` is the latest. */
  since: timestamp.optional(),
  until: timestamp.optional(),
  /** Whether to include updates of IBKR that changed nothing. */
  everything: z.boolean().optional(),
})

/** Filters the lines of the stream console. */
export const frameQuery = z.strictObject({
  kinds: z.array(z.enum(FRAME_KINDS)).max(FRAME_KINDS.length).readonly().optional(),
  /** Topic names without targets, for example `smd`. */
  topics: z.array(z.string().max(40)).max(50).readonly().optional(),
  /** A part of the text, ignoring case. */
  text: z.string().max(200).optional(),
})

/** A request in the form in which the explorer shows it. */
export const savedRequestContent = z.strictObject({
  folder: z.string().trim().max(100),
  name: z.string().trim().min(1).max(100),
  method: z.enum(HTTP_METHODS),
  path: z.string().max(2_000),
  rows: z
    .array(
      z.strictObject({
        place: z.enum(['path', 'query']),
        name: z.string().max(200),
        value: z.string().max(8_000),
        enabled: z.boolean(),
      }),
    )
    .max(100)
    .readonly(),
  body: z.string().max(200_000),
})

/** A request that is open in the explorer. `sent`: its last request, which finds the response in the history. */
const openRequest = savedRequestContent.omit({ folder: true, name: true }).extend({
  id: z.uuid(),
  form: z.enum(['params', 'body']),
  savedId: z.uuid().optional(),
  /** Profile for which the request was entered. */
  profile: z.strictObject({ id: profileId, name: z.string().max(60) }).optional(),
  sent: z
    .strictObject({ method: z.string().max(10), url: z.string().max(20_000), at: timestamp, profileId })
    .optional(),
})

/** Maximum number of open requests that are stored. */
const MAX_OPEN_REQUESTS = 100
const openRequestIds = z
  .array(z.uuid())
  .max(2 * MAX_OPEN_REQUESTS)
  .readonly()

/** Changed and closed requests of one window, and the order of its open requests. */
export const openRequestChange = z.strictObject({
  changed: z.array(openRequest).max(MAX_OPEN_REQUESTS).readonly(),
  closed: openRequestIds,
  order: openRequestIds,
  activeId: z.uuid(),
})

export const openRequests = z.strictObject({
  requests: z.array(openRequest).max(MAX_OPEN_REQUESTS).readonly(),
  activeId: z.uuid().optional(),
})

export const savedRequestIds = z.array(z.uuid()).min(1).max(2_000).readonly()

/** Maximum number of columns in one layout; the blotter has about 30. */
const MAX_COLUMNS = 100
const column = z.string().min(1).max(40)
const filterValue = z.string().min(1).max(60)

/** A layout of the blotter, used in calls and in its file. */
export const blotterLayout = z.strictObject({
  filter: z.strictObject({
    part: z.enum(ORDER_STATUS_GROUPS),
    text: z.string().max(200),
    side: z.enum(['BUY', 'SELL']).optional(),
    account: filterValue.optional(),
    orderType: filterValue.optional(),
    timeInForce: filterValue.optional(),
  }),
  sort: z.strictObject({ key: column, direction: z.enum(['ascending', 'descending']) }),
  columns: z.strictObject({
    order: z.array(column).max(MAX_COLUMNS).readonly().optional(),
    hidden: z.array(column).max(MAX_COLUMNS).readonly(),
    shown: z.array(column).max(MAX_COLUMNS).readonly().optional(),
    widths: z
      .record(column, z.number().int().min(1).max(2_000))
      .refine((widths) => Object.keys(widths).length <= MAX_COLUMNS, 'too many columns'),
  }),
})

export const layoutName = z.string().trim().min(1).max(60)

export const savedVariable = z.strictObject({
  name: z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'letters, digits, _ and -, a letter first'),
  value: z.string().max(2_000),
})

export type CancelRule = z.infer<typeof cancelRule>
export type TicketDefaults = z.infer<typeof ticketDefaults>
export type OrderTicket = z.infer<typeof orderTicket>
export type AttachedOrders = z.infer<typeof attachedOrders>
export type OrderAlgorithm = z.infer<typeof orderAlgorithm>
export type HistoryQuery = z.infer<typeof historyQuery>
export type JournalQuery = z.infer<typeof journalQuery>
export type FrameQuery = z.infer<typeof frameQuery>
export type RequestDraft = z.infer<typeof requestDraft>
export type SavedRequestContent = z.infer<typeof savedRequestContent>
export type OpenRequest = z.infer<typeof openRequest>
export type OpenRequestChange = z.infer<typeof openRequestChange>
export type OpenRequests = z.infer<typeof openRequests>
export type SavedVariable = z.infer<typeof savedVariable>
