import { memo } from 'react'
import { findUnavailableReason } from '../../../../shared/catalogue/availability.ts'
import type { Operation, Precondition } from '../../../../shared/catalogue/operation.ts'
import { operations } from '../../../../shared/catalogue/operations.ts'
import { listPreconditions, preconditionTexts } from '../../../../shared/catalogue/precondition.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { loginOf, shortPath } from '../../catalogue/index.ts'
import { requestArming } from '../../session/index.ts'
import { useActiveTab } from '../explorer-store.ts'
import { openOperation } from './open-request.ts'
import type { RequestRisk } from './request-risk.ts'
import { sendRequest } from './send-request.ts'

/** Preconditions that the console's login already fulfils. */
const MET_BY_LOGIN: ReadonlySet<Precondition> = new Set(['brokerage-session', 'accounts-read'])

/** Requirements of an operation: another login method, scopes, or earlier requests. */
export const RequestNotes = memo(function RequestNotes({ operation }: { readonly operation: Operation }) {
  const isReady = useSessionStore((data) => data.view?.state.kind === 'ready')
  const profile = useSessionStore((data) => data.view?.profile.kind)
  const login = profile && loginOf(profile)
  const unavailable = login && findUnavailableReason(operation, login)
  const preconditions = listPreconditions(operation).filter((each) => !(isReady && MET_BY_LOGIN.has(each)))
  const scopes = login === 'oauth2' ? (operation.scopes ?? []) : []
  if (unavailable === undefined && preconditions.length === 0 && scopes.length === 0 && !operation.signedJwt)
    return null
  return (
    <ul className="small secondary" aria-label="Before you send">
      {unavailable !== undefined && (
        <li className="tone" data-tone="bad">
          Not available with this login. {unavailable}
        </li>
      )}
      {operation.signedJwt && unavailable === undefined && (
        <li>The console sends this body as a signed JSON Web Token.</li>
      )}
      {scopes.length > 0 && <li>Requires the scope {scopes.join(' or ')}.</li>}
      {preconditions.map((each) => {
        const { sentence, remedy } = preconditionTexts[each]
        const before = operations.find(({ id }) => id === remedy)
        return (
          <li key={each}>
            {sentence}{' '}
            {before && (
              <button type="button" className="link" onClick={() => openOperation(before)}>
                Open {shortPath(before.path)}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
})

/** Number of invalid fields, with "Send anyway" if only the catalogue rejects them. */
export const ProblemSummary = memo(function ProblemSummary() {
  const problems = useActiveTab((data) => data.problems)
  if (problems.length === 0) return null
  return (
    <div className="problem-summary row" role="status">
      <span className="field-error">
        Not sent. Fix the {problems.length === 1 ? 'highlighted field' : `${problems.length} highlighted fields`}.
      </span>
      {problems.every(({ overridable }) => overridable) && (
        <Button title="IBKR may still accept this request." onClick={() => void sendRequest(true)}>
          Send anyway
        </Button>
      )}
    </div>
  )
})

/** Element id of the note that describes the Send button. */
export const SEND_NOTE_ID = 'send-note'

/** Reason why the request cannot be sent yet, with an Arm button. */
export function SendNote({ risk }: { readonly risk: RequestRisk }) {
  return (
    <div className="send-note row tone" data-tone="warn" role="note" id={SEND_NOTE_ID}>
      <span>Not armed: arm the profile to send this request. {risk.reason}</span>
      <Button onClick={requestArming}>Arm</Button>
    </div>
  )
}
