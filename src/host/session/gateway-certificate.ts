import { type PresentedCertificate, readPresentedCertificate } from '../../client/index.ts'
import type { CertificateProblem } from '../../shared/contract/views.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TimelineNote } from './session-timeline.ts'

/** What a login failed at when its error code names the certificate; undefined for other codes and when none is presented. */
export async function readCertificateProblem(profile: Profile, code: string): Promise<CertificateProblem | undefined> {
  if (profile.kind !== 'gateway' || (code !== 'tls-pin-mismatch' && code !== 'tls-untrusted')) return undefined
  try {
    const presented = await readPresentedCertificate(profile.url)
    const pinned = profile.certificate
    return pinned ? { kind: 'changed', pinned, presented } : { kind: 'unknown', presented }
  } catch {
    // The gateway is gone again. The error of the login says what happened.
    return undefined
  }
}

/** The timeline entry for the first certificate of a gateway. */
export function firstContactNote({ sha256 }: PresentedCertificate, isPinned: boolean): TimelineNote {
  return isPinned
    ? {
        level: 'info',
        text: `First contact: only the certificate with the fingerprint ${sha256} is accepted from now on.`,
      }
    : {
        level: 'warning',
        text: `First contact: the certificate with the fingerprint ${sha256} could not be saved. Any other is accepted the next time.`,
      }
}
