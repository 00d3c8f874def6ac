import { type FormEvent, useState } from 'react'
import type { VaultView } from '../../../shared/contract/import-views.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { useKeysStore } from '../../stores/keys-store.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { PassphraseFields } from './passphrase-fields.tsx'
import { storeWords } from './store-words.ts'
import { moveKeys, openVault } from './vault-actions.ts'
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
    const wrong = await openVault(event.currentTarget, vault)
    const failed = wrong === undefined ? await moveKeys(profile.id, to) : undefined
    setBusy(false)
    if (wrong !== undefined) setProblem(wrong)
    else if (failed !== undefined) setRefused(failed)
    else close()
  }
  return (
    <Dialog title={`Move the keys of “${profile.name}”?`} onClose={closeOverlay}>
      <form className="move-form" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">
          They go to {storeWords(to)}, and nothing of them stays where they are now. A session that runs goes on.
        </p>
        <PassphraseFields vault={vault} problem={problem} />
        {refused !== undefined && (
          <Message tone="bad" title="Not moved" role="alert">
            {refused}
          </Message>
        )}
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Leave them</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Move
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
