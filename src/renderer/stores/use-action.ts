import { useState } from 'react'
import { errorText, hasCode } from '../../shared/rpc/rpc-error.ts'
import { closerOfThis } from './overlay-store.ts'

/**
 * Runs an action of a dialog or form. `problem`: the error message, if the action failed. `close` closes the dialog in
 * which the action started.
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
