import type { ConnectionEvent } from '../../../shared/contract/connection-views.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import type { LoginStep, SessionState } from '../../../shared/domain/session.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatCountdown, formatRecent, formatSpan } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'

/** What a person can do about a state, beside waiting. */
export type SessionAction =
  | 'connect'
  | 'reconnect'
  | 'disconnect'
  | 'take-over'
  | 'open-login'
  | 'unlock-vault'
  | 'replace-keys'
  | 'approve-server'

interface SessionWords {
  /** For the pill: the state and its reason in a few plain words. */
  readonly label: string
  readonly tone: Tone
  /** One or two sentences: what it means and what happens next. */
  readonly detail: string
  /** The first one is the sensible next step. */
  readonly actions: readonly SessionAction[]
}

const STEPS: Readonly<Record<LoginStep, string>> = {
  'live-session-token': 'getting a live session token',
  'sso-session': 'opening an SSO session',
  'brokerage-session': 'opening the brokerage session',
  accounts: 'reading the accounts',
}

/** Failures that have a way out of their own, in few words; the message of the host says the rest. */
const FAILURES: Readonly<Record<string, { readonly label?: string } & Pick<SessionWords, 'actions'>>> = {
  'tls-pin-mismatch': {
    label: 'Stopped: the gateway shows another certificate',
    actions: ['reconnect', 'disconnect'],
  },
  'tls-untrusted': {
    label: 'Stopped: nobody vouches for the server’s certificate',
    actions: ['reconnect', 'disconnect'],
  },
  'vault-locked': { label: 'The vault is locked', actions: ['unlock-vault', 'disconnect'] },
  'server-not-approved': {
    label: 'The server is not approved for these keys',
    actions: ['approve-server', 'disconnect'],
  },
  'vault-damaged': {
    label: 'The vault with the keys is gone or damaged',
    actions: ['replace-keys', 'reconnect', 'disconnect'],
  },
  'keychain-unavailable': { actions: ['reconnect', 'disconnect'] },
  'keys-missing': { label: 'The keys of this profile are gone', actions: ['replace-keys', 'disconnect'] },
}

export function sessionWords(state: SessionState, now: number, readsKeysFrom?: SecretStoreKind): SessionWords {
  switch (state.kind) {
    case 'signed-out':
      return {
        label: 'Disconnected',
        tone: 'idle',
        detail: 'Nothing is open and nothing is being tried.',
        actions: ['connect'],
      }
    case 'connecting':
      if (readsKeysFrom === 'keychain')
        return {
          label: 'Waiting for the keychain',
          tone: 'busy',
          detail: 'The console reads the keys of this profile. Unlock the keychain if it asks for its password.',
          actions: ['disconnect'],
        }
      return {
        label: state.attempt > 1 ? `Connecting, attempt ${state.attempt}` : 'Connecting',
        tone: 'busy',
        detail: 'Waiting for the server to answer for the first time.',
        actions: ['disconnect'],
      }
    case 'authenticating':
      return {
        label: `Signing in: ${STEPS[state.step]}`,
        tone: 'busy',
        detail: 'The server answers; the login runs through its steps. This takes a few seconds.',
        actions: ['disconnect'],
      }
    case 'ready':
      return {
        label: 'Authenticated',
        tone: 'good',
        detail: `The brokerage session is open for ${listAccounts(state.accounts.accounts)} and is kept alive.`,
        actions: ['reconnect', 'disconnect'],
      }
    case 'degraded':
      return {
        label: beforeMore(state.reason, retryWords(state.retryAt, now)),
        tone: 'warn',
        detail: 'It does not work now. The next attempt comes by itself.',
        actions: ['reconnect', 'disconnect'],
      }
    case 'competing':
      return {
        label: 'Logged in elsewhere: competing session',
        tone: 'bad',
        detail:
          'Another program holds the one brokerage session of this username: TWS, the mobile app or a browser. Log out there and reconnect, or take over, which throws the other program out.',
        actions: ['reconnect', 'take-over', 'disconnect'],
      }
    case 'penalty':
      return {
        label: `Penalty box: ${formatCountdown(state.until - now)} left`,
        tone: 'bad',
        detail:
          'IBKR refuses requests from this address after too many of them. Everything waits until the time is up; asking sooner makes it longer.',
        actions: ['disconnect'],
      }
    case 'needs-login':
      return {
        label: 'Gateway needs a browser login',
        tone: 'warn',
        detail: 'The gateway runs, but nobody is logged in to it. Log in on its page; the console notices by itself.',
        actions: ['open-login', 'reconnect', 'disconnect'],
      }
    case 'failed':
      return failureWords(state)
    default:
      return assertNever(state)
  }
}

