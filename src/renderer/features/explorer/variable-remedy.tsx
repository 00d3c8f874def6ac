import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { connectSession } from '../session/session-actions.ts'

/** The way out where a variable has no value. */
export function VariableRemedy({ name }: { readonly name: string }) {
  if (name === 'accountId') return <Button onClick={connectSession}>Connect</Button>
  if (name.startsWith('conid:')) return null
  return <Button onClick={() => openOverlay({ kind: 'variables', name })}>Define</Button>
}
