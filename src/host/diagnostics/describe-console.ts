import { arch, cpus, release, totalmem } from 'node:os'
import { isLoopback } from '../../client/unpublished.ts'
import { getKnownEnvironment, isKeyed, type Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { SessionService } from '../session/session-service.ts'

/** Versions of the console, its runtime and the system. */
export function describeProgram(version: string): object {
  const { node, v8, electron, chrome, openssl } = process.versions
  return {
    console: version,
    node,
    v8,
    openssl,
    ...(electron !== undefined && { electron, chrome }),
    platform: process.platform,
    arch: arch(),
    systemRelease: release(),
    processors: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    language: Intl.DateTimeFormat().resolvedOptions().locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

/** The settings without names, addresses, identifiers and keys. */
export function describeSettings(list: ProfileList): object {
  return {
    recovered: list.isRecovered,
    vaultIdleMinutes: list.settings.vaultIdleMinutes ?? 'default',
    profiles: list.profiles.map((profile) => ({
      kind: profile.kind,
      selected: profile.id === list.selected.id,
      environment: getKnownEnvironment(profile),
      ...describeServer(profile),
    })),
  }
}

function describeServer(profile: Profile): object {
  if (profile.kind === 'practice') return {}
  if (isKeyed(profile)) {
    return { server: profile.server === undefined ? 'IBKR' : 'own address', keyStore: profile.keys.store }
  }
  return {
    server: URL.canParse(profile.url) && isLoopback(new URL(profile.url).hostname) ? 'this machine' : 'other',
    certificatePinned: profile.certificate !== undefined,
  }
}

/** Duration of the run, memory, and the session timeline with times relative to the start. */
export function describeTimings({
  startedAt,
  now,
  session,
}: {
  readonly startedAt: number
  readonly now: number
  readonly session: SessionService
}): object {
  const view = session.view()
  return {
    startedAt: new Date(startedAt).toISOString(),
    runningMs: now - startedAt,
    processorMs: Math.round((process.cpuUsage().user + process.cpuUsage().system) / 1000),
    memoryMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    session: view.state.kind,
    socket: view.socket,
    lastTickleMs: view.tickle ? Math.round(view.tickle.roundTripMs) : null,
    timeline: session.timeline.entries.map(({ at, level, text, entered, code }) => ({
      afterStartMs: at - startedAt,
      level,
      ...(entered !== undefined && { entered }),
      ...(code !== undefined && { code }),
      text,
    })),
  }
}
