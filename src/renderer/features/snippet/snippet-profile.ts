import type { ProfileView } from '../../../shared/contract/views.ts'
import type { SnippetProfile } from '../../../shared/snippets/snippet-request.ts'

/** How a program of the user's own logs in where this profile does; undefined when its address cannot be read. */
export function snippetProfile({ kind, target }: Pick<ProfileView, 'kind' | 'target'>): SnippetProfile | undefined {
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

/** `localhost:5000` means https; a path in front of /v1/api belongs to a reverse proxy and stays. */
function gatewayUrl(target: string): string | undefined {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? target : `https://${target}`
  if (!URL.canParse(text)) return undefined
  const { protocol, host, pathname } = new URL(text)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '').replace(/\/v1\/api$/, '')}`
}
