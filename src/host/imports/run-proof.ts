import { IbkrError } from '../../client/index.ts'
import { classifyFailure } from '../../client/session/login-outcome.ts'
import type { ProofLine, ProofView } from '../../shared/contract/import-views.ts'

/** One line of a proof before it is run. */
export interface ProofTask {
  readonly id: string
  readonly claim: string
  readonly needs: readonly string[]
  /** What is lacking for it, as a sentence; then it is not tried. */
  readonly missing?: string | undefined
  /** Answers what was found, where that is of interest. Rejects with what is wrong. */
  readonly run: (signal: AbortSignal) => Promise<string | undefined>
}

type Outcome = Pick<ProofLine, 'state' | 'message' | 'code'>

/** Runs a proof line by line and tells each change. */
export async function runProof(
  steps: readonly ProofTask[],
  tell: (view: ProofView) => void,
  signal: AbortSignal,
): Promise<ProofView> {
  const lines = new Map<string, ProofLine>(steps.map(({ id, claim }) => [id, { id, claim, state: 'waiting' }]))
  const view = (state: ProofView['state']): ProofView => ({ state, lines: [...lines.values()] })
  const set = ({ id, claim }: ProofTask, line: Outcome): void => {
    lines.set(id, { id, claim, ...line })
    tell(view('running'))
  }
  for (const step of steps) {
    signal.throwIfAborted()
    const blocked = step.needs.some((id) => lines.get(id)?.state !== 'passed')
    if (step.missing !== undefined) set(step, { state: 'failed', message: step.missing })
    else if (blocked) set(step, { state: 'skipped' })
    else {
      set(step, { state: 'running' })
      set(step, await outcome(step, signal))
    }
  }
  signal.throwIfAborted()
  const failed = [...lines.values()].some(({ state }) => state === 'failed')
  return view(failed ? 'failed' : 'passed')
}

async function outcome(step: ProofTask, signal: AbortSignal): Promise<Outcome> {
  try {
    const found = await step.run(signal)
    return found === undefined ? { state: 'passed' } : { state: 'passed', message: found }
  } catch (error) {
    if (error instanceof ProofSkipped) return { state: 'skipped', message: error.message }
    return { state: 'failed', message: sentence(error), ...(error instanceof IbkrError && { code: error.code }) }
  }
}

/** The same words that a session would say. */
function sentence(error: unknown): string {
  if (error instanceof IbkrError) {
    const trouble = classifyFailure(error, { loginUrl: undefined, workedBefore: false })
    if (trouble.kind === 'failed') return trouble.message
    if (trouble.kind === 'retry') return trouble.reason
    return error.message
  }
  if (error instanceof ProofFailure) return error.message
  throw error
}

/** What is wrong, said by a step itself. */
export class ProofFailure extends Error {
  override readonly name = 'ProofFailure'
}

/** Why a step could not be tried, which is nobody's fault. */
export class ProofSkipped extends Error {
  override readonly name = 'ProofSkipped'
}
