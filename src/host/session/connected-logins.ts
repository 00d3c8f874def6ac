import { HostError } from '../host-error.ts'

/** The login and the accounts that one profile in use has reserved. */
export interface LoginClaim {
  /**
   * Reserves a login. Waits for a profile with the same login whose session is being closed.
   * @param login identifies server and user; contains no secret
   * @throws HostError `login-in-use` if another profile in use has the login
   */
  reserve(login: string): Promise<void>
  /**
   * Reserves the accounts of the login, which IBKR reports after it.
   * @throws HostError `login-in-use` if another profile in use has one of them: it is the same user under other keys
   */
  reserveAccounts(accounts: readonly string[]): void
  /** Releases everything when `closed` resolves. */
  release(closed: Promise<void>): Promise<void>
}

interface Reserved {
  readonly profileName: () => string
  login: string | undefined
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

  /** Creates the claim of a profile. `profileName` is shown to the user of the other profile. */
  createClaim(profileName: () => string): LoginClaim {
    const own: Reserved = { profileName, login: undefined, accounts: [], closing: undefined }
    const findOther = (matches: (other: Reserved) => boolean): Reserved | undefined =>
      [...this.#reserved].find((other) => other !== own && matches(other))
    return {
      reserve: async (login) => {
        for (;;) {
          const other = findOther((each) => each.login === login)
          if (other === undefined) break
          if (other.closing === undefined) throw loginInUse(other, 'the same login')
          await other.closing
        }
        Object.assign(own, { login, accounts: [], closing: undefined })
        this.#reserved.add(own)
      },
      reserveAccounts: (accounts) => {
        own.accounts = accounts
        const other = findOther((each) => each.accounts.some((account) => accounts.includes(account)))
        if (other !== undefined) throw loginInUse(other, 'the same account')
      },
      release: async (closed) => {
        own.closing = closed
        await closed
        // A new session may have reserved the login again.
        if (own.closing === closed) this.#reserved.delete(own)
      },
    }
  }
}

const loginInUse = ({ profileName }: Reserved, what: string): HostError =>
  new HostError(
    'login-in-use',
    `Not connected: the profile “${profileName()}” is connected with ${what}, and IBKR allows one session for each user. Disconnect it first.`,
    { retryable: false },
  )
