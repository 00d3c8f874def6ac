import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusRowOf } from '../../ui/keep-focus.ts'
import { connectSession } from '../session/session-actions.ts'

/** The way out where a variable has no value. */
export function VariableRemedy({ name }: { readonly name: string }) {
  if (name === 'accountId') return <Button onClick={connectSession}>Connect</Button>
  if (name.startsWith('conid:')) return null
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
