import { type FormEvent, useState } from 'react'
import { useKeysStore } from '../../stores/keys-store.ts'
import { closeOverlay, closerOfThis, openOverlay } from '../../stores/overlay-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { unlockVault } from './vault-actions.ts'

/** The passphrase: once after each start, and again before keys leave a vault that nobody used for a while. */
export function UnlockVaultDialog() {
  const isOpen = useKeysStore((data) => data.keys?.vault.kind === 'open')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const passphrase = takeSecret(event.currentTarget, 'passphrase')
    setBusy(true)
    const close = closerOfThis()
    const refused = await unlockVault(passphrase)
    setBusy(false)
    if (refused !== undefined) return setProblem(refused)
    close()
    showToast('good', 'The vault is open.')
  }
  return (
    <Dialog title="Unlock the vault" onClose={closeOverlay}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          {isOpen
            ? 'Nobody typed the passphrase for a while. It is needed again before keys can leave the vault.'
            : 'The keys of this profile are sealed with your passphrase. The console needs it once after each start; the login goes on by itself.'}
        </p>
        <Field label="Passphrase" error={problem}>
          {(control) => (
            <SecretInput {...control} name="passphrase" data-initial-focus onInput={() => setProblem(undefined)} />
          )}
        </Field>
        <div className="dialog-actions">
          <Button look="quiet" onClick={() => openOverlay({ kind: 'archive-vault' })}>
            Forgotten…
          </Button>
          <Button onClick={closeOverlay}>Not now</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Unlock
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
