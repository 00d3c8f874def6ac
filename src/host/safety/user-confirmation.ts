import { randomInt, randomUUID } from 'node:crypto'
import type { Clock } from '../../client/index.ts'
import type { ConfirmationMethod, ConfirmationView } from '../../shared/contract/confirmation-views.ts'
import type { ConfirmationKind } from '../../shared/domain/confirmation-labels.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import type { Log } from '../log/log.ts'
import { ATTEMPTS_WITHOUT_PAUSE, PassphraseGuessLimit } from './passphrase-guess-limit.ts'

/** Time in ms in which the user has to confirm. */
export const CONFIRM_WITHIN_MS = 2 * 60_000
/**
 * Maximum number of codes or passphrases that may be entered for one confirmation. Only one is allowed after
 * {@link ATTEMPTS_WITHOUT_PAUSE} consecutive failures.
 */
const MAX_ANSWERS = 3
const CODE_DIGITS = 8

export interface ConfirmationRequest {
  readonly kind: ConfirmationKind
  /**
   * Text of the confirmation. Facts come first. A name that a page can choose comes last, quoted by {@link quoteForDialog}.
   */
  readonly text: string
}

/** The way to confirm outside the page. Each entry point has one. */
export type ConfirmationPort =
  /** A system dialog. `ask` resolves to whether the user agreed. The dialog closes when the signal aborts. */
  | { readonly kind: 'dialog'; readonly ask: (request: ConfirmationRequest, signal: AbortSignal) => Promise<boolean> }
  /** The terminal, which the user can read and the page cannot. */
  | { readonly kind: 'terminal'; readonly show: (text: string) => void }
  /** No device can show a code. `remedy` states how to start the console so that a code can be shown. */
  | { readonly kind: 'none'; readonly remedy: string }

export interface UserConfirmationOptions {
  readonly clock: Clock
  readonly log: Log
  readonly port: ConfirmationPort
  readonly vault: {
    /**
     * Whether the vault was opened at start. If no code can be shown, only the passphrase of such a vault confirms: a
     * page could have created any other vault itself.
     */
    readonly openedAtStart: boolean
    /**
     * Checks the passphrase of the vault.
     * @throws HostError `passphrase-wrong`, or `limit` after too many wrong passphrases
     */
    checkPassphrase(passphrase: string): Promise<void>
  }
}

interface Pending {
  readonly view: Extract<ConfirmationView, { kind: 'waiting' }>
  readonly code: string | undefined
  answers: number
  readonly maxAnswers: number
  /** Ends the confirmation. Undefined means confirmed. */
  readonly end: (refusal: HostError | undefined) => void
}

/**
 * Requests confirmations outside the page. Only one confirmation is open at a time, and each is valid for one
 * operation.
 */
export class UserConfirmation {
  readonly feed: Feed<ConfirmationView, ConfirmationView>
  readonly #options: UserConfirmationOptions
  readonly #attempts: PassphraseGuessLimit
  #pending: Pending | undefined

