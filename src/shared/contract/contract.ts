import { z } from 'zod'
import { HTTP_METHODS, MAX_BODY_CHARACTERS } from '../domain/requests.ts'
import { bytesCall, call, stream } from './define.ts'
import type {
  AnswerHead,
  AppInfo,
  ArmingView,
  CancelAnswer,
  CommandWish,
  ContractMatch,
  OpenedFile,
  OpenQuestion,
  OrderAnswer,
  OrdersItem,
  OrdersSnapshot,
  OrderTimeline,
  PlatformCapabilities,
  ProfilesView,
  ProfileView,
  QuoteView,
  SavedFile,
  SessionItem,
  SessionSnapshot,
} from './views.ts'

/* Every call and stream between a host and the renderer, on one page. Bounds are part of the contract: what is longer
   than anything a person types, or larger than IBKR takes, does not get past the parser. */

const nothing = z.strictObject({})
const accountId = z.string().min(1).max(40)
const orderId = z.string().regex(/^[1-9]\d{0,19}$/, 'digits, not beginning with 0')
const conid = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const requestDraft = z.strictObject({
  method: z.enum(HTTP_METHODS),
  path: z.string().min(1).max(2_000),
  query: z
    .array(z.tuple([z.string().max(200), z.string().max(8_000)]).readonly())
    .max(100)
    .readonly(),
  /** JSON text as typed; checked by the host before it is sent. */
  body: z.string().max(MAX_BODY_CHARACTERS).optional(),
})

/** The fields of an order that the ticket knows; anything else goes through the explorer. */
const orderTicket = z.strictObject({
  accountId,
  conid,
  side: z.enum(['BUY', 'SELL']),
  orderType: z.enum(['MKT', 'LMT', 'STP', 'STOP_LIMIT']),
  quantity: z.number().positive().max(1e9),
  price: z.number().optional(),
  auxPrice: z.number().optional(),
  timeInForce: z.enum(['DAY', 'GTC', 'IOC', 'OPG']),
  outsideRegularHours: z.boolean().optional(),
})

const profileId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens')
const profileName = z.string().trim().min(1).max(60)
/** Looked at by the host, which says what is wrong with it. */
const url = z.string().trim().min(1).max(300)

const answerId = z.uuid()

/** What goes into a file: an answer by its name, because a page sends no large bytes, or text that the page made. */
const fileContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), answerId }),
  z.strictObject({ kind: z.literal('text'), text: z.string().max(2_000_000) }),
])

export const contract = {
  'app.info': call<AppInfo>()(nothing),
  /** What the menu of a desktop window asks the page to do. */
  'app.commands': stream<null, CommandWish>()(nothing, (item) => String(item.number)),

  /** What the machine can do for a page here. The page asks this, never which program it runs in. */
  'platform.capabilities': call<PlatformCapabilities>()(nothing),

  /** The list of profiles; each item replaces the whole. */
  'profiles.feed': stream<ProfilesView, ProfilesView>()(nothing, () => 'profiles'),
  /** Makes a gateway profile and answers it; does not select it. OAuth profiles are made by storing imported keys. */
  'profiles.create': call<ProfileView>()(z.strictObject({ kind: z.literal('gateway'), name: profileName, url })),
  /** Another name; for a gateway another address, which forgets the pinned certificate. */
  'profiles.change': call<ProfileView>()(
    z.strictObject({ id: profileId, name: profileName.optional(), url: url.optional() }),
  ),
  /** A copy under another name, with what it needs to log in. There is only one Practice profile. */
  'profiles.duplicate': call<ProfileView>()(z.strictObject({ id: profileId })),
  /** With its secrets. Deleting the selected one selects Practice, which stays. */
  'profiles.delete': call<null>()(z.strictObject({ id: profileId })),
  /** Ends the session of the profile before and connects with this one. Answers when the login has begun. */
  'profiles.select': call<null>()(z.strictObject({ id: profileId })),
  /** Pins the certificate that the connection stopped at, named by its fingerprint, and connects. */
  'profiles.trustCertificate': call<null>()(
    z.strictObject({ sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/) }),
  ),

  /** Everything the status bar shows, and the story behind it. */
  'session.feed': stream<SessionSnapshot, SessionItem>()(nothing, (item) =>
    item.kind === 'view' ? 'view' : `timeline:${item.entry.id}`,
  ),
  'session.connect': call<null>()(nothing),
  'session.disconnect': call<null>()(nothing),
  /** Throws out the program that holds the brokerage session: only ever on the user's word. */
  'session.takeOver': call<null>()(nothing),

  /** `confirmation` must be the account id when the environment is live. */
  'safety.arm': call<ArmingView>()(z.strictObject({ confirmation: z.string().max(40).optional() })),
  'safety.disarm': call<ArmingView>()(nothing),

  /** Sends any request. Denied with `not-armed` unless it is a catalogued read or the profile is armed. */
  'requests.send': bytesCall<AnswerHead>()(requestDraft),

  /** The body of one of the last answers once more, byte by byte as the window got it. */
  'answers.body': bytesCall<null>()(z.strictObject({ answerId })),

  /**
   * Lets the person choose a file in a dialog, and writes it whole or not at all. The page proposes a name, which is
   * cleaned, and never a place. `cancelled` when the dialog is closed without a choice.
   */
  'files.save': call<SavedFile>()(z.strictObject({ suggestedName: z.string().max(255), content: fileContent })),
  /** Lets the person choose a file in a dialog, and reads it. `limit` past `MAX_BODY_FILE_BYTES`. */
  'files.open': bytesCall<OpenedFile>()(nothing),

  /** Sends one text on the socket to IBKR, never later. Denied with `not-armed` unless it only reads. */
  'socket.send': call<null>()(z.strictObject({ text: z.string().min(1).max(16_384) })),

  'contracts.search': call<readonly ContractMatch[]>()(z.strictObject({ symbol: z.string().trim().min(1).max(40) })),
  'contracts.quote': call<QuoteView>()(z.strictObject({ conid })),

  'orders.feed': stream<OrdersSnapshot, OrdersItem>()(nothing, (item) =>
    item.kind === 'order'
      ? `order:${item.order.orderId}`
      : item.kind === 'removed'
        ? `order:${item.orderId}`
        : item.kind,
  ),
  'orders.timeline': call<OrderTimeline>()(z.strictObject({ orderId })),
  'orders.place': call<OrderAnswer>()(orderTicket),
  'orders.reply': call<OrderAnswer>()(z.strictObject({ replyId: z.string().min(1).max(100), confirmed: z.boolean() })),
  /** The question of IBKR that is open, for a window that was loaded again or lost its connection meanwhile. */
  'orders.openQuestion': call<OpenQuestion | null>()(nothing),
  'orders.cancel': call<CancelAnswer>()(z.strictObject({ accountId, orderId })),
  'orders.refresh': call<null>()(nothing),
} as const

export type Contract = typeof contract
export type OrderTicket = z.infer<typeof orderTicket>
export type RequestDraft = z.infer<typeof requestDraft>
