import { type FormEvent, useState } from 'react'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useKeysStore } from '../../stores/keys-store.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { StorePlaces } from '../vault/store-places.tsx'
import { useKeychainLook } from '../vault/use-keychain-look.ts'
import { openVault } from '../vault/vault-actions.ts'

/** Puts an unfinished wizard into a store, so that it outlives the console. */
export function KeepDialog({ id }: { readonly id: string }) {
  const keys = useKeysStore((data) => data.keys)
  const looking = useKeychainLook()
  const [chosen, setChosen] = useState<SecretStoreKind>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [passphraseProblem, setPassphraseProblem] = useState<string>()
  if (!keys) return null
  const store = chosen ?? keys.proposed
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setProblem(undefined)
    setBusy(true)
    const close = closerOfThis()
    const refused = store === 'vault' ? await openVault(event.currentTarget, keys.vault) : undefined
    setPassphraseProblem(refused)
    if (refused === undefined) {
      try {
        await hostLink().call('imports.save', { id, store })
        return void close()
      } catch (error) {
        setProblem(errorText(error))
      }
    }
    setBusy(false)
  }
  return (
    <Dialog title="Keep the keys until they are registered" onClose={closeOverlay}>
      <form onSubmit={(event) => void submit(event)}>
        <StorePlaces
          keys={keys}
          looking={looking}
          store={store}
          onChoose={setChosen}
          passphraseProblem={passphraseProblem}
        />
        {problem !== undefined && (
          <Message tone="bad" title="Not kept" role="alert">
            {problem}
          </Message>
        )}
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Not now</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy || looking}>
            Keep them
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
