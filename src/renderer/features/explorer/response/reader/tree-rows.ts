import type { JsonDocument } from './json-document.ts'
import { type TreeLine, treeLine } from './tree-line.ts'

/** Number of children above which a container is initially folded. */
const MAX_OPEN_CHILDREN = 100
/** Number of values above which a document is initially folded below the root. */
const MAX_OPEN_VALUES = 5_000
/** Maximum number of lines that "Expand all" creates. */
const MAX_UNFOLDED = 1_000_000

export interface TreeState {
  /** Increases whenever lines change. */
  readonly version: number
  /** Number of visible lines. */
  readonly count: number
}

/** Visible lines of a tree. The first level is the document, or the results of a filter. */
export class TreeRows {
  readonly #document: JsonDocument
  #results: Uint32Array | undefined
  #rows: readonly number[] = []
  /** Version of the lines, starting at 0. Each change increases the version. */
  #version = -1

  constructor(document: JsonDocument) {
    this.#document = document
    this.#openFirst()
    this.#build()
  }

  get state(): TreeState {
    return { version: this.#version, count: this.#rows.length }
  }

  /** Returns the filter results; undefined without a filter. */
  get results(): Uint32Array | undefined {
    return this.#results
  }

  filter(results: Uint32Array | undefined): TreeState {
    const { index } = this.#document
    for (const value of this.#results ?? []) index.setResult(value, false)
    for (const value of results ?? []) index.setResult(value, true)
    this.#results = results
    return this.#build()
  }

  /** Returns the first-level value that contains a value. If filter results are nested, returns the innermost. */
  rootOf(value: number): number | undefined {
    const { index } = this.#document
    if (!this.#results) return 0
    for (let inner = value; ; inner = index.parent(inner)) {
      if (index.isResult(inner)) return inner
      if (index.parent(inner) === inner) return undefined
    }
  }

  lines(from: number, to: number): readonly TreeLine[] {
    const document = this.#document
    return this.#rows.slice(from, to).map((value) => {
      const root = this.rootOf(value) ?? 0
      const depth = document.depth(value) - document.depth(root)
      return treeLine(document, value, { isResult: this.#results !== undefined && root === value, depth })
    })
  }

  /** Returns the line of a visible value. */
  rowOf(value: number): number | undefined {
    const row = this.#rows.indexOf(value)
    return row < 0 ? undefined : row
  }

  fold(value: number, open: boolean): TreeState {
    this.#document.index.setOpen(value, open)
    return this.#build()
  }

  /** Folds everything below the first level. */
  foldAll(): TreeState {
    const { index } = this.#document
    for (let value = 0; value < index.count; value += 1) index.setOpen(value, false)
    // The document itself stays open, because folding it would hide everything.
    if (!this.#results) index.setOpen(0, true)
    return this.#build()
  }

  /** Expands containers from the top, up to `MAX_UNFOLDED` lines. `all`: whether all containers are expanded. */
  unfoldAll(): TreeState & { readonly all: boolean } {
    const { index } = this.#document
    let rows = 0
    let all = true
    for (const root of this.#roots()) {
      const end = index.next(root)
      for (let value = root; value < end; ) {
        rows += 1
        const open = rows < MAX_UNFOLDED
        if (index.isContainer(value)) index.setOpen(value, open)
        if (open || !index.isContainer(value) || index.isEmpty(value)) value += 1
        else {
          all = false
          value = index.next(value)
        }
      }
    }
    return { ...this.#build(), all }
  }

  /** Expands the ancestors of a value and returns its line; undefined if the filter does not show the value. */
  reveal(value: number): number | undefined {
    const { index } = this.#document
    const root = this.rootOf(value)
    if (root === undefined) return undefined
    let isChanged = false
    for (let inner = value; inner !== root; ) {
      inner = index.parent(inner)
      isChanged ||= !index.isOpen(inner)
      index.setOpen(inner, true)
    }
    if (isChanged) this.#build()
    return this.rowOf(value)
  }

  /** Expands small documents and folds large documents. */
  #openFirst(): void {
    const document = this.#document
    const { index } = document
    index.setOpen(0, true)
    if (index.count > MAX_OPEN_VALUES) return
    for (let value = 1; value < index.count; value += 1) {
      index.setOpen(value, document.countChildren(value) <= MAX_OPEN_CHILDREN)
    }
  }

  #roots(): Iterable<number> {
    return this.#results ?? (this.#document.isEmpty ? [] : [0])
  }

  #build(): TreeState {
    const { index } = this.#document
    const rows: number[] = []
    for (const root of this.#roots()) {
      const end = index.next(root)
      for (let value = root; value < end; ) {
        rows.push(value)
        value = index.isContainer(value) && !index.isOpen(value) ? index.next(value) : value + 1
      }
    }
    this.#rows = rows
    this.#version += 1
    return this.state
  }
}
