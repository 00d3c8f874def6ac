import type { MenuCommand } from '../../shared/contract/views.ts'
import { createFeed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import type { KeysService } from '../keys/keys-service.ts'
import type { NotificationsService } from '../notifications/notifications-service.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import type { DesktopShellFunctions, DesktopShellPort } from './shell-port.ts'

export interface ShellServicesDeps {
  readonly version: string
  readonly means: DesktopShellFunctions | undefined
  readonly list: ProfileList
  readonly session: SessionService
  readonly keys: KeysService
  readonly notifications: NotificationsService
}

/** Creates the interface of the desktop shell, and the handlers of window calls about the program. */
export function createShellServices(
  { clock, notices }: HostContext,
  { version, means, list, session, keys, notifications }: ShellServicesDeps,
): { readonly shell: DesktopShellPort; readonly handlers: HandlersOf<'app' | 'platform'> } {
  const commands = createFeed<null, MenuCommand>(() => null)
  let lastCommand = 0
  const startedAt = clock.now()
  const dialogs = means !== undefined
  return {
    handlers: {
      'app.commands': () => commands,
      'app.info': async () => ({ version, startedAt }),
      'app.notices': () => notices.feed,
      'platform.capabilities': async () => ({
        openFileDialog: dialogs,
        saveFileDialog: dialogs,
        notify: means?.canNotify() ?? false,
      }),
    },
    shell: {
      runCommand(id) {
        lastCommand += 1
        commands.push([{ number: lastCommand, id }])
      },
      addNotice: (text) => notices.add(text),
      machineSleeps() {
        session.machineSleeps()
        void keys.userLeft()
      },
      machineWakes: () => session.machineWakes(),
      screenLocks: () => void keys.userLeft(),
      systemIdle: (seconds) => keys.systemIdle(seconds * 1000),
      ownOrigins: () =>
        list.profiles.flatMap((profile) =>
          profile.kind === 'gateway' && URL.canParse(profile.url) ? [new URL(profile.url).origin] : [],
        ),
      reportNotification: (problem) => notifications.reportProblem(problem),
      onNotification: (listener) =>
        notifications.feed.subscribe((items) => {
          for (const item of items) if (item.kind === 'notification') listener(item.notification)
        }),
    },
  }
}