/** Refusals of IBKR that time or a person mends, each with what to do; IBKR's own words follow. */
const REFUSALS: Readonly<Record<string, { readonly label: string; readonly advice: string }>> = {
  'consumer-invalid': {
    label: 'IBKR does not know the consumer key yet',
    advice:
      'Wait for IBKR’s nightly reset, sometimes some days, then reconnect: the console does not ask again by itself.',
  },
  'live-session-token-refused': {
    label: 'IBKR refused the live session token',
    advice: 'Make the access token anew at IBKR, then replace the keys of this profile.',
  },
  'live-session-token-mismatch': {
    label: 'The live session token does not match',
    advice: 'Replace the keys of this profile by a set that belongs together.',
  },
  'not-entitled': { label: 'This username may not trade through OAuth', advice: 'Only IBKR can change that.' },
}

function failureWords({ code, message }: Extract<SessionState, { readonly kind: 'failed' }>): SessionWords {
  const known = FAILURES[code]
  if (known) return { label: message.split(/\. /, 1)[0] ?? message, ...known, tone: 'bad', detail: message }
  const refusal = REFUSALS[code]
  if (refusal) {
    const { label, advice } = refusal
    return { label, tone: 'bad', detail: `${advice} ${message}`, actions: ['reconnect', 'disconnect'] }
  }
  return {
    label: `Failed: ${trimDot(message)}`,
    tone: 'bad',
    detail: 'Trying again does not help until this is changed.',
    actions: ['reconnect', 'disconnect'],
  }
}

function retryWords(retryAt: number, now: number): string {
  return retryAt <= now ? 'trying again now' : `trying again in ${formatSpan(retryAt - now + 999)}`
}

function listAccounts(accounts: readonly string[]): string {
  if (accounts.length === 0) return 'no account'
  if (accounts.length <= 3) return accounts.join(', ')
  return `${accounts.slice(0, 2).join(', ')} and ${accounts.length - 2} more accounts`
}

/** What goes on after a sentence; a question keeps its mark. */
function beforeMore(sentence: string, more: string): string {
  if (!/[?!]\s*$/.test(sentence)) return `${trimDot(sentence)}: ${more}`
  return `${sentence.trim()} ${more.charAt(0).toUpperCase()}${more.slice(1)}`
}

const trimDot = (text: string): string => text.replace(/\.\s*$/, '')

interface ConnectionWords {
  readonly text: string
  readonly tone: Tone
  /** Of the closing frame. */
  readonly code?: number
  /** What follows a length of time beside it; absent where it means nothing. */
  readonly took?: string
}

/** RFC 6455, section 7.4.1, and the register of IANA. */
const CODES: Readonly<Record<number, string>> = {
  1000: 'the server said goodbye',
  1001: 'the server is going away',
  1002: 'the server saw a breach of the protocol',
  1003: 'the server does not take such data',
  1005: 'the server closed it and gave no reason',
  1006: 'the line broke without a goodbye',
  1007: 'the server saw text that is none',
  1008: 'the server refuses it: against its rules',
  1009: 'a message was too large for the server',
  1011: 'the server has a fault',
  1012: 'the server restarts',
  1013: 'the server is too busy',
}

/** A step of the socket in a few plain words. */
export function connectionWords(event: ConnectionEvent, now: number): ConnectionWords {
  switch (event.kind) {
    case 'opening':
      return { text: 'Opening the socket', tone: 'busy' }
    case 'opened':
      return { text: 'Connected; waiting for session message', tone: 'busy', took: 'to open' }
    case 'session-message':
      return { text: 'Session message received', tone: 'busy', took: 'after opening' }
    case 'subscribed':
      return { text: `Subscribed to ${topics(event.topics)}`, tone: 'good', took: 'to subscribe' }
    case 'silent':
      return { text: `Silent since ${formatRecent(event.since, now)}`, tone: 'warn' }
    case 'resumed':
      return { text: 'Heard again', tone: 'good', took: 'later' }
    case 'dropped':
      return dropWords(event)
    case 'retry':
      return { text: event.inMs < 1 ? 'Tried again at once' : `Tried again in ${lengthOf(event.inMs)}`, tone: 'idle' }
    case 'closed':
      return { text: 'Closed, because none is wanted', tone: 'idle', took: 'after it opened' }
    case 'resynced':
      return {
        text: `Orders read afresh: what happened since ${formatRecent(event.gap.from, now)} is known`,
        tone: 'good',
        took: 'later',
      }
    default:
      return assertNever(event)
  }
}

/** "12 ms", "1.28 s", "3 min 10 s" */
export const lengthOf = (ms: number): string => (ms < 60_000 ? formatMilliseconds(ms) : formatSpan(ms))

function dropWords({ reason, code }: Extract<ConnectionEvent, { readonly kind: 'dropped' }>): ConnectionWords {
  const known = code === undefined ? undefined : (CODES[code] ?? 'the server closed it')
  const text = `Dropped: ${known ?? reason.replace(/\.\s*$/, '')}`
  return { text, tone: 'bad', took: 'after it opened', ...(code !== undefined && { code }) }
}

const topics = (count: number): string => (count === 1 ? 'one topic' : `${count} topics`)
