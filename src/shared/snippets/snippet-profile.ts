import type { ProfileKind } from '../domain/environment.ts'
import type { SnippetProfile } from './snippet.ts'

/** Converts a profile to the login that a generated program uses; undefined if its address is invalid. */
export function createSnippetProfile({
  kind,
  target,
}: {
  readonly kind: ProfileKind
  /** The server that the profile shows. */
  readonly target: string
}): SnippetProfile | undefined {
  switch (kind) {
    // Other programs cannot reach the Practice simulator, which uses a login with OAuth 1.0a.
    case 'practice':
    case 'oauth1':
      return { kind: 'oauth1' }
    case 'oauth2':
      return { kind: 'oauth2' }
    case 'gateway': {
      const baseUrl = gatewayUrl(target)
      return baseUrl === undefined ? undefined : { kind, baseUrl }
    }
  }
}

/** Matches scheme, host with port, and path. */
const ADDRESS = /^(?:(https?):\/\/)?([\w.-]+(?::\d{1,5})?|\[[\da-f:]+\](?::\d{1,5})?)(\/[^\s?#]*)?(?:[?#].*)?$/i

/**
 * Returns the URL of a gateway. `localhost:5000` means https. A path before /v1/api belongs to a reverse proxy and is
 * preserved.
 */
function gatewayUrl(target: string): string | undefined {
  const [, scheme = 'https', host, path = ''] = ADDRESS.exec(target.trim()) ?? []
  if (host === undefined) return undefined
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/+$/, '').replace(/\/v1\/api$/, '')}`
}
