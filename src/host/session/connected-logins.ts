import { SentRequests } from '../../client/unpublished.ts'
import { HostError } from '../host-error.ts'

/** The login and the accounts that one session of a profile has reserved. */
export interface LoginReservation {
  /**
   * Reserves the accounts of the login, which IBKR reports after it.
   * @throws HostError `login-in-use` if another profile has one of them: it is the same user under other keys
   */
  reserveAccounts(accounts: readonly string[]): void
  /** Releases everything when `closed` resolves. */
  release(closed: Promise<void>): Promise<void>
}

/**
 * Reserves a login for a session of one profile. Waits for another profile with the same login whose session is being
 * closed. `login`: identifies server and user; contains no secret.
 * @throws HostError `login-in-use` if another profile in use has the login
 */
export type ReserveLogin = (login: string) => Promise<LoginReservation>

interface Reserved {
  readonly profileName: () => string
  readonly login: string
  accounts: readonly string[]
  /** Resolves when the session is closed; undefined while it is open. */
  closing: Promise<void> | undefined
}

/**
 * The logins of all profiles in use. IBKR gives each user one brokerage session, so that a second profile with the same
 * login would end the session of the first one.
 */
export class ConnectedLogins {
  readonly #reserved = new Set<Reserved>()
  readonly #sent = new Map<string, SentRequests>()

  /** Returns the requests that a login has sent, for its next session: a new session does not reset IBKR's rate limits. */
  sentBy(login: string): SentRequests {
    const sent = this.#sent.get(login) ?? new SentRequests()
    this.#sent.set(login, sent)
    return sent
  }

  /** Creates the function that reserves for one profile. `profileName` is shown to the user of the other profile. */
  createReserve(profileName: () => string): ReserveLogin {
    const findOther = (matches: (other: Reserved) => boolean): Reserved | undefined =>
      [...this.#reserved].find((other) => other.profileName !== profileName && matches(other))
    return async (login) => {
      for (;;) {
        const other = findOther((each) => each.login === login)
        if (other === undefined) break
        if (other.closing === undefined) throw loginInUse(other, 'the same login')
        await other.closing
      }
      const own: Reserved = { profileName, login, accounts: [], closing: undefined }
      this.#reserved.add(own)
      return {
        reserveAccounts: (accounts) => {
          own.accounts = accounts
          // A session that is being closed has ended already, or does not matter to IBKR any more.
          const other = findOther(
            (each) => each.closing === undefined && each.accounts.some((account) => accounts.includes(account)),
          )
          if (other !== undefined) throw loginInUse(other, 'the same account')
        },
        release: async (closed) => {
          own.closing = closed
          await closed
          this.#reserved.delete(own)
        },
      }
    }
  }
}

const loginInUse = ({ profileName }: Reserved, what: string): HostError =>
  new HostError(
    'login-in-use',
    `Not connected: the profile “${profileName()}” is connected with ${what}, and IBKR allows one session for each user. Disconnect it first.`,
    { retryable: false },
  )
