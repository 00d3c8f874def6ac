import type { JsonDocument } from './json-document.ts'

/** A container below the root with more children starts folded. */
const FOLD_CHILDREN = 100
/** In a document with more values, everything below the root starts folded. */
const FOLD_VALUES = 5_000

/** Maximum number of lines that "Unfold all" creates: fast to create, and more than anyone reads. */
export const MOST_UNFOLDED = 1_000_000

/**
 * The visible lines of a tree: values whose ancestors are all expanded, in document order. `roots`: the first level,
 * which is the document or the filter results.
 */
export class TreeRows {
  readonly #document: JsonDocument
  #roots: Uint32Array
  #rows = new Uint32Array(0)
  #count = 0

  constructor(document: JsonDocument) {
    this.#document = document
    this.#roots = new Uint32Array(document.isEmpty ? 0 : 1)
    this.#openFirst()
    this.#build()
  }

  get count(): number {
    return this.#count
  }

  get roots(): Uint32Array {
    return this.#roots
  }

  show(roots: Uint32Array): void {
    this.#roots = roots
    this.#build()
  }

  /** The value on a line. */
  at(row: number): number | undefined {
    return row < this.#count ? this.#rows[row] : undefined
  }

  fold(value: number, open: boolean): void {
    this.#document.index.setOpen(value, open)
    this.#build()
  }

  /** Folds everything below the first level. */
  foldAll(): void {
    const { index } = this.#document
    for (let value = 0; value < index.count; value += 1) index.setOpen(value, false)
    // The document itself stays open; folding it would hide everything.
    if (this.#isWhole()) index.setOpen(0, true)
    this.#build()
  }

  /** Unfolds from the top up to `MOST_UNFOLDED` lines. Returns false if something stayed folded. */
  unfoldAll(): boolean {
    const { index } = this.#document
    let rows = 0
    let all = true
    for (const root of this.#roots) {
      const end = index.next(root)
      for (let value = root; value < end; ) {
        rows += 1
        const open = rows < MOST_UNFOLDED
        if (index.isContainer(value)) index.setOpen(value, open)
        if (open || !index.isContainer(value) || index.isEmpty(value)) value += 1
        else {
          all = false
          value = index.next(value)
        }
      }
    }
    this.#build()
    return all
  }

  /** Expands the ancestors of a value and returns its line. Undefined if the value is not among the shown ones. */
  reveal(value: number): number | undefined {
    const { index } = this.#document
    const shown = new Set(this.#isWhole() ? [0] : this.#roots)
    let changed = false
    let inner = value
    while (!shown.has(inner)) {
      const parent = index.parent(inner)
      if (parent === inner) return undefined
      inner = parent
    }
    for (let each = value; each !== inner; ) {
      each = index.parent(each)
      if (!index.isOpen(each)) {
        index.setOpen(each, true)
        changed = true
      }
    }
    if (changed) this.#build()
    return this.find(value)
  }

  #isWhole(): boolean {
    return this.#roots.length === 1 && this.#roots[0] === 0
  }

  /** The line of a visible value. */
  find(value: number): number | undefined {
    if (!this.#isWhole()) {
      const found = this.#rows.subarray(0, this.#count).indexOf(value)
      return found < 0 ? undefined : found
    }
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#rows[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return this.#rows[low] === value && low < this.#count ? low : undefined
  }

  /** Small documents start expanded, large ones collapsed. */
  #openFirst(): void {
    const document = this.#document
    const { index } = document
    if (index.count > FOLD_VALUES) {
      index.setOpen(0, true)
      return
    }
    for (let value = 0; value < index.count; value += 1) {
      if (index.isContainer(value) && (value === 0 || document.countChildren(value) <= FOLD_CHILDREN)) {
        index.setOpen(value, true)
      }
    }
  }

  #build(): void {
    const { index } = this.#document
    let count = 0
    for (const root of this.#roots) {
      const end = index.next(root)
      for (let value = root; value < end; ) {
        if (count === this.#rows.length) {
          const more = new Uint32Array(Math.max(256, this.#rows.length * 2))
          more.set(this.#rows)
          this.#rows = more
        }
        this.#rows[count] = value
        count += 1
        value = index.isContainer(value) && !index.isOpen(value) ? index.next(value) : value + 1
      }
    }
    this.#count = count
  }
}
