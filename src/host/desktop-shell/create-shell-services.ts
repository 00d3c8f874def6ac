import type { ShellRequest } from '../../shared/contract/views.ts'
import { parseConsoleLink } from '../../shared/domain/console-link.ts'
import { createFeed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import type { KeysService } from '../keys/keys-service.ts'
import type { NotificationsService } from '../notifications/notifications-service.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Runtimes } from '../runtime/runtimes.ts'
import type { HandlersOf } from '../service-types.ts'
import type { DesktopShellFunctions, DesktopShellPort } from '../shell-port.ts'

export interface ShellServicesDeps {
  readonly version: string
  readonly commandLine: string | undefined
  readonly desktop: DesktopShellFunctions | undefined
  readonly list: ProfileList
  readonly runtimes: Runtimes
  readonly keys: KeysService
  readonly notifications: NotificationsService
}

/** Creates the interface of the desktop shell, and the handlers of window calls about the program. */
export function createShellServices(
  { clock, notices }: HostContext,
  { version, commandLine, desktop, list, runtimes, keys, notifications }: ShellServicesDeps,
): { readonly shell: DesktopShellPort; readonly handlers: HandlersOf<'app' | 'platform'> } {
  // Stores the link that started the program until a window is connected.
  let waiting: ShellRequest | undefined
  const requests = createFeed<ShellRequest | null, ShellRequest>(() => {
    const first = waiting ?? null
    waiting = undefined
    return first
  })
  let lastRequest = 0
  const startedAt = clock.now()
  const dialogs = desktop !== undefined
  return {
    handlers: {
      'app.requests': () => requests,
      'app.info': async () => ({ version, startedAt }),
      'app.notices': () => notices.feed,
      'platform.capabilities': async () => ({
        openFileDialog: dialogs,
        saveFileDialog: dialogs,
        notify: desktop?.canNotify() ?? false,
        ...(commandLine !== undefined && { commandLine }),
      }),
    },
    shell: {
      runCommand(id) {
        lastRequest += 1
        requests.push([{ number: lastRequest, kind: 'command', id }])
      },
      openLink(text) {
        lastRequest += 1
        const link = parseConsoleLink(text)
        const request: ShellRequest = link
          ? { number: lastRequest, kind: 'link', link }
          : { number: lastRequest, kind: 'invalid-link', problem: describeInvalidLink(text) }
        if (requests.isWatched) requests.push([request])
        else waiting = request
      },
      onSession(listener) {
        let stop = (): void => undefined
        const follow = ({ session }: Runtime): void => {
          stop()
          listener(session.view())
          stop = session.feed.subscribe((items) => {
            for (const item of items) if (item.kind === 'view') listener(item.view)
          })
        }
        const stopFollowing = runtimes.onCurrent(follow)
        follow(runtimes.current)
        return () => {
          stopFollowing()
          stop()
        }
      },
      addNotice: (text) => notices.add(text),
      machineSleeps() {
        for (const { session } of runtimes.all) session.machineSleeps()
        void keys.userLeft()
      },
      machineWakes() {
        for (const { session } of runtimes.all) session.machineWakes()
      },
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

function describeInvalidLink(text: string): string {
  const start = text.replace(/[^\x20-\x7e]/g, '').slice(0, 60)
  return `The link “${start}${text.length > 60 ? '…' : ''}” names no view of the console. Nothing was opened.`
}
