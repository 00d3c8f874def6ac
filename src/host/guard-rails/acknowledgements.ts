import { createHash, randomUUID } from 'node:crypto'
import type { GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import type { GuardRails } from '../../shared/domain/guard-rails.ts'

/** Maximum number of stored acknowledgements; the oldest are dropped first. */
const STORED = 200

/** The warnings that a user has seen for exactly one content. */
export interface SeenWarnings {
  readonly content: string
  /** The limits at the time of the review, by the warning. A changed limit needs a new review. */
  readonly warnings: ReadonlySet<string>
}

/**
 * Warnings that the user has seen. An acknowledgement is valid for one send of exactly the reviewed orders, with the
 * limits of the review.
 */
export class Acknowledgements {
  readonly #offered = new Map<string, SeenWarnings>()
  /** Acknowledged content that was sent, because IBKR's question about it comes later. */
  readonly #sent = new Map<string, SeenWarnings>()

  /** Creates the acknowledgement that a review offers for its warnings. */
  offer(content: string, rails: GuardRails, findings: readonly GuardRailFinding[]): string {
    const id = randomUUID()
    store(this.#offered, id, { content, warnings: new Set(findings.map((finding) => nameOf(finding, rails))) })
    return id
  }

  /** Uses an acknowledgement. Undefined if it is unknown, already used, or was given for another content. */
  use(id: string | undefined, content: string): SeenWarnings | undefined {
    if (id === undefined) return undefined
    const seen = this.#offered.get(id)
    this.#offered.delete(id)
    if (seen?.content !== content) return undefined
    store(this.#sent, content, seen)
    return seen
  }

  /** Returns the warnings that were acknowledged when a content was sent. */
  sentWith(content: string): SeenWarnings | undefined {
    return this.#sent.get(content)
  }
}

/** Reports whether the user has seen a warning with the present limits. */
export const hasSeen = (seen: SeenWarnings | undefined, finding: GuardRailFinding, rails: GuardRails): boolean =>
  seen?.warnings.has(nameOf(finding, rails)) === true

/** Identifies a content by its parts. */
export const contentOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')

/** Names a warning with its limit. All limits stand for a request whose orders cannot be read. */
function nameOf({ rail }: GuardRailFinding, rails: GuardRails): string {
  return JSON.stringify([rail, rail === 'unreadable' || rail === 'expired' ? rails : rails[rail], rails.currency])
}

function store(map: Map<string, SeenWarnings>, key: string, seen: SeenWarnings): void {
  map.delete(key)
  map.set(key, seen)
  const [oldest] = map.keys()
  if (map.size > STORED && oldest !== undefined) map.delete(oldest)
}
