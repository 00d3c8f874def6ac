import { z } from 'zod'
import type { OperationDetails } from '../catalogue/operation-details.ts'
import type { SecretStoreKind } from '../domain/keys.ts'
import { IDLE_MINUTES_CHOICES, IMPORT_FIELDS } from '../domain/keys.ts'
import { NOTIFICATION_KINDS } from '../domain/notifications.ts'
import type { OrderLookup } from '../domain/order-lookup.ts'
import type { OrderQuote } from '../domain/order-quote.ts'
import type { ContractIncrements } from '../domain/price-increments.ts'
import type { LiveQuote } from '../domain/quote.ts'
import { HTTP_METHODS } from '../domain/requests.ts'
import type {
  AccountItem,
  AllocationItem,
  AllocationSnapshot,
  BenchmarkView,
  EquityDay,
  ExecutionsItem,
  ExecutionsSnapshot,
  PerformanceView,
  PositionsItem,
  PositionsSnapshot,
  ProfitItem,
  ProfitSnapshot,
  TotalsItem,
  TotalsSnapshot,
} from './account-views.ts'
import type { ApiDocumentView, CatalogueAdditionsView } from './catalogue-views.ts'
import type { ConfirmationView } from './confirmation-views.ts'
import type { ConnectionItem, ConnectionView, TrafficItem, TrafficView } from './connection-views.ts'
import { defineBytesCall, defineCall, defineStream, markAsBackground } from './define-calls.ts'
import type { DiagnosticsView } from './diagnostics-views.ts'
import { type GuardRailCheck, type GuardRailsView, guardRails, type KillReport } from './guard-rail-views.ts'
import type { ExportedHistory, HistoryEntry, HistoryPage, HistoryStatus, PreparedFile } from './history-views.ts'
import type {
  ExportedKeys,
  ImportsItem,
  ImportsSnapshot,
  ImportView,
  KeyFileReport,
  KeysView,
  PublicKeyFile,
  VerificationView,
} from './import-views.ts'
import type { InboxItem, InboxView } from './inbox-views.ts'
import type { JournalPage, JournalStatus } from './journal-views.ts'
import type { LayoutsView } from './layout-views.ts'
import { alertCondition, type LocalAlertsView } from './local-alert-views.ts'
import type { NotificationsItem, NotificationsView } from './notification-views.ts'
import type {
  CancelResponse,
  ChangeableOrder,
  ContractMatch,
  FoundContract,
  OpenQuestion,
  OrderResponse,
  OrdersItem,
  OrdersSnapshot,
  OrderTimeline,
  PriceHistory,
} from './order-views.ts'
import type { SavedRequestsView } from './saved-request-views.ts'
import {
  accountId,
  assetClass,
  blotterLayout,
  cancelRule,
  checkedOrder,
  conid,
  contractId,
  documentSource,
  fileContent,
  frameQuery,
  historyId,
  historyQuery,
  importInput,
  inboxIds,
  journalQuery,
  keySlot,
  layoutName,
  noInput,
  notificationSettings,
  notificationSwitches,
  type OpenRequests,
  openRequestChange,
  orderId,
  orderReferences,
  orderTicket,
  passphrase,
  profileId,
  profileName,
  replyId,
  requestDraft,
  responseId,
  savedRequestContent,
  savedRequestIds,
  savedVariable,
  secretBase64,
  secretStore,
  sendOptions,
  shownConids,
  startingRails,
  ticketDefaults,
  timestamp,
  url,
  visibleRows,
  waitId,
} from './schemas.ts'
import type { FramePage, FrameView, LiveValues, StreamView } from './stream-views.ts'
import type {
  AlgorithmInfo,
  ContractRules,
  OrderPreview,
  OrderSizing,
  QuoteView,
  TicketDefaultsView,
} from './ticket-views.ts'
import type {
  AppInfo,
  ArmingView,
  CancelRulesView,
  OpenedFile,
  PacingView,
  PlatformCapabilities,
  ProfilesView,
  ProfileView,
  RequestWaitItem,
  RequestWaitView,
  ResponseHead,
  SavedFile,
  SessionItem,
  SessionSnapshot,
  ShellRequest,
} from './views.ts'

/* The contract: every call and stream between a host and a window. */

const accountKey = (item: AccountItem<unknown>): string => (item.kind === 'status' ? 'status' : `row:${item.key}`)

