import { isSecretName } from '../history/mask-request.ts'

/** Headers that may hold a login, besides those with a secret name. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['www-authenticate'])

/** The headers of a response for the window and the history, without those that may hold a login. Where a redirect leads is shown; its query and fragment may be a login. */
export const shownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !PRIVATE_HEADERS.has(name) && !isSecretName(name))
      .map(([name, value]) => [name, name === 'location' ? value.replace(/[?#].*$/s, '?•••') : value]),
  )
