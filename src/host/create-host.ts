import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Clock as SessionClock } from '../client/index.ts'
import type { CommandWish } from '../shared/contract/views.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { Transport } from '../shared/rpc/transport.ts'
import { AccountFeed } from './account/account-feed.ts'
import { executionsList, positionsList, profitList } from './account/account-lists.ts'
import { watchFills } from './account/watch-fills.ts'
import { catalogueHandlers } from './catalogue/catalogue-handlers.ts'
import { CatalogueService } from './catalogue/catalogue-service.ts'
import type { DocumentReader } from './catalogue/document-reader.ts'
import { documentOfServer } from './catalogue/fetch-document.ts'
import { KeptAdditions } from './catalogue/kept-additions.ts'
import type { Clock } from './clock.ts'
import { collectGarbage } from './collect-garbage.ts'
import { ContractsService } from './contracts/contracts-service.ts'
import { Database, type DatabaseStarter } from './database/database.ts'
import type { PrunedDay } from './database/recorded-days.ts'
import { prunedText, recoveryText } from './database/recovery-text.ts'
import { createFeed } from './feed.ts'
import { FilesService } from './files/files-service.ts'
import { historyHandlers } from './history/history-handlers.ts'
import { HistoryService } from './history/history-service.ts'
import { ImportsService } from './imports/imports-service.ts'
import { KeptImports } from './imports/kept-imports.ts'
import type { PrimeMaker } from './imports/make-keys.ts'
import { JournalService } from './journal/journal-service.ts'
import { beginKeys } from './keys/begin-keys.ts'
import { IDLE_MINUTES, isUse } from './keys/idle-lock.ts'
import { keyHandlers } from './keys/key-handlers.ts'
import type { OpenEntry } from './keys/keychain-store.ts'
import { KeysService } from './keys/keys-service.ts'
import { openKeys } from './keys/open-keys.ts'
import type { ScryptCost } from './keys/vault-format.ts'
import { faultWords } from './log/fault-words.ts'
import { openLog } from './log/log.ts'
import { looksHandlers } from './looks/looks-handlers.ts'
import { LooksService } from './looks/looks-service.ts'
import { watchConnection } from './notifications/connection-news.ts'
import { notificationHandlers } from './notifications/notification-handlers.ts'
import { NotificationsService } from './notifications/notifications-service.ts'
import { orderNews } from './notifications/order-news.ts'
import { AskedQuestion } from './orders/asked-question.ts'
import { OrderFeed } from './orders/order-feed.ts'
import { orderHandlers } from './orders/order-handlers.ts'
import { OrdersService } from './orders/orders-service.ts'
import { sentByHand } from './orders/sent-by-hand.ts'
import { isKeyed, profileView } from './profiles/profile.ts'
import { ProfileList } from './profiles/profile-list.ts'
import { ProfilesService } from './profiles/profiles-service.ts'
import { keepSettings, loadSettings } from './profiles/settings.ts'
import { BodyBudget } from './requests/body-budget.ts'
import { HeldAnswers } from './requests/held-answers.ts'
import { requestHandlers } from './requests/request-handlers.ts'
import { RequestsService } from './requests/requests-service.ts'
import { returnMemory } from './return-memory.ts'
import { serve } from './rpc/serve.ts'
import type { Services } from './rpc/services.ts'
import { Confirmation, type ConfirmationPort, quoteName } from './safety/confirmation.ts'
import { lockedWhileWaiting, UnsentRequests } from './safety/unsent-requests.ts'
import { savedHandlers } from './saved/saved-handlers.ts'
import { SavedService } from './saved/saved-service.ts'
import { ConnectionStory } from './session/connection-story.ts'
import { openClient } from './session/open-client.ts'
import { keepPractice, type PracticeStarter } from './session/practice.ts'
import { SessionService } from './session/session-service.ts'
import { ownOrigins } from './shell/own-origins.ts'
import { capabilitiesOf, type ShellMeans, type ShellPort } from './shell/shell-port.ts'
import { sweepTemporary } from './storage/sweep-temporary.ts'
import { SocketService } from './stream/socket-service.ts'
import { streamHandlers } from './stream/stream-handlers.ts'
import { StreamService } from './stream/stream-service.ts'
import { upstreamError } from './upstream/upstream-error.ts'

