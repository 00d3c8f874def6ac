/*
 * Base64 of secrets. Node's `toString('base64')` and `Buffer.from(text, 'base64')` copy the text to memory that they
 * free without overwriting, where a private key would remain.
 */

const DIGITS = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const PAD = 0x3d
const VALUES = new Uint8Array(128)
for (const [value, digit] of DIGITS.entries()) VALUES[digit] = value

/** Encodes bytes in base64, with padding. */
export function encodeSecretBase64(bytes: Uint8Array): string {
  const text = Buffer.alloc(Math.ceil(bytes.length / 3) * 4, PAD)
  for (let at = 0, to = 0; at < bytes.length; at += 3, to += 4) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit <= bytes.length - at && digit < 4; digit += 1)
      text[to + digit] = DIGITS[(group >> (18 - 6 * digit)) & 63] ?? PAD
  }
  try {
    return text.toString('latin1')
  } finally {
    text.fill(0)
  }
}

/** Decodes base64 that contains only its digits and padding. */
export function decodeSecretBase64(text: string): Buffer {
  const { length } = text.replace(/=+$/, '')
  const bytes = Buffer.alloc(Math.floor((length * 3) / 4))
  for (let at = 0, to = 0, group = 0; at < length; at += 1) {
    group = (group << 6) | (VALUES[text.charCodeAt(at)] ?? 0)
    // Each digit after the first one of four completes a byte.
    if (at % 4 !== 0) bytes[to++] = group >> (6 - 2 * (at % 4))
  }
  return bytes
}
