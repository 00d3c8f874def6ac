import type { SessionState } from '../../../shared/domain/session.ts'
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle'
/** What a person can do about a state, beside waiting. */
export type SessionAction = 'connect' | 'reconnect' | 'disconnect' | 'take-over' | 'open-login'
export interface SessionWords {
  /** For the pill: the state and its reason in a few plain words. */
  readonly label: string
  readonly tone: Tone
  /** One or two sentences: what it means and what happens next. */
  readonly detail: string
  /** The first one is the sensible next step. */
  readonly actions: readonly SessionAction[]
}
export declare function sessionWords(state: SessionState, now: number): SessionWords
