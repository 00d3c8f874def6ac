import type { CertificateProblem, SessionView } from '../../../shared/contract/views.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'

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
