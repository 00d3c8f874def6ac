import type { NotificationsItem, NotificationsView } from '../../shared/contract/notification-views.ts'
import type {
  ConsoleNotification,
  NotificationKind,
  NotificationSettings,
  NotificationSwitches,
} from '../../shared/domain/notifications.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { fileError } from '../files/file-error.ts'
import type { HostContext } from '../host-context.ts'
import type { HandlersOf } from '../rpc/services.ts'
import type { SessionService } from '../session/session-service.ts'
import { watchConnection } from './connection-news.ts'
import { GatheredNews } from './gathered-news.ts'
import type { News } from './news.ts'
import { loadNotificationSettings, saveNotificationSettings } from './notification-settings.ts'
import { isQuiet, machineTimeZone } from './quiet-hours.ts'

export interface NotificationsOptions {
  readonly home: string
  readonly clock: Clock
  /** Another than the machine's, for tests. */
  readonly timeZone?: string
}

/** What is told outside the window, and how: as the user switched it, not in the quiet hours, summed up in a storm. Each is told once. */
export class NotificationsService {
  readonly feed: Feed<NotificationsView, NotificationsItem>
  /** What happened to a file that could not be used. */
  readonly notice: string | undefined
  readonly #options: NotificationsOptions
  readonly #timeZone: string
  readonly #gathered: GatheredNews
  #settings: NotificationSettings
  #lastId = 0

  constructor(options: NotificationsOptions) {
    this.#options = options
    const { home, clock } = options
    const { value, notice } = loadNotificationSettings(home, () => clock.now())
    this.#settings = value
    this.notice = notice
    this.#timeZone = options.timeZone ?? machineTimeZone()
    this.#gathered = new GatheredNews(clock, (news) => this.#tell(news))
    this.feed = createFeed(() => this.view)
  }

  get view(): NotificationsView {
    return { settings: this.#settings, timeZone: this.#timeZone }
  }

  /** Keeps other settings. Where they cannot be written, those before stay. */
  change(settings: NotificationSettings): void {
    try {
      saveNotificationSettings(this.#options.home, settings)
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#settings = settings
    this.feed.push([{ kind: 'view', view: this.view }])
  }

  /** Something happened just now: told unless it is switched off, or the hours are quiet. */
  add(news: News): void {
    const { desktop, sound } = this.#settings.kinds[news.kind]
    if (desktop || sound) this.#gathered.add(news)
  }

  /** Another profile: nothing more is told of the one before. */
  clear(): void {
    this.#gathered.clear()
  }

  /** Shows a sample, whatever is switched off: for a person who asks how it looks and sounds. */
  try(kind: NotificationKind, how: NotificationSwitches): void {
    this.#push([{ kind, ...SAMPLES[kind], ...how, isTrial: true }])
  }

  #tell(all: readonly News[]): void {
    const { clock } = this.#options
    if (isQuiet(this.#settings.quietHours, clock.now(), this.#timeZone)) return
    this.#push(
      all.map(({ kind, title, body, environment }) => {
        const money = environment.toUpperCase()
        return {
          kind,
          title,
          body: body === '' ? money : `${body} · ${money}`,
          ...this.#settings.kinds[kind],
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

const SAMPLES: Readonly<Record<NotificationKind, { readonly title: string; readonly body: string }>> = {
  fill: { title: 'Filled: BUY 100 AAPL', body: 'This is how a filled order is told' },
  partial: { title: 'Partly filled: BUY 40 of 100 AAPL', body: 'This is how a part of an order is told' },
  cancel: { title: 'Cancelled: BUY 100 AAPL', body: 'This is how a cancelled order is told' },
  reject: { title: 'Rejected: BUY 100 AAPL', body: 'This is how a rejected order is told' },
  disconnect: { title: 'Connection lost', body: 'This is how a lost connection is told' },
  competing: { title: 'Logged in elsewhere', body: 'This is how another login is told' },
}

/** Notifications with what causes them: the connection is watched here, orders call `add`. */
export function createNotifications(
  { home, clock, notices }: HostContext,
  session: SessionService,
): { readonly service: NotificationsService; readonly handlers: HandlersOf<'notifications'> } {
  const service = new NotificationsService({ home, clock })
  notices.add(service.notice)
  let endWatch = (): void => undefined
  session.follow({
    attach(opened) {
      endWatch = watchConnection({
        session: opened,
        clock,
        environment: () => session.view().environment,
        tell: (news) => service.add(news),
      })
    },
    detach: () => endWatch(),
    clear: () => service.clear(),
  })
  return {
    service,
    handlers: {
      'notifications.feed': () => service.feed,
      'notifications.change': async (settings) => service.change(settings),
      'notifications.try': async ({ kind, ...how }) => service.try(kind, how),
    },
  }
}
