import { useState } from 'react'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { connectSession } from '../session/session-actions.ts'

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
