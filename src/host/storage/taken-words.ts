/** What the holder of a home says of itself when somebody knocks. */
export interface HolderGreeting {
  readonly pid: number
  /** Browser mode: an address that works once. */
  readonly url?: string
  /** A desktop window, which came to the front at the knock. */
  readonly window?: true
}

/** The sentences for somebody who wanted a home that another console holds. */
export function takenWords(home: string, greeting: string): { readonly words: string; readonly raised: boolean } {
  const { pid, url, window } = parseGreeting(greeting)
  const holder = `another console${pid === undefined ? '' : ` (process ${pid})`} uses ${home} already.`
  if (window) return { words: `${holder} Its window was brought to the front.`, raised: true }
  const address = url ? `\nA fresh address of it: ${url}` : ''
  return { words: `${holder} Use it, or start with another --home DIR.${address}`, raised: false }
}

const START_URL = /^http:\/\/127\.0\.0\.1:\d{1,5}\/start\?token=[\w-]{1,100}$/

/** The holder may be of another version, or busy: nothing it leaves out is missed. */
function parseGreeting(text: string): Partial<HolderGreeting> {
  try {
    const greeting: unknown = JSON.parse(text)
    if (typeof greeting !== 'object' || greeting === null) return {}
    const { pid, url, window } = greeting as Record<string, unknown>
    return {
      ...(typeof pid === 'number' && { pid }),
      // It goes to a terminal, which obeys escape sequences.
      ...(typeof url === 'string' && START_URL.test(url) && { url }),
      ...(window === true && { window }),
    }
  } catch {
    return {}
  }
}
