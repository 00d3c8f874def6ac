import type { JsonMember, JsonNode } from './json-node.ts'

export type ReadJson =
  | { readonly kind: 'read'; readonly node: JsonNode }
  | ({ readonly kind: 'unreadable' } & JsonError)

export interface JsonError {
  readonly reason: string
  /** Offset of the error, if known. */
  readonly at?: number
}

/** Limits of a body in the form. Deeper or longer bodies are edited as JSON. */
const MAX_DEPTH = 60
const MAX_CHARACTERS = 200_000

const SPACE = /[ \t\n\r]*/y
/** Approximate pattern for a string. `JSON.parse` checks the content. */
const STRING = /"(?:[^"\\]|\\.)*"/sy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const KEYWORD = /true|false|null/y
const VARIABLE = /\{\{[^{}"\n]*\}\}/y

/** Cache of recent results, because several components parse the same body on every keystroke. */
const recent: { readonly text: string; readonly read: ReadJson }[] = []

/** Parses JSON in which `{{variables}}` can replace values. */
export function readJson(text: string): ReadJson {
  const known = recent.find((each) => each.text === text)
  if (known) return known.read
  const read = parse(text)
  recent.unshift({ text, read })
  recent.length = Math.min(recent.length, 3)
  return read
}

function parse(text: string): ReadJson {
  if (text.length > MAX_CHARACTERS) return { kind: 'unreadable', reason: 'The body is too long for a form.' }
  const reader = new Reader(text)
  try {
    return { kind: 'read', node: reader.whole() }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { kind: 'unreadable', reason: error.message, at: reader.at }
  }
}

/** Reports whether a string is a number in JSON syntax. */
export function isJsonNumber(text: string): boolean {
  NUMBER.lastIndex = 0
  return NUMBER.exec(text)?.[0].length === text.length
}

class Unreadable extends Error {}

class Reader {
  readonly #text: string
  /** Offset of the next character, or of an error. */
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonNode {
    const node = this.#value(0)
    this.#take(SPACE)
    if (this.at < this.#text.length) throw this.#stop('the end of the text')
    return node
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new Unreadable('The body is nested too deeply for a form.')
    this.#take(SPACE)
    const variable = this.#take(VARIABLE)
    if (variable !== undefined) return { kind: 'variable', source: variable }
    switch (this.#text[this.at]) {
      case '{':
        return { kind: 'object', members: this.#list('}', () => this.#member(depth)) }
      case '[':
        return { kind: 'array', items: this.#list(']', () => this.#value(depth + 1)) }
      case '"':
        return { kind: 'string', ...this.#quoted() }
    }
    const number = this.#take(NUMBER)
    if (number !== undefined) return { kind: 'number', source: number }
    const keyword = this.#take(KEYWORD)
    if (keyword === undefined) throw this.#stop('a value')
    return keyword === 'null' ? { kind: 'null' } : { kind: 'boolean', value: keyword === 'true' }
  }

  #member(depth: number): JsonMember {
    this.#take(SPACE)
    const { value: name, source } = this.#quoted()
    this.#expect(':')
    return { name, source, value: this.#value(depth + 1) }
  }

  #list<Item>(end: '}' | ']', item: () => Item): readonly Item[] {
    this.at += 1
    const items: Item[] = []
    this.#take(SPACE)
    if (this.#text[this.at] === end) {
      this.at += 1
      return items
    }
    for (;;) {
      items.push(item())
      this.#take(SPACE)
      if (this.#text[this.at] === ',') this.at += 1
      else {
        this.#expect(end, `“,” or “${end}”`)
        return items
      }
    }
  }

  #quoted(): { readonly value: string; readonly source: string } {
    const from = this.at
    const source = this.#take(STRING)
    try {
      if (source !== undefined) return { value: JSON.parse(source) as string, source }
    } catch {
      // The string contains an invalid escape sequence or a line break.
      this.at = from
    }
    throw this.#stop('a string in double quotes')
  }

  #expect(sign: string, expected = `“${sign}”`): void {
    this.#take(SPACE)
    if (this.#text[this.at] !== sign) throw this.#stop(expected)
    this.at += 1
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)?.[0]
    this.at += found?.length ?? 0
    return found
  }

  #stop(expected: string): Unreadable {
    const before = this.#text.slice(0, this.at).split('\n')
    const place = `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
    return new Unreadable(`${place}: expected ${expected}.`)
  }
}

/** Formats a node with an indent of two spaces per level, like `JSON.stringify`. */
export function writeJson(node: JsonNode, indent = ''): string {
  const inner = `${indent}  `
  switch (node.kind) {
    case 'object':
      return enclose(
        '{',
        node.members.map((member) => `${inner}${member.source}: ${writeJson(member.value, inner)}`),
        `${indent}}`,
      )
    case 'array':
      return enclose(
        '[',
        node.items.map((item) => `${inner}${writeJson(item, inner)}`),
        `${indent}]`,
      )
    case 'string':
    case 'number':
    case 'variable':
      return node.source
    case 'boolean':
      return String(node.value)
    case 'null':
      return 'null'
  }
}

function enclose(open: string, rows: readonly string[], close: string): string {
  return rows.length === 0 ? `${open}${close.trim()}` : `${open}\n${rows.join(',\n')}\n${close}`
}

/** Returns the first error in a string that is not valid JSON. */
export function findJsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const read = readJson(text)
    return read.kind === 'unreadable' && read.at !== undefined ? read : { reason: 'Not valid JSON.' }
  }
}

/** Returns why a body is not valid JSON. Variables may replace values. */
export const findBodyError = (text: string): JsonError | undefined =>
  text.trim() === '' || readJson(text).kind === 'read' ? undefined : findJsonError(text)
