import { type FormEvent, useState } from 'react'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../stores/navigation-store.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { createOrUnlockVault, SecretStoreChoice, useKeychainCheck, useKeysStore } from '../vault/index.ts'
import { discardImport } from './import-actions.ts'
import { useImportsStore } from './imports-store.ts'
import { discardText } from './wizard-text.ts'

/** Puts an unfinished wizard into a store, so that it outlives the console. */
export function SaveKeysDialog({ id }: { readonly id: string }) {
  const keys = useKeysStore((data) => data.keys)
  const looking = useKeychainCheck()
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
    const refused = store === 'vault' ? await createOrUnlockVault(event.currentTarget, keys.vault) : undefined
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
    <Dialog title="Save unfinished keys" onClose={closeOverlay}>
      <form onSubmit={(event) => void submit(event)}>
        <SecretStoreChoice
          keys={keys}
          looking={looking}
          store={store}
          onChoose={setChosen}
          passphraseProblem={passphraseProblem}
        />
        {problem !== undefined && (
          <Message tone="bad" title="Not saved" role="alert">
            {problem}
          </Message>
        )}
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy || looking}>
            Save keys
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export function DiscardDialog({ id }: { readonly id: string }) {
  const view = useImportsStore((data) => data.imports?.find((one) => one.id === id))
  const replaced = useProfilesStore((data) => data.list?.profiles.find((one) => one.id === view?.profileId)?.name)
  return (
    <Dialog title="Discard these keys?" role="alertdialog" onClose={closeOverlay}>
      {view &&
        discardText(view, replaced).map((words) => (
          <p key={words} className="dialog-text">
            {words}
          </p>
        ))}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Cancel
        </Button>
        <Button
          look="danger"
          onClick={() => {
            closeOverlay()
            void discardImport(id).then(() => useNavigationStore.getState().view === 'keys' && goTo('profiles'))
          }}
        >
          Discard
        </Button>
      </div>
    </Dialog>
  )
}
