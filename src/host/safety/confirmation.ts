import { randomInt, randomUUID } from 'node:crypto'
import type { ConfirmationMethod, ConfirmationView } from '../../shared/contract/confirmation-views.ts'
import type { ConfirmationKind } from '../../shared/domain/confirmation-labels.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import type { Log } from '../log/log.ts'
import { AttemptLimit, FREE_ATTEMPTS } from './attempt-limit.ts'

/** Ms that a person has to confirm. */
export const CONFIRM_WITHIN_MS = 2 * 60_000
/** Codes or passphrases that may be typed for one confirmation; one, after {@link FREE_ATTEMPTS} failures in a row. */
const MAX_ANSWERS = 3
const CODE_DIGITS = 8

export interface ConfirmationRequest {
  readonly kind: ConfirmationKind
  /** Facts first; a name that a page can choose comes last, as {@link quoteName} gives it. */
  readonly text: string
}

/** Where a person confirms outside the page: one for each entry point. */
export type ConfirmationPort =
  /** A dialog of the system; resolves to whether the person agreed. Closed when the signal aborts. */
  | { readonly kind: 'dialog'; readonly ask: (request: ConfirmationRequest, signal: AbortSignal) => Promise<boolean> }
  /** A place that the person can read and the page cannot. */
  | { readonly kind: 'terminal'; readonly show: (text: string) => void }
  /** No place shows a code. `remedy` says how to start the console so that one does. */
  | { readonly kind: 'none'; readonly remedy: string }

export interface ConfirmationOptions {
  readonly clock: Clock
  readonly log: Log
  readonly port: ConfirmationPort
  readonly vault: {
    /**
     * Whether this vault was opened at start. Only its passphrase confirms where no code can be shown: the page can make
     * any other vault itself.
     */
    readonly openedAtStart: boolean
    /** @throws HostError `passphrase-wrong`, or `limit` after too many wrong ones */
    checkPassphrase(passphrase: string): Promise<void>
  }
}

interface Pending {
  readonly view: Extract<ConfirmationView, { kind: 'waiting' }>
  readonly code: string | undefined
  answers: number
  readonly maxAnswers: number
  /** Undefined: confirmed. */
  readonly end: (refusal: HostError | undefined) => void
}

/** Requests confirmations outside the page. One is open at a time, and each is valid for one operation. */
export class Confirmation {
  readonly feed: Feed<ConfirmationView, ConfirmationView>
  readonly #options: ConfirmationOptions
  readonly #attempts: AttemptLimit
  #pending: Pending | undefined

  constructor(options: ConfirmationOptions) {
    this.#options = options
    this.#attempts = new AttemptLimit(options.clock)
    this.feed = createFeed(() => this.#view())
  }

  /**
   * Resolves once a person confirmed. `passphraseTyped`: the passphrase of the vault was typed for this operation and is
   * right. It counts only where it confirms at all, so that it is typed once.
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
    if (this.#pending) throw new HostError('limit', 'Another confirmation is waiting. Answer or cancel that one first.')
    const method = this.#method()
    const refusal = await this.#ask(request, method, signal)
    if (refusal === undefined) {
      this.#attempts.succeeded()
      log.write('info', 'confirmed', request.kind)
      return
    }
    // Repeated requests count as guesses, so that a page cannot tire the person.
    const failures = this.#attempts.failed()
    log.write('warning', 'not-confirmed', `${request.kind} (${refusal.code}), ${failures} in a row`)
    throw refusal
  }

  /** What was typed in the page: a code, or the passphrase of the vault. */
  async answer({ id, text }: { readonly id: string; readonly text: string }): Promise<null> {
    const pending = this.#find(id)
    if (pending.view.method === 'dialog') throw new HostError('not-available', 'This is confirmed in its own dialog.')
    // Counted before the check, so that concurrent answers cannot exceed the limit.
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

  /** What the terminal showed last, while it is still waited for. */
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
      const cancelExpiry = clock.after(CONFIRM_WITHIN_MS, () => end(refused('Nobody confirmed within two minutes.')))
      signal.addEventListener('abort', onAbort, { once: true })
      const text = printable(request.text)
      const expiresAt = clock.now() + CONFIRM_WITHIN_MS
      const pending: Pending = {
        view: { kind: 'waiting', id: randomUUID(), what: request.kind, text, method, expiresAt },
        code: method === 'code' ? newCode() : undefined,
        answers: 0,
        maxAnswers: this.#attempts.failures < FREE_ATTEMPTS ? MAX_ANSWERS : 1,
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
      // Another vault may have taken its place meanwhile.
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

/** A name as it may stand in a sentence that is trusted: it cannot end its quotes or begin a line. */
export function quoteName(name: string): string {
  return `“${printable(name).replace(/["“”„«»]/g, "'")}”`
}

/** Without what moves a cursor, hides text or turns its direction. */
function printable(text: string): string {
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
    '  If you did not ask for this, do not type it.',
    '',
  ].join('\n')
}

const refused = (message: string): HostError => new HostError('confirmation-refused', message)
const over = (): HostError => new HostError('not-found', 'This confirmation has expired. Request a new one.')
const cancelled = (): HostError => new HostError('cancelled', 'Not confirmed: cancelled.')

function wrongAnswer(method: ConfirmationMethod): string {
  return method === 'passphrase'
    ? 'This is not the passphrase of the vault.'
    : 'This is not the code. Look at the terminal where the console runs.'
}

const tooManyWrong = (count: number): string =>
  count === 1 ? 'Refused after a wrong answer.' : 'Refused after three wrong answers.'
