import { IbkrError } from '../../client/index.ts'
import { classifyLoginFailure } from '../../client/unpublished.ts'
import type { VerificationCheck, VerificationView } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import { type ImportDraft, VERIFICATION_NOT_RUN } from './import-draft.ts'

/** One check of a verification. */
export interface VerificationStep {
  readonly id: string
  /** The statement that the check verifies, shown to the user. */
  readonly claim: string
  /** Ids of the checks that must pass before this check. */
  readonly needs: readonly string[]
  /** Describes missing input in a sentence. If present, the check does not run. */
  readonly missing?: string | undefined
  /** Runs the check. Resolves to a detail for the user, if any. Rejects if the check finds a problem. */
  readonly run: (signal: AbortSignal) => Promise<string | undefined>
}

/** Error of a check that found a problem. The message is shown to the user. */
export class CheckFailedError extends Error {
  override readonly name = 'CheckFailedError'
}

/** Error of a check that could not run. The keys may still be valid. */
export class CheckSkippedError extends Error {
  override readonly name = 'CheckSkippedError'
}

export type RunChecks = (checks: readonly VerificationStep[]) => Promise<VerificationView>

/** Selects a result of a draft: the local verification or the login test. */
type Which = 'verification' | 'loginTest'

/**
 * Runs one verification per draft. A new verification stops the previous one, and a change of the draft voids the
 * result.
 */
export class DraftVerifications {
  readonly #onChange: (draft: ImportDraft) => void
  readonly #running = new Map<ImportDraft, { readonly which: Which; readonly controller: AbortController }>()

  /** Creates the verifications. `onChange` is called after each change of a check. */
  constructor(onChange: (draft: ImportDraft) => void) {
    this.#onChange = onChange
  }

  async run(
    draft: ImportDraft,
    which: Which,
    verify: (run: RunChecks, draft: ImportDraft, signal: AbortSignal) => Promise<VerificationView>,
    signal: AbortSignal,
  ): Promise<VerificationView> {
    this.stop(draft)
    const own = { which, controller: new AbortController() }
    this.#running.set(draft, own)
    const either = AbortSignal.any([signal, own.controller.signal])
    const { version } = draft
    const isCurrent = (): boolean => draft.version === version && this.#running.get(draft) === own
    const show = (view: VerificationView): void => {
      if (!isCurrent()) return
      draft[which] = view
      this.#onChange(draft)
    }
    try {
      const view = await verify((checks) => runChecks(checks, show, either), draft, either)
      if (!isCurrent()) throw new HostError('cancelled', 'A key or a string was changed in the meantime. Verify again.')
      show(view)
      return view
    } catch (error) {
      show(VERIFICATION_NOT_RUN)
      if (either.aborted) throw new HostError('cancelled', 'The verification was stopped.')
      throw error
    } finally {
      if (this.#running.get(draft) === own) this.#running.delete(draft)
    }
  }

  /** Stops the running verification of a draft. Its result is discarded. */
  stop(draft: ImportDraft): void {
    const running = this.#running.get(draft)
    if (!running) return
    this.#running.delete(draft)
    running.controller.abort()
    draft[running.which] = VERIFICATION_NOT_RUN
    this.#onChange(draft)
  }
}

export function requireVerifiedDraft({ verification }: ImportDraft): void {
  if (verification.state === 'passed') return
  throw new HostError(
    'not-verified',
    'Verify the keys first, and fix the failed checks: only matching keys are stored.',
  )
}

/** Runs one check after the other and publishes each result. */
async function runChecks(
  checks: readonly VerificationStep[],
  show: (view: VerificationView) => void,
  signal: AbortSignal,
): Promise<VerificationView> {
  const results = new Map<string, VerificationCheck>(
    checks.map(({ id, claim }) => [id, { id, claim, state: 'waiting' }]),
  )
  const view = (state: VerificationView['state']): VerificationView => ({ state, checks: [...results.values()] })
  const set = ({ id, claim }: VerificationStep, result: Omit<VerificationCheck, 'id' | 'claim'>): void => {
    results.set(id, { id, claim, ...result })
    show(view('running'))
  }
  for (const check of checks) {
    signal.throwIfAborted()
    if (check.missing !== undefined) set(check, { state: 'failed', message: check.missing })
    else if (check.needs.some((id) => results.get(id)?.state !== 'passed')) set(check, { state: 'skipped' })
    else {
      set(check, { state: 'running' })
      set(check, await resultOf(check, signal))
    }
  }
  signal.throwIfAborted()
  return view([...results.values()].some(({ state }) => state === 'failed') ? 'failed' : 'passed')
}

async function resultOf(
  check: VerificationStep,
  signal: AbortSignal,
): Promise<Omit<VerificationCheck, 'id' | 'claim'>> {
  try {
    const message = await check.run(signal)
    return { state: 'passed', ...(message !== undefined && { message }) }
  } catch (error) {
    if (error instanceof CheckSkippedError) return { state: 'skipped', message: error.message }
    if (error instanceof CheckFailedError) return { state: 'failed', message: error.message }
    if (!(error instanceof IbkrError)) throw error
    return { state: 'failed', message: messageOf(error), code: error.code }
  }
}

/** Returns the same message that a session shows for this error. */
function messageOf(error: IbkrError): string {
  const failure = classifyLoginFailure(error, { loginUrl: undefined, workedBefore: false })
  if (failure.kind === 'failed') return failure.message
  return failure.kind === 'retry' ? failure.reason : error.message
}
