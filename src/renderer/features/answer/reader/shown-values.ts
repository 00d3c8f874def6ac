import type { JsonDocument } from './json-document.ts'

/** What is in sight of a document: all of it, or the values that a filter found with what lies in them. */
export class ShownValues {
  readonly #document: JsonDocument
  #found: Uint32Array | undefined
  /** The same by their place in the text. */
  #sorted: Uint32Array | undefined

  constructor(document: JsonDocument) {
    this.#document = document
  }

  /** In the order in which a filter found them; undefined where there is none. */
  get found(): Uint32Array | undefined {
    return this.#found
  }

  show(found: Uint32Array | undefined): void {
    this.#found = found
    this.#sorted = found?.toSorted()
  }

  contains(value: number): boolean {
    return this.#sorted === undefined || this.#rootOf(value) !== undefined
  }

  /** How a value stands in the tree: whether it is one of what was found, and how deep below that it lies. */
  topOf(value: number): { readonly found: boolean; readonly depth: number } {
    const depth = this.#document.depth(value)
    if (this.#sorted === undefined) return { found: false, depth }
    const root = this.#rootOf(value)
    return { found: root === value, depth: root === undefined ? depth : depth - this.#document.depth(root) }
  }

  /** The innermost of what was found in which a value lies. */
  #rootOf(value: number): number | undefined {
    const sorted = this.#sorted
    if (!sorted) return undefined
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] as number) <= value) low = middle + 1
      else high = middle
    }
    // One that lies in another is found before it here; the walk outwards ends at the first that holds the value.
    for (let place = low - 1; place >= 0; place -= 1) {
      const root = sorted[place] as number
      if (this.#document.index.next(root) > value) return root
      if (this.#document.index.parent(root) === root) return undefined
      if (low - place > 64) return this.#walkUp(value)
    }
    return undefined
  }

  #walkUp(value: number): number | undefined {
    const sorted = this.#sorted as Uint32Array
    const roots = new Set(sorted)
    for (let inner = value; ; inner = this.#document.index.parent(inner)) {
      if (roots.has(inner)) return inner
      if (this.#document.index.parent(inner) === inner) return undefined
    }
  }
}
