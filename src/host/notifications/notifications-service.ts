import type { Clock } from '../../client/index.ts'
import type { NotificationsItem, NotificationsView } from '../../shared/contract/notification-views.ts'
import type {
  ConsoleNotification,
  NotificationKind,
  NotificationSettings,
  NotificationSwitches,
} from '../../shared/domain/notifications.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import type { HandlersOf } from '../service-types.ts'
import type { UnpublishedNotification } from './notification-combiner.ts'
import { isInQuietHours, loadNotificationSettings, saveNotificationSettings } from './notification-settings.ts'

export interface NotificationsOptions {
  readonly home: string
  readonly clock: Clock
  /** Replaces the time zone of the machine in tests. */
  readonly timeZone?: string
}

/**
 * Publishes desktop notifications according to the user's settings. Publishes none in the quiet hours, and shows each
 * notification once.
 */
export class NotificationsService {
  readonly feed: Feed<NotificationsView, NotificationsItem>
  /** Notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #options: NotificationsOptions
  readonly #timeZone: string
  #settings: NotificationSettings
  #lastId = 0
  #problem: string | undefined

  constructor(options: NotificationsOptions) {
    this.#options = options
    const { home, clock } = options
    const { value, notice } = loadNotificationSettings(home, () => clock.now())
    this.#settings = value
    this.notice = notice
    this.#timeZone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
    this.feed = createFeed(() => this.view)
  }

  get view(): NotificationsView {
    const problem = this.#problem
    return { settings: this.#settings, timeZone: this.#timeZone, ...(problem !== undefined && { problem }) }
  }

  /** Saves the settings. If the settings cannot be written, the previous settings stay in effect. */
  change(settings: NotificationSettings): void {
    saveNotificationSettings(this.#options.home, settings, this.#settings)
    this.#settings = settings
    this.feed.push([{ kind: 'view', view: this.view }])
  }

  /** Reports to the windows why the system did not show a notification; undefined after it showed one. */
  reportProblem(problem: string | undefined): void {
    if (problem === this.#problem) return
    this.#problem = problem
    this.feed.push([{ kind: 'view', view: this.view }])
  }

  /** Reports whether notifications of a kind are shown, or announced by a sound. */
  isOn(kind: NotificationKind): boolean {
    const { desktop, sound } = this.#switchesOf(kind)
    return desktop || sound
  }

  #switchesOf(kind: NotificationKind): NotificationSwitches {
    const { desktop, sound, muted } = this.#settings.kinds[kind]
    return muted ? SILENT : { desktop, sound }
  }

  /** Publishes a sample notification, even if all kinds are switched off. */
  try(kind: NotificationKind, how: NotificationSwitches): void {
    this.#push([{ kind, ...SAMPLES[kind], ...how, isTrial: true }])
  }

  /** Publishes the notifications, unless the hours are quiet. */
  publish(drafts: readonly UnpublishedNotification[]): void {
    const { clock } = this.#options
    if (isInQuietHours(this.#settings.quietHours, clock.now(), this.#timeZone)) return
    this.#push(
      drafts.map(({ kind, title, body, environment }) => {
        const money = environment.toUpperCase()
        return {
          kind,
          title,
          body: body === '' ? money : `${body} · ${money}`,
          ...this.#switchesOf(kind),
          isTrial: false,
        }
      }),
    )
  }

  #push(all: readonly Omit<ConsoleNotification, 'id'>[]): void {
    const items = all
      .filter(({ desktop, sound }) => desktop || sound)
      .map((each): NotificationsItem => {
        this.#lastId += 1
        return { kind: 'notification', notification: { id: this.#lastId, ...each } }
      })
    this.feed.push(items)
  }
}

const SILENT: NotificationSwitches = { desktop: false, sound: false }

const SAMPLES: Readonly<Record<NotificationKind, { readonly title: string; readonly body: string }>> = {
  fill: { title: 'Filled: BUY 100 AAPL', body: 'Sample of a filled order' },
  partial: { title: 'Partly filled: BUY 40 of 100 AAPL', body: 'Sample of a partial fill' },
  cancel: { title: 'Cancelled: BUY 100 AAPL', body: 'Sample of a cancelled order' },
  reject: { title: 'Rejected: BUY 100 AAPL', body: 'Sample of a rejected order' },
  disconnect: { title: 'Connection lost', body: 'Sample of a lost connection' },
  competing: { title: 'Logged in elsewhere', body: 'Sample of another login' },
  reconnect: { title: 'Connection restored', body: 'Sample of a restored connection' },
  notice: { title: 'Notice from IBKR', body: 'Sample of a notice' },
  alert: { title: 'AAPL rises to 200', body: 'Sample of a local alert' },
}

export interface NotificationsArea {
  readonly service: NotificationsService
  readonly handlers: HandlersOf<'notifications'>
}

/** Creates the notification service of all profiles. */
export function createNotifications({ home, clock, notices }: HostContext): NotificationsArea {
  const service = new NotificationsService({ home, clock })
  notices.add(service.notice)
  return {
    service,
    handlers: {
      'notifications.feed': () => service.feed,
      'notifications.change': async (settings) => service.change(settings),
      'notifications.try': async ({ kind, ...how }) => service.try(kind, how),
    },
  }
}
