import { type FormEvent, useState } from 'react'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { isSameSecret, SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { connectSession } from '../session/index.ts'
import { useKeysStore } from './keys-store.ts'
import { focusField, PASSPHRASES_DIFFER, unlockVault } from './vault-actions.ts'
import './vault.css'

/** Dialog for the passphrase of the vault. */
export function UnlockVaultDialog() {
  const isOpen = useKeysStore((data) => data.keys?.vault.kind === 'open')
  const { busy, problem, setProblem, run } = useAction()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    void run(async (close) => {
      const refused = await unlockVault(takeSecret(form, 'passphrase'))
      if (refused !== undefined) {
        focusField(form, 'passphrase')
        return refused
      }
      close()
      showToast('good', 'Vault unlocked.')
      return undefined
    })
  }
  return (
    <Dialog title="Unlock vault" onClose={closeOverlay}>
      <form onSubmit={submit}>
        <p className="dialog-text">
          {isOpen
            ? 'The passphrase was not entered recently. Enter it again before you export or move keys.'
            : 'The keys of this profile are encrypted with your passphrase. Enter it once after each start; the login then continues.'}
        </p>
        <Field label="Passphrase" error={problem}>
          {(control) => (
            <SecretInput {...control} name="passphrase" data-initial-focus onInput={() => setProblem(undefined)} />
          )}
        </Field>
        <DialogButtons confirm="Unlock" busy={busy} onCancel={closeOverlay}>
          <Button look="quiet" onClick={() => openOverlay({ kind: 'archive-vault' })}>
            Forgot passphrase…
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

type PassphraseField = 'old' | 'passphrase' | 'again'

export function ChangePassphraseDialog() {
  const { busy, problem, run } = useAction()
  const [wrongField, setWrongField] = useState<PassphraseField>()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    void run(async (close) => {
      const refuse = (field: PassphraseField, focus: PassphraseField, text: string): string => {
        setWrongField(field)
        focusField(form, focus)
        return text
      }
      if (!isSameSecret(form, 'passphrase', 'again')) return refuse('again', 'again', PASSPHRASES_DIFFER)
      takeSecret(form, 'again')
      const [old, passphrase] = [takeSecret(form, 'old'), takeSecret(form, 'passphrase')]
      // Restarts at the first field, because all three fields are empty now.
      if (old === '') return refuse('old', 'old', 'Enter the current passphrase, then the new one twice.')
      if (passphrase === '') {
        return refuse('passphrase', 'old', 'Enter the current passphrase again, then the new one twice.')
      }
      try {
        await hostLink().call('keys.changePassphrase', { old, passphrase })
      } catch (error) {
        return refuse(hasCode(error, 'passphrase-wrong') ? 'old' : 'passphrase', 'old', errorText(error))
      }
      close()
      showToast('good', 'Vault passphrase changed.')
      return undefined
    })
  }
  const errorAt = (field: PassphraseField): string | undefined => (wrongField === field ? problem : undefined)
  return (
    <Dialog title="Change vault passphrase" onClose={closeOverlay}>
      <form className="stack" onSubmit={submit}>
        <Field label="Current passphrase" error={errorAt('old')}>
          {(control) => <SecretInput {...control} name="old" data-initial-focus />}
        </Field>
        <Field
          label="New passphrase"
          error={errorAt('passphrase')}
          help="At least 10 characters; several words work best. The passphrase protects all keys in the vault."
        >
          {(control) => <SecretInput {...control} name="passphrase" />}
        </Field>
        <Field label="Repeat passphrase" error={errorAt('again')}>
          {(control) => <SecretInput {...control} name="again" />}
        </Field>
        <DialogButtons confirm="Change passphrase" busy={busy} onCancel={closeOverlay} />
      </form>
    </Dialog>
  )
}

/** Dialog for a forgotten passphrase. Renames the vault, so that the user can create a new vault. */
export function ArchiveVaultDialog() {
  const list = useProfilesStore((data) => data.list)
  const { busy, problem, run } = useAction()
  const affected = (list?.profiles ?? []).filter(({ keys }) => keys?.store === 'vault').map(({ name }) => `“${name}”`)
  const archive = async (close: () => boolean): Promise<undefined> => {
    const { name } = await hostLink().call('keys.archiveVault', {})
    close()
    // A session that requires this vault would repeatedly ask for the old passphrase.
    const state = useSessionStore.getState().view?.state
    if (state?.kind === 'failed' && state.code === 'vault-locked') connectSession()
    showToast('idle', `Vault archived as ${name}. A new vault is created when you next store keys in a vault.`)
  }
  return (
    <ConfirmDialog
      title="Archive this vault?"
      confirm="Archive vault"
      failure="Could not archive the vault"
      busy={busy}
      problem={problem}
      onConfirm={() => void run(archive)}
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        A forgotten passphrase cannot be recovered. The vault file is renamed and kept next to the settings, and a new
        vault can be created.
      </p>
      <p className="dialog-text">
        {affected.length === 0
          ? 'No profile stores its keys in this vault.'
          : `${affected.join(', ')} cannot log in until the keys are imported again (“Replace keys…” in the profile).`}
      </p>
    </ConfirmDialog>
  )
}
