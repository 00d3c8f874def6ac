import { type PresentedCertificate, readPresentedCertificate } from '../../client/index.ts'
import type { CertificateProblem } from '../../shared/contract/views.ts'
import type { Profile } from '../profiles/profile.ts'
import type { NewTimelineEntry } from './session-timeline.ts'

/**
 * Reads why a login failed, if its error code refers to the certificate. Returns undefined for other codes, or if no
 * certificate is presented.
 */
export async function readCertificateProblem(profile: Profile, code: string): Promise<CertificateProblem | undefined> {
  if (profile.kind !== 'gateway' || (code !== 'tls-pin-mismatch' && code !== 'tls-untrusted')) return undefined
  try {
    const presented = await readPresentedCertificate(profile.url)
    const pinned = profile.certificate
    return pinned ? { kind: 'changed', pinned, presented } : { kind: 'unknown', presented }
  } catch {
    // The gateway is no longer reachable, which the error of the login already describes.
    return undefined
  }
}

/** Creates the timeline entry for the first certificate of a gateway. */
export function createFirstCertificateEntry({ sha256 }: PresentedCertificate, isPinned: boolean): NewTimelineEntry {
  return isPinned
    ? {
        level: 'info',
        text: `First contact: only the certificate with the fingerprint ${sha256} is accepted from now on.`,
      }
    : {
        level: 'warning',
        text: `First contact: the certificate with the fingerprint ${sha256} could not be saved. The next connection accepts any certificate.`,
      }
}
