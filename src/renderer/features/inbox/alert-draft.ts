import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import {
  type AlertCondition,
  feedName,
  MIN_SILENCE_SECONDS,
  type RearmRule,
  type WatchedFeed,
} from '../../../shared/domain/local-alerts.ts'
import { hasPositivePrices } from '../../../shared/domain/price-increments.ts'
import { readNumber } from '../../ui/read-number.ts'

/** Input of the alert form, kept when the user changes the kind of alert. */
export interface AlertDraft {
  readonly kind: AlertCondition['kind']
  readonly contract: ContractMatch | undefined
  readonly account: string
  readonly direction: 'rises' | 'falls'
  readonly level: string
  readonly minutes: string
  readonly feed: WatchedFeed
  readonly seconds: string
  readonly rearm: RearmRule
}

export type AlertProblems = Partial<Record<'contract' | 'account' | 'level' | 'minutes' | 'seconds', string>>

export const newAlertDraft = (account: string, contract: ContractMatch | undefined): AlertDraft => ({
  kind: 'price',
  contract,
  account,
  direction: 'rises',
  level: '',
  minutes: '10',
  feed: 'socket',
  seconds: '60',
  rearm: 'automatic',
})

/** Returns the form for an existing condition. */
export function draftOfCondition(condition: AlertCondition, account: string): AlertDraft {
  const draft = newAlertDraft(account, undefined)
  const contract =
    'conid' in condition
      ? { conid: condition.conid, symbol: condition.symbol, name: '', exchange: '', securityType: '' }
      : undefined
  switch (condition.kind) {
    case 'price':
    case 'daily-profit':
      return { ...draft, ...condition, contract, level: String(condition.level) }
    case 'order-age':
      return { ...draft, kind: 'order-age', minutes: String(condition.minutes) }
    case 'silent-feed': {
      const { kind, feed, seconds, rearm } = condition
      return { ...draft, kind, feed, seconds: String(seconds), rearm, contract }
    }
  }
}

export type CheckedDraft =
  | { readonly kind: 'valid'; readonly condition: AlertCondition }
  | { readonly kind: 'invalid'; readonly problems: AlertProblems }

const NO_CONTRACT: AlertProblems = { contract: 'Choose a contract from the list.' }

/** Returns the condition, or the error message of each invalid field. */
export function checkAlertDraft(draft: AlertDraft): CheckedDraft {
  const { kind, contract, account, direction, rearm, feed } = draft
  const level = readLevel(draft.level)
  switch (kind) {
    case 'price': {
      // The host reads IBKR's rule for all other contracts.
      const isTooLow = level !== undefined && level <= 0 && hasPositivePrices(undefined, contract?.securityType)
      const problems = {
        ...(!contract && NO_CONTRACT),
        ...(level === undefined && { level: 'Enter a price, such as 182.50.' }),
        ...(isTooLow && { level: 'Enter a price greater than 0.' }),
      }
      if (!contract || level === undefined || isTooLow) return { kind: 'invalid', problems }
      const { conid, symbol } = contract
      return { kind: 'valid', condition: { kind, conid, symbol, direction, level, rearm } }
    }
    case 'daily-profit': {
      const problems = {
        ...(account === '' && { account: 'Connect first, then choose an account.' }),
        ...(level === undefined && { level: 'Enter an amount, such as -500.' }),
      }
      if (account === '' || level === undefined) return { kind: 'invalid', problems }
      return { kind: 'valid', condition: { kind, account, direction, level, rearm } }
    }
    case 'order-age': {
      const minutes = readWhole(draft.minutes, 1, 100_000)
      if (minutes === undefined) return { kind: 'invalid', problems: { minutes: 'Enter 1 to 100,000 minutes.' } }
      return { kind: 'valid', condition: { kind, minutes } }
    }
    case 'silent-feed': {
      const least = MIN_SILENCE_SECONDS[feed]
      const seconds = readWhole(draft.seconds, least, 86_400)
      const wrong = `Enter ${least} to 86,400 s. Shorter pauses are normal for this feed.`
      const problems = {
        ...(feed === 'quote' && !contract && NO_CONTRACT),
        ...(seconds === undefined && { seconds: wrong }),
      }
      if (seconds === undefined || (feed === 'quote' && !contract)) return { kind: 'invalid', problems }
      if (feed !== 'quote') return { kind: 'valid', condition: { kind, feed, seconds, rearm } }
      const { conid = 0, symbol = '' } = contract ?? {}
      return { kind: 'valid', condition: { kind, feed, seconds, rearm, conid, symbol } }
    }
  }
}

/** Parses the level of a price or profit alert. */
export function readLevel(text: string): number | undefined {
  const value = readNumber(text.replace('−', '-'))
  return value !== undefined && Math.abs(value) <= 1e12 ? value : undefined
}

function readWhole(text: string, least: number, most: number): number | undefined {
  const value = readNumber(text)
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : undefined
}

export const FEED_OPTIONS = (Object.keys(MIN_SILENCE_SECONDS) as WatchedFeed[]).map((value) => ({
  value,
  label: feedName(value),
}))
