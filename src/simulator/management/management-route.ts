import type { Handler } from '../http/call.ts'

/**
 * How a request of this family is secured: a plain request with a bearer, or a body that is a signed JWT. The front door
 * verifies the JWT and hands its claims to the handler as `call.body = { kind: 'json', value: claims }`.
 */
export type SecurityPolicy = 'https' | 'signed-jwt'

/** One operation of account management. It is served with a bearer of OAuth 2.0; there is no session below it. */
export interface ManagementRoute {
  readonly methods: readonly string[]
  /** Path from the server's root, such as `/gw/api/v1/accounts/{accountId}/details`. */
  readonly path: string
  /** Any one of them suffices. Empty where they are not published: then any bearer is enough. */
  readonly scopes: readonly string[]
  readonly policy: SecurityPolicy
  /** Set where the operation is known by its title only: the answer is as small as can be, and no promise. */
  readonly shape?: 'unknown'
  readonly answer: Handler
}
