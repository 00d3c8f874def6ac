import { openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusRowOf } from '../../ui/keep-focus.ts'
import { connectSession } from '../session/session-actions.ts'

/** The way out where a variable has no value. */
export function VariableRemedy({ name }: { readonly name: string }) {
  const ready = useSessionStore((data) => data.view?.state.kind === 'ready')
  if (name === 'accountId' || name.startsWith('conid:')) {
    return ready ? null : <Button onClick={connectSession}>Connect</Button>
  }
  return (
    <Button
      onClick={({ currentTarget }) => {
        // Where the dialog gives the keyboard back to: this button is gone by then.
        focusRowOf(currentTarget)
        openOverlay({ kind: 'variables', name })
      }}
    >
      Define
    </Button>
  )
}
