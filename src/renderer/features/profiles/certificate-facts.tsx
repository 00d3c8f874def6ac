import type { CertificateView } from '../../../shared/contract/views.ts'
import { fingerprintLines } from './profile-words.ts'

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
