import { readPresentedCertificate } from '../../client/index.ts'
import type { CertificateProblem } from '../../shared/contract/views.ts'
import type { Profile } from '../profiles/profile.ts'

/** What a login stopped at whose error code speaks of the certificate; undefined for every other, and when it is not shown. */
export async function readCertificateProblem(profile: Profile, code: string): Promise<CertificateProblem | undefined> {
  if (profile.kind !== 'gateway' || (code !== 'tls-pin-mismatch' && code !== 'tls-untrusted')) return undefined
  try {
    const presented = await readPresentedCertificate(profile.url)
    const pinned = profile.certificate
    return pinned ? { kind: 'changed', pinned, presented } : { kind: 'unknown', presented }
  } catch {
    // It is gone again. The error of the login says what happened.
    return undefined
  }
}
