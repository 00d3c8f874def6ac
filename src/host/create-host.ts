import { backgroundClock } from '../client/index.ts'
import { PenaltyBox } from '../client/unpublished.ts'
import { createCatalogue } from './catalogue/catalogue-service.ts'
import { openDatabase } from './database/open-database.ts'
import { createShellServices } from './desktop-shell/create-shell-services.ts'
import { createDiagnostics } from './diagnostics/create-diagnostics.ts'
import { createFiles } from './files/create-files.ts'
import { SavedResponseBodies } from './files/saved-response-bodies.ts'
import { collectGarbage } from './garbage-collection.ts'
import { createGuardRailSettings } from './guard-rails/create-guard-rail-settings.ts'
import { createHistory } from './history/history-service.ts'
import { type HostContext, UserNotices } from './host-context.ts'
import type { Host, HostOptions } from './host-types.ts'
import { pruneInboxes } from './inbox/create-inbox.ts'
import { createJournal } from './journal/create-journal.ts'
import { openKeyStores } from './key-imports/open-key-stores.ts'
import { countsAsUserActivity } from './keys/idle-lock.ts'
import { createLayouts } from './layouts/layouts-service.ts'
import { StoredLocalAlerts } from './local-alerts/stored-local-alerts.ts'
import { openLog } from './log/log.ts'
import { createNotifications } from './notifications/notifications-service.ts'
import { createProfileEdits } from './profile-edits/create-profile-edits.ts'
import { getKnownEnvironment, type Profile } from './profiles/profile.ts'
import { ProfileList } from './profiles/profile-list.ts'
import { BodyMemoryBudget } from './requests/body-memory-budget.ts'
import type { WindowServices } from './rpc/serve-window.ts'
import { serveWindows } from './rpc/serve-windows.ts'
import { createRuntime } from './runtime/create-runtime.ts'
import type { RuntimeServices, SharedServices } from './runtime/runtime.ts'
import { Runtimes } from './runtime/runtimes.ts'
import { createSafety } from './safety/create-safety.ts'
import { createProfileEndedError, createVaultLockedError } from './safety/not-sent-errors.ts'
import { createOpenRequests } from './saved-requests/open-requests.ts'
import { createSavedServices } from './saved-requests/saved-service.ts'
import type { Services } from './service-types.ts'
import { ConnectedLogins } from './session/connected-logins.ts'
import { createPracticeLauncher } from './session/practice-launcher.ts'
import { removeTemporaryFiles } from './storage/replace-file.ts'
import { protectFromWrites } from './storage/write-protection.ts'
import { createTicketDefaults } from './ticket/create-ticket.ts'

const READ_ONLY =
  'The console runs read-only, because its user data folder could not be written when it started. Start it again when the folder can be written.'

/** Returns the handler of a call or stream. Each name is in one of the two. */
function findHandler<N extends keyof Services>(shared: SharedServices, own: RuntimeServices, name: N): Services[N] {
  const handlers: Partial<Services> = name in own ? own : shared
  return handlers[name] as Services[N]
}

/**
 * Creates the host in the order of its layers: what all profiles share, then the profiles in use, then the windows. A
 * profile in use has a runtime, which `createRuntime` makes.
 */
