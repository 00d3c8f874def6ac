import type { ProfileKind } from '../domain/environment.ts'
import type { SnippetProfile } from './snippet.ts'

/** How a program of the user's own logs in where this profile does; undefined when its address cannot be read. */
export function snippetProfile({
  kind,
  target,
}: {
  readonly kind: ProfileKind
  /** Where it connects, as the profile shows it. */
  readonly target: string
}): SnippetProfile | undefined {
  switch (kind) {
    // The simulator is out of reach for other programs; its login is that of OAuth 1.0a.
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

/** Scheme, host with port, path. */
const ADDRESS = /^(?:(https?):\/\/)?([\w.-]+(?::\d{1,5})?|\[[\da-f:]+\](?::\d{1,5})?)(\/[^\s?#]*)?(?:[?#].*)?$/i

/** `localhost:5000` means https; a path in front of /v1/api belongs to a reverse proxy and stays. */
function gatewayUrl(target: string): string | undefined {
  const [, scheme = 'https', host, path = ''] = ADDRESS.exec(target.trim()) ?? []
  if (host === undefined) return undefined
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${path.replace(/\/+$/, '').replace(/\/v1\/api$/, '')}`
}
