import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'

/** Asks for the passphrase once, by itself, when a login stops at the locked vault. Returns its end. */
export function followLockedVault(): () => void {
  let askedAt: number | undefined
  const follow = (): void => {
    const state = useSessionStore.getState().view?.state
    if (state?.kind !== 'failed' || state.code !== 'vault-locked' || state.since === askedAt) return
    if (useOverlayStore.getState().overlay.kind !== 'none') return
    askedAt = state.since
    openOverlay({ kind: 'unlock-vault' })
  }
  const stops = [useSessionStore.subscribe(follow), useOverlayStore.subscribe(follow)]
  return () => {
    for (const stop of stops) stop()
  }
}
