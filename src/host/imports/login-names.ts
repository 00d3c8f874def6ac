import type { Oauth2Names } from '../keys/login-config.ts'
import type { ImportDraft } from './import-draft.ts'

/** What belongs to a login and is no secret: it is kept in the profile. */
export type LoginNames =
  | { readonly kind: 'oauth1'; readonly consumerKey: string }
  | ({ readonly kind: 'oauth2' } & Oauth2Names)

export function loginNames(draft: ImportDraft): LoginNames {
  if (draft.kind === 'oauth1') return { kind: 'oauth1', consumerKey: draft.plainField('consumerKey') }
  return {
    kind: 'oauth2',
    clientId: draft.plainField('clientId'),
    keyId: draft.plainField('keyId'),
    credential: draft.plainField('credential'),
    ip: draft.plainField('ip'),
  }
}
