import { type FormEvent, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useKeysStore } from '../../stores/keys-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Message } from '../../ui/message.tsx'
import { PassphraseFields } from '../vault/passphrase-fields.tsx'
import { storeWords } from '../vault/store-words.ts'
import { openVault } from '../vault/vault-actions.ts'
import { IMPORT_WORDS } from './wizard-steps.ts'
import './choice.css'

/** A wizard that was kept before the console stopped: opened, it goes on as before. */
export function ResumeKept({ view }: { readonly view: ImportView }) {
  const vault = useKeysStore((data) => data.keys?.vault)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const store = view.saved?.store ?? 'vault'
  const inLockedVault = store === 'vault' && vault?.kind === 'locked'

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setRefused(undefined)
    setBusy(true)
    const wrong = inLockedVault ? await openVault(event.currentTarget, vault) : undefined
    setProblem(wrong)
    if (wrong === undefined) {
      try {
        await hostLink().call('imports.resume', { id: view.id })
      } catch (error) {
        if (error instanceof RpcError && error.code === 'vault-locked') openOverlay({ kind: 'unlock-vault' })
        setRefused(errorText(error))
      }
    }
    setBusy(false)
  }
  return (
    <form className="wizard-choice resume-kept" onSubmit={(event) => void submit(event)}>
      <h2 className="wizard-title" tabIndex={-1} ref={focusOnMount}>
        {IMPORT_WORDS[view.kind]} keys that were kept
      </h2>
      <p className="wizard-lead">
        You began to set them up before the console was started anew. They lie in {storeWords(store)}.
      </p>
      {inLockedVault && <PassphraseFields vault={vault} problem={problem} />}
      {refused !== undefined && (
        <Message tone="bad" title="Not opened" role="alert">
          {refused}
        </Message>
      )}
      <div className="wizard-done-actions">
        <Button look="primary" type="submit" busy={busy} disabled={busy}>
          Go on with them
        </Button>
        <Button onClick={() => openOverlay({ kind: 'discard-import', id: view.id })}>Discard…</Button>
      </div>
    </form>
  )
}
