import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import type { NotificationKind } from '../../shared/domain/notifications.ts'

/** Something that happened and may be worth a notification. */
export interface News {
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** What happened to an order can be summed up with others of its kind. */
  readonly order?: { readonly orderId: string; readonly symbol: string }
  /** Whose money it is: said in sums too. */
  readonly environment: KnownEnvironment
}
