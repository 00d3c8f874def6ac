import { readFileSync } from 'node:fs'

interface Signed {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly base_string: string
  readonly signature_base64: string
}

/** IBKR's published OAuth 1.0a vectors, and computed vectors for cases that IBKR does not publish. */
export interface Oauth1TestVectors {
  readonly testcons: {
    readonly consumer_key: string
    readonly realm: string
    readonly dh_prime_hex: string
    readonly dh_generator: number
    readonly public_signature_pem: string
    readonly public_encryption_pem: string
  }
  readonly official: readonly (Signed & {
    readonly params: Record<string, string>
    readonly prepend_hex: string
    readonly signature_header_value: string
    readonly access_token_secret_base64?: string
  })[]
  readonly synthetic_dh: readonly {
    readonly name: string
    readonly dh_random_hex: string
    readonly server_random_hex: string
    readonly diffie_hellman_challenge: string
    readonly diffie_hellman_response: string
    readonly K_bit_length: number
    readonly K_hex_digits: number
    readonly K_key_bytes_hex: string
    readonly prepend_hex: string
    readonly live_session_token_base64: string
    readonly consumer_key: string
    readonly live_session_token_signature: string
  }[]
  readonly synthetic_hmac: readonly (Signed & {
    readonly params_in_base_string: Record<string, string>
    readonly live_session_token_base64: string
    readonly authorization_header: string | null
  })[]
  readonly synthetic_form_body: { readonly base_string: string; readonly signature_base64: string }
}

export const vectors: Oauth1TestVectors = JSON.parse(
  readFileSync(new URL('../../fixtures/oauth1a-test-vectors.json', import.meta.url), 'utf8'),
)
