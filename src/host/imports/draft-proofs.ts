import type { ProofView } from '../../shared/contract/import-views.ts'
import { HostError } from '../host-error.ts'
import type { ImportDraft } from './import-draft.ts'
import { proveDraftOffline } from './prove-offline.ts'
import { proveDraftOnline } from './prove-online.ts'

const RUN = { offline: proveDraftOffline, online: proveDraftOnline } as const

interface Running {
  readonly which: keyof typeof RUN
  readonly controller: AbortController
}

/** The proofs that run. One of a draft at a time: the next ends the one before, and a change of the draft voids it. */
export class DraftProofs {
  readonly #tell: (draft: ImportDraft) => void
  readonly #running = new Map<ImportDraft, Running>()

  /** `tell` is called after each change of a line. */
  constructor(tell: (draft: ImportDraft) => void) {
    this.#tell = tell
  }

  async run(draft: ImportDraft, which: 'offline' | 'online', signal: AbortSignal): Promise<ProofView> {
    this.end(draft)
    const controller = new AbortController()
    this.#running.set(draft, { which, controller })
    const either = AbortSignal.any([signal, controller.signal])
    const { version } = draft
    const isCurrent = (): boolean => draft.version === version && this.#running.get(draft)?.controller === controller
    const show = (view: ProofView): void => {
      if (!isCurrent()) return
      draft[which] = view
      this.#tell(draft)
    }
    try {
      const view = await RUN[which](draft, show, either)
      if (!isCurrent()) throw new HostError('cancelled', 'A key or a string was changed meanwhile: prove it again.')
      show(view)
      return view
    } catch (error) {
      show({ state: 'not-run', lines: [] })
      if (either.aborted) throw new HostError('cancelled', 'The proof was ended.')
      throw error
    } finally {
      if (this.#running.get(draft)?.controller === controller) this.#running.delete(draft)
    }
  }

  /** Ends the one that runs; it counts as not run then, and the page is told. */
  end(draft: ImportDraft): void {
    const running = this.#running.get(draft)
    if (!running) return
    this.#running.delete(draft)
    running.controller.abort()
    draft[running.which] = { state: 'not-run', lines: [] }
    this.#tell(draft)
  }
}
