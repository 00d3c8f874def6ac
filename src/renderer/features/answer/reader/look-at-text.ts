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
  #begun = false
  /** Offset of the first byte that is none; undefined where all are. */
  wrongAt: number | undefined

  check(bytes: Uint8Array, limit: number, last: boolean): void {
    if (!this.#decoder) return
    // Most answers have nothing but ASCII, and the decoder would make a text of each byte of them.
    if (!this.#begun && isAscii(bytes, this.#checked, limit)) {
      this.#checked = limit
      return
    }
    this.#begun = true
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

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  for (; at < to && at % 4 !== 0; at += 1) if ((bytes[at] as number) > 127) return false
  if (at === to) return true
  // Four at a time.
  const fours = new Uint32Array(bytes.buffer, bytes.byteOffset + at, Math.max(0, to - at) >> 2)
  for (const four of fours) if ((four & 0x80808080) !== 0) return false
  for (at += fours.length * 4; at < to; at += 1) if ((bytes[at] as number) > 127) return false
  return true
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
