/** They name the session: of no use to a person, of use to a thief. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['set-cookie', 'authorization', 'www-authenticate'])

/** The headers of a response for the window and the history. Where a redirect leads is shown; its query and fragment may be a login. */
export const shownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !PRIVATE_HEADERS.has(name))
      .map(([name, value]) => [name, name === 'location' ? value.replace(/[?#].*$/s, '?•••') : value]),
  )
