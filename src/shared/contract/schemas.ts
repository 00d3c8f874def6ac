import { z } from 'zod'
import { BLOTTER_COLUMNS, NARROWEST_COLUMN, ORDER_PARTS, WIDEST_COLUMN } from '../domain/blotter-layout.ts'
import { KEY_SLOTS, SECRET_STORES } from '../domain/keys.ts'
import { NOTIFICATION_KINDS } from '../domain/notifications.ts'
import { HTTP_METHODS, MAX_BODY_CHARACTERS, MAX_DOCUMENT_BYTES } from '../domain/requests.ts'
import { FRAME_KINDS } from './stream-views.ts'

/* The inputs of calls. Bounds are part of them: what is longer than anything a person types, or larger than IBKR takes, is
   rejected by the parser. */

export const nothing = z.strictObject({})
export const accountId = z.string().min(1).max(40)
export const orderId = z.string().regex(/^[1-9]\d{0,19}$/, 'digits, not beginning with 0')
export const conid = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const requestDraft = z.strictObject({
  method: z.enum(HTTP_METHODS),
  path: z.string().min(1).max(2_000),
  query: z
    .array(z.tuple([z.string().max(200), z.string().max(8_000)]).readonly())
    .max(100)
    .readonly(),
  /** JSON text as typed; checked by the host before it is sent. */
  body: z.string().max(MAX_BODY_CHARACTERS).optional(),
})

/** The fields of an order in the ticket; other fields are sent through the explorer. */
export const orderTicket = z.strictObject({
  accountId,
  conid,
  side: z.enum(['BUY', 'SELL']),
  orderType: z.enum(['MKT', 'LMT', 'STP', 'STOP_LIMIT']),
  quantity: z.number().positive().max(1e9),
  price: z.number().optional(),
  auxPrice: z.number().optional(),
  timeInForce: z.enum(['DAY', 'GTC', 'IOC', 'OPG']),
  outsideRegularHours: z.boolean().optional(),
  /** Set by a change of an order that has it: IBKR drops what a change leaves out. */
  allOrNone: z.boolean().optional(),
})

export const notificationSwitches = z.strictObject({ desktop: z.boolean(), sound: z.boolean() })
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00')
export const notificationSettings = z.strictObject({
  kinds: z.record(z.enum(NOTIFICATION_KINDS), notificationSwitches),
  quietHours: z.strictObject({ on: z.boolean(), from: timeOfDay, to: timeOfDay }),
})

export const profileId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
export const profileName = z.string().trim().min(1).max(60)
/** Checked by the host, which explains what is wrong. */
export const url = z.string().trim().min(1).max(300)

const importId = z.uuid()
export const keySlot = z.enum(KEY_SLOTS)
export const secretStore = z.enum(SECRET_STORES)
export const passphrase = z.string().min(1).max(1_000)

/** The input of a call about one import. */
export const onImport = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject({ id: importId, ...shape })

export const responseId = z.uuid()
/** Chosen by the window. */
export const waitId = z.uuid()
/** Of a request of a window: its id while it waits, and the profile that it is meant for. */
export const sending = { waitId: waitId.optional(), profileId: profileId.optional() }

/** The content of a file: a response by its id, because a page sends no large bytes, or text of the page. */
export const fileContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('response'), responseId }),
  z.strictObject({ kind: z.literal('text'), text: z.string().max(2_000_000) }),
  z.strictObject({ kind: z.literal('pieces'), textId: responseId }),
])

/** Where an OpenAPI document comes from. `dialog`: the person chooses a file, where the host can ask. */
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
export const time = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Filters the requests of the history. */
export const historyQuery = z.strictObject({
  /** Words that all have to occur in path, parameters, body or response; the last as a prefix. */
  text: z.string().max(500).optional(),
  method: z.enum(HTTP_METHODS).optional(),
  path: z.string().max(2_000).optional(),
  profileId: profileId.optional(),
  /** `good`: a status below 400. `bad`: anything else, no response included. */
  result: z.enum(['good', 'bad']).optional(),
  /** Only what is more than a read. */
  changes: z.boolean().optional(),
  pinned: z.boolean().optional(),
  /** ms since epoch */
  since: time.optional(),
  until: time.optional(),
})

/** Filters the entries of the journal. */
export const journalQuery = z.strictObject({
  /** Parts of words that all have to occur in order id, account, symbol, status or change. */
  text: z.string().max(200).optional(),
  profileId: profileId.optional(),
  account: accountId.optional(),
  orderId: orderId.optional(),
  symbol: z.string().trim().min(1).max(40).optional(),
  /** IBKR's word, in any case. */
  status: z.string().trim().min(1).max(40).optional(),
  /** ms since epoch, of when it was received */
  since: time.optional(),
  until: time.optional(),
  /** Includes updates of IBKR without a change. */
  everything: z.boolean().optional(),
})

/** Filters the lines of the stream console. */
export const frameQuery = z.strictObject({
  kinds: z.array(z.enum(FRAME_KINDS)).max(FRAME_KINDS.length).readonly().optional(),
  /** Without targets: `smd`. */
  topics: z.array(z.string().max(40)).max(50).readonly().optional(),
  /** Has to stand in the text, whatever its case. */
  text: z.string().max(200).optional(),
})

/** A request as in its form. */
export const savedContent = z.strictObject({
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

export const savedIds = z.array(z.uuid()).min(1).max(2_000).readonly()

const column = z.enum(BLOTTER_COLUMNS)
const filterValue = z.string().min(1).max(60)

/** A layout of the blotter, in calls and in its file. */
export const blotterLayout = z.strictObject({
  filter: z.strictObject({
    part: z.enum(ORDER_PARTS),
    text: z.string().max(200),
    side: z.enum(['BUY', 'SELL']).optional(),
    account: filterValue.optional(),
    orderType: filterValue.optional(),
    timeInForce: filterValue.optional(),
  }),
  sort: z.strictObject({ key: column, direction: z.enum(['ascending', 'descending']) }),
  columns: z.strictObject({
    order: z.array(column).max(BLOTTER_COLUMNS.length).readonly().optional(),
    hidden: z.array(column).max(BLOTTER_COLUMNS.length).readonly(),
    widths: z.partialRecord(column, z.number().int().min(NARROWEST_COLUMN).max(WIDEST_COLUMN)),
  }),
})

export const layoutName = z.string().trim().min(1).max(60)

export const savedVariable = z.strictObject({
  name: z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'letters, digits, _ and -, a letter first'),
  value: z.string().max(2_000),
})

export type OrderTicket = z.infer<typeof orderTicket>
export type HistoryQuery = z.infer<typeof historyQuery>
export type JournalQuery = z.infer<typeof journalQuery>
export type FrameQuery = z.infer<typeof frameQuery>
export type RequestDraft = z.infer<typeof requestDraft>
export type SavedContent = z.infer<typeof savedContent>
export type SavedVariable = z.infer<typeof savedVariable>
