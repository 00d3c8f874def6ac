import { inspect } from 'node:util'

const DOTS = '•••'

/**
 * A secret in memory: a key or a token. It prints as dots everywhere. Only `unwrap` returns its bytes; a test lists all
 * callers.
 */
export class Secret {
  #bytes: Uint8Array

  /** Takes ownership of the bytes, which `erase` overwrites. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Overwrites the bytes. The secret is empty afterwards. */
  erase(): void {
    this.#bytes.fill(0)
    this.#bytes = new Uint8Array()
  }

  toString(): string {
    return DOTS
  }

  toJSON(): string {
    return DOTS
  }

  [inspect.custom](): string {
    return DOTS
  }

  static unwrap(secret: Secret): Uint8Array {
    return secret.#bytes
  }
}

/** Returns the bytes of a secret. Callers pass the bytes on and do not store them. */
export const unwrap = Secret.unwrap

/** Returns bytes as a Buffer that shares their memory: overwriting one of them overwrites the other. */
export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

export function createSecret(text: string): Secret {
  return new Secret(Buffer.from(text, 'utf8'))
}
