import { backgroundClock } from '../client/index.ts'
import { createAccountServices, createProfit } from './account/create-account-services.ts'
import { createCatalogue } from './catalogue/catalogue-service.ts'
import { ContractsService } from './contracts/contracts-service.ts'
import { LiveQuotes } from './contracts/live-quotes.ts'
import { openDatabase } from './database/open-database.ts'
import { createShellServices } from './desktop-shell/create-shell-services.ts'
import { createDiagnostics } from './diagnostics/create-diagnostics.ts'
import { FilesService } from './files/files-service.ts'
import { collectGarbage } from './garbage-collection.ts'
import { createGuardRails } from './guard-rails/create-guard-rails.ts'
import { KillSwitch } from './guard-rails/kill-switch.ts'
import { createHistory } from './history/history-service.ts'
import { type HostContext, UserNotices } from './host-context.ts'
import type { Host, HostOptions } from './host-types.ts'
import { createInbox } from './inbox/create-inbox.ts'
import { createKeyServices } from './keys/create-key-services.ts'
import { countsAsUserActivity } from './keys/idle-lock.ts'
import { openKeyStores } from './keys/open-key-stores.ts'
import { createLayouts } from './layouts/layouts-service.ts'
import { createLocalAlerts } from './local-alerts/create-local-alerts.ts'
import { openLog } from './log/log.ts'
import { createNotifications } from './notifications/notifications-service.ts'
import { createOrderServices } from './orders/create-order-services.ts'
import { PendingQuestion } from './orders/pending-question.ts'
import { ProfileList } from './profiles/profile-list.ts'
import { createRequestServices } from './requests/create-request-services.ts'
import { SavedResponseBodies } from './requests/saved-response-bodies.ts'
import { serveWindows } from './rpc/serve-windows.ts'
import { UnsentRequests } from './safety/unsent-requests.ts'
import { createSavedServices } from './saved-requests/saved-service.ts'
import { createSessionServices } from './session/create-session-services.ts'
import { removeTemporaryFiles } from './storage/replace-file.ts'
import { protectFromWrites } from './storage/write-protection.ts'
import { createStreamServices } from './stream/create-stream-services.ts'
import { createTicketServices } from './ticket/create-ticket-services.ts'

const READ_ONLY =
  'The console runs read-only, because its user data folder could not be written when it started. Start it again when the folder can be written.'

/** Creates all areas of the host in the order of their dependencies. Collects their handlers and session followers. */
export function createHost(options: HostOptions): Host {
  const { home, readOnly, clock = backgroundClock, version, commandLine, desktop } = options
  if (readOnly === undefined) removeTemporaryFiles(home)
  else protectFromWrites(home, READ_ONLY)
  const log = openLog(home, clock.now)
  const context: HostContext = { home, clock, log, notices: new UserNotices(options.onNotice) }

  context.notices.add(readOnly)
  const list = new ProfileList(context)
  const bodies = new SavedResponseBodies()
  const files = new FilesService(bodies, desktop?.dialogs)
  const unsent = new UnsentRequests(clock)
  const data = openDatabase(context, options.startDatabase)

  const open = openKeyStores(context, { list, files, unsent, options })
  const ofSession = createSessionServices(context, { list, keys: open.service, unsent, options })
  const { service: session, connection, confirmation, cancelRules } = ofSession
  const inbox = createInbox(context, { ...data, list, session })
  const { service: notifications, report, ...ofNotifications } = createNotifications(context, session, inbox)
  const history = createHistory(context, { ...data, list, session, bodies, version, commandLine })
  const contracts = new ContractsService(session, clock)
  const quotes = new LiveQuotes(clock)
  session.follow(quotes)
  const question = new PendingQuestion()
  const profit = createProfit(context, session, data.database)
  const rails = createGuardRails(context, {
    list,
    session,
    confirmation,
    contracts,
    question,
    profit: profit.feed,
    journalProblem: () => orders.journalProblem(),
  })
  const { service: guardRails, stored: storedRails } = rails
  const keys = createKeyServices(context, {
    list,
    open,
    session,
    files,
    confirmation,
    storedRails,
    cancelRules,
    makePrime: options.makePrime,
  })
  const shared = { session, bodies, unsent, files, question, guardRails, record: history.service.open }
  const orders = createOrderServices(context, { ...data, ...shared, connection, report, contracts, quotes })
  const ticket = createTicketServices(context, { list, session, contracts })
  const localAlerts = createLocalAlerts(context, {
    list,
    session,
    quotes,
    orders: orders.feed,
    profit: profit.feed,
    readRules: ticket['ticket.rules'],
    report,
  })
  const killSwitch = new KillSwitch({ clock, session, unsent, feed: orders.feed, record: history.service.open })
  const shell = createShellServices(context, {
    version,
    commandLine,
    desktop,
    list,
    session,
    keys: open.service,
    notifications,
  })

  const windows = serveWindows(context, {
    services: {
      ...shell.handlers,
      ...keys.handlers,
      ...ofSession.handlers,
      ...inbox.handlers,
      ...localAlerts.handlers,
      ...ofNotifications.handlers,
      ...history.handlers,
      ...orders.handlers,
      ...createRequestServices(context, { ...shared, orders }),
      ...rails.handlers,
      'killSwitch.run': () => killSwitch.run(),
      ...ticket,
      ...createStreamServices(context, { session, bodies, guardRails }),
      ...createAccountServices(context, { session, orders: orders.feed, profit }),
      ...createCatalogue(context, { session, files, readDocument: options.readDocument }),
      ...createSavedServices(context, list),
      ...createLayouts(context, list),
      ...createDiagnostics(context, {
        version,
        list,
        session,
        bodies,
        crashDumpFolder: desktop?.crashDumpFolder,
      }),
    },
    onCall: (name) => countsAsUserActivity(name) && open.service.used(),
    collect() {
      collectGarbage()
      void data.database.releaseMemory()
    },
  })

  let closed = false
  return {
    shell: shell.shell,
    attach: windows.attach,
    async connect() {
      await open.begin(options.vaultPassphrase)
      // The host may have been closed in the meantime.
      if (!closed) await session.connect()
    },
    async flush() {
      await Promise.all([history.service.settled(), orders.written(), inbox.service.saved()])
    },
    async close() {
      closed = true
      windows.close()
      keys.close()
      notifications.clear()
      localAlerts.close()
      await ofSession.close()
      await open.close()
      await history.service.settled()
      await orders.close()
      await inbox.service.saved()
      await data.database.close()
    },
    get waitsForKeychain() {
      return open.waitsForKeychain
    },
    confirmationShown: () => confirmation.shown,
  }
}
