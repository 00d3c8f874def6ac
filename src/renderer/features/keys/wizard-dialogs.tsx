import type { FormEvent } from 'react'
import { hostLink } from '../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../stores/navigation-store.ts'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { ConfirmDialog, Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/message.tsx'
import { useSecretStore } from '../vault/index.ts'
import { discardImport } from './import-actions.ts'
import { useImportsStore } from './imports-store.ts'
import { discardText } from './wizard-text.ts'

/** Dialog that saves the keys of an unfinished wizard, so that a restart does not lose them. */
export function SaveKeysDialog({ id }: { readonly id: string }) {
  const { store, checking, choice, prepare } = useSecretStore(undefined)
  const { busy, problem, run } = useAction()
  if (!choice) return null
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    void run(async (close) => {
      if (!(await prepare(form))) return undefined
      await hostLink().call('imports.save', { id, store })
      close()
      return undefined
    })
  }
  return (
    <Dialog title="Save unfinished keys" onClose={closeOverlay}>
      <form onSubmit={submit}>
        {choice}
        <Failure title="Not saved" text={problem} />
        <DialogButtons confirm="Save keys" busy={busy} disabled={checking} onCancel={closeOverlay} />
      </form>
    </Dialog>
  )
}

export function DiscardDialog({ id }: { readonly id: string }) {
  const view = useImportsStore((data) => data.imports?.find((one) => one.id === id))
  const replaced = useProfilesStore((data) => data.list?.profiles.find((one) => one.id === view?.profileId)?.name)
  const discard = (): void => {
    closeOverlay()
    void discardImport(id).then(() => useNavigationStore.getState().view === 'keys' && goTo('profiles'))
  }
  return (
    <ConfirmDialog title="Discard these keys?" confirm="Discard" onConfirm={discard} onClose={closeOverlay}>
      {view &&
        discardText(view, replaced).map((text) => (
          <p key={text} className="dialog-text">
            {text}
          </p>
        ))}
    </ConfirmDialog>
  )
}