export interface HostOptions {
  /** An existing folder that is ours alone: see `prepareHome` and `takeInstanceLock`. */
  readonly home: string
  readonly version: string
  readonly startPractice: PracticeStarter
  readonly clock: Clock
  /** Where a person confirms what enables real trading, moves keys, or weakens their protection. */
  readonly confirmation: ConfirmationPort
  /** What the desktop shell around it can do; absent in browser mode. */
  readonly means?: ShellMeans
  /** Searches primes outside of this process. */
  readonly makePrime: PrimeMaker
  /** Runs SQLite outside of this thread. */
  readonly startDatabase: DatabaseStarter
  /** Reads foreign documents outside of this thread. */
  readonly readDocument: DocumentReader
  /** Opens the vault at start, with nobody at the keyboard. */
  readonly vaultPassphrase?: string | undefined
  /** Told of what happens at start and concerns whoever started it; windows are told too. */
  readonly onNotice?: (text: string) => void
  /** Another keychain than the system's, for tests. */
  readonly keychain?: () => Promise<OpenEntry>
  /** Another time of the sessions than the machine's, for tests. */
  readonly sessionClock?: SessionClock
  /** A vault that costs less to open than a vault should, for tests. */
  readonly weakVaultForTests?: ScryptCost
}

/** The application without a window: mounted by browser mode and by Electron alike. */
export interface Host {
  /** Sentences for the user about what was found at start. */
  readonly notices: readonly string[]
  /** Serves one window until its transport closes. */
  attach(transport: Transport<HostFrame, WindowFrame>): void
  connect(): Promise<void>
  close(): Promise<void>
  /** The keychain still waits for a person: an ordinary end of the process would wait with it. */
  readonly waitsForKeychain: boolean
  /** The code that waits to be typed, as the terminal showed it; undefined where none does. */
  confirmationShown(): string | undefined
  readonly shell: ShellPort
}

