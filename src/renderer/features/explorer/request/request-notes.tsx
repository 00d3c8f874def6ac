import { memo } from 'react'
import { unavailableReason } from '../../../../shared/catalogue/availability.ts'
import type { Operation, Precondition } from '../../../../shared/catalogue/operation.ts'
import { operations } from '../../../../shared/catalogue/operations.ts'
import { preconditionsOf, preconditionTexts } from '../../../../shared/catalogue/precondition.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { loginOf, shortPath } from '../../catalogue/index.ts'
import { requestArming } from '../../session/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import type { RequestRisk } from './request-risk.ts'
import { openOperation, sendRequest } from './send-request.ts'

/** The console does them itself as part of its login. */
const DONE_BY_LOGIN: ReadonlySet<Precondition> = new Set(['brokerage-session', 'accounts-read'])

/** What has to happen before a call is of use, and whether this login reaches it at all. */
export const RequestNotes = memo(function RequestNotes({ operation }: { readonly operation: Operation }) {
  const ready = useSessionStore((data) => data.view?.state.kind === 'ready')
  const profile = useSessionStore((data) => data.view?.profile.kind)
  const login = profile && loginOf(profile)
  const out = login && unavailableReason(operation, login)
  const wanted = preconditionsOf(operation).filter((each) => !(ready && DONE_BY_LOGIN.has(each)))
  const scopes = login === 'oauth2' ? (operation.scopes ?? []) : []
  if (out === undefined && wanted.length === 0 && scopes.length === 0 && !operation.signedJwt) return null
  return (
    <ul className="request-notes small secondary" aria-label="Before you send">
      {out !== undefined && <li data-tone="bad">Not with this login. {out}</li>}
      {operation.signedJwt && out === undefined && <li>The console sends this body as a signed JSON web token.</li>}
      {scopes.length > 0 && <li>Needs the scope {scopes.join(' or ')}.</li>}
      {wanted.map((each) => (
        <Wanted key={each} precondition={each} />
      ))}
    </ul>
  )
})

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

/** How many fields need a look; what only the catalogue objects to can be sent all the same. */
export const ProblemSummary = memo(function ProblemSummary() {
  const problems = useExplorerStore((data) => data.problems)
  if (problems.length === 0) return null
  const doubtful = problems.every((problem) => problem.doubtful)
  return (
    <div className="problem-summary row" role="status">
      <span className="field-error">
        Not sent. Fix the highlighted {problems.length === 1 ? 'field' : `${problems.length} fields`}.
      </span>
      {doubtful && (
        <Button title="The catalogue may be out of date: IBKR decides" onClick={() => void sendRequest(true)}>
          Send anyway
        </Button>
      )}
    </div>
  )
})

/** Names the note for the Send button, which it explains. */
export const SEND_NOTE_ID = 'send-note'

/** Why the request will not leave, before anybody tries; and the way out, one Tab behind Send. */
export function SendNote({ risk }: { readonly risk: RequestRisk }) {
  return (
    <div className="send-note row" role="note" id={SEND_NOTE_ID}>
      <span>Not armed: arm the profile to send this request. {risk.reason}</span>
      <Button onClick={requestArming}>Arm</Button>
    </div>
  )
}
