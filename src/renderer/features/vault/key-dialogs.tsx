import { type FormEvent, useState } from 'react'
import type { ExportedKeys, VaultView } from '../../../shared/contract/import-views.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Message } from '../../ui/message.tsx'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { useKeysStore } from './keys-store.ts'
import { PassphraseFields } from './secret-store-choice.tsx'
import { createOrUnlockVault, moveKeys, storeName } from './vault-actions.ts'
import './vault.css'

/** From one store to the other. Either way the vault has to be open. */
export function MoveKeysDialog({ profile, to }: { readonly profile: ProfileView; readonly to: SecretStoreKind }) {
  const stands = useKeysStore((data) => data.keys?.vault)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<string>()
  if (!stands) return null
  // Out of the vault they go for its passphrase, as in an export.
  const mustType = to === 'keychain' && stands.kind === 'open' && !stands.typed
  const vault: VaultView = mustType ? { kind: 'locked' } : stands
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    const close = closerOfThis()
    const wrong = await createOrUnlockVault(event.currentTarget, vault)
    const failed = wrong === undefined ? await moveKeys(profile.id, to) : undefined
    setBusy(false)
    if (wrong !== undefined) setProblem(wrong)
    else if (failed !== undefined) setRefused(failed)
    else close()
  }
  return (
    <Dialog title={`Move the keys of “${profile.name}”?`} onClose={closeOverlay}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          The keys move to {storeName(to)} and are removed from where they are now. A running session continues.
        </p>
        <PassphraseFields vault={vault} problem={problem} />
        {refused !== undefined && (
          <Message tone="bad" title="Not moved" role="alert">
            {refused}
          </Message>
        )}
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Move
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Not encrypted, in one file: on purpose only. */
export function ExportKeysDialog({ profile }: { readonly profile: ProfileView }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [written, setWritten] = useState<ExportedKeys>()
  const vault = useKeysStore((data) => data.keys?.vault)
  const needsPassphrase = profile.keys?.store === 'vault' && !(vault?.kind === 'open' && vault.typed)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const typed = takeSecret(event.currentTarget, 'typed')
    setBusy(true)
    setProblem(undefined)
    try {
      const passphrase = typed === '' ? {} : { passphrase: typed }
      setWritten(await hostLink().call('keys.export', { profileId: profile.id, ...passphrase }))
    } catch (error) {
      if (!(error instanceof RpcError && error.code === 'cancelled')) setProblem(errorText(error))
    }
    setBusy(false)
  }
  if (written) {
    return (
      <Dialog key="exported" title="Exported" onClose={closeOverlay}>
        <p className="dialog-text">
          {written.name} was saved{written.place === undefined ? '.' : ' on the machine that runs the console:'}
        </p>
        {written.place !== undefined && <p className="wrap-anywhere">{written.place}</p>}
        <p className="dialog-text">Only your user can read it. Delete it when you no longer need it.</p>
        <div className="dialog-actions">
          <Button look="primary" data-initial-focus onClick={closeOverlay}>
            Done
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title="Export oauth1.json?" role="alertdialog" environment={profile.environment} onClose={closeOverlay}>
      <form onSubmit={(event) => void submit(event)}>
        <Message tone="warn" title="Not encrypted">
          The file contains both private keys, the prime, the token and its secret in plain text. Anyone who has it can
          trade as “{profile.name}”.
        </Message>
        {needsPassphrase ? (
          <div className="stack">
            <Field label="Vault passphrase" error={problem}>
              {(control) => (
                <SecretInput {...control} name="typed" data-initial-focus onInput={() => setProblem(undefined)} />
              )}
            </Field>
          </div>
        ) : (
          problem !== undefined && (
            <p className="field-error" role="alert">
              {problem}
            </p>
          )
        )}
        <div className="dialog-actions">
          <Button onClick={closeOverlay} data-initial-focus={needsPassphrase ? undefined : true}>
            Cancel
          </Button>
          <Button look="danger" type="submit" busy={busy} disabled={busy}>
            Export
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