export function createHost(options: HostOptions): Host {
  const { home, clock } = options
  const { now } = clock
  sweepTemporary(home)
  const log = openLog(home, now)
  const settings = loadSettings(home, now)
  if (settings.notice) log.write('warning', 'settings-set-aside', settings.notice)

  const list = new ProfileList(home, settings.value)
  const onProblem = (error: unknown): void => log.write('warning', 'account-not-read', faultWords(error))
  const executions = new AccountFeed({ clock, list: executionsList, onProblem })
  const positions = new AccountFeed({ clock, list: positionsList, onProblem })
  const profit = new AccountFeed({ clock, list: profitList, onProblem })
  const accountFeeds = [executions, positions, profit]
  let endWatch = (): void => undefined
  const detachFeeds = (): void => {
    endWatch()
    orderFeed.detach()
    for (const feed of accountFeeds) feed.detach()
  }
  const connection = new ConnectionStory({ clock })
  const notifications = new NotificationsService({ home, clock })
  const practice = keepPractice(options.startPractice)
  const notices = [settings.notice, keepSettings(home, list.settings), notifications.notice].filter(
    (notice) => notice !== undefined,
  )
  const noticeFeed = createFeed<readonly string[], string>(() => [...notices])
  const addNotice = (text: string): void => {
    notices.push(text)
    noticeFeed.push([text])
    options.onNotice?.(text)
  }
  const { keychain, vault, keySets, sweep } = openKeys({
    home,
    clock,
    log,
    addNotice,
    onVault: () => void keys.followVault(),
    keychain: options.keychain,
    weakVaultForTests: options.weakVaultForTests,
  })
  const kept = new KeptImports(home, now)
  if (kept.notice) notices.push(kept.notice)
  const wantedSets = () => [...list.profiles.filter(isKeyed).map((profile) => profile.keys), ...kept.places]
  const answers = new HeldAnswers()
  const database = new Database(options.startDatabase, join(home, 'console.db'), (recovery) => {
    const text = recoveryText(recovery)
    log.write('warning', 'database-recovered', text)
    addNotice(text)
  })
  const onPruned = (pruned: PrunedDay): void => {
    const text = prunedText(pruned)
    log.write('warning', 'oldest-day-removed', text)
    addNotice(text)
  }
  const journal = new JournalService({
    database,
    clock,
    answers,
    onPruned,
    onFailing: (words) => log.write('warning', 'orders-not-journaled', words),
  })
  // Each practice server begins with the ids of the one before.
  const practiceBook = `practice ${randomUUID()}`
  const orderFeed = new OrderFeed({
    clock,
    journal,
    book: () => {
      const { id, kind } = session.profile
      const { environment } = session.arming
      return { id: kind === 'practice' ? practiceBook : id, profileId: id, environment }
    },
    onProblem: (code) => log.write('warning', 'orders-not-read', code),
    onRepaired: (gap) => connection.resynced(gap),
    onTurns: (turns) => {
      const { environment } = session.view()
      for (const turn of turns) {
        const news = orderNews(turn, environment)
        if (news) notifications.add(news)
      }
    },
  })
  watchFills(orderFeed.feed, () => positions.expectChange())
  /** What is learned on the way: where it cannot be written, it is learned again the next time. */
  const quietly = (keep: () => void): boolean => {
    try {
      keep()
      return true
    } catch {
      log.write('warning', 'settings-not-saved')
      return false
    }
  }
  const unsent = new UnsentRequests(clock)
  const session = new SessionService({
    profile: list.selected,
    openClient: (profile) =>
      openClient(profile, {
        startPractice: practice.start,
        clock: options.sessionClock,
        loginConfig: (keyed) => keys.loginConfig(keyed),
        onFirstCertificate: (gateway, certificate) => {
          const kept = quietly(() => profiles.pin(gateway, certificate))
          session.note({
            level: kept ? 'info' : 'warning',
            text: kept
              ? `First contact: only the certificate with the fingerprint ${certificate.sha256} is accepted from now on.`
              : `First contact: the certificate with the fingerprint ${certificate.sha256} could not be remembered, and any other is taken the next time.`,
          })
        },
      }),
    clock,
    onSession: (opened) => {
      connection.attach(opened)
      endWatch()
      endWatch = watchConnection({
        session: opened,
        clock,
        environment: () => session.view().environment,
        tell: (news) => notifications.add(news),
      })
      orderFeed.attach(opened)
      stream.attach(opened)
      for (const feed of accountFeeds) feed.attach(opened)
    },
    onAccounts: (profile, { paper }) => void quietly(() => profiles.learn(profile.id, paper)),
    onPermissionEnd: (reason) => unsent.withdrawChanges(reason),
    onSwitch: () => {
      orderFeed.clear()
      stream.clear()
      notifications.clear()
      connection.clear()
      for (const feed of accountFeeds) feed.clear()
      answers.clear()
    },
  })
  const profiles = new ProfilesService(list, session, keySets)
  const files = new FilesService(answers, options.means?.dialogs)
  const keys = new KeysService({
    home,
    clock,
    keychain,
    vault,
    keySets,
    files,
    log,
    idleMinutes: () => list.settings.vaultIdleMinutes ?? IDLE_MINUTES,
    findProfile: (id) => list.find(id),
    onLocked: () => unsent.withdrawChanges(lockedWhileWaiting()),
    onUnlocked: () => {
      void sweep(wantedSets)
      if (session.waitsForVault) void session.connect()
    },
  })
  const confirmation = new Confirmation({
    clock,
    log,
    port: options.confirmation,
    passphraseConfirms: () => keys.openedAtStart,
    checkPassphrase: (passphrase) => keys.checkPassphrase(passphrase),
  })
  const imports = new ImportsService({
    clock,
    files,
    makePrime: options.makePrime,
    kept,
    keySets,
    keep: (login) => profiles.keep(login),
    findProfile: (id) => list.find(id),
  })
  const history = new HistoryService({
    database,
    clock,
    answers,
    version: options.version,
    profile: () => {
      const { id, kind, target } = profileView(session.profile)
      return { id, kind, target, environment: session.arming.environment }
    },
    onLost: (words) => log.write('warning', 'history-not-kept', words),
    onPruned,
  })
  const onSent = history.record.bind(history)
  const asked = new AskedQuestion()
  const requests = new RequestsService(session, answers, new BodyBudget(clock, answers), asked, unsent, {
    onSent: (sent) => {
      onSent(sent)
      for (const { text, ...about } of sentByHand(sent)) orderFeed.noteSent({ ...about, symbol: '' }, text)
    },
    explainInactive: (reasons) => orderFeed.explainInactive(reasons),
    onOrdersFiltered: () => void orderFeed.reader?.resync({ unmute: true }),
    onLoggedOut: () => {
      detachFeeds()
      session.note({ level: 'info', text: 'You logged out at IBKR. Connect to log in again.' })
      return session.disconnect()
    },
  })
  const keptAdditions = new KeptAdditions(home, now)
  if (keptAdditions.notice) notices.push(keptAdditions.notice)
  const catalogue = new CatalogueService({
    readDocument: options.readDocument,
    fetchDocument: documentOfServer(session),
    files,
    kept: keptAdditions,
    now,
  })
  const contracts = new ContractsService(session, clock)
  const orders = new OrdersService(session, orderFeed, asked, unsent, (conid) => contracts.describe(conid), onSent)
  const stream = new StreamService({ session, clock, answers })
  const saved = new SavedService({ home, now, profileIds: () => list.profiles.map(({ id }) => id) })
  if (saved.notice) notices.push(saved.notice)
  const looks = new LooksService({ home, now, profileIds: () => list.profiles.map(({ id }) => id) })
  if (looks.notice) notices.push(looks.notice)
  const commands = createFeed<null, CommandWish>(() => null)
  let commandsGiven = 0
  const startedAt = now()

  const services: Services = {
    'app.commands': () => commands,
    'app.info': async () => ({ version: options.version, startedAt }),
    'app.notices': () => noticeFeed,
    'platform.capabilities': async () => capabilitiesOf(options.means),
    ...keyHandlers({ list, profiles, imports, keys, confirmation }),
    'session.feed': () => session.feed,
    'session.connect': async () => {
      await session.connect()
      return null
    },
    'session.disconnect': async () => {
      detachFeeds()
      await session.disconnect()
      collectGarbage()
      return null
    },
    'session.takeOver': async (_input, { signal }) => {
      try {
        await session.require().takeOver(signal)
        return null
      } catch (error) {
        throw upstreamError(error, false)
      }
    },
    'connection.feed': () => connection.feed,
    ...notificationHandlers(notifications),
    'safety.arm': (_input, { signal }) =>
      session.arming.arm((text, withdrawn) => {
        const profile = quoteName(session.profile.name)
        return confirmation.confirm(
          { kind: 'arm-live', text: `${text} Profile ${profile}.` },
          AbortSignal.any([signal, withdrawn]),
        )
      }),
    'confirmation.feed': () => confirmation.feed,
    'confirmation.answer': (input) => confirmation.answer(input),
    'confirmation.cancel': async ({ id }) => confirmation.cancel(id),
    'safety.disarm': async () => session.arming.disarm(),
    ...requestHandlers(requests, unsent, files),
    ...historyHandlers(history),
    ...savedHandlers(saved),
    ...catalogueHandlers(catalogue),
    ...streamHandlers(stream, new SocketService(session)),
    ...orderHandlers({ session, feed: orderFeed, orders, contracts, journal }),
    ...looksHandlers(looks),
    'executions.feed': () => executions.feed,
    'positions.feed': () => positions.feed,
    'profit.feed': () => profit.feed,
  }

  const releaseMemory = (): void => {
    collectGarbage()
    void database.releaseMemory()
  }

  let closed = false
  let windows = 0
  let stopReturning = (): void => undefined
  return {
    notices,
    attach(transport) {
      windows += 1
      stopReturning()
      serve(transport, {
        services,
        onCall: (name) => isUse(name) && keys.used(),
        onFault: (name, error) => log.write('error', 'fault', `${name}: ${faultWords(error)}`),
      })
      transport.onClose(() => {
        windows -= 1
        if (windows === 0 && !closed) stopReturning = returnMemory(clock, releaseMemory)
      })
    },
    async connect() {
      await beginKeys({
        keys,
        keySets,
        uncertain: (settings.notice ?? kept.notice) !== undefined,
        passphrase: options.vaultPassphrase,
        addNotice,
        sweep: () => sweep(wantedSets),
      })
      // It may be over before it began.
      if (!closed) await session.connect()
    },
    async close() {
      closed = true
      stopReturning()
      imports.close()
      detachFeeds()
      notifications.clear()
      await session.disconnect()
      await vault.close()
      await practice.close()
      await history.settled()
      await journal.close()
      await database.close()
    },
    get waitsForKeychain() {
      return keychain.isWaiting
    },
    confirmationShown: () => confirmation.shown,
    shell: {
      runCommand(id) {
        commandsGiven += 1
        commands.push([{ number: commandsGiven, id }])
      },
      addNotice,
      machineSleeps() {
        session.machineSleeps()
        void keys.personLeaves()
      },
      screenLocks: () => void keys.personLeaves(),
      systemIdle: (seconds) => keys.systemIdle(seconds * 1000),
      machineWakes: () => session.machineWakes(),
      ownOrigins: () => ownOrigins(list.profiles),
      onNotification: (listener) =>
        notifications.feed.subscribe((items) => {
          for (const item of items) if (item.kind === 'notification') listener(item.notification)
        }),
    },
  }
}
