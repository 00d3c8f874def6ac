import { type FormEvent, useState } from 'react'
import { closeOverlay, closerOfThis, type Overlay, openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { EnvironmentBadge } from './environment-badge.tsx'
import { arm } from './session-actions.ts'

/** Arming with real money: the account id is typed, not clicked. What was asked before is asked again `after` it. */
export function ArmLiveDialog({ after }: { readonly after: Overlay | undefined }) {
  const view = useSessionStore((data) => data.view)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  if (!view) return null
  const leave = (): void => (after ? openOverlay(after) : closeOverlay())
  const isKnown = view.environment === 'live'
  const account = view.state.kind === 'ready' ? view.state.accounts.selected : undefined

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const close = closerOfThis()
    const answer = await arm(typed.trim())
    setBusy(false)
    // Left meanwhile, it asks nothing again; that it is armed now is said in words.
    if (answer === undefined) close() && after && openOverlay(after)
    else setProblem(answer)
  }

  return (
    <Dialog
      title={isKnown ? 'Arm this LIVE profile?' : 'Arm this profile?'}
      environment={view.environment}
      onClose={leave}
    >
      <form onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          <EnvironmentBadge environment={view.environment} />{' '}
          {!isKnown && 'The account does not say whether its money is real, so it counts as real. '}
          Armed, this window can place and change orders with <strong>real money</strong>. It disarms by itself after 15
          minutes.
        </p>
        <Field
          label={account ? `Type the account id ${account} to confirm` : 'Type the account id to confirm'}
          error={problem}
        >
          {(control) => (
            <input
              {...control}
              className="input input-code"
              data-initial-focus
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setProblem(undefined)
              }}
            />
          )}
        </Field>
        <div className="dialog-actions">
          <Button onClick={leave}>Stay disarmed</Button>
          <Button look="danger" type="submit" busy={busy} disabled={typed.trim() === '' || busy}>
            Arm
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
