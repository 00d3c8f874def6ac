import type { ConnectionEvent } from '../../../shared/contract/connection-views.ts'
import type { ConsoleSessionState, SessionView } from '../../../shared/contract/views.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { type LoginStep, SESSION_LABELS } from '../../../shared/domain/session.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatCountdown, formatRecent, formatSpan } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'

export type SessionAction =
  | 'connect'
  | 'reconnect'
  | 'disconnect'
  | 'take-over'
  | 'open-login'
  | 'unlock-vault'
  | 'replace-keys'
  | 'approve-server'

interface SessionStatus {
  /** Short label of the state. */
  readonly label: string
  readonly tone: Tone
  /** Explains the state and what happens next. */
  readonly detail: string
  /** Actions that the state offers. The recommended action comes first. */
  readonly actions: readonly SessionAction[]
}

const STEPS: Readonly<Record<LoginStep, string>> = {
  'live-session-token': 'getting a live session token',
  'sso-session': 'opening an SSO session',
  'brokerage-session': 'opening the brokerage session',
  accounts: 'reading the accounts',
}

/** Failures with specific actions. The explanation is the host's message. */
const FAILURES: Readonly<Record<string, { readonly label?: string } & Pick<SessionStatus, 'actions'>>> = {
  'tls-pin-mismatch': {
    label: 'Stopped: the gateway’s certificate changed',
    actions: ['reconnect', 'disconnect'],
  },
  'tls-untrusted': {
    label: 'Stopped: server certificate not trusted',
    actions: ['reconnect', 'disconnect'],
  },
  'vault-locked': { label: 'Vault locked', actions: ['unlock-vault', 'disconnect'] },
  'server-not-approved': {
    label: 'Server not approved for these keys',
    actions: ['approve-server', 'disconnect'],
  },
  'vault-damaged': {
    label: 'Key vault missing or damaged',
    actions: ['replace-keys', 'reconnect', 'disconnect'],
  },
  'vault-newer': { label: 'Key vault of a newer version', actions: ['reconnect', 'disconnect'] },
  // The wizard can also store new keys in the vault instead of the keychain.
  'keychain-unavailable': { actions: ['reconnect', 'replace-keys', 'disconnect'] },
  'keys-missing': { label: 'Keys of this profile are missing', actions: ['replace-keys', 'disconnect'] },
}

type StatusSource = Pick<SessionView, 'state' | 'readsKeysFrom'> & {
  readonly profile?: Pick<SessionView['profile'], 'kind' | 'target' | 'baseUrl'>
}

/** Describes the session of a view. `now` is in ms since epoch. */
export function sessionStatus(view: StatusSource, now: number): SessionStatus {
  const { state, readsKeysFrom } = view
  switch (state.kind) {
    case 'signed-out':
      return {
        label: SESSION_LABELS['signed-out'],
        tone: 'idle',
        detail: 'Not connected. No connection attempt in progress.',
        actions: ['connect'],
      }
    case 'connecting':
      if (readsKeysFrom === 'keychain')
        return {
          label: 'Waiting for the keychain',
          tone: 'busy',
          detail: 'The console is reading the keys of this profile. If the keychain is locked, unlock it.',
          actions: ['disconnect'],
        }
      return {
        label: state.attempt > 1 ? `Connecting, attempt ${state.attempt}` : 'Connecting',
        tone: 'busy',
        detail: 'Waiting for the server’s first response.',
        actions: ['disconnect'],
      }
    case 'authenticating':
      return {
        label: `Signing in: ${STEPS[state.step]}`,
        tone: 'busy',
        detail: 'The server is responding. The login takes a few seconds.',
        actions: ['disconnect'],
      }
    case 'ready':
      return {
        label: SESSION_LABELS.ready,
        tone: 'good',
        detail: `The brokerage session is open for ${listAccounts(state.accounts.accounts)} and is kept alive.`,
        actions: ['reconnect', 'disconnect'],
      }
    case 'degraded':
      return {
        ...describeDegraded(state, view.profile, retryText(state.retryAt, now)),
        tone: 'warn',
        actions: ['reconnect', 'disconnect'],
      }
    case 'competing':
      return {
        label: SESSION_LABELS.competing,
        tone: 'bad',
        detail:
          'Another program (TWS, the mobile app or a browser) is using the only brokerage session of this username. Log out there and reconnect, or take over, which logs the other program out.',
        actions: ['reconnect', 'take-over', 'disconnect'],
      }
    case 'penalty':
      return {
        label: `Penalty box: ${formatCountdown(state.until - now)} left`,
        tone: 'bad',
        detail:
          'After too many requests, IBKR rejects all requests from this IP address. Requests wait until the penalty ends; earlier attempts extend it.',
        actions: ['disconnect'],
      }
    case 'needs-login':
      return {
        label: SESSION_LABELS['needs-login'],
        tone: 'warn',
        detail:
          'The gateway is running, but nobody is logged in. Log in on its page; the console detects the login automatically.',
        actions: ['open-login', 'reconnect', 'disconnect'],
      }
    case 'failed':
      return failureStatus(state)
    default:
      return assertNever(state)
  }
}

