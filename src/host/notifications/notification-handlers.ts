import type { Services } from '../rpc/services.ts'
import type { NotificationsService } from './notifications-service.ts'

/** The part of the contract that is about what is told outside the window. */
export function notificationHandlers(
  notifications: NotificationsService,
): Pick<Services, Extract<keyof Services, `notifications.${string}`>> {
  return {
    'notifications.feed': () => notifications.feed,
    'notifications.change': async (input) => {
      notifications.change(input)
      return null
    },
    'notifications.try': async ({ kind, ...how }) => {
      notifications.try(kind, how)
      return null
    },
  }
}
