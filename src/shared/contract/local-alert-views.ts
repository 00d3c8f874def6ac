import { z } from 'zod'
import {
  type AlertCondition,
  type LocalAlert,
  type LocalAlertState,
  MIN_SILENCE_SECONDS,
  type WatchedFeed,
} from '../domain/local-alerts.ts'
import { accountId } from './schemas.ts'

const rearm = z.enum(['automatic', 'manual'])
const contract = {
  conid: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  symbol: z.string().trim().min(1).max(60),
}
const level = { direction: z.enum(['rises', 'falls']), level: z.number().min(-1e12).max(1e12), rearm }

const silence = <Feed extends WatchedFeed>(feed: Feed) => ({
  kind: z.literal('silent-feed'),
  feed: z.literal(feed),
  seconds: z.number().int().min(MIN_SILENCE_SECONDS[feed]).max(86_400),
  rearm,
})

/** Schema of the condition of a local alert, in calls and in their file. */
export const alertCondition: z.ZodType<AlertCondition> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('price'), ...contract, ...level }),
  z.strictObject({ kind: z.literal('daily-profit'), account: accountId, ...level }),
  z.strictObject({ kind: z.literal('order-age'), minutes: z.number().int().min(1).max(100_000) }),
  z.discriminatedUnion('feed', [
    z.strictObject(silence('socket')),
    z.strictObject(silence('orders')),
    z.strictObject(silence('profit')),
    z.strictObject({ ...silence('quote'), ...contract }),
  ]),
])

export interface LocalAlertView extends LocalAlert {
  readonly state: LocalAlertState
}

/** The local alerts of the selected profile. */
export interface LocalAlertsView {
  readonly profileId: string
  readonly alerts: readonly LocalAlertView[]
  /** Number of market data lines that the alerts use now: one for each contract with an active alert. */
  readonly lines: number
}
