import { Button } from '../../ui/button.tsx'
import { connectSession } from '../session/session-actions.ts'

/** The way out where a variable has no value. */
export function VariableRemedy({ name }: { readonly name: string }) {
  if (name === 'accountId') return <Button onClick={connectSession}>Connect</Button>
  return null
}