export const contract = {
  'app.info': markAsBackground(defineCall<AppInfo>()(noInput)),
  /** Notices for the user about stored files, for example a quarantined file or the defaults that replace it. */
  'app.notices': defineStream<readonly string[], string>()(noInput, (notice) => notice),
  /**
   * Commands of the desktop menu and links that the user opened. The snapshot is the link that started the program, for
   * the first window only.
   */
  'app.requests': defineStream<ShellRequest | null, ShellRequest>()(noInput, (item) => String(item.number)),

  /**
   * Collects versions, settings, timings and the log, without secrets, names and addresses, for the user to read before
   * they are saved.
   */
  'diagnostics.collect': defineCall<DiagnosticsView>()(noInput),
  /**
   * Packs the collected texts into a zip file. Crash dumps may contain parts of the program's memory, so they are added
   * only on request. Fails with `not-found` before `diagnostics.collect`.
   */
  'diagnostics.pack': defineCall<PreparedFile>()(z.strictObject({ crashDumps: z.boolean() })),

  /**
   * Capabilities of the program that shows the page. The page depends only on these capabilities, not on the kind of
   * program.
   */
  'platform.capabilities': markAsBackground(defineCall<PlatformCapabilities>()(noInput)),

  /** The list of profiles. Each item replaces the whole list. */
  'profiles.feed': defineStream<ProfilesView, ProfilesView>()(noInput, () => 'profiles'),
  /** Creates a gateway profile without selecting it. OAuth profiles are created by storing imported keys. */
  'profiles.create': defineCall<ProfileView>()(
    z.strictObject({ kind: z.literal('gateway'), name: profileName, url, guardRails: startingRails }),
  ),
  /**
   * Changes the name of a profile, the address of its gateway (and removes the pinned certificate), or the address of
   * the server of an OAuth login. A server for keys that is not IBKR's requires https and a confirmation outside the
   * page. A server on this machine may use http, and requires no confirmation for new keys.
   */
  'profiles.change': defineCall<ProfileView>()(
    z.strictObject({ id: profileId, name: profileName.optional(), url: url.optional() }),
  ),
  /** Requests a confirmation outside the page that the profile's keys may be sent to its server. */
  'profiles.approveServer': defineCall<ProfileView>()(z.strictObject({ id: profileId })),
  /** Copies a profile under another name, including its login. Practice cannot be copied. */
  'profiles.duplicate': defineCall<ProfileView>()(z.strictObject({ id: profileId })),
  /**
   * Deletes a profile and its secrets. If the selected profile is deleted, Practice, which cannot be deleted, is
   * selected. `secretsLeftIn`: a locked store, from which the secrets are removed when it is opened.
   */
  'profiles.delete': defineCall<{ readonly secretsLeftIn?: SecretStoreKind }>()(z.strictObject({ id: profileId })),
  /**
   * Shows and connects this profile in the window; the program starts with it. The profile that the window showed before
   * is disconnected unless another window shows it. Resolves when that has ended.
   */
  'profiles.select': defineCall<null>()(z.strictObject({ id: profileId })),
  /** Shows this profile in the window if it is in use. A window sends it first, after it was reloaded. */
  'profiles.resume': markAsBackground(defineCall<null>()(z.strictObject({ id: profileId }))),
  /** Pins the certificate with this fingerprint, which stopped the connection, and connects. */
  'profiles.trustCertificate': defineCall<null>()(
    z.strictObject({ sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/) }),
  ),

  /** The started imports. The host stores them, so a reloaded page finds them unchanged. */
  'imports.feed': defineStream<ImportsSnapshot, ImportsItem>()(noInput, (item) =>
    item.kind === 'import' ? item.import.id : item.id,
  ),
  /**
   * Begins an import. With a profile, the import replaces its keys and starts with a copy of them, without the secret
   * strings. So after a change of the access token, only the token and its secret have to be entered. Fails with
   * `vault-locked`, `keychain-unavailable`.
   */
  'imports.start': defineCall<ImportView>()(
    z.strictObject({ kind: z.enum(['oauth1', 'oauth2']), profileId: profileId.optional() }),
  ),
  /** Discards an import and overwrites its secrets. */
  'imports.discard': defineCall<null>()(importInput({})),
  /**
   * Adds files with their bytes, which the page has read. Unpacks a zip file. `slot`: the intended slot of a single
   * file.
   */
  'imports.addFiles': defineCall<readonly KeyFileReport[]>()(
    importInput({
      files: z
        .array(z.strictObject({ name: z.string().max(255), base64: secretBase64.max(1_400_000) }))
        .min(1)
        .max(60),
      slot: keySlot.optional(),
    }),
  ),
  /**
   * Adds files and folders by their paths, after they were dropped on a desktop window. Fails elsewhere with
   * `not-available`.
   */
  'imports.addPaths': defineCall<readonly KeyFileReport[]>()(
    importInput({ paths: z.array(z.string().min(1).max(4_096)).min(1).max(60), slot: keySlot.optional() }),
  ),
  /** Lets the user choose key files in a system dialog. Fails in browser mode with `not-available`. */
  'imports.chooseFiles': defineCall<readonly KeyFileReport[]>()(importInput({ slot: keySlot.optional() })),
  /** Decrypts the key in a slot with its passphrase. Fails with `passphrase-wrong`. */
  'imports.unlockKey': defineCall<readonly KeyFileReport[]>()(
    importInput({ slot: keySlot, passphrase: z.string().max(1_000) }),
  ),
  'imports.clearSlot': defineCall<null>()(importInput({ slot: keySlot })),
  /** Swaps the signature key and the encryption key. */
  'imports.swapKeys': defineCall<null>()(importInput({})),
  /** Sets text fields while the user types; an empty string clears a field. Returns the new state, without secrets. */
  'imports.setFields': defineCall<ImportView>()(
    importInput({ fields: z.partialRecord(z.enum(IMPORT_FIELDS), z.string().max(20_000)) }),
  ),
  /**
   * Starts to generate both key pairs and the prime, or only the missing keys with `missing`. `generation` in the feed
   * shows the progress.
   */
  'imports.generate': defineCall<null>()(importInput({ which: z.enum(['all', 'missing']).default('all') })),
  'imports.stopGenerating': defineCall<null>()(importInput({})),
  /** Saves an unfinished import in a secret store, for generated keys that are not registered at IBKR yet. */
  'imports.save': defineCall<ImportView>()(importInput({ store: secretStore })),
  /** Opens an import that was saved before the console was restarted. */
  'imports.resume': defineCall<ImportView>()(importInput({})),
  /**
   * Returns the public files for IBKR: three for OAuth 1.0a, one for OAuth 2.0. Fails with `not-found` if a key is
   * missing.
   */
  'imports.publicFiles': markAsBackground(defineCall<readonly PublicKeyFile[]>()(importInput({}))),
  /** Verifies the import locally. Resolves after all checks; the feed contains each check as it changes. */
  'imports.verify': markAsBackground(defineCall<VerificationView>()(importInput({}))),
  'imports.testLogin': defineCall<VerificationView>()(importInput({})),
  /**
   * Stores the keys, creates or changes the profile, and ends the import. Fails with `not-verified`, `vault-locked`,
   * `name-taken`.
   */
  'imports.store': defineCall<ProfileView>()(
    importInput({ name: profileName, store: secretStore, guardRails: startingRails }),
  ),

  /** The secret stores and their state. Each item replaces the whole value. */
  'keys.feed': defineStream<KeysView, KeysView>()(noInput, () => 'keys'),
  /** Checks whether the keychain works, which may take some seconds. */
  'keys.checkKeychain': markAsBackground(defineCall<KeysView>()(noInput)),
  'keys.createVault': defineCall<null>()(z.strictObject({ passphrase })),
  'keys.unlockVault': defineCall<null>()(z.strictObject({ passphrase })),
  /** Locks the vault. An open session continues. */
  'keys.lockVault': markAsBackground(defineCall<null>()(noInput)),
  /** Sets the number of minutes without use after which the vault locks. */
  'keys.setIdleMinutes': defineCall<null>()(z.strictObject({ minutes: z.literal(IDLE_MINUTES_CHOICES) })),
  /** Renames the vault file after its passphrase was forgotten, without deleting it. Returns the new file name. */
  'keys.archiveVault': defineCall<{ readonly name: string }>()(noInput),
  'keys.changePassphrase': defineCall<null>()(z.strictObject({ old: passphrase, passphrase })),
  /** Moves the secrets of a profile to the other store and removes them from the previous store. */
  'keys.move': defineCall<ProfileView>()(z.strictObject({ profileId, to: secretStore })),
  /**
   * Writes `oauth1.json` in plain text. On the desktop the user chooses the path; in browser mode the file is written
   * to the folder `exports` in the user data folder, which `place` names. Waits for a confirmation outside the page; in
   * browser mode the passphrase counts as one. Fails with `confirmation-needed` if the user must enter the passphrase.
   */
  'keys.export': defineCall<ExportedKeys>()(z.strictObject({ profileId, passphrase: passphrase.optional() })),

  /** The unused part of the rate limits. Not part of `session.feed`, because every request changes it. */
  'session.pacing': defineStream<PacingView, PacingView>()(noInput, () => 'pacing'),
  /** The state of the session for the status bar, and its timeline. */
  'session.feed': defineStream<SessionSnapshot, SessionItem>()(noInput, (item) =>
    item.kind === 'timeline' ? `timeline:${item.entry.id}` : item.kind,
  ),
  /** Events of the socket to IBKR and round trip times of keep-alives, as recorded by the host. */
  'connection.feed': defineStream<ConnectionView, ConnectionItem>()(noInput, (item) =>
    item.kind === 'entry' ? `entry:${item.entry.id}` : `pulse:${item.pulse.at}`,
  ),
  /** The use of the rate limits over time, and the latencies of responses, as recorded by the host. */
  'connection.traffic': defineStream<TrafficView, TrafficItem>()(noInput, (item) =>
    item.kind === 'sample' ? `sample:${item.sample.at}` : item.kind,
  ),
  'session.connect': defineCall<null>()(noInput),
  'session.disconnect': defineCall<null>()(noInput),
  /** Ends the brokerage session of another program. Called only at the user's request. */
  'session.takeOver': defineCall<null>()(noInput),

  /** Notification settings, and each new notification. A reloaded page receives only later notifications. */
  'notifications.feed': defineStream<NotificationsView, NotificationsItem>()(noInput, (item) =>
    item.kind === 'view' ? 'view' : `notification:${item.notification.id}`,
  ),
  'notifications.change': defineCall<null>()(notificationSettings),
  /** Shows a sample notification of one kind, also during quiet hours. */
  'notifications.try': markAsBackground(
    defineCall<null>()(notificationSwitches.extend({ kind: z.enum(NOTIFICATION_KINDS) })),
  ),

  /** The inbox of the selected profile: events, with their read state. */
  'inbox.feed': defineStream<InboxView, InboxItem>()(noInput, (item) =>
    item.kind === 'entry' ? `entry:${item.entry.id}` : item.kind === 'removed' ? `entry:${item.id}` : item.kind,
  ),
  /** Marks entries as read or unread, for all windows. Fails with `other-profile`. */
  'inbox.markRead': defineCall<null>()(z.strictObject({ profileId, ids: inboxIds, read: z.boolean() })),
  /** Removes entries. Fails with `other-profile`. */
  'inbox.clear': defineCall<null>()(z.strictObject({ profileId, ids: inboxIds })),
  /** Reads IBKR's notifications soon, unless the last read is less than a minute old. */
  'inbox.refresh': markAsBackground(defineCall<null>()(noInput)),

  /** The local alerts of the selected profile. Each item replaces the whole value. */
  'localAlerts.feed': defineStream<LocalAlertsView, LocalAlertsView>()(noInput, () => 'local-alerts'),
  /**
   * Creates a local alert, or replaces the alert with this id and arms it. Fails with `limit` above 100 alerts, with
   * `not-found` for an unknown profile or alert, and with `invalid-input` for a price at or below 0 of a contract whose
   * prices are above 0. IBKR's rules of the contract are read for such a price, so it needs a session.
   */
  'localAlerts.save': defineCall<{ readonly id: string }>()(
    z.strictObject({ profileId, id: z.uuid().optional(), on: z.boolean(), condition: alertCondition }),
  ),
  /** Removes a local alert. Fails with `not-found`. */
  'localAlerts.remove': defineCall<null>()(z.strictObject({ profileId, id: z.uuid() })),

  /** Arms the profile. If its environment is live or unknown, waits for a confirmation outside the page. */
  'safety.arm': defineCall<ArmingView>()(noInput),
  'safety.disarm': defineCall<ArmingView>()(noInput),
  /** The cancel rules of profiles. A profile without one needs no arming. Each item replaces the whole value. */
  'safety.cancelRules': defineStream<CancelRulesView, CancelRulesView>()(noInput, () => 'cancel-rules'),
  /**
   * Changes whether a profile requires arming for cancels and the kill switch. If its environment is live or unknown,
   * waits for a confirmation outside the page before arming is no longer required.
   */
  'safety.changeCancelRule': defineCall<null>()(cancelRule.extend({ profileId })),

  /** The guard rails of each profile. Each item replaces the whole value. */
  'guardRails.feed': defineStream<GuardRailsView, GuardRailsView>()(noInput, () => 'guard-rails'),
  /**
   * Changes the guard rails of a profile. If its environment is live or unknown, waits for a confirmation outside the
   * page before a limit is loosened.
   */
  'guardRails.change': defineCall<null>()(z.strictObject({ profileId, rails: guardRails })),
  /** Compares an order with the guard rails of the selected profile, for its review. Sends nothing but reads. */
  'guardRails.check': markAsBackground(defineCall<GuardRailCheck>()(checkedOrder)),
  /**
   * Disarms the profile, withdraws everything that waits, and cancels every working order in all accounts. Needs no
   * arming unless the profile's cancel rule requires it. Reports what remains and what is unknown. Fails with
   * `other-profile` if the window has another profile now.
   */
  'killSwitch.run': defineCall<KillReport>()(z.strictObject({ profileId })),

  /** The operation that waits for a confirmation outside the page, or none. Each item replaces the whole value. */
  'confirmation.feed': defineStream<ConfirmationView, ConfirmationView>()(noInput, () => 'confirmation'),
  /**
   * Sends the code from the terminal, or the passphrase of the vault. A wrong code or passphrase fails with
   * `confirmation-needed`; the third wrong attempt ends the confirmation.
   */
  'confirmation.answer': defineCall<null>()(z.strictObject({ id: z.uuid(), text: z.string().max(1_000) })),
  /** Cancels the operation that waits for a confirmation; its call fails with `cancelled`. */
  'confirmation.cancel': defineCall<null>()(z.strictObject({ id: z.uuid() })),

  /**
   * Sends any request. Fails with `not-armed` unless it is a catalogued read or the profile is armed. `profileId` is
   * the profile that the window showed: a write or trading request fails with `other-profile` without it, or if the
   * window has another profile now.
   */
  'requests.send': defineBytesCall<ResponseHead>()(
    requestDraft.extend({ ...sendOptions, profileId: profileId.optional() }),
  ),
  /** Requests with a `waitId` that wait before they are sent. Requests that are sent immediately are not included. */
  'requests.waiting': defineStream<readonly RequestWaitItem[], RequestWaitItem>()(noInput, (item) => item.waitId),
  /**
   * Cancels a waiting request, including an order. The request is then not sent, and its call fails with `cancelled`.
   * Returns false if the request had already been sent.
   */
  'requests.withdraw': defineCall<{ readonly withdrawn: boolean }>()(z.strictObject({ waitId })),
  /**
   * Removes the time limit of a waiting request. Otherwise a write or trading request that was not sent 10 s after its
   * acceptance is cancelled, and its call fails with `not-sent-rate-limited` or `not-sent-no-connection`. Returns false
   * if it had already been sent.
   */
  'requests.keepWaiting': defineCall<{ readonly waiting: boolean }>()(z.strictObject({ waitId })),

  /** Returns the body of a recent response again, exactly as the window received it. */
  'responses.body': markAsBackground(defineBytesCall<null>()(z.strictObject({ responseId }))),

  /**
   * Lets the user choose a file in a dialog and writes it completely or not at all. The page proposes a name, which is
   * sanitised, but not a folder. Fails with `cancelled` if the user closes the dialog.
   */
  'files.save': defineCall<SavedFile>()(z.strictObject({ suggestedName: z.string().max(255), content: fileContent })),
  /**
   * Adds a part of a file that is too long for one message; `files.save` writes the whole file. Fails with `limit`
   * above 64 MB in total.
   */
  'files.piece': markAsBackground(
    defineCall<null>()(z.strictObject({ textId: responseId, text: z.string().max(2_000_000) })),
  ),
  /** Lets the user choose a file in a dialog and reads it. Fails with `limit` above `MAX_BODY_FILE_BYTES`. */
  'files.open': defineBytesCall<OpenedFile>()(noInput),

  /** Estimates how long a request would wait if it were sent now, and why. Sends nothing. */
  'requests.estimate': markAsBackground(
    defineCall<RequestWaitView>()(z.strictObject({ method: z.enum(HTTP_METHODS), path: z.string().min(1).max(2_000) })),
  ),

  /** Requests that were open in the explorer, also before a restart. */
  'openRequests.list': markAsBackground(defineCall<OpenRequests>()(noInput)),
  /** Stores open requests without their secrets. Requests of other windows stay open. */
  'openRequests.save': markAsBackground(defineCall<null>()(openRequestChange)),

  /** Favourites, saved requests and variables. Each item replaces the whole value. */
  'saved.feed': defineStream<SavedRequestsView, SavedRequestsView>()(noInput, () => 'saved'),
  'saved.favourite': defineCall<null>()(
    z.strictObject({ operationId: z.string().min(1).max(400), wanted: z.boolean() }),
  ),
  /**
   * Saves a request without its secrets; with an id, replaces that request. Fails with `limit`, or with `not-available`
   * if a newer version of the console wrote the file.
   */
  'saved.put': defineCall<{ id: string }>()(z.strictObject({ id: z.uuid().optional(), content: savedRequestContent })),
  'saved.remove': defineCall<null>()(z.strictObject({ ids: savedRequestIds })),
  /** Restores requests that were removed since the host started. Fails with `not-found` for all other requests. */
  'saved.restore': defineCall<null>()(z.strictObject({ ids: savedRequestIds })),
  /** Moves requests to another folder; an empty name means no folder. */
  'saved.move': defineCall<null>()(z.strictObject({ ids: savedRequestIds, folder: z.string().trim().max(100) })),
  /**
   * Imports the content of an exported folder. `known`: number of requests that are already saved unchanged. Fails with
   * `invalid-input` and the reason, and then imports nothing.
   */
  'saved.import': defineCall<{ added: number; known: number }>()(z.strictObject({ text: z.string().max(2_000_000) })),
  /**
   * Sets a variable; without a value, removes it. Fails with `invalid-input` for a value that looks like a secret, and
   * with `limit`.
   */
  'saved.variable': defineCall<null>()(savedVariable.partial({ value: true }).extend({ profileId })),

  /** The operations and fields that this installation added to the catalogue. Each item replaces the whole value. */
  'catalogue.feed': defineStream<CatalogueAdditionsView, CatalogueAdditionsView>()(noInput, () => 'catalogue'),
  /**
   * Reads IBKR's OpenAPI document and compares it with the catalogue, without changing the catalogue. Fails with
   * `limit`, `invalid-input`, `upstream`.
   */
  'catalogue.readDocument': defineCall<ApiDocumentView>()(documentSource),
  /**
   * Adds the new operations and fields of the document that was read last. Added operations are denied until the
   * profile is armed.
   */
  'catalogue.add': defineCall<null>()(z.strictObject({ id: z.uuid() })),
  /** Removes all additions from the catalogue. */
  'catalogue.remove': defineCall<null>()(noInput),
  /** Returns body and response of an added or extended operation; null for any other operation. */
  'catalogue.details': markAsBackground(
    defineCall<OperationDetails | null>()(z.strictObject({ id: z.string().min(1).max(400) })),
  ),

  /** Emits when the history has changed. */
  'history.feed': defineStream<HistoryStatus, HistoryStatus>()(noInput, () => 'history'),
  /**
   * Returns one page of the matching requests, newest first. For later pages, `atMost` is the `newestId` of the first
   * page.
   */
  'history.page': markAsBackground(
    defineCall<HistoryPage>()(
      z.strictObject({
        query: historyQuery,
        offset: z.number().int().min(0).max(10_000_000),
        limit: z.number().int().min(1).max(500),
        atMost: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      }),
    ),
  ),
  /** Returns one request with the body of its response. */
  'history.entry': markAsBackground(defineBytesCall<HistoryEntry>()(z.strictObject({ id: historyId }))),
  /** Makes the stored response of a request available to `files.save`. */
  'history.hold': markAsBackground(defineCall<PreparedFile>()(z.strictObject({ id: historyId }))),
  /** Pins or unpins entries. Pinned entries are not removed when the history is full or cleared. */
  'history.pin': defineCall<null>()(z.strictObject({ id: historyId, pinned: z.boolean() })),
  'history.remove': defineCall<null>()(z.strictObject({ ids: z.array(historyId).min(1).max(500).readonly() })),
  /** Removes all entries that are not pinned. */
  'history.clear': defineCall<null>()(noInput),
  /**
   * Writes the matching entries, oldest first, to a file that `responses.body` and `files.save` can access. A script
   * uses the same kind of login as the selected profile; the call fails with `not-available` if the script's language
   * does not support that login.
   */
  'history.export': defineCall<ExportedHistory>()(
    z.strictObject({ query: historyQuery, format: z.enum(['har', 'bash', 'typescript', 'python']) }),
  ),

  /**
   * Sends one message on the socket to IBKR immediately. Fails if it cannot be sent, with `not-armed` unless it only
   * reads, with `other-profile` if the window has another profile now, and with `guard-rail-refused` or
   * `guard-rail-warning` if it exercises options while a limit is on.
   */
  'socket.send': defineCall<null>()(z.strictObject({ text: z.string().min(1).max(16_384), profileId })),

  /** Counts and subscriptions of the stream console. Each item replaces the whole value. */
  'stream.feed': defineStream<StreamView, StreamView>()(noInput, () => 'stream'),
  /** Market data and depth of the subscriptions, with all updates merged. */
  'stream.values': defineStream<readonly LiveValues[], LiveValues>()(noInput, (item) => item.id),
  /** Returns one page of the matching lines, newest first. `atMost`: the newest line to include. */
  'stream.page': markAsBackground(
    defineCall<FramePage>()(
      z.strictObject({
        query: frameQuery,
        offset: z.number().int().min(0).max(1_000_000),
        limit: z.number().int().min(1).max(500),
        atMost: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      }),
    ),
  ),
  /** Returns the whole text of one line. Fails with `not-found` if newer lines have replaced it. */
  'stream.frame': markAsBackground(
    defineCall<FrameView>()(z.strictObject({ number: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })),
  ),
  /**
   * Subscribes to a topic, now and after every reconnect. Fails with `invalid-input` for a message that does not
   * subscribe or may do more than read, with `already-subscribed` for a message that is already subscribed, and with
   * `limit` above 100 subscriptions.
   */
  'stream.subscribe': markAsBackground(
    defineCall<{ readonly id: string }>()(z.strictObject({ text: z.string().min(1).max(16_384) })),
  ),
  'stream.unsubscribe': markAsBackground(defineCall<null>()(z.strictObject({ id: z.uuid() }))),
  /** Removes all stored lines. */
  'stream.clear': defineCall<null>()(noInput),
  /** Writes the matching lines, oldest first, one JSON object per line, to a file that `files.save` can access. */
  'stream.export': defineCall<PreparedFile>()(z.strictObject({ query: frameQuery })),

  /**
   * Searches the contracts that a text identifies: a symbol, `AAPL 20JAN27 250 C`, `ES Z6`, `EUR.USD`, a conid or an ISIN.
   * Results are cached for 24 hours. Fails with `not-found` if nothing matches; the message states what to do.
   */
  'contracts.search': defineCall<readonly FoundContract[]>()(
    z.strictObject({ symbol: z.string().trim().min(1).max(100) }),
  ),
  /**
   * Describes the combo of a text such as `28812380;;;265598/1,8314/-1`, with 0 for the conid that follows from the
   * currency of the legs. Fails with `not-found` if these legs form no combo; the message states what to do.
   */
  'contracts.combo': defineCall<FoundContract>()(z.strictObject({ text: z.string().trim().min(1).max(300) })),
  /** Fails, as `contracts.search` does, with `question-open` during an order question: the read would void it. */
  'contracts.quote': markAsBackground(defineCall<QuoteView>()(contractId)),
  /**
   * Live quotes of the contracts of visible rows. At most `MAX_LIVE_QUOTES` contracts have a market data line; the quote
   * of any other contract has a `failure`.
   */
  'contracts.quotes': defineStream<readonly LiveQuote[], LiveQuote>()(visibleRows, (item) => String(item.conid)),
  /**
   * Returns the price increments of contracts. Omits contracts for which IBKR has none, and unknown contracts while an
   * order question is open, because a request would cancel the question.
   */
  'contracts.increments': markAsBackground(
    defineCall<readonly ContractIncrements[]>()(z.strictObject({ conids: shownConids })),
  ),
  /**
   * Returns the description of a contract; null if IBKR has none, or if the request would cancel an open order
   * question.
   */
  'contracts.name': markAsBackground(defineCall<ContractMatch | null>()(z.strictObject({ conid }))),

  /**
   * Returns prices of a contract since a time, in at most 1,000 bars. Sends one request, or two if IBKR's history was
   * not ready, after the end of an order question.
   */
  'contracts.history': markAsBackground(defineCall<PriceHistory>()(z.strictObject({ conid, since: timestamp }))),

  'orders.feed': defineStream<OrdersSnapshot, OrdersItem>()(noInput, (item) =>
    item.kind === 'order'
      ? `order:${item.order.orderId}`
      : item.kind === 'removed'
        ? `order:${item.orderId}`
        : item.kind,
  ),
  /**
   * Returns the newest transitions of one order from the journal (default 500), including those of earlier days. Fails
   * with `not-found`.
   */
  'orders.timeline': markAsBackground(
    defineCall<OrderTimeline>()(z.strictObject({ orderId, limit: z.number().int().min(1).max(500).default(500) })),
  ),
  /** Returns the quotes that were known when one order was sent and filled, oldest first, at most 1,000. */
  'orders.quotes': markAsBackground(defineCall<readonly OrderQuote[]>()(z.strictObject({ orderId }))),
  /**
   * Places an order. In this call, `orders.reply`, `orders.cancel` and `orders.modify`, `waitId` and `profileId` work
   * as in `requests.send`. If a call is cancelled before its request is sent, the request is cancelled too. Fails with
   * `invalid-input` and the message of the library if an order breaks a rule; `detail` lists all broken rules.
   */
  'orders.place': defineCall<OrderResponse>()(orderTicket.extend(sendOptions)),
  'orders.reply': defineCall<OrderResponse>()(z.strictObject({ replyId, confirmed: z.boolean(), ...sendOptions })),
  /** Returns IBKR's open question, for a window that was reloaded or reconnected. */
  'orders.openQuestion': markAsBackground(defineCall<OpenQuestion | null>()(noInput)),
  /**
   * Cancels an order. An order in the host's list needs no arming, unless the profile's cancel rule requires it. Fails
   * with `not-armed`.
   */
  'orders.cancel': defineCall<CancelResponse>()(z.strictObject({ accountId, orderId, ...sendOptions })),
  /**
   * Reads a working order from IBKR as the content of a ticket. Fails with `not-changeable` if a ticket cannot repeat
   * the order completely.
   */
  'orders.changeable': markAsBackground(defineCall<ChangeableOrder>()(z.strictObject({ orderId }))),
  /** Changes a working order by sending the whole order again. Fails with `not-armed`; never retried. */
  'orders.modify': defineCall<OrderResponse>()(orderTicket.extend({ orderId, ...sendOptions })),
  'orders.refresh': defineCall<null>()(noInput),
  /**
   * Searches IBKR's order list for orders whose delivery is unconfirmed, for up to 15 s. Returns one result for each
   * reference. Fails with `other-profile` if the orders were sent with another profile.
   */
  'orders.find': markAsBackground(
    defineCall<readonly OrderLookup[]>()(z.strictObject({ accountId, references: orderReferences, profileId })),
  ),

  /** Returns IBKR's rules for orders of a contract. Fails with `upstream` for a contract that IBKR does not know. */
  'ticket.rules': markAsBackground(defineCall<ContractRules>()(contractId)),
  /** Returns the algorithms that can execute orders of a contract, with their parameters. */
  'ticket.algorithms': markAsBackground(defineCall<readonly AlgorithmInfo[]>()(z.strictObject({ conid }))),
  /** Returns the position of an account in a contract, which a combo has none of, and its buying power. */
  'ticket.sizing': markAsBackground(defineCall<OrderSizing>()(contractId.extend({ accountId }))),
  /**
   * Returns the cost of an order and its effect on the margin (what-if). Places nothing and needs no arming. Fails with
   * `question-open` during an order question, because the preview would void it.
   */
  'ticket.preview': markAsBackground(defineCall<OrderPreview>()(orderTicket)),
  /** The values that a new ticket starts with, by profile and asset class. Each item replaces the whole value. */
  'ticket.defaults': defineStream<TicketDefaultsView, TicketDefaultsView>()(noInput, () => 'defaults'),
  /** Saves the values that a new ticket of an asset class starts with; without values, removes them. */
  'ticket.saveDefaults': defineCall<null>()(
    z.strictObject({ profileId, assetClass, defaults: ticketDefaults.optional() }),
  ),

  /** Filter, sort and columns of each profile's blotter. Each item replaces the whole value. */
  'layouts.feed': defineStream<LayoutsView, LayoutsView>()(noInput, () => 'layouts'),
  /** Saves the current layout for the next start. */
  'layouts.saveCurrent': markAsBackground(defineCall<null>()(z.strictObject({ profileId, layout: blotterLayout }))),
  /** Saves a layout under a name; replaces an existing layout with that name. Fails with `limit` above 50 layouts. */
  'layouts.save': defineCall<null>()(z.strictObject({ profileId, name: layoutName, layout: blotterLayout })),
  'layouts.delete': defineCall<null>()(z.strictObject({ profileId, name: layoutName })),

  /**
   * Executions since midnight in New York. Each is sent again when its commission is known. Executions, positions, and
   * profit and loss are requested only while a window shows them.
   */
  'executions.feed': defineStream<ExecutionsSnapshot, ExecutionsItem>()(noInput, accountKey),
  /**
   * Positions. IBKR has no stream for them: while the list is visible, they are polled every 30 s and after each
   * execution.
   */
  'positions.feed': defineStream<PositionsSnapshot, PositionsItem>()(noInput, accountKey),
  /** Totals and cash of the accounts, polled every minute and after each execution while they are visible. */
  'totals.feed': defineStream<TotalsSnapshot, TotalsItem>()(noInput, accountKey),
  /** How the value of each account is divided, polled every minute and after each execution while it is visible. */
  'allocation.feed': defineStream<AllocationSnapshot, AllocationItem>()(noInput, accountKey),
  /**
   * Returns of one account over a year. IBKR allows one request every 15 minutes for all accounts of a login, so that the
   * response is stored. While a window shows an account, the console requests it whenever it may.
   */
  'performance.feed': defineStream<PerformanceView, PerformanceView>()(
    z.strictObject({ account: accountId }),
    () => 'performance',
  ),
  /** Returns the daily closes of a benchmark over two years, requested at most once a day. */
  'performance.benchmark': markAsBackground(defineCall<BenchmarkView>()(z.strictObject({ conid }))),
  /** Profit and loss of every account, about once a second. */
  'profit.feed': defineStream<ProfitSnapshot, ProfitItem>()(noInput, accountKey),
  /** Returns the recorded values of an account on the day in New York that contains `at`. Default: the current day. */
  'profit.day': markAsBackground(
    defineCall<EquityDay>()(z.strictObject({ account: accountId, at: timestamp.optional() })),
  ),

  /** Emits when the order journal has grown or cannot be written. */
  'journal.feed': defineStream<JournalStatus, JournalStatus>()(noInput, () => 'journal'),
  /**
   * Returns one page of the matching entries, newest first. Later pages pass the `newestId` of the first page as
   * `atMost`.
   */
  'journal.page': markAsBackground(
    defineCall<JournalPage>()(
      z.strictObject({
        query: journalQuery,
        offset: z.number().int().min(0).max(10_000_000),
        limit: z.number().int().min(1).max(500),
        atMost: timestamp.optional(),
      }),
    ),
  ),
  /**
   * Writes the matching entries, oldest first, to a file that `responses.body` and `files.save` can access. `jsonl`
   * also contains IBKR's updates. Fails with `not-found`, and with `limit` above 64 MB.
   */
  'journal.export': defineCall<PreparedFile>()(
    z.strictObject({ query: journalQuery, format: z.enum(['csv', 'jsonl']) }),
  ),
} as const

export type Contract = typeof contract
