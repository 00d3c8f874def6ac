import { inspect } from 'node:util'

const DOTS = '•••'

/**
 * A secret in memory: a key, a token, what proves who somebody is. It prints as dots wherever it ends up by accident, and
 * only `unwrap` gives its bytes; who may call that is held by a test.
 */
export class Secret {
  #bytes: Uint8Array

  /** Takes the bytes over: nobody else should keep them. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Overwrites it. What is asked of it afterwards is an empty secret. */
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

/** The bytes of a secret, to be handed to what needs them and kept nowhere. */
export const unwrap = Secret.unwrap

export function secretText(text: string): Secret {
  return new Secret(Buffer.from(text, 'utf8'))
}
