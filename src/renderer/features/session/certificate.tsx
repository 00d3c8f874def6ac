import { useState } from 'react'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { disconnectSession } from './session-actions.ts'
import './session.css'
import type { CertificateProblem, CertificateView, SessionView } from '../../../shared/contract/views.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'

/** A certificate that nobody vouches for: the person compares it, and decides. */
export function CertificateDialog() {
  const view = useSessionStore((data) => data.view)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const problem = certificateProblemOf(view)
  // Trusted here, the session may go on before that is answered.
  if (!view || !problem) return busy ? null : <Settled />
  const changed = problem.kind === 'changed'

  const trust = async (): Promise<void> => {
    setBusy(true)
    const close = closerOfThis()
    try {
      await hostLink().call('profiles.trustCertificate', { sha256: problem.presented.sha256 })
      close()
    } catch (error) {
      setFailure(errorText(error))
      setBusy(false)
    }
  }
  const stay = (): void => {
    closeOverlay()
    disconnectSession()
  }
  return (
    <Dialog
      title={changed ? 'The gateway shows another certificate' : 'Do you know this certificate?'}
      role="alertdialog"
      size="large"
      environment={view.environment}
      onClose={stay}
    >
      <p className="dialog-text">
        <strong>{view.profile.name}</strong> at {view.profile.target}. Nothing was sent to it.
      </p>
      <div className="certificates">
        {problem.kind === 'changed' && (
          <section aria-label="Pinned certificate">
            <h3 className="section-title">Pinned until now</h3>
            <CertificateFacts certificate={problem.pinned} />
          </section>
        )}
        <section aria-label="Presented certificate">
          <h3 className="section-title">{changed ? 'Shown now' : 'SHA-256 fingerprint'}</h3>
          <CertificateFacts certificate={problem.presented} />
        </section>
      </div>
      {changed ? (
        <>
          <p className="dialog-text">
            Harmless when the gateway was installed again, updated, or given another certificate since then. If none of
            that happened, another program may be answering in its place, and would get your login.
          </p>
          <p className="dialog-text">
            To be sure, look at the certificate on the machine where the gateway runs, and compare the fingerprint.
          </p>
        </>
      ) : (
        <p className="dialog-text">
          The gateway is not on this computer and no authority vouches for it. Compare the fingerprint with the one on
          the machine where it runs; trusted, it is the only certificate that this profile accepts from then on.
        </p>
      )}
      {failure !== undefined && (
        <Message tone="bad" title="Not trusted" role="alert">
          {failure}
        </Message>
      )}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={stay}>
          Stay disconnected
        </Button>
        <Button look="danger" busy={busy} disabled={busy} onClick={() => void trust()}>
          {changed ? 'Trust the new certificate' : 'Trust this certificate'}
        </Button>
      </div>
    </Dialog>
  )
}

/** What it asked about was settled elsewhere, or the gateway is gone. */
function Settled() {
  return (
    <Dialog title="Nothing to compare any more" onClose={closeOverlay}>
      <p className="dialog-text">The session went on meanwhile: its story is in the Session view.</p>
      <div className="dialog-actions">
        <Button look="primary" data-initial-focus onClick={closeOverlay}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

/** A certificate as a person compares it. */
export function CertificateFacts({ certificate }: { readonly certificate: CertificateView }) {
  return (
    <div className="certificate">
      <code className="fingerprint">
        {fingerprintLines(certificate.sha256).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </code>
      <p className="certificate-note">
        Issued to {certificate.subject === '' ? 'nobody by name' : certificate.subject}, valid to {certificate.validTo}
      </p>
    </div>
  )
}

/** The certificate that the session stands at; undefined once something else happened to it. */
export function certificateProblemOf(view: SessionView | undefined): CertificateProblem | undefined {
  return view?.state.kind === 'failed' ? view.certificateProblem : undefined
}

export const openCertificateProblem = (): CertificateProblem | undefined =>
  certificateProblemOf(useSessionStore.getState().view)

/** Puts a certificate that stopped the connection on the screen by itself, once, as soon as nothing else asks. Returns its end. */
export function followCertificateProblem(): () => void {
  let shown: string | undefined
  const follow = (): void => {
    const { view } = useSessionStore.getState()
    const problem = certificateProblemOf(view)
    // After a disconnection the same one is news again.
    if (!view || view.state.kind === 'ready' || view.state.kind === 'signed-out') shown = undefined
    if (!view || !problem || useOverlayStore.getState().overlay.kind !== 'none') return
    if (useLinkStore.getState().state.kind !== 'open') return
    const about = `${view.profile.id} ${problem.presented.sha256}`
    if (about === shown) return
    shown = about
    openOverlay({ kind: 'certificate' })
  }
  const stops = [useSessionStore.subscribe(follow), useOverlayStore.subscribe(follow)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The fingerprint in lines of equal length, so that two of them can be compared by eye. */
function fingerprintLines(sha256: string): readonly string[] {
  const bytes = sha256.split(':')
  return [0, 8, 16, 24].map((from) => bytes.slice(from, from + 8).join(':'))
}
