/**
 * The session that the `api` cookie names, in either spelling: `api=<session>` or `api={"session":"<session>"}`. Undefined
 * without such a cookie.
 */
export function sessionFromCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', ...rest] = part.trim().split('=')
    if (name !== 'api') continue
    const value = decode(rest.join('='))
    const found = /^\{"session":\s*"([^"]*)"\}$/.exec(value)
    return found?.[1] ?? value
  }
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
