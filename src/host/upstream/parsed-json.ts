/** Maximum bytes of a response that is parsed for rejections and order questions, which are shorter. */
export const MOST_JUDGED_BYTES = 200_000

/** The value of a JSON text; undefined for anything else. */
export function parsedJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString())
  } catch {
    return undefined
  }
}
