import { z } from 'zod'
import type { OperationDetails } from '../catalogue/operation-details.ts'
import type { SecretStoreKind } from '../domain/keys.ts'
import { IDLE_MINUTES_CHOICES, IMPORT_FIELDS } from '../domain/keys.ts'
import { NOTIFICATION_KINDS } from '../domain/notifications.ts'
import { HTTP_METHODS } from '../domain/requests.ts'
import type {
  AccountItem,
  ExecutionsItem,
  ExecutionsSnapshot,
  PositionsItem,
  PositionsSnapshot,
  ProfitItem,
  ProfitSnapshot,
} from './account-views.ts'
import type { AdditionsView, ReadDocumentView } from './catalogue-views.ts'
import type { ConfirmationView } from './confirmation-views.ts'
import type { ConnectionItem, ConnectionView } from './connection-views.ts'
import { bytesCall, call, stream } from './define.ts'
import type { ExportedHistory, HeldFile, HistoryEntry, HistoryPage, HistoryPulse } from './history-views.ts'
import type {
  ExportedKeys,
  FileReport,
  ImportsItem,
  ImportsSnapshot,
  ImportView,
  KeysView,
  PublicFile,
  VerificationView,
} from './import-views.ts'
import type { JournalPage, JournalPulse } from './journal-views.ts'
import type { LayoutsView } from './layout-views.ts'
import type { NotificationsItem, NotificationsView } from './notification-views.ts'
import type { SavedView } from './saved-views.ts'
import {
  accountId,
  blotterLayout,
  conid,
  documentSource,
  fileContent,
  frameQuery,
  historyId,
  historyQuery,
  journalQuery,
  keySlot,
  layoutName,
  nothing,
  notificationSettings,
  notificationSwitches,
  onImport,
  orderId,
  orderTicket,
  passphrase,
  profileId,
  profileName,
  requestDraft,
  responseId,
  savedContent,
  savedIds,
  savedVariable,
  secretStore,
  sending,
  time,
  url,
  waitId,
} from './schemas.ts'
import type { FramePage, FrameView, LiveValues, StreamView } from './stream-views.ts'
import type {
  AppInfo,
  ArmingView,
  CancelResponse,
  ChangeableOrder,
  CommandRequest,
  ContractMatch,
  OpenedFile,
  OpenQuestion,
  OrderResponse,
  OrdersItem,
  OrdersSnapshot,
  OrderTimeline,
  PlatformCapabilities,
  ProfilesView,
  ProfileView,
  QuoteView,
  RequestWaitView,
  ResponseHead,
  SavedFile,
  SessionItem,
  SessionSnapshot,
  WaitingItem,
} from './views.ts'

/* Every call and stream between a host and the renderer, on one page. */

const accountKey = (item: AccountItem<unknown>): string => (item.kind === 'status' ? 'status' : `row:${item.key}`)

