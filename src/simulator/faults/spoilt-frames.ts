/** A frame header with all three reserved bits and an opcode that does not exist. */
export const brokenFrame: Buffer = Buffer.from([0xff, 0x00])

/** The first half of a frame: JSON that does not parse. */
export function halfOf(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)))
}

/** A frame with two bytes in its middle that UTF-8 does not know there. */
export function withBadBytes(text: string): Buffer {
  const bytes = Buffer.from(text)
  const middle = Math.floor(bytes.length / 2)
  return Buffer.concat([bytes.subarray(0, middle), Buffer.from([0x80, 0xff]), bytes.subarray(middle)])
}

/** The frame blown up with one more field to that many bytes; what is no JSON object becomes one. */
export function blownUp(text: string, bytes: number): string {
  const inside = text.startsWith('{') && text.endsWith('}') && text.length > 2 ? text.slice(1, -1) : '"text":""'
  const frame = `{"padding":"",${inside}}`
  return frame.replace('""', `"${'x'.repeat(Math.max(0, bytes - Buffer.byteLength(frame)))}"`)
}