/** IBKR rejections with specific advice. IBKR's message follows the advice. */
const REJECTIONS: Readonly<Record<string, { readonly label: string; readonly advice: string }>> = {
  'consumer-invalid': {
    label: 'Consumer key not active at IBKR yet',
    advice:
      'Wait for IBKR’s nightly reset (sometimes several days), then reconnect. The console does not retry automatically.',
  },
  'live-session-token-refused': {
    label: 'IBKR rejected the live session token',
    advice: 'Generate a new access token at IBKR, then replace the keys of this profile.',
  },
  'live-session-token-mismatch': {
    label: 'Live session token mismatch',
    advice: 'Replace the keys of this profile with a matching set.',
  },
  'not-entitled': {
    label: 'This username is not enabled for OAuth',
    advice: 'Ask IBKR to enable OAuth for this username, then reconnect.',
  },
}

function failureStatus({ code, message }: Extract<ConsoleSessionState, { readonly kind: 'failed' }>): SessionStatus {
  const known = FAILURES[code]
  if (known) return { label: message.split(/\. /, 1)[0] ?? message, ...known, tone: 'bad', detail: message }
  const rejection = REJECTIONS[code]
  if (rejection) {
    const { label, advice } = rejection
    return { label, tone: 'bad', detail: `${advice} ${message}`, actions: ['reconnect', 'disconnect'] }
  }
  return {
    label: `Failed: ${trimDot(message)}`,
    tone: 'bad',
    detail: 'Fix the cause before you retry.',
    actions: ['reconnect', 'disconnect'],
  }
}

type DegradedState = Extract<ConsoleSessionState, { readonly kind: 'degraded' }>

/** Names the server if it does not respond. The error of the request is then a detail. */
function describeDegraded(
  state: DegradedState,
  profile: StatusSource['profile'],
  retry: string,
): Pick<SessionStatus, 'label' | 'detail'> {
  const unreachable = profile && findUnreachableServer(state, profile)
  if (unreachable === undefined)
    return { label: withNext(state.reason, retry), detail: 'The console retries automatically.' }
  const advice =
    profile?.kind === 'gateway'
      ? 'Start the gateway, or check the address in the profile. The console connects when the gateway responds.'
      : 'Check the network. The console connects when the server responds.'
  return { label: withNext(unreachable, retry), detail: `${advice} Last attempt: ${state.reason}` }
}

function findUnreachableServer(
  { code, reason }: DegradedState,
  { kind, target, baseUrl }: NonNullable<StatusSource['profile']>,
): string | undefined {
  const server = baseUrl === undefined ? target : new URL(baseUrl).host
  const name = kind === 'gateway' ? 'Gateway' : 'Server'
  switch (code) {
    case 'network-failed':
      return `${name} not ${reason.includes('ECONNREFUSED') ? 'running' : 'reachable'} at ${server}`
    case 'connect-timeout':
      return `${name} not reachable at ${server}`
    case 'timeout':
      return `${name} at ${server} does not respond`
    default:
      return undefined
  }
}

