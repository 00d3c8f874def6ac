import { type FormEvent, useState } from 'react'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { isSameSecret, SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { focusField, PASSPHRASES_DIFFER } from './vault-actions.ts'
import './vault.css'

interface Problem {
  readonly field: 'old' | 'passphrase' | 'again'
  readonly message: string
}

/** Another passphrase for everything in the vault. */
export function ChangePassphraseDialog() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (!isSameSecret(form, 'passphrase', 'again')) {
      setProblem({ field: 'again', message: PASSPHRASES_DIFFER })
      return focusField(form, 'again')
    }
    takeSecret(form, 'again')
    const [old, passphrase] = [takeSecret(form, 'old'), takeSecret(form, 'passphrase')]
    // All three are empty by now: they are typed from the first on.
    const refuse = (found: Problem): void => {
      setProblem(found)
      focusField(form, 'old')
    }
    if (old === '')
      return refuse({ field: 'old', message: 'The passphrase until now is needed. Type all three again.' })
    if (passphrase === '') {
      return refuse({ field: 'passphrase', message: 'A new passphrase is needed. Type all three again.' })
    }
    setBusy(true)
    const close = closerOfThis()
    try {
      await hostLink().call('keys.changePassphrase', { old, passphrase })
      close()
      showToast('good', 'The vault has another passphrase now.')
    } catch (error) {
      const message = errorText(error)
      refuse({
        field: error instanceof RpcError && error.code === 'passphrase-wrong' ? 'old' : 'passphrase',
        message,
      })
      setBusy(false)
    }
  }
  const errorAt = (field: Problem['field']): string | undefined =>
    problem?.field === field ? problem.message : undefined
  return (
    <Dialog title="Change the passphrase of the vault" onClose={closeOverlay}>
      <form className="passphrase-pair" onSubmit={(event) => void submit(event)}>
        <Field label="Passphrase until now" error={errorAt('old')}>
          {(control) => <SecretInput {...control} name="old" data-initial-focus />}
        </Field>
        <Field
          label="New passphrase"
          error={errorAt('passphrase')}
          help="Ten characters at least; a few words are best. It is for all profiles whose keys lie in the vault."
        >
          {(control) => <SecretInput {...control} name="passphrase" />}
        </Field>
        <Field label="Once more" error={errorAt('again')}>
          {(control) => <SecretInput {...control} name="again" />}
        </Field>
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Leave it</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Change it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
