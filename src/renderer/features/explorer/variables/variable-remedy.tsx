import { openOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { focusRowOf } from '../../../ui/keep-focus.ts'
import { connectSession } from '../../session/index.ts'

interface VariableRemedyProps {
  readonly name: string
  /** Id of the control with the variable, if the control is not in a row of the form. */
  readonly controlId?: string
}

/** Connect or Define button for a variable that has no value. */
export function VariableRemedy({ name, controlId }: VariableRemedyProps) {
  const ready = useSessionStore((data) => data.view?.state.kind === 'ready')
  if (name === 'accountId' || name.startsWith('conid:')) {
    return ready ? null : <Button onClick={connectSession}>Connect</Button>
  }
  return (
    <Button
      onClick={({ currentTarget }) => {
        // Moves the focus to the control before the dialog opens. When the dialog closes, it returns the focus to the
        // control, because this button no longer exists.
        if (controlId === undefined) focusRowOf(currentTarget)
        else document.getElementById(controlId)?.focus()
        openOverlay({ kind: 'variables', name })
      }}
    >
      Define
    </Button>
  )
}
