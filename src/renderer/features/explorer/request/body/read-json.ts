import type { JsonMember, JsonNode } from './json-node.ts'

export type ReadJson =
  | { readonly kind: 'read'; readonly node: JsonNode }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** What a form can show: deeper or longer bodies are for the raw editor. */
const MAX_DEPTH = 60
const MAX_CHARACTERS = 200_000

const SPACE = /[ \t\n\r]*/y
/** Roughly: what is in it is judged by the platform. */
const TEXT = /"(?:[^"\\]|\\.)*"/sy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const VARIABLE = /\{\{[^{}"\n]*\}\}/y

/** The last bodies that were read: tab, form and check ask for the same one at each key. */
const lately: { readonly text: string; readonly read: ReadJson }[] = []

/** Reads a JSON text in which `{{variables}}` may stand in place of values. */
export function readJson(text: string): ReadJson {
  const known = lately.find((each) => each.text === text)
  if (known) return known.read
  const read = readAnew(text)
  lately.unshift({ text, read })
  lately.length = Math.min(lately.length, 3)
  return read
}

function readAnew(text: string): ReadJson {
  if (text.length > MAX_CHARACTERS) return unreadable('It is too long for a form.')
  try {
    return { kind: 'read', node: new Reader(text).whole() }
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message)
    throw error
  }
}

/** The number's digits as JSON writes them, or undefined. */
export function isJsonNumber(text: string): boolean {
  NUMBER.lastIndex = 0
  return NUMBER.exec(text)?.[0].length === text.length
}

const unreadable = (reason: string): ReadJson => ({ kind: 'unreadable', reason })

class Unreadable extends Error {}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonNode {
    const node = this.#value(0)
    this.#take(SPACE)
    if (this.#at < this.#text.length) throw this.#stop('the end of the text')
    return node
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new Unreadable('It is nested too deeply for a form.')
    this.#take(SPACE)
    const variable = this.#take(VARIABLE)
    if (variable !== undefined) return { kind: 'variable', source: variable }
    switch (this.#text[this.#at]) {
      case '{':
        return { kind: 'object', members: this.#list('}', () => this.#member(depth)) }
      case '[':
        return { kind: 'array', items: this.#list(']', () => this.#value(depth + 1)) }
      case '"':
        return { kind: 'string', ...this.#quoted() }
    }
    const number = this.#take(NUMBER)
    if (number !== undefined) return { kind: 'number', source: number }
    const word = this.#take(WORD)
    if (word === undefined) throw this.#stop('a value')
    return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' }
  }

  #member(depth: number): JsonMember {
    this.#take(SPACE)
    const { value: name, source } = this.#quoted()
    this.#expect(':')
    return { name, source, value: this.#value(depth + 1) }
  }

  #list<Item>(end: '}' | ']', item: () => Item): readonly Item[] {
    this.#at += 1
    const items: Item[] = []
    this.#take(SPACE)
    if (this.#text[this.#at] === end) {
      this.#at += 1
      return items
    }
    for (;;) {
      items.push(item())
      this.#take(SPACE)
      if (this.#text[this.#at] === ',') this.#at += 1
      else {
        this.#expect(end)
        return items
      }
    }
  }

  #quoted(): { readonly value: string; readonly source: string } {
    const from = this.#at
    const source = this.#take(TEXT)
    try {
      if (source !== undefined) return { value: JSON.parse(source) as string, source }
    } catch {
      // An escape that there is none of, or a line that ends within.
      this.#at = from
    }
    throw this.#stop('a text in double quotes')
  }

  #expect(sign: string): void {
    this.#take(SPACE)
    if (this.#text[this.#at] !== sign) throw this.#stop(sign)
    this.#at += 1
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #stop(expected: string): Unreadable {
    const before = this.#text.slice(0, this.#at).split('\n')
    return new Unreadable(
      `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${expected} is expected there.`,
    )
  }
}

/** The text of a node, indented by two spaces a level as `JSON.stringify` does. */
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

/** Why a text is not JSON and where, in words: "Line 3, column 5: …". Undefined when it is JSON. */
export function locateJsonError(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /at position (\d+)/.exec(message)?.[1]
    const reason = message.replace(/ (in JSON )?at position \d+.*$/s, '').replace(/, "?\.*.*is not valid JSON$/s, '')
    if (position === undefined) return `Not valid JSON: ${reason}.`
    const before = text.slice(0, Number(position)).split('\n')
    return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${reason}.`
  }
}
