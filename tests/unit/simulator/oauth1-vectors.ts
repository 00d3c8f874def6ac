import { readFileSync } from 'node:fs'

/** One request of the published vectors. */
interface OfficialVector {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly prepend_hex: string
  readonly base_string: string
  readonly signature_base64: string
  readonly access_token_secret_base64?: string
}

/** One Diffie-Hellman exchange, including both secrets. */
interface ExchangeVector {
  readonly name: string
  readonly server_random_hex: string
  readonly diffie_hellman_challenge: string
  readonly diffie_hellman_response: string
  readonly K_key_bytes_hex: string
  readonly prepend_hex: string
  readonly live_session_token_base64: string
  readonly consumer_key: string
  readonly live_session_token_signature: string
}

/** One request that is signed with a live session token. */
export interface HmacVector {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly params_in_base_string: Readonly<Record<string, string>>
  readonly live_session_token_base64: string
  readonly base_string: string
  readonly signature_base64: string
  readonly authorization_header: string | null
}

interface Vectors {
  readonly testcons: {
    readonly consumer_key: string
    readonly realm: string
    readonly dh_prime_hex: string
    readonly public_signature_pem: string
  }
  readonly official: readonly OfficialVector[]
  readonly synthetic_dh: readonly ExchangeVector[]
  readonly synthetic_hmac: readonly HmacVector[]
  readonly synthetic_form_body: { readonly base_string: string; readonly signature_base64: string }
}

/** OAuth 1.0a vectors. The client is tested with the same vectors. */
export const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/oauth1a-test-vectors.json', import.meta.url), 'utf8'),
) as Vectors

/** Finds a vector by name; throws if it does not exist. */
export function findNamed<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((vector) => vector.name === name)
  if (found === undefined) throw new Error(`No vector ${name}`)
  return found
}
