import {
  type Comparison,
  JsonPathError,
  type Operand,
  type Query,
  type Segment,
  type Selector,
  type Test,
} from './json-path.ts'

/** Maximum nesting of brackets and tests, so that the stack does not overflow. */
const DEEPEST = 40
const LONGEST = 2_000
const COMPARISONS: readonly Comparison[] = ['==', '!=', '<=', '>=', '<', '>']
const NAME = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*/uy
const WHOLE = /-?(?:0|[1-9]\d*)/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Parses a JSONPath. A bare `orders[0].conid` is accepted as `$.orders[0].conid`. @throws JsonPathError */
export function parseJsonPath(text: string): Query {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST) throw new JsonPathError(`A path has at most ${LONGEST} characters`, 0)
  const whole = trimmed.startsWith('$') ? trimmed : /^[.[]/.test(trimmed) ? `$${trimmed}` : `$.${trimmed}`
  const reader = new Reader(whole, whole.length - trimmed.length)
  reader.take('$')
  const query = { from: 'root' as const, segments: reader.segments() }
  reader.end()
  return query
}

class Reader {
  readonly #text: string
  /** Number of characters added before the user's text. */
  readonly #added: number
  #at = 0
  #depth = 0

  constructor(text: string, added: number) {
    this.#text = text
    this.#added = added
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) this.#fail(`"${this.#text[this.#at]}" is not expected here`)
  }

  take(word: string): void {
    this.#space()
    if (!this.#text.startsWith(word, this.#at)) this.#fail(`"${word}" is missing`)
    this.#at += word.length
  }

  segments(): readonly Segment[] {
    const segments: Segment[] = []
    for (;;) {
      const before = this.#at
      this.#space()
      if (this.#skip('..')) {
        segments.push({ deep: true, selectors: this.#peek('[') ? this.#bracket() : [this.#dotted()] })
      } else if (this.#skip('.')) segments.push({ deep: false, selectors: [this.#dotted()] })
      else if (this.#peek('[')) segments.push({ deep: false, selectors: this.#bracket() })
      else {
        this.#at = before
        return segments
      }
    }
  }

  #dotted(): Selector {
    if (this.#skip('*')) return { kind: 'all' }
    const name = this.#match(NAME)
    if (name === undefined) this.#fail("a name or * is missing; other names are written as ['a name']")
    return { kind: 'name', name }
  }

  #bracket(): readonly Selector[] {
    return this.#inside(() => {
      this.take('[')
      const selectors: Selector[] = []
      do selectors.push(this.#selector())
      while (this.#skipSpaced(','))
      this.take(']')
      return selectors
    })
  }

  #selector(): Selector {
    this.#space()
    const character = this.#text[this.#at]
    if (character === '*') {
      this.#at += 1
      return { kind: 'all' }
    }
    if (character === "'" || character === '"') return { kind: 'name', name: this.#string() }
    if (this.#skip('?')) return { kind: 'filter', test: this.#or() }
    const from = this.#whole()
    if (!this.#skipSpaced(':')) {
      if (from === undefined) this.#fail('a name in quotes, a number, a slice, * or ?… is missing')
      return { kind: 'place', place: from }
    }
    const to = this.#whole()
    const step = this.#skipSpaced(':') ? this.#whole() : undefined
    return {
      kind: 'slice',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      step: step ?? 1,
    }
  }

  #or(): Test {
    return this.#joined('or', '||', () => this.#joined('and', '&&', () => this.#test()))
  }

  #joined(kind: 'or' | 'and', word: string, part: () => Test): Test {
    const first = part()
    const tests = [first]
    while (this.#skipSpaced(word)) tests.push(part())
    return tests.length === 1 ? first : { kind, tests }
  }

  #test(): Test {
    return this.#inside(() => {
      this.#space()
      if (this.#peek('!') && !this.#peek('!=')) {
        this.#at += 1
        return { kind: 'not', test: this.#test() }
      }
      if (this.#skip('(')) {
        const test = this.#or()
        this.take(')')
        return test
      }
      const left = this.#operand()
      this.#space()
      const how = COMPARISONS.find((word) => this.#skip(word))
      if (how !== undefined) return { kind: 'compare', how, left, right: this.#operand() }
      if (left.kind !== 'query') this.#fail('a comparison is missing, such as == 1')
      return { kind: 'exists', query: left.query }
    })
  }

  #operand(): Operand {
    this.#space()
    const character = this.#text[this.#at] ?? ''
    if (character === "'" || character === '"') return { kind: 'literal', value: this.#string() }
    if (character === '@' || character === '$') return { kind: 'query', query: this.#query() }
    const number = this.#match(NUMBER)
    if (number !== undefined) return { kind: 'number', text: number }
    const word = this.#match(NAME)
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
    if (word === 'null') return { kind: 'literal', value: null }
    if (word === 'match' || word === 'search') {
      this.#fail(`${word}() is not supported; the search above finds text`)
    }
    if (word === 'length' || word === 'value' || word === 'count') return this.#call(word)
    return this.#fail('a value is missing: @…, $…, a number, a text in quotes, true, false or null')
  }

  #call(word: 'length' | 'value' | 'count'): Operand {
    return this.#inside(() => {
      this.take('(')
      const of = this.#operand()
      this.take(')')
      if (word !== 'count') return { kind: word, of }
      if (of.kind !== 'query') this.#fail('count() takes a query, such as count(@.*)')
      return { kind: 'count', query: of.query }
    })
  }

  #query(): Query {
    const from = this.#skip('@') ? 'current' : 'root'
    if (from === 'root') this.take('$')
    return { from, segments: this.segments() }
  }

  #string(): string {
    const quote = this.#text[this.#at] as string
    let end = this.#at + 1
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === '\\' ? 2 : 1
    if (end >= this.#text.length) this.#fail('this text has no closing quote')
    const inside = this.#text.slice(this.#at + 1, end)
    try {
      const literal = inside.replaceAll(/\\'|"/g, (found) => (found === '"' && quote === "'" ? '\\"' : found.slice(-1)))
      const text: unknown = JSON.parse(`"${quote === "'" ? literal : inside}"`)
      this.#at = end + 1
      return text as string
    } catch {
      return this.#fail('this text has an escape that does not exist')
    }
  }

  #whole(): number | undefined {
    this.#space()
    const digits = this.#match(WHOLE)
    if (digits === undefined) return undefined
    const number = Number(digits)
    if (!Number.isSafeInteger(number)) this.#fail('this number is too large')
    return number
  }

  #inside<T>(read: () => T): T {
    this.#depth += 1
    if (this.#depth > DEEPEST) this.#fail('too many brackets inside of each other')
    const found = read()
    this.#depth -= 1
    return found
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #peek(word: string): boolean {
    return this.#text.startsWith(word, this.#at)
  }

  #skip(word: string): boolean {
    const there = this.#peek(word)
    if (there) this.#at += word.length
    return there
  }

  #skipSpaced(word: string): boolean {
    this.#space()
    return this.#skip(word)
  }

  #fail(message: string): never {
    throw new JsonPathError(message, Math.max(0, this.#at - this.#added))
  }
}