export function createHost(options: HostOptions): Host {
  const { home, readOnly, clock = backgroundClock, version, commandLine, desktop } = options
  if (readOnly === undefined) removeTemporaryFiles(home)
  else protectFromWrites(home, READ_ONLY)
  const log = openLog(home, clock.now)
  const context: HostContext = { home, clock, log, notices: new UserNotices(options.onNotice) }

  context.notices.add(readOnly)
  const list = new ProfileList(context)
  const { clockCheck, ...data } = openDatabase(context, options.startDatabase)
  const bodies = new SavedResponseBodies()
  const { files, ...ofFiles } = createFiles({ bodies, dialogs: desktop?.dialogs })

  const countsAsLive = (profile: Profile): boolean => {
    const environment = runtimes.find(profile.id)?.session.arming.environment ?? getKnownEnvironment(profile)
    return environment === 'live' || environment === 'unknown'
  }
  const onLocked = (): void => {
    for (const { unsent } of runtimes.all) unsent.withdrawChanges(createVaultLockedError())
  }
  const keyStores = openKeyStores(context, { list, files, onLocked, options })
  const { service: keys } = keyStores
  const { confirmation, cancelRules, ...ofSafety } = createSafety(context, {
    list,
    keys,
    options,
    countsAsLive,
    onRuleChanged: (profileId) => runtimes.find(profileId)?.session.announce(),
  })
  const guardRailSettings = createGuardRailSettings(context, { list, confirmation, countsAsLive })

  const { journal, ...ofJournal } = createJournal(context, { ...data, bodies })
  const history = createHistory(context, { ...data, list, bodies, version, commandLine })
  const notifications = createNotifications(context)
  pruneInboxes(list, data)
  const practice = createPracticeLauncher(options.startPractice)
  const shared = {
    ...{
      list,
      keys,
      practice,
      logins: new ConnectedLogins(),
      penaltyBox: new PenaltyBox(),
      confirmation,
      cancelRules,
      options,
    },
    ...{ database: data.database, bodies, budget: new BodyMemoryBudget(clock, bodies), journal, guardRailSettings },
    createRecorder: history.createRecorder,
    notifications: notifications.service,
    storedAlerts: new StoredLocalAlerts({ context, profileIds: () => list.profiles.map(({ id }) => id) }),
  }
  const runtimes: Runtimes = new Runtimes({
    clock,
    list,
    create(profile) {
      const runtime = createRuntime(context, profile, shared)
      // The simulator of Practice has the clock of this machine, which cannot confirm itself.
      if (profile.kind !== 'practice') runtime.session.follow(clockCheck)
      return runtime
    },
  })
  keys.onUnlocked(() => {
    for (const { session } of runtimes.all) if (session.waitsForVault) void session.connect()
  })

  const profiles = createProfileEdits(context, {
    ...{ list, open: keyStores, files, confirmation, storedRails: guardRailSettings.stored, cancelRules },
    makePrime: options.makePrime,
    inUse: runtimes,
  })
  const shell = createShellServices(context, {
    ...{ version, commandLine, desktop, list, runtimes, keys },
    notifications: notifications.service,
  })

  const sharedServices: SharedServices = {
    ...shell.handlers,
    ...profiles.handlers,
    ...ofSafety.handlers,
    ...guardRailSettings.handlers,
    ...notifications.handlers,
    ...history.handlers,
    ...ofJournal.handlers,
    ...ofFiles.handlers,
    ...createTicketDefaults(context, { list }).handlers,
    ...createCatalogue(context, {
      sessionOf: (window) => runtimes.of(window).session,
      files,
      readDocument: options.readDocument,
    }),
    ...createSavedServices(context, list),
    ...createOpenRequests(context),
    ...createLayouts(context, list),
    ...createDiagnostics(context, {
      version,
      list,
      session: () => runtimes.current.session,
      bodies,
      crashDumpFolder: desktop?.crashDumpFolder,
    }),
  }
  const windows = serveWindows(context, {
    open(window) {
      const binding = runtimes.attach(window)
      const services: WindowServices = {
        find: (name) => findHandler(sharedServices, binding.runtime.handlers, name),
        onReplaced: (listener) =>
          binding.onChange(() => listener((name) => name in binding.runtime.handlers, createProfileEndedError())),
      }
      return { services, release: binding.release }
    },
    onCall: (name) => countsAsUserActivity(name) && keys.used(),
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
      await keyStores.begin(options.vaultPassphrase)
      // The host may have been closed in the meantime.
      if (!closed) await runtimes.current.session.connect()
    },
    async flush() {
      const ofRuntimes = runtimes.all.map((runtime) => runtime.written())
      await Promise.all([history.service.settled(), journal.writer.settled(), ...ofRuntimes])
    },
    async close() {
      closed = true
      windows.close()
      profiles.close()
      await runtimes.close()
      await practice.close()
      await keyStores.close()
      await history.service.settled()
      await journal.writer.close()
      await data.database.close()
    },
    get waitsForKeychain() {
      return keyStores.waitsForKeychain
    },
    confirmationShown: () => confirmation.shown,
  }
}