export const contract = {
  'app.info': call<AppInfo>()(nothing),
  /** Sentences for the user about the stored files: one that was quarantined, defaults that are used instead. */
  'app.notices': stream<readonly string[], string>()(nothing, (notice) => notice),
  /** Commands that were chosen in the menu of a desktop window. */
  'app.commands': stream<null, CommandRequest>()(nothing, (item) => String(item.number)),

  /** What the program around the page can do. The page depends on this, never on which program it runs in. */
  'platform.capabilities': call<PlatformCapabilities>()(nothing),

  /** The list of profiles; each item replaces the whole. */
  'profiles.feed': stream<ProfilesView, ProfilesView>()(nothing, () => 'profiles'),
  /** Creates a gateway profile and does not select it. OAuth profiles are created by storing imported keys. */
  'profiles.create': call<ProfileView>()(z.strictObject({ kind: z.literal('gateway'), name: profileName, url })),
  /**
   * Another name, or another address: of a gateway, whose pinned certificate is forgotten then, or of the server that an
   * OAuth login talks to. For keys a server that is neither IBKR's nor on this machine needs https, and waits for a
   * confirmation outside the page.
   */
  'profiles.change': call<ProfileView>()(
    z.strictObject({ id: profileId, name: profileName.optional(), url: url.optional() }),
  ),
  /** Asks outside the page whether the keys of a profile may go to the server that it names. */
  'profiles.approveServer': call<ProfileView>()(z.strictObject({ id: profileId })),
  /** A copy under another name, with what it needs to log in. There is only one Practice profile. */
  'profiles.duplicate': call<ProfileView>()(z.strictObject({ id: profileId })),
  /**
   * With its secrets. Deleting the selected one selects Practice, which stays. `secretsLeftIn`: that store is locked, and the secrets
   * go when it is opened next.
   */
  'profiles.delete': call<{ readonly secretsLeftIn?: SecretStoreKind }>()(z.strictObject({ id: profileId })),
  /** Ends the session of the previous profile and connects with this one. Resolves when the login has begun. */
  'profiles.select': call<null>()(z.strictObject({ id: profileId })),
  /** Pins the certificate that the connection stopped at, named by its fingerprint, and connects. */
  'profiles.trustCertificate': call<null>()(
    z.strictObject({ sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/) }),
  ),

  /** The wizards that were begun. They live in the host, so a page that is loaded again finds them as they were. */
  'imports.feed': stream<ImportsSnapshot, ImportsItem>()(nothing, (item) =>
    item.kind === 'import' ? item.import.id : item.id,
  ),
  /**
   * Begins one; with a profile its keys are replaced in the end, and what is there already but for the secret strings is
   * taken over: after a new access token only that and its secret are needed. `vault-locked`, `keychain-unavailable`.
   */
  'imports.start': call<ImportView>()(
    z.strictObject({ kind: z.enum(['oauth1', 'oauth2']), profileId: profileId.optional() }),
  ),
  /** Ends one and overwrites what it held. */
  'imports.discard': call<null>()(onImport({})),
  /** Files whose bytes the page read; a zip is opened. `slot`: what it is to be, where one file is offered. */
  'imports.addFiles': call<readonly FileReport[]>()(
    onImport({
      files: z
        .array(z.strictObject({ name: z.string().max(255), base64: z.base64().max(1_400_000) }))
        .min(1)
        .max(60),
      slot: keySlot.optional(),
    }),
  ),
  /** Files and folders by their paths, of a drop on a desktop window. `not-available` elsewhere. */
  'imports.addPaths': call<readonly FileReport[]>()(
    onImport({ paths: z.array(z.string().min(1).max(4_096)).min(1).max(60), slot: keySlot.optional() }),
  ),
  /** Lets the person choose files in a dialog of the system. `not-available` in browser mode. */
  'imports.chooseFiles': call<readonly FileReport[]>()(onImport({ slot: keySlot.optional() })),
  /** Opens an encrypted key that waits in a slot. `passphrase-wrong` with the sentence. */
  'imports.unlockKey': call<readonly FileReport[]>()(onImport({ slot: keySlot, passphrase: z.string().max(1_000) })),
  'imports.clearSlot': call<null>()(onImport({ slot: keySlot })),
  /** The signature key and the encryption key change places. */
  'imports.swapKeys': call<null>()(onImport({})),
  /** Strings as they are typed; an empty text clears a field. The result is the new state, without secrets. */
  'imports.setFields': call<ImportView>()(
    onImport({ fields: z.partialRecord(z.enum(IMPORT_FIELDS), z.string().max(20_000)) }),
  ),
  /** Starts to generate both key pairs and the prime, or the `missing` ones; `generation` of the feed has the progress. */
  'imports.generate': call<null>()(onImport({ which: z.enum(['all', 'missing']).default('all') })),
  'imports.stopGenerating': call<null>()(onImport({})),
  /** Saves an unfinished import in a secret store: for keys that were generated here and are not registered yet. */
  'imports.save': call<ImportView>()(onImport({ store: secretStore })),
  /** Opens an import that was stored before a restart of the console. */
  'imports.resume': call<ImportView>()(onImport({})),
  /** The public files for IBKR: three for OAuth 1.0a, one for OAuth 2.0. `not-found` while a key is missing. */
  'imports.publicFiles': call<readonly PublicFile[]>()(onImport({})),
  /** Resolves when the verification has ended; the feed has each check as it changes. */
  'imports.verify': call<VerificationView>()(onImport({})),
  'imports.testLogin': call<VerificationView>()(onImport({})),
  /** Stores the keys and makes (or changes) the profile; the import is gone then. `not-verified`, `vault-locked`, `name-taken`. */
  'imports.store': call<ProfileView>()(onImport({ name: profileName, store: secretStore })),

  /** Where secrets can be kept; each item replaces the whole. */
  'keys.feed': stream<KeysView, KeysView>()(nothing, () => 'keys'),
  /** Asks the keychain whether it works, which may take some seconds. */
  'keys.checkKeychain': call<KeysView>()(nothing),
  'keys.createVault': call<null>()(z.strictObject({ passphrase })),
  'keys.unlockVault': call<null>()(z.strictObject({ passphrase })),
  /** An open session continues. */
  'keys.lockVault': call<null>()(nothing),
  /** Minutes without use after which the vault locks. */
  'keys.setIdleMinutes': call<null>()(z.strictObject({ minutes: z.literal(IDLE_MINUTES_CHOICES) })),
  /** For a forgotten passphrase: nothing is deleted. The result is the file's new name. */
  'keys.archiveVault': call<{ readonly name: string }>()(nothing),
  'keys.changePassphrase': call<null>()(z.strictObject({ old: passphrase, passphrase })),
  /** Moves the secrets of a profile to the other store; nothing of them stays behind. */
  'keys.move': call<ProfileView>()(z.strictObject({ profileId, to: secretStore })),
  /**
   * Writes `oauth1.json`, everything in clear: to a place that the person chooses, or in browser mode to the folder
   * `exports` in the user data folder, which `place` then names. Waits for a confirmation outside the page; in browser mode
   * the passphrase counts as one. `confirmation-needed`: the passphrase has to be typed for it.
   */
  'keys.export': call<ExportedKeys>()(z.strictObject({ profileId, passphrase: passphrase.optional() })),

  /** Everything the status bar shows, and the timeline of the session. */
  'session.feed': stream<SessionSnapshot, SessionItem>()(nothing, (item) =>
    item.kind === 'timeline' ? `timeline:${item.entry.id}` : item.kind,
  ),
  /** The steps of the socket to IBKR and the round trips of keep-alives, stored by the host. */
  'connection.feed': stream<ConnectionView, ConnectionItem>()(nothing, (item) =>
    item.kind === 'entry' ? `entry:${item.entry.id}` : item.kind === 'pulse' ? `pulse:${item.pulse.at}` : 'cleared',
  ),
  'session.connect': call<null>()(nothing),
  'session.disconnect': call<null>()(nothing),
  /** Ends the other program's brokerage session. Called on the user's command only. */
  'session.takeOver': call<null>()(nothing),

  /** Notification settings, and each notification from now on: a page that is loaded again repeats none. */
  'notifications.feed': stream<NotificationsView, NotificationsItem>()(nothing, (item) =>
    item.kind === 'view' ? 'view' : `notification:${item.notification.id}`,
  ),
  'notifications.change': call<null>()(notificationSettings),
  /** Shows a sample of a kind, also during quiet hours. */
  'notifications.try': call<null>()(notificationSwitches.extend({ kind: z.enum(NOTIFICATION_KINDS) })),

  /** Waits for a confirmation outside the page where the money is real or of unknown kind. */
  'safety.arm': call<ArmingView>()(nothing),
  'safety.disarm': call<ArmingView>()(nothing),

  /** What a person is asked to confirm outside the page, while an operation waits for it; each item replaces the whole. */
  'confirmation.feed': stream<ConfirmationView, ConfirmationView>()(nothing, () => 'confirmation'),
  /** The code from the terminal, or the passphrase of the vault. `confirmation-needed` when it is neither; the third time ends it. */
  'confirmation.answer': call<null>()(z.strictObject({ id: z.uuid(), text: z.string().max(1_000) })),
  /** The operation that waits ends with `cancelled`. */
  'confirmation.cancel': call<null>()(z.strictObject({ id: z.uuid() })),

  /**
   * Sends any request. Denied with `not-armed` unless it is a catalogued read or the profile is armed. `profileId`: the profile that it
   * is meant for; what is more than a read is denied with `other-profile` where another one is in use by now.
   */
  'requests.send': bytesCall<ResponseHead>()(requestDraft.extend(sending)),
  /** Requests that were sent with a `waitId` and wait for their turn; nothing of those that leave at once. */
  'requests.waiting': stream<readonly WaitingItem[], WaitingItem>()(nothing, (item) => item.waitId),
  /** Withdraws one, also an order: nothing of it was sent then, and its call ends with `cancelled`. False once it has left. */
  'requests.withdraw': call<{ readonly withdrawn: boolean }>()(z.strictObject({ waitId })),
  /**
   * Lets one wait as long as it takes. A write or trading request that has not left 10 s after its acceptance is otherwise withdrawn, and
   * its call ends with `not-sent-rate-limited` or `not-sent-no-connection`. False once it has left.
   */
  'requests.keepWaiting': call<{ readonly waiting: boolean }>()(z.strictObject({ waitId })),

  /** The body of one of the last responses again, byte by byte as the window received it. */
  'responses.body': bytesCall<null>()(z.strictObject({ responseId })),

  /**
   * Lets the person choose a file in a dialog, and writes it whole or not at all. The page proposes a name, which is
   * cleaned, and never a place. `cancelled` when the dialog is closed without a choice.
   */
  'files.save': call<SavedFile>()(z.strictObject({ suggestedName: z.string().max(255), content: fileContent })),
  /** One more piece of a text that is too long for one message; `files.save` ends it. `limit` past 64 MB in all. */
  'files.piece': call<null>()(z.strictObject({ textId: responseId, text: z.string().max(2_000_000) })),
  /** Lets the person choose a file in a dialog, and reads it. `limit` past `MAX_BODY_FILE_BYTES`. */
  'files.open': bytesCall<OpenedFile>()(nothing),

  /** How long a request would wait if it were sent now, and for what. Sends nothing. */
  'requests.estimate': call<RequestWaitView>()(
    z.strictObject({ method: z.enum(HTTP_METHODS), path: z.string().min(1).max(2_000) }),
  ),

  /** Favourites, saved requests and variables; each item replaces the whole. */
  'saved.feed': stream<SavedView, SavedView>()(nothing, () => 'saved'),
  'saved.favourite': call<null>()(z.strictObject({ operationId: z.string().min(1).max(400), wanted: z.boolean() })),
  /** Keeps a request, without its secrets; with an id, in place of what it was. `limit`; `not-available` beside a file of a newer version. */
  'saved.put': call<{ id: string }>()(z.strictObject({ id: z.uuid().optional(), content: savedContent })),
  'saved.remove': call<null>()(z.strictObject({ ids: savedIds })),
  /** Brings back what was removed since the host started. `not-found` for anything else. */
  'saved.restore': call<null>()(z.strictObject({ ids: savedIds })),
  /** Into another folder; the empty name is none. */
  'saved.move': call<null>()(z.strictObject({ ids: savedIds, folder: z.string().trim().max(100) })),
  /** The text of an exported folder; `known`: those that are here already, word for word. `invalid-input` with the reason; nothing is taken over then. */
  'saved.import': call<{ added: number; known: number }>()(z.strictObject({ text: z.string().max(2_000_000) })),
  /** Without a value the variable is removed. A value that looks like a secret is rejected with `invalid-input`; `limit`. */
  'saved.variable': call<null>()(savedVariable.partial({ value: true }).extend({ profileId })),

  /** What was added to the catalogue of this installation; each item replaces the whole. */
  'catalogue.feed': stream<AdditionsView, AdditionsView>()(nothing, () => 'catalogue'),
  /** Reads IBKR's OpenAPI document and compares it with the catalogue; changes nothing. `limit`, `invalid-input`, `upstream`. */
  'catalogue.readDocument': call<ReadDocumentView>()(documentSource),
  /** Adds what is new in the document that was read last. What is added is denied until the profile is armed. */
  'catalogue.add': call<null>()(z.strictObject({ id: z.uuid() })),
  /** Removes everything that was added. */
  'catalogue.remove': call<null>()(nothing),
  /** Body and response of an operation that was added or extended; null for any other. */
  'catalogue.details': call<OperationDetails | null>()(z.strictObject({ id: z.string().min(1).max(400) })),

  /** Emits when the history has changed. */
  'history.feed': stream<HistoryPulse, HistoryPulse>()(nothing, () => 'history'),
  /** Part of what matches, newest first. Later pages name `newestId` of the first as `atMost`. */
  'history.page': call<HistoryPage>()(
    z.strictObject({
      query: historyQuery,
      offset: z.number().int().min(0).max(10_000_000),
      limit: z.number().int().min(1).max(500),
      atMost: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
  ),
  /** One request, with the body of its response. */
  'history.entry': bytesCall<HistoryEntry>()(z.strictObject({ id: historyId })),
  /** Holds the stored part of a request's response for `files.save`. */
  'history.hold': call<HeldFile>()(z.strictObject({ id: historyId })),
  /** Pinned entries outlive the bounds and the clearing. */
  'history.pin': call<null>()(z.strictObject({ id: historyId, pinned: z.boolean() })),
  'history.remove': call<null>()(z.strictObject({ ids: z.array(historyId).min(1).max(500).readonly() })),
  /** Removes everything that is not pinned. */
  'history.clear': call<null>()(nothing),
  /**
   * Makes a file of what matches, the oldest first, and holds it as a response is held: `responses.body`, `files.save`. A script is
   * for a login like that of the selected profile; `not-available` where its language cannot log in so.
   */
  'history.export': call<ExportedHistory>()(
    z.strictObject({ query: historyQuery, format: z.enum(['har', 'bash', 'typescript', 'python']) }),
  ),

  /** Sends one text on the socket to IBKR, never later. Denied with `not-armed` unless it only reads. */
  'socket.send': call<null>()(z.strictObject({ text: z.string().min(1).max(16_384) })),

  /** Counts and subscriptions of the stream console; each item replaces the whole. */
  'stream.feed': stream<StreamView, StreamView>()(nothing, () => 'stream'),
  /** Market data and depth of the subscriptions, merged. */
  'stream.values': stream<readonly LiveValues[], LiveValues>()(nothing, (item) => item.id),
  /** Part of what matches, newest first. `atMost`: nothing newer than this line. */
  'stream.page': call<FramePage>()(
    z.strictObject({
      query: frameQuery,
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(500),
      atMost: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
  ),
  /** The whole text of one line. `not-found` once it gave way to newer ones. */
  'stream.frame': call<FrameView>()(z.strictObject({ number: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })),
  /**
   * Subscribes to a topic, and again after every reconnect. `invalid-input` for a text that does not subscribe, or may do more than read;
   * `limit` past 100.
   */
  'stream.subscribe': call<{ readonly id: string }>()(z.strictObject({ text: z.string().min(1).max(16_384) })),
  'stream.unsubscribe': call<null>()(z.strictObject({ id: z.uuid() })),
  /** Removes all stored lines. */
  'stream.clear': call<null>()(nothing),
  /** Makes a file of what matches, the oldest first, one JSON object a line, and holds it as a response is held. */
  'stream.export': call<HeldFile>()(z.strictObject({ query: frameQuery })),

  'contracts.search': call<readonly ContractMatch[]>()(z.strictObject({ symbol: z.string().trim().min(1).max(40) })),
  'contracts.quote': call<QuoteView>()(z.strictObject({ conid })),
  /** The name of a contract; null where it is not known and asking for it would void a question about an order, or IBKR has none. */
  'contracts.name': call<ContractMatch | null>()(z.strictObject({ conid })),

  'orders.feed': stream<OrdersSnapshot, OrdersItem>()(nothing, (item) =>
    item.kind === 'order'
      ? `order:${item.order.orderId}`
      : item.kind === 'removed'
        ? `order:${item.orderId}`
        : item.kind,
  ),
  /** The newest transitions of one order from the journal, by default 500, those of earlier days included. `not-found`. */
  'orders.timeline': call<OrderTimeline>()(
    z.strictObject({ orderId, limit: z.number().int().min(1).max(500).default(500) }),
  ),
  /**
   * Places an order. Here and in `orders.reply`, `orders.cancel` and `orders.modify`, `waitId` and `profileId` are as in `requests.send`:
   * `other-profile` where another profile is in use by now. A call that ends before its request has left withdraws it.
   */
  'orders.place': call<OrderResponse>()(orderTicket.extend(sending)),
  'orders.reply': call<OrderResponse>()(
    z.strictObject({ replyId: z.string().min(1).max(100), confirmed: z.boolean(), ...sending }),
  ),
  /** The question of IBKR that is open, for a window that was loaded again or lost its connection meanwhile. */
  'orders.openQuestion': call<OpenQuestion | null>()(nothing),
  'orders.cancel': call<CancelResponse>()(z.strictObject({ accountId, orderId, ...sending })),
  /** A working order as a ticket, read from IBKR now. `not-changeable` for one that the ticket cannot repeat in full. */
  'orders.changeable': call<ChangeableOrder>()(z.strictObject({ orderId })),
  /** Changes a working order: the whole order is sent again. Denied with `not-armed`; never retried. */
  'orders.modify': call<OrderResponse>()(orderTicket.extend({ orderId, ...sending })),
  'orders.refresh': call<null>()(nothing),

  /** Filter, sort and columns of the orders of each profile; each item replaces the whole. */
  'layouts.feed': stream<LayoutsView, LayoutsView>()(nothing, () => 'layouts'),
  /** Saves the layout in use, for the next start. */
  'layouts.saveCurrent': call<null>()(z.strictObject({ profileId, layout: blotterLayout })),
  /** Saves a layout under a name, in place of one with that name. `limit` past 50. */
  'layouts.save': call<null>()(z.strictObject({ profileId, name: layoutName, layout: blotterLayout })),
  'layouts.delete': call<null>()(z.strictObject({ profileId, name: layoutName })),

  /** Executions since midnight in New York, sent again once their commission is known. Like the next two, requested only while a window shows them. */
  'executions.feed': stream<ExecutionsSnapshot, ExecutionsItem>()(nothing, accountKey),
  /** IBKR has no stream of positions: they are polled every 30 s, and after each execution while the list is visible. */
  'positions.feed': stream<PositionsSnapshot, PositionsItem>()(nothing, accountKey),
  /** Profit and loss of every account, about once a second. */
  'profit.feed': stream<ProfitSnapshot, ProfitItem>()(nothing, accountKey),

  /** Emits when the journal of orders has grown, or cannot be written. */
  'journal.feed': stream<JournalPulse, JournalPulse>()(nothing, () => 'journal'),
  /** Part of what matches, newest first. Later pages name `newestId` of the first as `atMost`. */
  'journal.page': call<JournalPage>()(
    z.strictObject({
      query: journalQuery,
      offset: z.number().int().min(0).max(10_000_000),
      limit: z.number().int().min(1).max(500),
      atMost: time.optional(),
    }),
  ),
  /**
   * Makes a file of what matches, the oldest first, and holds it as a response is held: `responses.body`, `files.save`. `jsonl` holds
   * IBKR's updates, too. `not-found`, and `limit` past 64 MB.
   */
  'journal.export': call<HeldFile>()(z.strictObject({ query: journalQuery, format: z.enum(['csv', 'jsonl']) })),
} as const

export type Contract = typeof contract
