import { lengthOfCharacter, textOf } from './text-of-bytes.ts'

/** Bytes at the beginning by which a text is told from anything else. */
const LOOKED = 1_024

/** What bytes are that are no JSON. */
export function lookAtText(bytes: Uint8Array): 'html' | 'text' | 'binary' {
  const head = bytes.subarray(0, LOOKED)
  if (head.includes(0) || textOf(head, 0, 5) === '%PDF-') return 'binary'
  const text = textOf(head, 0, head.length)
  if (/^\ufeff?\s*(?:<!doctype html|<html|<head|<body)/i.test(text)) return 'html'
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return broken > head.length / 10 ? 'binary' : 'text'
}

/** Reads bytes piece by piece and remembers the first one that is no UTF-8. */
export class Utf8Check {
  #decoder: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true })
  #checked = 0
  /** Offset of the first byte that is none; undefined where all are. */
  wrongAt: number | undefined

  check(bytes: Uint8Array, limit: number, last: boolean): void {
    if (!this.#decoder) return
    try {
      this.#decoder.decode(bytes.subarray(this.#checked, limit), { stream: !last })
      this.#checked = limit
    } catch {
      this.#decoder = undefined
      // A character may have begun in the piece before.
      this.wrongAt = firstWrong(bytes, Math.max(0, this.#checked - 3), limit)
    }
  }
}

function firstWrong(bytes: Uint8Array, from: number, limit: number): number {
  let at = from
  while (at < limit && ((bytes[at] as number) & 0xc0) === 0x80 && at < from + 3 && from > 0) at += 1
  const decoder = new TextDecoder('utf-8', { fatal: true })
  while (at < limit) {
    const byte = bytes[at] as number
    if (byte < 128) {
      at += 1
      continue
    }
    const length = lengthOfCharacter(byte)
    try {
      decoder.decode(bytes.subarray(at, Math.min(at + length, limit)))
    } catch {
      return at
    }
    at += length
  }
  return Math.max(0, limit - 1)
}
