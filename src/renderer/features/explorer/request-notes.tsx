import type { Operation, Precondition } from '../../../shared/catalogue/operation.ts'
import { operations } from '../../../shared/catalogue/operations.ts'
import { preconditionsOf, preconditionTexts } from '../../../shared/catalogue/precondition.ts'
import { unreachable } from '../../../shared/catalogue/reach.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { openOperation } from './explorer-actions.ts'
import { loginOf } from './login-of.ts'
import { shortPath } from './short-path.ts'

/** The console does them itself as part of its login. */
const DONE_BY_LOGIN: ReadonlySet<Precondition> = new Set(['brokerage-session', 'accounts-read'])

/** What has to happen before a call is of use, and whether this login reaches it at all. */
export function RequestNotes({ operation }: { readonly operation: Operation }) {
  const ready = useSessionStore((data) => data.view?.state.kind === 'ready')
  const profile = useSessionStore((data) => data.view?.profile.kind)
  const login = profile && loginOf(profile)
  const out = login && unreachable(operation, login)
  const wanted = preconditionsOf(operation).filter((each) => !(ready && DONE_BY_LOGIN.has(each)))
  const scopes = login === 'oauth2' ? (operation.scopes ?? []) : []
  if (out === undefined && wanted.length === 0 && scopes.length === 0 && !operation.signedJwt) return null
  return (
    <ul className="request-notes" aria-label="Before you send">
      {out !== undefined && <li data-tone="bad">Not with this login. {out}</li>}
      {operation.signedJwt && out === undefined && <li>The console sends this body as a signed JSON web token.</li>}
      {scopes.length > 0 && <li>Needs the scope {scopes.join(' or ')}.</li>}
      {wanted.map((each) => (
        <Wanted key={each} precondition={each} />
      ))}
    </ul>
  )
}

function Wanted({ precondition }: { readonly precondition: Precondition }) {
  const { sentence, remedy } = preconditionTexts[precondition]
  const operation = remedy === undefined ? undefined : operations.find(({ id }) => id === remedy)
  return (
    <li>
      {sentence}{' '}
      {operation && (
        <button type="button" className="link" onClick={() => openOperation(operation)}>
          Open {shortPath(operation.path)}
        </button>
      )}
    </li>
  )
}
