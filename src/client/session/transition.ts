import { assertNever } from '../../shared/domain/assert-never.ts'
import type { AccountList, LoginStep, SessionState } from '../../shared/domain/session.ts'

/** What can happen to a session. `at`, `until` and `retryAt` are ms since epoch. */
export type SessionEvent =
  /** A login begins; `attempt` counts from 1 since it last was ready. */
  | { readonly type: 'contact'; readonly at: number; readonly attempt: number }
  | { readonly type: 'step'; readonly at: number; readonly step: LoginStep }
  | { readonly type: 'ready'; readonly at: number; readonly accounts: AccountList }
  | {
      readonly type: 'trouble'
      readonly at: number
      readonly code: string
      readonly reason: string
      readonly retryAt: number
    }
  | { readonly type: 'competing'; readonly at: number }
  | { readonly type: 'penalty'; readonly at: number; readonly until: number }
  | { readonly type: 'login-needed'; readonly at: number; readonly loginUrl: string }
  | { readonly type: 'gave-up'; readonly at: number; readonly code: string; readonly message: string }
  | { readonly type: 'closed' }

/**
 * The session's state machine. Pure; gives back the very same object when the event changes nothing, so that identity
 * tells whether there is news. A state that goes on keeps its `since`.
 */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  if (event.type === 'closed') return state.kind === 'signed-out' ? state : { kind: 'signed-out' }
  // Late news of a session that was closed or given up: only a new login counts.
  if ((state.kind === 'signed-out' || state.kind === 'failed') && event.type !== 'contact') return state
  switch (event.type) {
    case 'contact':
      if (state.kind === 'connecting' && state.attempt === event.attempt) return state
      return { kind: 'connecting', since: sinceOf(state, 'connecting', event.at), attempt: event.attempt }
    case 'step':
      if (state.kind === 'authenticating' && state.step === event.step) return state
      return { kind: 'authenticating', since: sinceOf(state, 'authenticating', event.at), step: event.step }
    case 'ready':
      if (state.kind === 'ready' && sameAccounts(state.accounts, event.accounts)) return state
      return { kind: 'ready', since: sinceOf(state, 'ready', event.at), accounts: event.accounts }
    case 'trouble':
      return {
        kind: 'degraded',
        since: sinceOf(state, 'degraded', event.at),
        code: event.code,
        reason: event.reason,
        retryAt: event.retryAt,
      }
    case 'competing':
      return state.kind === 'competing' ? state : { kind: 'competing', since: event.at }
    case 'penalty':
      if (state.kind === 'penalty' && state.until === event.until) return state
      return { kind: 'penalty', since: sinceOf(state, 'penalty', event.at), until: event.until }
    case 'login-needed':
      if (state.kind === 'needs-login' && state.loginUrl === event.loginUrl) return state
      return { kind: 'needs-login', since: event.at, loginUrl: event.loginUrl }
    case 'gave-up':
      return { kind: 'failed', since: event.at, code: event.code, message: event.message }
    default:
      return assertNever(event)
  }
}

function sinceOf(state: SessionState, kind: SessionState['kind'], at: number): number {
  return state.kind === kind && 'since' in state ? state.since : at
}

function sameAccounts(a: AccountList, b: AccountList): boolean {
  return a.selected === b.selected && a.paper === b.paper && a.accounts.join('\n') === b.accounts.join('\n')
}
