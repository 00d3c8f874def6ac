import { backgroundClock } from '../client/index.ts'
import { createAccount } from './account/create-account.ts'
import { createCatalogue } from './catalogue/catalogue-service.ts'
import { openDatabase } from './database/open-database.ts'
import { FilesService } from './files/files-service.ts'
import { collectGarbage } from './garbage-collection.ts'
import { createHistory } from './history/history-service.ts'
import type { Host, HostOptions } from './host.ts'
import { type HostContext, Notices } from './host-context.ts'
import { createKeys } from './keys/create-keys.ts'
import { countsAsUse } from './keys/idle-lock.ts'
import { openKeys } from './keys/open-keys.ts'
import { createLayouts } from './layouts/layouts-service.ts'
import { openLog } from './log/log.ts'
import { createNotifications } from './notifications/notifications-service.ts'
import { createOrders } from './orders/create-orders.ts'
import { ProfileList } from './profiles/profile-list.ts'
import { createRequests } from './requests/create-requests.ts'
import { SavedBodies } from './requests/saved-bodies.ts'
import { serveWindows } from './rpc/serve-windows.ts'
import { UnsentRequests } from './safety/unsent-requests.ts'
import { createSaved } from './saved/saved-service.ts'
import { createSession } from './session/create-session.ts'
import { createShell } from './shell/create-shell.ts'
import { removeTemporaryFiles } from './storage/replace-file.ts'
import { createStream } from './stream/create-stream.ts'

/** Creates all areas of the host in the order of their dependencies. Collects their handlers and session followers. */
export function createHost(options: HostOptions): Host {
  const { home, clock = backgroundClock, version, means } = options
  removeTemporaryFiles(home)
  const log = openLog(home, clock.now)
  const context: HostContext = { home, clock, log, notices: new Notices(options.onNotice) }

  const list = new ProfileList(context)
  const bodies = new SavedBodies()
  const files = new FilesService(bodies, means?.dialogs)
  const unsent = new UnsentRequests(clock)
  const data = openDatabase(context, options.startDatabase)

  const open = openKeys(context, { list, files, unsent, options })
  const ofSession = createSession(context, { list, keys: open.service, unsent, options })
  const { service: session, connection, confirmation } = ofSession
  const keys = createKeys(context, { list, open, session, files, confirmation, makePrime: options.makePrime })
  const { service: notifications, ...ofNotifications } = createNotifications(context, session)
  const history = createHistory(context, { ...data, session, bodies, version })
  const shared = { session, bodies, unsent, files, onSent: history.service.record }
  const orders = createOrders(context, { ...data, ...shared, connection, notifications })
  const shell = createShell(context, { version, means, list, session, keys: open.service, notifications })

  const windows = serveWindows(context, {
    services: {
      ...shell.handlers,
      ...keys.handlers,
      ...ofSession.handlers,
      ...ofNotifications.handlers,
      ...history.handlers,
      ...orders.handlers,
      ...createRequests(context, { ...shared, orders }),
      ...createStream(context, { session, bodies }),
      ...createAccount(context, { session, orders: orders.feed }),
      ...createCatalogue(context, { session, files, readDocument: options.readDocument }),
      ...createSaved(context, list),
      ...createLayouts(context, list),
    },
    onCall: (name) => countsAsUse(name) && open.service.used(),
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
    async close() {
      closed = true
      windows.close()
      keys.close()
      notifications.clear()
      await ofSession.close()
      await open.close()
      await history.service.settled()
      await orders.close()
      await data.database.close()
    },
    get waitsForKeychain() {
      return open.waitsForKeychain
    },
    confirmationShown: () => confirmation.shown,
  }
}
