/** How a running console describes itself to another program that starts with the same user data folder. */
export interface HolderGreeting {
  readonly pid: number
  /** Browser mode: an address that works once. */
  readonly url?: string
  /** A desktop window, which came to the front. */
  readonly window?: true
}

/** Says that another console uses the folder, and how to open that one. */
export function describeHomeInUse(home: string, greeting: string): { readonly text: string; readonly raised: boolean } {
  const { pid, url, window } = parseGreeting(greeting)
  const holder = `another console${pid === undefined ? '' : ` (process ${pid})`} uses ${home} already.`
  if (window) return { text: `${holder} Its window was brought to the front.`, raised: true }
  const address = url ? `\nA new start address: ${url}` : ''
  return { text: `${holder} Use it, or start with another --home DIR.${address}`, raised: false }
}

const START_URL = /^http:\/\/127\.0\.0\.1:\d{1,5}\/start\?token=[\w-]{1,100}$/

/** The other console may be of another version, or busy: every part is optional. */
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
