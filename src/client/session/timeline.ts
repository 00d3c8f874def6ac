import type { SessionState, TimelineEntry } from '../../shared/domain/session.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'

/** One entry before it got its number and time. */
export type TimelineNote = Omit<TimelineEntry, 'id' | 'at'>

/** The story of a session: bounded, oldest first. */
export class Timeline {
  readonly #limit: number
  readonly #now: () => number
  readonly #news: Listeners<TimelineEntry>
  #entries: readonly TimelineEntry[] = []
  #lastId = 0

  constructor(limit: number, now: () => number, logger?: Logger) {
    this.#limit = limit
    this.#now = now
    this.#news = new Listeners(logger)
  }

  get entries(): readonly TimelineEntry[] {
    return this.#entries
  }

  onEntry(listener: (entry: TimelineEntry) => void): Unsubscribe {
    return this.#news.add(listener)
  }

  add(note: TimelineNote): void {
    this.#lastId += 1
    const entry: TimelineEntry = { id: this.#lastId, at: this.#now(), ...note }
    this.#entries = [...this.#entries, entry].slice(-this.#limit)
    this.#news.emit(entry)
  }
}

/** The entry for a state that was just entered. */
export function noteOf(state: SessionState): TimelineNote {
  const entered = state.kind
  switch (state.kind) {
    case 'signed-out':
      return { level: 'info', text: 'Disconnected.', entered }
    case 'connecting':
      return {
        level: 'info',
        text: state.attempt === 1 ? 'Connecting.' : `Connecting, attempt ${state.attempt}.`,
        entered,
      }
    case 'authenticating':
      return { level: 'info', text: STEP_TEXT[state.step], entered }
    case 'ready':
      return { level: 'info', text: `Ready, with ${accountsText(state.accounts.accounts.length)}.`, entered }
    case 'degraded':
      return { level: 'warning', text: `${state.reason} Trying again.`, entered, code: state.code }
    case 'competing':
      return {
        level: 'warning',
        text: 'Another program holds the brokerage session of this username. Nothing is done about it unless you take over.',
        entered,
        code: 'session-competing',
      }
    case 'penalty':
      return {
        level: 'error',
        text: 'IBKR put this address into its penalty box: too many requests.',
        entered,
        code: 'penalty-box',
      }
    case 'needs-login':
      return { level: 'warning', text: `The gateway needs a login in a browser at ${state.loginUrl}.`, entered }
    case 'failed':
      return { level: 'error', text: state.message, entered, code: state.code }
  }
}

const STEP_TEXT = {
  'live-session-token': 'Asking for a live session token.',
  'sso-session': 'Opening an SSO session.',
  'brokerage-session': 'Opening the brokerage session, without competing for it.',
  accounts: 'Reading the accounts.',
} as const

function accountsText(count: number): string {
  return count === 1 ? 'one account' : `${count} accounts`
}
