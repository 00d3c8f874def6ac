import { useState } from 'react'
import { errorText, hasCode } from '../../shared/rpc/rpc-error.ts'
import { closerOfThis } from './overlay-store.ts'

/**
 * Runs an action of a dialog or form. An error, or the text that the action returns, becomes `problem`. Cancellation by
 * the user is ignored. `close` closes the dialog that was open when the action started, and returns false if that
 * dialog is already closed.
 */
export function useAction() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const run = async (action: (close: () => boolean) => Promise<string | undefined>): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      setProblem(await action(closerOfThis()))
    } catch (error) {
      if (!hasCode(error, 'cancelled')) setProblem(errorText(error))
    }
    setBusy(false)
  }
  return { busy, problem, setProblem, run }
}