  constructor(options: UserConfirmationOptions) {
    this.#options = options
    this.#attempts = new PassphraseGuessLimit(options.clock)
    this.feed = createFeed(() => this.#view())
  }

  /**
   * Resolves when the user has confirmed. `passphraseTyped`: whether the user entered the correct passphrase of the
   * vault for this operation. A passphrase that is a valid confirmation need not be entered again.
   * @throws HostError `confirmation-refused`, `cancelled`, `limit`, `not-available`
   */
  async confirm(request: ConfirmationRequest, signal: AbortSignal, passphraseTyped = false): Promise<void> {
    const { port, log, vault } = this.#options
    if (passphraseTyped && port.kind === 'none' && vault.openedAtStart) {
      log.write('info', 'confirmed', request.kind)
      return
    }
    signal.throwIfAborted()
    this.#attempts.check()
    if (this.#pending) throw new HostError('limit', 'Another confirmation is open. Answer or cancel it first.')
    const method = this.#method()
    const refusal = await this.#ask(request, method, signal)
    if (refusal === undefined) {
      this.#attempts.succeeded()
      log.write('info', 'confirmed', request.kind)
      return
    }
    // Count repeated requests as guesses, so that a page cannot exhaust the user's attention.
    const failures = this.#attempts.failed()
    log.write('warning', 'not-confirmed', `${request.kind} (${refusal.code}), ${failures} in a row`)
    throw refusal
  }

  /** Checks an answer that was entered in the page: a code, or the passphrase of the vault. */
  async answer({ id, text }: { readonly id: string; readonly text: string }): Promise<null> {
    const pending = this.#find(id)
    if (pending.view.method === 'dialog')
      throw new HostError('not-available', 'Confirm this action in the system dialog.')
    // Count the answer before the check, so that concurrent attempts cannot exceed the limit.
    if (pending.answers >= pending.maxAnswers) throw over()
    pending.answers += 1
    const right = await this.#isRight(pending, text)
    if (right) pending.end(undefined)
    else if (pending.answers >= pending.maxAnswers) pending.end(refused(tooManyWrong(pending.maxAnswers)))
    else throw new HostError('confirmation-needed', wrongAnswer(pending.view.method))
    return null
  }

  cancel(id: string): null {
    this.#find(id).end(cancelled())
    return null
  }

  /** Text that the terminal shows for the open confirmation. Undefined if no confirmation is open. */
  get shown(): string | undefined {
    return this.#pending?.code === undefined ? undefined : terminalText(this.#pending.view.text, this.#pending.code)
  }

  #ask(request: ConfirmationRequest, method: ConfirmationMethod, signal: AbortSignal): Promise<HostError | undefined> {
    const { clock, port } = this.#options
    const withdrawn = new AbortController()
    return new Promise((resolve) => {
      const end = (refusal: HostError | undefined): void => {
        if (this.#pending !== pending) return
        this.#pending = undefined
        cancelExpiry()
        signal.removeEventListener('abort', onAbort)
        withdrawn.abort()
        this.feed.push([this.#view()])
        resolve(refusal)
      }
      const onAbort = (): void => end(cancelled())
      const cancelExpiry = clock.after(CONFIRM_WITHIN_MS, () => end(refused('Not confirmed within two minutes.')))
      signal.addEventListener('abort', onAbort, { once: true })
      const text = printable(request.text)
      const expiresAt = clock.now() + CONFIRM_WITHIN_MS
      const pending: Pending = {
        view: { kind: 'waiting', id: randomUUID(), what: request.kind, text, method, expiresAt },
        code: method === 'code' ? newCode() : undefined,
        answers: 0,
        maxAnswers: this.#attempts.failures < ATTEMPTS_WITHOUT_PAUSE ? MAX_ANSWERS : 1,
        end,
      }
      this.#pending = pending
      this.feed.push([this.#view()])
      if (port.kind === 'terminal') port.show(terminalText(text, pending.code ?? ''))
      if (port.kind !== 'dialog') return
      port.ask({ kind: request.kind, text }, withdrawn.signal).then(
        (agreed) => end(agreed ? undefined : refused('Not confirmed.')),
        (error: unknown) => end(error instanceof HostError ? error : refused('The dialog could not be shown.')),
      )
    })
  }

  #method(): ConfirmationMethod {
    const { port, vault } = this.#options
    if (port.kind === 'dialog') return 'dialog'
    if (port.kind === 'terminal') return 'code'
    if (vault.openedAtStart) return 'passphrase'
    throw new HostError('not-available', port.remedy)
  }

  async #isRight(pending: Pending, text: string): Promise<boolean> {
    if (pending.code !== undefined) return text.replace(/[\s-]/g, '') === pending.code
    try {
      await this.#options.vault.checkPassphrase(text)
      // Check this after the passphrase, because another vault may have replaced the vault in the meantime.
      return this.#options.vault.openedAtStart
    } catch (error) {
      if (error instanceof HostError && error.code === 'passphrase-wrong') return false
      pending.answers -= 1
      throw error
    }
  }

  #find(id: string): Pending {
    if (this.#pending?.view.id === id) return this.#pending
    throw over()
  }

  #view(): ConfirmationView {
    return this.#pending?.view ?? { kind: 'none' }
  }
}

/**
 * Quotes a name for a text outside the page: a dialog, the terminal or a notification. The name cannot close the quotes
 * or start a new line.
 */
export function quoteForDialog(name: string): string {
  return `“${printable(name).replace(/["“”„«»]/g, "'")}”`
}

/** Removes characters that move a cursor, hide text or change its direction. */
export function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
}

function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

function terminalText(text: string, code: string): string {
  const spaced = `${code.slice(0, 4)} ${code.slice(4)}`
  return [
    '',
    `  Confirm: ${text}`,
    `  Code:    ${spaced}   (type it in the window within 2 minutes)`,
    '  If you did not request this, do not type the code.',
    '',
  ].join('\n')
}

const refused = (message: string): HostError => new HostError('confirmation-refused', message)
const over = (): HostError => new HostError('not-found', 'This confirmation has expired. Request a new one.')
const cancelled = (): HostError => new HostError('cancelled', 'Not confirmed: cancelled.')

function wrongAnswer(method: ConfirmationMethod): string {
  return method === 'passphrase'
    ? 'This is not the passphrase of the vault.'
    : 'The code is wrong. The terminal where the console runs shows the code.'
}

const tooManyWrong = (count: number): string =>
  count === 1 ? 'Rejected after a wrong answer.' : 'Rejected after three wrong answers.'
