import { openOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { focusRowOf } from '../../../ui/keep-focus.ts'
import { connectSession } from '../../session/index.ts'

interface VariableRemedyProps {
  readonly name: string
  /** Id of the control with the variable, if the control is outside the form's rows. */
  readonly controlId?: string
}

/** Connect or Define button for a variable without a value. */
export function VariableRemedy({ name, controlId }: VariableRemedyProps) {
  const ready = useSessionStore((data) => data.view?.state.kind === 'ready')
  if (name === 'accountId' || name.startsWith('conid:')) {
    return ready ? null : <Button onClick={connectSession}>Connect</Button>
  }
  return (
    <Button
      onClick={({ currentTarget }) => {
        // Focuses the control first, because the dialog returns the focus to the focused element.
        if (controlId === undefined) focusRowOf(currentTarget)
        else document.getElementById(controlId)?.focus()
        openOverlay({ kind: 'variables', name })
      }}
    >
      Define
    </Button>
  )
}
