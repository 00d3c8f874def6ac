import type { SessionState, TimelineEntry } from '../../shared/domain/session.ts'

/** A timeline entry without its id and timestamp. */
export type NewTimelineEntry = Omit<TimelineEntry, 'id' | 'at'>

/** The timeline of a session: bounded, oldest first. */
export class SessionTimeline {
  readonly #limit: number
  readonly #now: () => number
  readonly #onEntry: (entry: TimelineEntry) => void
  #entries: readonly TimelineEntry[] = []
  #lastId = 0

  constructor(limit: number, now: () => number, onEntry: (entry: TimelineEntry) => void) {
    this.#limit = limit
    this.#now = now
    this.#onEntry = onEntry
  }

  get entries(): readonly TimelineEntry[] {
    return this.#entries
  }

  add(note: NewTimelineEntry): void {
    this.#lastId += 1
    const entry: TimelineEntry = { id: this.#lastId, at: this.#now(), ...note }
    // `slice(-0)` would keep everything.
    this.#entries = this.#limit < 1 ? [] : [...this.#entries, entry].slice(-this.#limit)
    this.#onEntry(entry)
  }
}

/** Returns the entry for a new state. */
export function createTimelineEntry(state: SessionState): NewTimelineEntry {
  const entered = state.kind
  switch (state.kind) {
    case 'signed-out':
      return { level: 'info', text: 'Disconnected.', entered }
    case 'connecting': {
      const attempt = state.attempt === 1 ? '' : `, attempt ${state.attempt}`
      return { level: 'info', text: `Connecting${attempt}.`, entered }
    }
    case 'authenticating':
      return { level: 'info', text: STEP_TEXT[state.step], entered }
    case 'ready': {
      const count = state.accounts.accounts.length
      return { level: 'info', text: `Ready, with ${count === 1 ? 'one account' : `${count} accounts`}.`, entered }
    }
    case 'degraded':
      return { level: 'warning', text: `${state.reason} Trying again.`, entered, code: state.code }
    case 'competing': {
      const text =
        'Another program has the brokerage session of this username. It keeps the session unless you take it over.'
      return { level: 'warning', text, entered, code: 'session-competing' }
    }
    case 'penalty': {
      const text = 'IBKR put this address into its penalty box: too many requests.'
      return { level: 'error', text, entered, code: 'penalty-box' }
    }
    case 'needs-login':
      return { level: 'warning', text: `The gateway needs a login in a browser at ${state.loginUrl}.`, entered }
    case 'failed':
      return { level: 'error', text: state.message, entered, code: state.code }
  }
}

const STEP_TEXT = {
  'live-session-token': 'Requesting a live session token.',
  'sso-session': 'Opening an SSO session.',
  'brokerage-session': 'Opening the brokerage session, without competing for it.',
  accounts: 'Reading the accounts.',
} as const
