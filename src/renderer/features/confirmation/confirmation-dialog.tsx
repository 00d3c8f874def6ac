import { type FormEvent, useState } from 'react'
import type { ConfirmationMethod } from '../../../shared/contract/confirmation-views.ts'
import { CONFIRMATION_LABELS } from '../../../shared/domain/confirmation-labels.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { EnvironmentBadge } from '../session/index.ts'
import { useConfirmationStore } from './confirmation-store.ts'

const LABELS: Readonly<Record<Exclude<ConfirmationMethod, 'dialog'>, string>> = {
  code: 'Code from the terminal',
  passphrase: 'Vault passphrase',
}

const WHERE = 'The console’s terminal shows the code for 2 minutes. Press u and Enter there to show it again.'

/** Dialog for a confirmation that the host requires. The host also checks the user's input. */
export function ConfirmationDialog() {
  const waiting = useConfirmationStore((data) => data.waiting)
  return waiting.kind === 'waiting' ? <Waiting key={waiting.id} waiting={waiting} /> : null
}

export function cancelConfirmation(): void {
  const { waiting } = useConfirmationStore.getState()
  if (waiting.kind === 'waiting') hostLink().call('confirmation.cancel', { id: waiting.id }).catch(ignoreEnded)
}

type WaitingView = Extract<ReturnType<typeof useConfirmationStore.getState>['waiting'], { kind: 'waiting' }>

function Waiting({ waiting }: { readonly waiting: WaitingView }) {
  const { id, what, text, method } = waiting
  const environment = useSessionStore((data) => data.view?.environment)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { title, button } = CONFIRMATION_LABELS[what]
  const armsLive = what === 'arm-live' && environment !== undefined

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const typed = takeSecret(form, 'typed')
    setBusy(true)
    try {
      await hostLink().call('confirmation.answer', { id, text: typed })
    } catch (error) {
      if (!hasCode(error, 'not-found')) setProblem(errorText(error))
    }
    setBusy(false)
    form.querySelector('input')?.focus()
  }
  return (
    <Dialog title={title} role="alertdialog" {...(armsLive && { environment })} onClose={cancelConfirmation}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          {armsLive && (
            <>
              <EnvironmentBadge environment={environment} />{' '}
            </>
          )}
          {text}
        </p>
        {method === 'dialog' ? (
          <p className="dialog-text" role="status">
            Confirm in the system dialog to continue.
          </p>
        ) : (
          <Field label={LABELS[method]} error={problem} {...(method !== 'passphrase' && { help: WHERE })}>
            {(control) => (
              <SecretInput
                {...control}
                name="typed"
                masked={method !== 'code'}
                maxLength={1_000}
                data-initial-focus
                onInput={() => setProblem(undefined)}
              />
            )}
          </Field>
        )}
        {method === 'dialog' ? (
          <div className="dialog-actions">
            <Button onClick={cancelConfirmation}>Cancel</Button>
          </div>
        ) : (
          <DialogButtons look="danger" confirm={button} busy={busy} onCancel={cancelConfirmation} />
        )}
      </form>
    </Dialog>
  )
}

/** Ignores the error if the confirmation has already ended. Rethrows other errors. */
function ignoreEnded(error: unknown): void {
  if (!hasCode(error, 'not-found')) throw error
}
