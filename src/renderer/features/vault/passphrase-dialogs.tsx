import { type FormEvent, useState } from 'react'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis, openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Message } from '../../ui/message.tsx'
import { isSameSecret, SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { connectSession } from '../session/index.ts'
import { useKeysStore } from './keys-store.ts'
import { focusField, PASSPHRASES_DIFFER, unlockVault } from './vault-actions.ts'
import './vault.css'

/** The passphrase: once after each start, and again before keys leave a vault that nobody used for a while. */
export function UnlockVaultDialog() {
  const isOpen = useKeysStore((data) => data.keys?.vault.kind === 'open')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    setBusy(true)
    const close = closerOfThis()
    const refused = await unlockVault(takeSecret(form, 'passphrase'))
    setBusy(false)
    setProblem(refused)
    if (refused !== undefined) return focusField(form, 'passphrase')
    close()
    showToast('good', 'Vault unlocked.')
  }
  return (
    <Dialog title="Unlock vault" onClose={closeOverlay}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          {isOpen
            ? 'The passphrase was not entered recently. Enter it again before keys can leave the vault.'
            : 'The keys of this profile are encrypted with your passphrase. Enter it once after each start; the login then continues.'}
        </p>
        <Field label="Passphrase" error={problem}>
          {(control) => (
            <SecretInput {...control} name="passphrase" data-initial-focus onInput={() => setProblem(undefined)} />
          )}
        </Field>
        <div className="dialog-actions">
          <Button look="quiet" onClick={() => openOverlay({ kind: 'archive-vault' })}>
            Forgot passphrase…
          </Button>
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Unlock
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

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
    if (old === '') return refuse({ field: 'old', message: 'Enter the current passphrase, then the new one twice.' })
    if (passphrase === '') {
      return refuse({ field: 'passphrase', message: 'Enter the current passphrase again, then the new one twice.' })
    }
    setBusy(true)
    const close = closerOfThis()
    try {
      await hostLink().call('keys.changePassphrase', { old, passphrase })
      close()
      showToast('good', 'Vault passphrase changed.')
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
    <Dialog title="Change vault passphrase" onClose={closeOverlay}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Current passphrase" error={errorAt('old')}>
          {(control) => <SecretInput {...control} name="old" data-initial-focus />}
        </Field>
        <Field
          label="New passphrase"
          error={errorAt('passphrase')}
          help="At least 10 characters; several words work best. It protects all keys in the vault."
        >
          {(control) => <SecretInput {...control} name="passphrase" />}
        </Field>
        <Field label="Repeat passphrase" error={errorAt('again')}>
          {(control) => <SecretInput {...control} name="again" />}
        </Field>
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Change passphrase
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The way out of a forgotten passphrase: nothing is opened by it, and nothing deleted. */
export function ArchiveVaultDialog() {
  const list = useProfilesStore((data) => data.list)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const sealed = (list?.profiles ?? []).filter(({ keys }) => keys?.store === 'vault').map(({ name }) => `“${name}”`)
  const setAside = async (): Promise<void> => {
    setBusy(true)
    const close = closerOfThis()
    try {
      const { name } = await hostLink().call('keys.archiveVault', {})
      close()
      // A session that waits for this vault would go on asking for a passphrase that opens nothing any more.
      const state = useSessionStore.getState().view?.state
      if (state?.kind === 'failed' && state.code === 'vault-locked') connectSession()
      showToast('idle', `Vault archived as ${name}. The next keys stored in a vault create a new one.`)
    } catch (error) {
      setProblem(errorText(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Archive this vault?" role="alertdialog" onClose={closeOverlay}>
      <p className="dialog-text">
        A forgotten passphrase cannot be recovered. The vault file is renamed and kept next to the settings, and a new
        vault can be created.
      </p>
      <p className="dialog-text">
        {sealed.length === 0
          ? 'No profile stores its keys in it.'
          : `${sealed.join(', ')} cannot log in until the keys are imported again (“Replace keys…” in the profile).`}
      </p>
      {problem !== undefined && (
        <Message tone="bad" title="Not archived" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Cancel
        </Button>
        <Button look="danger" busy={busy} disabled={busy} onClick={() => void setAside()}>
          Archive vault
        </Button>
      </div>
    </Dialog>
  )
}
