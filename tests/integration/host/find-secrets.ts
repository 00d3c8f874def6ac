import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'

export interface SecretsToFind
  extends Pick<Oauth1Credentials, 'signature' | 'encryption' | 'accessToken' | 'accessTokenSecret'> {
  readonly passphrase: string
}

/** Returns the names of the secrets in the bytes, in any form: as text, escaped, or as base64 or hex of their bytes. */
export function findSecretsOf(of: SecretsToFind, bytes: Buffer): readonly string[] {
  const plain = bytes.toString('latin1').replace(/\\n|[\s"\\]/g, '')
  const { signature, encryption, accessToken, accessTokenSecret, passphrase } = of
  const body = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')
  const secrets = {
    signature: body(signature),
    encryption: body(encryption),
    accessToken,
    accessTokenSecret,
    passphrase: passphrase.replaceAll(' ', ''),
  }
  return Object.entries(secrets).flatMap(([name, text]) => {
    // Searches for a part from the middle, because a part of a secret may leak.
    const part = text.length > 80 ? text.slice(100, 140) : text
    const raw = Buffer.from(text, 'base64').subarray(60, 90)
    const forms =
      text.length > 80
        ? [Buffer.from(raw).toString('hex'), raw.toString('base64').slice(2, 38), raw.toString('latin1')]
        : []
    return [part, ...forms].some((form) => plain.includes(form) || bytes.includes(Buffer.from(form, 'latin1')))
      ? [name]
      : []
  })
}
