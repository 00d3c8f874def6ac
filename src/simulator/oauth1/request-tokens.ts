import { randomBytes } from 'node:crypto'
import type { RefusalReason } from './refusals.ts'

/** Request tokens of third parties: each is approved by a user once, and exchanged once. */
export interface RequestTokens {
  /** Returns 20 hex digits. `callback` is an address or `oob`. */
  issue(callback: string): string
  /** Where the browser goes after the approval; undefined for a token that is unknown or was approved before. */
  awaiting(token: string): { readonly callback: string } | undefined
  /** Returns the verifier, 20 hex digits; undefined where `awaiting` is. */
  approve(token: string): string | undefined
  /** Why the pair cannot be exchanged, without using it up. */
  objection(token: string, verifier: string): RefusalReason | undefined
  use(token: string): void
}

type Stage =
  | { readonly kind: 'asked' }
  | { readonly kind: 'approved'; readonly verifier: string }
  | { readonly kind: 'used' }

const tokenLimit = 1000

/** Makes a memory of the newest 1,000 request tokens. */
export function createRequestTokens(): RequestTokens {
  const entries = new Map<string, { readonly callback: string; stage: Stage }>()
  const awaiting = (token: string) => {
    const entry = entries.get(token)
    return entry?.stage.kind === 'asked' ? entry : undefined
  }
  return {
    issue: (callback) => {
      const token = randomBytes(10).toString('hex')
      entries.set(token, { callback, stage: { kind: 'asked' } })
      const [oldest] = entries.keys()
      if (entries.size > tokenLimit && oldest !== undefined) entries.delete(oldest)
      return token
    },
    awaiting,
    approve: (token) => {
      const entry = awaiting(token)
      if (entry === undefined) return undefined
      const verifier = randomBytes(10).toString('hex')
      entry.stage = { kind: 'approved', verifier }
      return verifier
    },
    objection: (token, verifier) => {
      const stage = entries.get(token)?.stage
      if (stage === undefined) return 'request-token-unknown'
      if (stage.kind === 'asked') return 'request-token-not-approved'
      if (stage.kind === 'used') return 'request-token-used'
      return stage.verifier === verifier ? undefined : 'verifier-wrong'
    },
    use: (token) => {
      const entry = entries.get(token)
      if (entry !== undefined) entry.stage = { kind: 'used' }
    },
  }
}
