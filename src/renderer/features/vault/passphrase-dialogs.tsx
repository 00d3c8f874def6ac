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
    if (old === '')
      return refuse({ field: 'old', message: 'The passphrase until now is needed. Type all three again.' })
    if (passphrase === '') {
      return refuse({ field: 'passphrase', message: 'A new passphrase is needed. Type all three again.' })
    }
    setBusy(true)
    const close = closerOfThis()
    try {
      await hostLink().call('keys.changePassphrase', { old, passphrase })
      close()
      showToast('good', 'The vault has another passphrase now.')
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
    <Dialog title="Change the passphrase of the vault" onClose={closeOverlay}>
      <form className="passphrase-pair" onSubmit={(event) => void submit(event)}>
        <Field label="Passphrase until now" error={errorAt('old')}>
          {(control) => <SecretInput {...control} name="old" data-initial-focus />}
        </Field>
        <Field
          label="New passphrase"
          error={errorAt('passphrase')}
          help="Ten characters at least; a few words are best. It is for all profiles whose keys lie in the vault."
        >
          {(control) => <SecretInput {...control} name="passphrase" />}
        </Field>
        <Field label="Once more" error={errorAt('again')}>
          {(control) => <SecretInput {...control} name="again" />}
        </Field>
        <div className="dialog-actions">
          <Button onClick={closeOverlay}>Leave it</Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Change it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The way out of a forgotten passphrase: nothing is opened by it, and nothing deleted. */
export function SetVaultAsideDialog() {
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
      showToast('idle', `The vault is kept as ${name}. The next keys that go into a vault make a new one.`)
    } catch (error) {
      setProblem(errorText(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Set this vault aside?" role="alertdialog" onClose={closeOverlay}>
      <p className="dialog-text">
        Nobody can bring a forgotten passphrase back. The vault is kept under another name beside the settings, in case
        it comes to mind, and a new one can be made.
      </p>
      <p className="dialog-text">
        {sealed.length === 0
          ? 'No profile has its keys in it.'
          : `Until its keys are imported again, nobody logs in as ${sealed.join(', ')}: see “Replace the keys…” there.`}
      </p>
      {problem !== undefined && (
        <Message tone="bad" title="Not set aside" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Keep it
        </Button>
        <Button look="danger" busy={busy} disabled={busy} onClick={() => void setAside()}>
          Set it aside
        </Button>
      </div>
    </Dialog>
  )
}
