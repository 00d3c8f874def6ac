import { type FormEvent, useState } from 'react'
import type { ExportedKeys, VaultView } from '../../../shared/contract/import-views.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { IBKR_URL } from '../../../shared/snippets/snippet.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Failure, Message } from '../../ui/message.tsx'
import { SecretInput, takeSecret } from '../../ui/secret-input.tsx'
import { useKeysStore } from './keys-store.ts'
import { PassphraseFields } from './secret-store-choice.tsx'
import { createOrUnlockVault, storeName } from './vault-actions.ts'
import './vault.css'

/** Dialog that moves the keys of a profile to the other store. */
export function MoveKeysDialog({ profile, to }: { readonly profile: ProfileView; readonly to: SecretStoreKind }) {
  const current = useKeysStore((data) => data.keys?.vault)
  const { busy, problem, run } = useAction()
  const [passphraseProblem, setPassphraseProblem] = useState<string>()
  if (!current) return null
  // Moving keys out of the vault requires a recently entered passphrase, like an export.
  const mustType = to === 'keychain' && current.kind === 'open' && !current.typed
  const vault: VaultView = mustType ? { kind: 'locked' } : current
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    void run(async (close) => {
      const wrong = await createOrUnlockVault(form, vault)
      setPassphraseProblem(wrong)
      if (wrong !== undefined) return undefined
      await hostLink().call('keys.move', { profileId: profile.id, to })
      showToast('good', `Keys moved to ${storeName(to)}.`)
      close()
      return undefined
    })
  }
  return (
    <Dialog title={`Move the keys of “${profile.name}”?`} onClose={closeOverlay}>
      <form className="stack" onSubmit={submit}>
        <p className="dialog-text">
          The keys move to {storeName(to)} and are removed from their current store. A running session continues.
        </p>
        <PassphraseFields vault={vault} problem={passphraseProblem} />
        <Failure title="Could not move the keys" text={problem} />
        <DialogButtons confirm="Move" busy={busy} onCancel={closeOverlay} />
      </form>
    </Dialog>
  )
}

/** Dialog that exports the keys of a profile to one unencrypted file. */
export function ExportKeysDialog({ profile }: { readonly profile: ProfileView }) {
  const { busy, problem, setProblem, run } = useAction()
  const [written, setWritten] = useState<ExportedKeys>()
  const vault = useKeysStore((data) => data.keys?.vault)
  const needsPassphrase = profile.keys?.store === 'vault' && !(vault?.kind === 'open' && vault.typed)

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const passphrase = takeSecret(event.currentTarget, 'typed')
    void run(async () => {
      const input = { profileId: profile.id, ...(passphrase !== '' && { passphrase }) }
      setWritten(await hostLink().call('keys.export', input))
      return undefined
    })
  }
  if (written) {
    return (
      <Dialog key="exported" title="Exported" onClose={closeOverlay}>
        <p className="dialog-text">
          {written.name} was saved{written.place === undefined ? '.' : ' on the machine that runs the console:'}
        </p>
        {written.place !== undefined && <p className="wrap-anywhere">{written.place}</p>}
        <p className="dialog-text">Only your user account can read the file. Delete it when you no longer need it.</p>
        <DialogButtons confirm="Done" onConfirm={closeOverlay} />
      </Dialog>
    )
  }
  return (
    <Dialog title="Export oauth1.json?" role="alertdialog" environment={profile.environment} onClose={closeOverlay}>
      <form className="stack" onSubmit={submit}>
        <Message tone="warn" title="Not encrypted">
          The file contains both private keys, the prime, the token and its secret in plain text. Anyone who has it can
          trade as “{profile.name}”.
        </Message>
        {profile.kind === 'oauth1' && profile.baseUrl !== undefined && profile.baseUrl !== IBKR_URL && (
          <Message tone="warn" title="Not for ibkr-client">
            The file names the server of the profile, {profile.baseUrl}, and ibkr-web-client uses it. The npm package
            ibkr-client ignores it and sends requests to {IBKR_URL}.
          </Message>
        )}
        {needsPassphrase ? (
          <Field label="Vault passphrase" error={problem}>
            {(control) => (
              <SecretInput {...control} name="typed" data-initial-focus onInput={() => setProblem(undefined)} />
            )}
          </Field>
        ) : (
          <Failure title="Export failed" text={problem} />
        )}
        <DialogButtons confirm="Export" look="danger" busy={busy} onCancel={closeOverlay} />
      </form>
    </Dialog>
  )
}
