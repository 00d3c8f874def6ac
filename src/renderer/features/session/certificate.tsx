import type { CertificateProblem, CertificateView, SessionView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { closeOverlay, openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/message.tsx'
import { disconnectSession } from './session-actions.ts'
import './session.css'

/** Dialog to accept or reject a certificate that is not signed by a trusted authority. */
export function CertificateDialog() {
  const view = useSessionStore((data) => data.view)
  const { busy, problem: failure, run } = useAction()
  const problem = certificateProblemOf(view)
  // The session may connect before the request to trust the certificate returns.
  if (!view || !problem) return busy ? null : <Settled />
  const changed = problem.kind === 'changed'

  const trust = async (close: () => boolean): Promise<undefined> => {
    await hostLink().call('profiles.trustCertificate', { sha256: problem.presented.sha256 })
    close()
  }
  const stay = (): void => {
    closeOverlay()
    disconnectSession()
  }
  return (
    <Dialog
      title={changed ? 'The gateway’s certificate changed' : 'Trust this certificate?'}
      role="alertdialog"
      size="large"
      environment={view.environment}
      onClose={stay}
    >
      <p className="dialog-text">
        <strong>{view.profile.name}</strong> at {view.profile.target}. Nothing was sent.
      </p>
      <div className="certificates">
        {problem.kind === 'changed' && (
          <section aria-label="Pinned certificate">
            <h3 className="section-title">Pinned</h3>
            <CertificateFacts certificate={problem.pinned} />
          </section>
        )}
        <section aria-label="Presented certificate">
          <h3 className="section-title">{changed ? 'Presented now' : 'SHA-256 fingerprint'}</h3>
          <CertificateFacts certificate={problem.presented} />
        </section>
      </div>
      {changed ? (
        <>
          <p className="dialog-text">
            Expected after the gateway was reinstalled, updated or given a new certificate. Otherwise another program
            may be responding instead of the gateway and would receive your login.
          </p>
          <p className="dialog-text">
            Compare the fingerprint with the certificate on the machine that runs the gateway.
          </p>
        </>
      ) : (
        <p className="dialog-text">
          The gateway runs on another computer, and its certificate is not signed by a trusted authority. Compare the
          fingerprint with the one on that computer. Once trusted, it is the only certificate that this profile accepts.
        </p>
      )}
      <Failure title="Could not trust the certificate" text={failure} />
      <DialogButtons
        look="danger"
        confirm={changed ? 'Trust new certificate' : 'Trust certificate'}
        cancel="Stay disconnected"
        busy={busy}
        onConfirm={() => void run(trust)}
        onCancel={stay}
      />
    </Dialog>
  )
}

/** Message about a certificate that was accepted or rejected elsewhere. */
function Settled() {
  return (
    <Dialog title="No certificate to compare" onClose={closeOverlay}>
      <p className="dialog-text">The session has continued. See the Session view.</p>
      <DialogButtons confirm="Close" onConfirm={closeOverlay} />
    </Dialog>
  )
}

/** Facts that help the user to identify a certificate. */
export function CertificateFacts({ certificate }: { readonly certificate: CertificateView }) {
  return (
    <div>
      <code className="fingerprint">
        {fingerprintLines(certificate.sha256).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </code>
      <p className="hint wrap-anywhere">
        Issued to {certificate.subject === '' ? 'an unnamed subject' : certificate.subject}, valid to{' '}
        {certificate.validTo}
      </p>
    </div>
  )
}

/** Returns the certificate that prevents the connection; undefined in any other state. */
export function certificateProblemOf(view: SessionView | undefined): CertificateProblem | undefined {
  return view?.state.kind === 'failed' ? view.certificateProblem : undefined
}

export const openCertificateProblem = (): CertificateProblem | undefined =>
  certificateProblemOf(useSessionStore.getState().view)

/** Opens the dialog once for each certificate that prevents the connection. Returns an unsubscribe function. */
export function followCertificateProblem(): () => void {
  let shown: string | undefined
  const follow = (): void => {
    const { view } = useSessionStore.getState()
    const problem = certificateProblemOf(view)
    // After a disconnection, the dialog may open again for the same certificate.
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

/** Splits a fingerprint into lines of equal length, which are easier to compare. */
function fingerprintLines(sha256: string): readonly string[] {
  const bytes = sha256.split(':')
  return [0, 8, 16, 24].map((from) => bytes.slice(from, from + 8).join(':'))
}
