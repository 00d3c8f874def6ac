import type { FrameQuery } from '../../shared/contract/schemas.ts'
import type { FrameKind, FramePage, FrameRow, FrameView } from '../../shared/contract/stream-views.ts'
import { maskJsonMembers } from '../upstream/mask-secrets-in-body.ts'

/** Maximum number of stored lines, and of their characters in total. */
const LINES = 20_000
const CHARACTERS = 16_000_000
/** Maximum length of one line in characters. */
const LONGEST = 256 * 1024
const PREVIEW = 300

/** A frame or socket event before it is numbered. */
export interface LoggedFrame {
  /** Time of the event in ms since epoch. */
  readonly at: number
  readonly kind: FrameKind
  readonly topic: string
  readonly text: string
  readonly binary?: boolean
}

interface Line {
  readonly number: number
  readonly at: number
  readonly kind: FrameKind
  readonly topic: string
  readonly text: string
  readonly characters: number
  readonly binary: boolean
}

/** Returns the topic name without its targets: `smd` of `smd+265598`. */
function topicName(topic: string): string {
  const plus = topic.indexOf('+')
  return plus < 0 ? topic : topic.slice(0, plus)
}

/** The newest lines of the stream console in a ring buffer with a limited number and size. Counts the dropped lines. */
export class FrameLog {
  #ring: (Line | undefined)[] = new Array(LINES)
  readonly #topics = new Map<string, number>()
  #newest = 0
  #oldest = 1
  #characters = 0
  #dropped = 0

  get newest(): number {
    return this.#newest
  }

  get stored(): number {
    return this.#newest - this.#oldest + 1
  }

  get dropped(): number {
    return this.#dropped
  }

  /** Topic names with the number of their lines, sorted by name. */
  get topics(): readonly (readonly [string, number])[] {
    return [...this.#topics].sort(([left], [right]) => (left < right ? -1 : 1))
  }

  add({ at, kind, topic, text, binary = false }: LoggedFrame): void {
    const shown = maskFrame(text.length > LONGEST ? text.slice(0, LONGEST) : text)
    this.#newest += 1
    if (this.stored > LINES) this.#dropOldest()
    const line = { number: this.#newest, at, kind, topic, text: shown, characters: text.length, binary }
    this.#ring[line.number % LINES] = line
    this.#characters += shown.length
    const head = topicName(topic)
    this.#topics.set(head, (this.#topics.get(head) ?? 0) + 1)
    while (this.#characters > CHARACTERS && this.stored > 1) this.#dropOldest()
  }

  clear(): void {
    this.#ring = new Array(LINES)
    this.#topics.clear()
    this.#oldest = this.#newest + 1
    this.#characters = 0
    this.#dropped = 0
  }

  /** Finds a line by its number. Returns undefined if the line was dropped. */
  find(number: number): FrameView | undefined {
    const line = this.#at(number)
    return line && { ...rowOf(line), text: line.text, cut: line.characters > line.text.length }
  }

  /** Returns one page of the matching lines, newest first. */
  page(query: FrameQuery, offset: number, limit: number, atMost = this.#newest): FramePage {
    const matches = matcher(query)
    const rows: FrameRow[] = []
    let total = 0
    for (let number = Math.min(atMost, this.#newest); number >= this.#oldest; number -= 1) {
      const line = this.#at(number)
      if (line === undefined || !matches(line)) continue
      if (total >= offset && rows.length < limit) rows.push(rowOf(line))
      total += 1
    }
    return { total, newest: Math.min(atMost, this.#newest), rows }
  }

  /** Returns the matching lines in JSON lines format, oldest first. */
  exported(query: FrameQuery): { readonly text: string; readonly lines: number } {
    const matches = matcher(query)
    const lines: string[] = []
    for (let number = this.#oldest; number <= this.#newest; number += 1) {
      const line = this.#at(number)
      if (line === undefined || !matches(line)) continue
      const { at, kind, topic, text } = line
      lines.push(`${JSON.stringify({ number, time: new Date(at).toISOString(), kind, topic, text })}\n`)
    }
    return { text: lines.join(''), lines: lines.length }
  }

  #at(number: number): Line | undefined {
    return number < this.#oldest ? undefined : this.#ring[number % LINES]
  }

  #dropOldest(): void {
    const line = this.#at(this.#oldest)
    this.#ring[this.#oldest % LINES] = undefined
    this.#oldest += 1
    this.#dropped += 1
    if (!line) return
    this.#characters -= line.text.length
    const head = topicName(line.topic)
    const left = (this.#topics.get(head) ?? 0) - 1
    if (left > 0) this.#topics.set(head, left)
    else this.#topics.delete(head)
  }
}

function rowOf({ number, at, kind, topic, text, characters, binary }: Line): FrameRow {
  return { number, at, kind, topic, preview: text.slice(0, PREVIEW), characters, binary }
}

function matcher({ kinds, topics, text }: FrameQuery): (line: Line) => boolean {
  const wanted = text?.trim() ? new RegExp(escaped(text.trim()), 'i') : undefined
  return (line) =>
    (kinds === undefined || kinds.includes(line.kind)) &&
    (topics === undefined || topics.includes(topicName(line.topic))) &&
    (wanted === undefined || wanted.test(line.text))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Masks session ids in a frame: anyone who has a session id can act in that session. */
function maskFrame(text: string): string {
  // Check first whether the frame can contain a session id. Every frame is checked, and most contain none.
  if (!text.includes('sess') && !text.includes('tic"') && !text.includes('oken"')) return text
  const masked = maskJsonMembers(text)
  return /"topic"\s*:\s*"tic"/.test(masked) ? masked.replace(/("id"\s*:\s*)"[^"]*"/g, '$1"•••"') : masked
}
