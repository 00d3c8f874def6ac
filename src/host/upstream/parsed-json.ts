/**
 * Maximum size in bytes of a response that is parsed for rejections and order questions; such responses are shorter.
 */
export const MAX_PARSED_BYTES = 200_000

/** Parses a JSON text; undefined for invalid JSON. */
export function parsedJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString())
  } catch {
    return undefined
  }
}
