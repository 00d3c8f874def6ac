/** Bytes of a response that is parsed to judge it, at most: rejections and questions about orders are shorter. */
export const MOST_JUDGED_BYTES = 200_000

/** The value of a JSON text; undefined for anything else. */
export function parsedJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString())
  } catch {
    return undefined
  }
}
