import type { HostContext } from '../host-context.ts'
import type { InboxService } from '../inbox/inbox-service.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import type { SessionService } from '../session/session-service.ts'
import { watchConnection } from './connection-notifications.ts'
import { NotificationCombiner } from './notification-combiner.ts'
import type { NotificationsService } from './notifications-service.ts'

/** Notifies the user of events of one profile in use. */
export interface Notifier {
  /** Shows an event that is already in the inbox. */
  readonly announce: (event: InboxEvent) => void
  /** Records the losses of the connection in the inbox, and shows them. */
  watchConnection(inbox: InboxService): void
  /** Drops the events that wait to be combined. */
  dispose(): void
}

/** Creates the notifier of a profile in use. Bursts are combined for each profile, so that a text names one environment. */
export function createNotifier(
  { clock }: HostContext,
  { session, notifications }: { readonly session: SessionService; readonly notifications: NotificationsService },
): Notifier {
  const combiner = new NotificationCombiner(clock, (drafts) => notifications.publish(drafts))
  const announce = (event: InboxEvent): void => {
    if (notifications.isOn(event.kind)) combiner.add({ ...event, environment: session.environment })
  }
  let endWatch = (): void => undefined
  return {
    announce,
    dispose: () => combiner.clear(),
    watchConnection(inbox) {
      session.follow({
        attach(opened) {
          const record = (event: InboxEvent): void => inbox.record(event)
          endWatch = watchConnection({ session: opened, clock, record, notify: announce })
        },
        detach: () => endWatch(),
      })
    },
  }
}
