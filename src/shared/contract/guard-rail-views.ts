import { z } from 'zod'
import {
  ASSET_CLASSES,
  type GuardRailName,
  type GuardRails,
  isAmountRail,
  LIMIT_CURRENCIES,
  LIST_RAILS,
  MAX_ALLOWED_VALUES,
  NUMBER_RAILS,
  RAIL_ACTIONS,
  type RailAction,
  type RailSinceFormat2,
} from '../domain/guard-rails.ts'
import type { CancelledContract } from '../domain/kill-outcome.ts'
import type { Order } from '../domain/orders.ts'
import { rowOf } from '../domain/read-value.ts'

const action = z.enum(RAIL_ACTIONS)
const numberRail = (limit: z.ZodNumber) => z.strictObject({ action, limit })
const amount = z.number().positive().max(1e15)

const fieldsOfFormat1 = {
  currency: z.enum(LIMIT_CURRENCIES),
  quantity: numberRail(amount),
  value: numberRail(amount),
  collar: numberRail(z.number().positive().max(1_000)),
  symbols: z.strictObject({
    action,
    allowed: z
      .array(z.string().regex(/^[A-Z0-9][A-Z0-9 .'/-]{0,39}$/, 'a symbol in upper case'))
      .max(MAX_ALLOWED_VALUES),
  }),
  assetClasses: z.strictObject({ action, allowed: z.array(z.enum(ASSET_CLASSES)).max(ASSET_CLASSES.length) }),
  ordersPerMinute: numberRail(z.number().int().positive().max(10_000)),
  dailyLoss: numberRail(amount),
}

/** Schema of the limits of a profile in version 1 of their file. */
export const guardRailsOfFormat1: z.ZodType<Omit<GuardRails, RailSinceFormat2>> = z.strictObject(fieldsOfFormat1)

const fields = {
  ...fieldsOfFormat1,
  notional: numberRail(amount),
  delta: numberRail(amount),
  expiryLoss: numberRail(amount),
  nakedShorts: numberRail(z.number().int().nonnegative().max(1_000_000)),
  daysToExpiry: numberRail(z.number().int().positive().max(3_650)),
  position: numberRail(amount),
  workingOrders: numberRail(z.number().int().positive().max(10_000)),
}

/** Schema of the limits of a profile, in calls and in their file. */
export const guardRails: z.ZodType<GuardRails> = z.strictObject(fields)

/**
 * Returns the limits that a damaged entry of the file still states. An action that cannot be read refuses, and a list
 * allows only what can be read. Without a known currency, no amount is stated.
 */
export function readStatedRails(entry: unknown): Partial<GuardRails> {
  const row = rowOf(entry) ?? {}
  const currency = fields.currency.safeParse(row['currency']).data
  const numbers = NUMBER_RAILS.flatMap((name) => {
    const { action, limit } = fields[name].shape
    const stated = rowOf(row[name])
    const read = limit.safeParse(stated?.['limit'])
    if (!read.success || (isAmountRail(name) && currency === undefined)) return []
    return [[name, { action: action.safeParse(stated?.['action']).data ?? 'refuse', limit: read.data }]]
  })
  const lists = LIST_RAILS.flatMap((name) => {
    const { action, allowed } = fields[name].shape
    const stated = rowOf(row[name])
    if (stated === undefined) return []
    const values: readonly unknown[] = Array.isArray(stated['allowed']) ? stated['allowed'] : []
    const known = values.filter((value) => allowed.element.safeParse(value).success).slice(0, MAX_ALLOWED_VALUES)
    return [[name, { action: action.safeParse(stated['action']).data ?? 'refuse', allowed: known }]]
  })
  return { ...(currency !== undefined && { currency }), ...Object.fromEntries([...numbers, ...lists]) }
}

/** One limit that an order exceeds, or that cannot be checked. */
export interface GuardRailFinding {
  /**
   * The limit; `unreadable` for a request whose orders cannot be read, `expired` for a contract that no longer trades,
   * which is no limit.
   */
  readonly rail: GuardRailName | 'unreadable' | 'expired'
  /** `off`: the limit is off, but the order exceeds what suits an individual account. Only the review shows it. */
  readonly action: RailAction
  /** Names the limit, the value and what to do. */
  readonly message: string
  /** Numbers of the orders, beginning with 1, if the request has several and the limit is about single orders. */
  readonly orders?: readonly number[]
}

/** The result of checking an order against the limits of the profile. Nothing was sent. */
export interface GuardRailCheck {
  readonly findings: readonly GuardRailFinding[]
  /**
   * Confirms that the user has seen the warnings. Valid once, for exactly this order. Present if the order may be sent
   * with its warnings.
   */
  readonly acknowledgement?: string
  /**
   * The contract of the first order, for its value; absent if unknown. `pointValue`: value of a price of 1 for one unit
   * of quantity, such as 0.01 for a share quoted in pence. `assetClass`: absent for a combo.
   */
  readonly contract?: { readonly currency: string; readonly pointValue: number; readonly assetClass?: string }
}

/** The limits of each profile, by its id. */
export type GuardRailsView = Readonly<Record<string, GuardRails>>

/** A working order after the kill switch. */
export interface RemainingOrder {
  readonly order: Order
  /** `failed`: IBKR or the console did not accept the cancel. `unconfirmed`: it may have been cancelled. */
  readonly outcome: 'failed' | 'unconfirmed'
  readonly reason: string
}

/** What the kill switch did. */
export interface KillReport {
  /** Number of orders that were working and have ended; `unknown` if the order list was not known at the press. */
  readonly cancelled: number | 'unknown'
  /** The contracts of the orders that have ended. */
  readonly contracts: readonly CancelledContract[]
  readonly remaining: readonly RemainingOrder[]
  /** What was not sent, and what is unknown: orders that the console does not know may still be working. */
  readonly problems: readonly string[]
  /** Orders may be working, but nothing was sent, because the profile is not armed and its cancel rule requires it. */
  readonly wasNotArmed?: true
}
