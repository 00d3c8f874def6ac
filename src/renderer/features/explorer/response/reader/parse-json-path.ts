import { JsonPathError } from './json-path.ts'
import { type Comparison, compare, countMatches, lengthOf, type Operand, singleValue } from './json-path-operands.ts'
import {
  type PathRun,
  type Query,
  type Segment,
  type Selector,
  selectChildren,
  selectIndex,
  selectName,
  selectSlice,
} from './run-json-path.ts'

type Test = (run: PathRun, current: number) => boolean

interface OperandSource {
  readonly read: (run: PathRun, current: number) => Operand
  /** The query, if the operand is a query. */
  readonly query?: Query
}

/** Maximum nesting depth of brackets and tests, which prevents a stack overflow. */
const MAX_DEPTH = 40
const MAX_LENGTH = 2_000
const COMPARISONS: readonly Comparison[] = ['==', '!=', '<=', '>=', '<', '>']
const NAME = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*/uy
const INTEGER = /-?(?:0|[1-9]\d*)/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Parses a JSONPath. Accepts `orders[0].conid` without `$`. Does not support `match()` and `search()`, because patterns
 * can take unbounded time. @throws JsonPathError
 */
export function parseJsonPath(text: string): Query {
  const trimmed = text.trim()
  if (trimmed.length > MAX_LENGTH) throw new JsonPathError(`Path too long. Use at most ${MAX_LENGTH} characters`, 0)
  const whole = trimmed.startsWith('$') ? trimmed : /^[.[]/.test(trimmed) ? `$${trimmed}` : `$.${trimmed}`
  const parser = new PathParser(whole, whole.length - trimmed.length)
  parser.take('$')
  const query = { isRelative: false, segments: parser.segments() }
  parser.end()
  return query
}

class PathParser {
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
        segments.push({ isDeep: true, selectors: this.#peek('[') ? this.#bracket() : [this.#dotted()] })
      } else if (this.#skip('.')) segments.push({ isDeep: false, selectors: [this.#dotted()] })
      else if (this.#peek('[')) segments.push({ isDeep: false, selectors: this.#bracket() })
      else {
        this.#at = before
        return segments
      }
    }
  }

  #dotted(): Selector {
    if (this.#skip('*')) return selectChildren()
    const name = this.#match(NAME)
    if (name === undefined) this.#fail("a name or * is missing; other names are written as ['a name']")
    return selectName(name)
  }

  #bracket(): readonly Selector[] {
    return this.#inside(() => {
      this.take('[')
      const selectors = this.#list(',', () => this.#selector())
      this.take(']')
      return selectors
    })
  }

  #selector(): Selector {
    this.#space()
    if (this.#skip('*')) return selectChildren()
    if (this.#peek("'") || this.#peek('"')) return selectName(this.#string())
    if (this.#skip('?')) return selectChildren(this.#or())
    const from = this.#integer()
    if (!this.#skipSpaced(':')) {
      if (from === undefined) this.#fail('a name in quotes, a number, a slice, * or ?… is missing')
      return selectIndex(from)
    }
    const to = this.#integer()
    const step = this.#skipSpaced(':') ? this.#integer() : undefined
    return selectSlice(from, to, step ?? 1)
  }

  #or(): Test {
    const tests = this.#list('||', () => this.#and())
    return (run, current) => tests.some((test) => test(run, current))
  }

  #and(): Test {
    const tests = this.#list('&&', () => this.#test())
    return (run, current) => tests.every((test) => test(run, current))
  }

  #list<Part>(separator: string, parse: () => Part): readonly Part[] {
    const parts = [parse()]
    while (this.#skipSpaced(separator)) parts.push(parse())
    return parts
  }

  #test(): Test {
    return this.#inside(() => {
      this.#space()
      if (this.#peek('!') && !this.#peek('!=')) {
        this.#at += 1
        const test = this.#test()
        return (run, current) => !test(run, current)
      }
      if (this.#skip('(')) {
        const test = this.#or()
        this.take(')')
        return test
      }
      const left = this.#operand()
      this.#space()
      const comparison = COMPARISONS.find((text) => this.#skip(text))
      if (comparison !== undefined) {
        const right = this.#operand()
        return (run, current) => compare(run, comparison, left.read(run, current), right.read(run, current))
      }
      const { query } = left
      if (!query) this.#fail('a comparison is missing, such as == 1')
      return (run, current) => {
        for (const _ of run.query(query, current)) return true
        return false
      }
    })
  }

  #operand(): OperandSource {
    this.#space()
    if (this.#peek("'") || this.#peek('"')) return literal(this.#string())
    if (this.#peek('@') || this.#peek('$')) {
      const query = this.#query()
      return { query, read: (run, current) => singleValue(run, query, current) }
    }
    const text = this.#match(NUMBER)
    if (text !== undefined) return { read: () => ({ kind: 'number', text }) }
    const word = this.#match(NAME)
    switch (word) {
      case 'true':
      case 'false':
        return literal(word === 'true')
      case 'null':
        return literal(null)
      case 'match':
      case 'search':
        return this.#fail(`${word}() is not supported; the search above finds text`)
      case 'value':
        return { read: this.#argument().read }
      case 'length': {
        const { read } = this.#argument()
        return { read: (run, current) => lengthOf(run, read(run, current)) }
      }
      case 'count': {
        const { query } = this.#argument()
        if (!query) this.#fail('count() takes a query, such as count(@.*)')
        return { read: (run, current) => countMatches(run, query, current) }
      }
      default:
        return this.#fail('a value is missing: @…, $…, a number, a string in quotes, true, false or null')
    }
  }

  #argument(): OperandSource {
    return this.#inside(() => {
      this.take('(')
      const operand = this.#operand()
      this.take(')')
      return operand
    })
  }

  #query(): Query {
    const isRelative = this.#skip('@')
    if (!isRelative) this.take('$')
    return { isRelative, segments: this.segments() }
  }

  #string(): string {
    const quote = this.#text[this.#at] as string
    let end = this.#at + 1
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === '\\' ? 2 : 1
    if (end >= this.#text.length) this.#fail('this string has no closing quote')
    const inside = this.#text.slice(this.#at + 1, end)
    try {
      const literal = inside.replaceAll(/\\'|"/g, (found) => (found === '"' && quote === "'" ? '\\"' : found.slice(-1)))
      const text: unknown = JSON.parse(`"${quote === "'" ? literal : inside}"`)
      this.#at = end + 1
      return text as string
    } catch {
      return this.#fail('invalid escape sequence in this string')
    }
  }

  #integer(): number | undefined {
    this.#space()
    const digits = this.#match(INTEGER)
    if (digits === undefined) return undefined
    const number = Number(digits)
    if (!Number.isSafeInteger(number)) this.#fail('this number is too large')
    return number
  }

  #inside<Part>(parse: () => Part): Part {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.#fail('brackets are nested too deeply')
    const part = parse()
    this.#depth -= 1
    return part
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
    const isNext = this.#peek(word)
    if (isNext) this.#at += word.length
    return isNext
  }

  #skipSpaced(word: string): boolean {
    this.#space()
    return this.#skip(word)
  }

  #fail(message: string): never {
    throw new JsonPathError(message, Math.max(0, this.#at - this.#added))
  }
}

const literal = (value: string | boolean | null): OperandSource => ({ read: () => ({ kind: 'literal', value }) })