/** Separates the state from the next attempt; the status bar announces only the state. */
export const RETRY_TEXT = / Retrying (?:now|in .*)$/

function retryText(retryAt: number, now: number): string {
  return retryAt <= now ? 'Retrying now' : `Retrying in ${formatSpan(retryAt - now + 999)}`
}

function listAccounts(accounts: readonly string[]): string {
  if (accounts.length === 0) return 'no account'
  if (accounts.length <= 3) return accounts.join(', ')
  return `${accounts.slice(0, 2).join(', ')} and ${accounts.length - 2} more accounts`
}

/** Appends the next attempt to a sentence. Keeps a final question mark or exclamation mark. */
const withNext = (sentence: string, next: string): string =>
  /[?!]\s*$/.test(sentence) ? `${sentence.trim()} ${next}` : `${trimDot(sentence)}. ${next}`

const trimDot = (text: string): string => text.replace(/\.\s*$/, '')

interface ConnectionEventText {
  readonly text: string
  readonly tone: Tone
  /** Close code from the WebSocket close frame. */
  readonly code?: number
  /** Word before the duration, such as "after"; absent if the event has no duration. */
  readonly took?: '' | 'after ' | 'open for '
}

/** Meanings of WebSocket close codes. Source: RFC 6455, section 7.4.1, and the IANA registry. */
const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: 'closed by the server',
  1001: 'server going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'closed without a reason',
  1006: 'no close frame',
  1007: 'invalid text data',
  1008: 'policy violation',
  1009: 'message too large',
  1011: 'server error',
  1012: 'server restart',
  1013: 'server overloaded',
}

/** Describes a WebSocket event. */
export function connectionEventText(event: ConnectionEvent, now: number): ConnectionEventText {
  switch (event.kind) {
    case 'opening':
      return { text: 'Opening WebSocket', tone: 'busy' }
    case 'opened':
      return { text: 'Connected; waiting for session message', tone: 'busy', took: '' }
    case 'session-message':
      return { text: 'Session message received', tone: 'busy', took: '' }
    case 'subscribed':
      return { text: subscribedText(event.topics), tone: 'good', took: '' }
    case 'silent':
      return { text: `No data since ${formatRecent(event.since, now)}`, tone: 'warn' }
    case 'resumed':
      return { text: 'Receiving data again', tone: 'good', took: 'after ' }
    case 'dropped':
      return dropText(event)
    case 'retry':
      return {
        text: event.inMs < 1 ? 'Retrying now' : `Retrying in ${formatDuration(event.inMs)}`,
        tone: 'idle',
      }
    case 'closed':
      return { text: 'Closed: no longer needed', tone: 'idle', took: 'open for ' }
    case 'resynced':
      return {
        text: `Orders reconciled with IBKR: gap since ${formatRecent(event.gap.from, now)} closed`,
        tone: 'good',
        took: 'after ',
      }
    default:
      return assertNever(event)
  }
}

/** Formats a duration: "12 ms", "1.28 s", "3 min 10 s". */
export const formatDuration = (ms: number): string => (ms < 60_000 ? formatMilliseconds(ms) : formatSpan(ms))

function dropText({ reason, code }: Extract<ConnectionEvent, { readonly kind: 'dropped' }>): ConnectionEventText {
  const known = code === undefined ? undefined : (CLOSE_CODES[code] ?? 'closed by the server')
  const text = `Connection dropped (${known ?? trimDot(reason)})`
  return { text, tone: 'bad', took: 'open for ', ...(code !== undefined && { code }) }
}

const subscribedText = (topics: number): string =>
  topics === 0 ? 'No subscriptions to restore' : `Subscribed to ${topics === 1 ? '1 topic' : `${topics} topics`}`
