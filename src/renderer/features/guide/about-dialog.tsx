import { useEffect, useState } from 'react'
import type { AppInfo } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, openOverlay } from '../../stores/overlay-store.ts'
import { reportFailure } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Facts } from '../../ui/facts.tsx'
import { formatDateTime } from '../../ui/format-time.ts'

/** Dialog with the version of the program. */
export function AboutDialog() {
  const [info, setInfo] = useState<AppInfo>()
  useEffect(() => {
    void reportFailure('Version not read', async () => setInfo(await hostLink().call('app.info', {})))
  }, [])
  return (
    <Dialog title="About IBKR Console" onClose={closeOverlay}>
      <p className="dialog-text">
        A console for Interactive Brokers’ Web API. An independent project, not made or endorsed by Interactive Brokers.
      </p>
      <Facts
        facts={[
          ['Version', info?.version],
          ['Running since', info && formatDateTime(info.startedAt)],
          ['Window', window.ibkrConsole ? 'Desktop' : 'Browser'],
        ]}
      />
      <div className="dialog-actions">
        <Button onClick={() => openOverlay({ kind: 'diagnostics' })}>Export diagnostics…</Button>
        <Button onClick={() => openOverlay({ kind: 'guide' })}>Guide</Button>
        <Button look="primary" data-initial-focus onClick={closeOverlay}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
