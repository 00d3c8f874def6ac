import { IbkrError, type SessionSupervisor } from '../../client/index.ts'
import type { CertificateProblem, ConsoleSessionState, PacingView, SessionView } from '../../shared/contract/views.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { HostError } from '../host-error.ts'
import { buildProfileView, isKeyed, type Profile } from '../profiles/profile.ts'
import type { ProfileArming } from '../safety/profile-arming.ts'

const SIGNED_OUT: ConsoleSessionState = { kind: 'signed-out' }
/** The pacing budget of a session that has not sent any requests. */
const IDLE_PACING = { left: 10, limit: 10, queued: 0 }

/** Returns the part of the session's state that the status bar shows. */
export function buildSessionView(parts: {
  readonly profile: Profile
  readonly environment: KnownEnvironment
  readonly arming: ProfileArming
  /** Whether cancels and the kill switch require arming too. */
  readonly cancelsNeedArming: boolean
  readonly session: SessionSupervisor | undefined
  /** State while no session is open: opening, or failed to open. */
  readonly opening: ConsoleSessionState | undefined
  readonly certificateProblem: CertificateProblem | undefined
}): SessionView {
  const { arming, session, certificateProblem } = parts
  const tickle = session?.lastTickle
  const expiresAt = session?.liveSessionTokenExpiresAt
  return {
    profile: buildProfileView(parts.profile),
    environment: parts.environment,
    countsAs: arming.environment,
    state: session?.state ?? parts.opening ?? SIGNED_OUT,
    ...(session === undefined &&
      parts.opening?.kind === 'connecting' &&
      isKeyed(parts.profile) && { readsKeysFrom: parts.profile.keys.store }),
    socket: session?.socketState ?? 'disconnected',
    arming: arming.view,
    cancelsNeedArming: parts.cancelsNeedArming,
    ...(tickle && { tickle }),
    ...(expiresAt !== undefined && { liveSessionTokenExpiresAt: expiresAt }),
    ...(certificateProblem && { certificateProblem }),
  }
}

/** Returns the unused part of the rate limits. */
export function buildPacingView(session: SessionSupervisor | undefined): PacingView {
  if (session === undefined) return IDLE_PACING
  const { globalLeft, globalLimit, queued } = session.pacing.snapshot()
  return { left: globalLeft, limit: globalLimit, queued }
}

/** Returns the state after a session could not be opened. */
export function createFailedState(error: unknown, since: number) {
  const code = error instanceof HostError || error instanceof IbkrError ? error.code : 'open-failed'
  return { kind: 'failed', since, code, message: error instanceof Error ? error.message : String(error) } as const
}
