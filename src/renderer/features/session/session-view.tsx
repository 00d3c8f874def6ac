import type { ConsoleSessionState } from '../../../shared/contract/views.ts'
import { useNow } from '../../platform/use-now.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { manageProfile } from '../../stores/profiles-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { CertificateFacts, certificateProblemOf } from './certificate.tsx'
import { EnvironmentBadge, environmentDetail } from './environment-badge.tsx'
import { approveServer, connectSession, disconnectSession } from './session-actions.ts'
import { type SessionAction, sessionStatus } from './session-text.ts'
import { ConnectionTimeline, SessionTimeline } from './timelines.tsx'
import { Traffic } from './traffic.tsx'
import './session.css'

/** View with the state of the session, its actions and the timelines. */
export function SessionView() {
  const view = useSessionStore((data) => data.view)
  const now = useNow()

  if (!view) return <EmptyState title="Loading session…" />
  const status = sessionStatus(view, now)
  const { profile } = view
  const since = 'since' in view.state ? view.state.since : undefined
  return (
    <div className="session-view scroll full">
      <header className="session-head">
        <div className="session-state row" data-tone={status.tone}>
          <span className="dot" aria-hidden="true" />
          <h2 className="title" tabIndex={-1} ref={focusWhereLost}>
            {status.label}
          </h2>
          {since !== undefined && <span className="tertiary">for {formatSpan(now - since)}</span>}
        </div>
        <p className="part-tiny measure secondary">{status.detail}</p>
        <div className="actions row wrap part">
          {actionButtons(view.state, status.actions)}
          {certificateProblemOf(view) && (
            <Button onClick={() => openOverlay({ kind: 'certificate' })}>Compare certificates…</Button>
          )}
        </div>
        <Facts
          className="session-facts part-medium"
          facts={[
            ['Profile', profile.name],
            ['Connects to', profile.target],
            [
              'Environment',
              <>
                <EnvironmentBadge environment={view.environment} /> {environmentDetail(view)}
              </>,
            ],
            ['Certificate', profile.certificate && <CertificateFacts certificate={profile.certificate} />],
            ['Accounts', view.state.kind === 'ready' && view.state.accounts.accounts.join(', ')],
          ]}
        />
      </header>
      <Traffic />
      <div className="session-timelines">
        <SessionTimeline />
        <ConnectionTimeline />
      </div>
    </div>
  )
}

/** Placeholder for a list that requires a session. */
export function SessionEmptyState({ children }: { readonly children: string }) {
  const view = useSessionStore((data) => data.view)
  const now = useNow()
  if (!view) return null
  const { label, detail, actions } = sessionStatus(view, now)
  return (
    <EmptyState title={label} actions={actionButtons(view.state, actions)}>
      {detail} {children}
    </EmptyState>
  )
}

const actionButtons = (state: ConsoleSessionState, actions: readonly SessionAction[]) =>
  actions.map((action, index) => <ActionButton key={action} action={action} state={state} first={index === 0} />)

const ACTIONS: Readonly<Record<Exclude<SessionAction, 'open-login'>, readonly [label: string, run: () => void]>> = {
  connect: ['Connect', connectSession],
  reconnect: ['Reconnect', connectSession],
  disconnect: ['Disconnect', disconnectSession],
  'take-over': ['Take over…', () => openOverlay({ kind: 'take-over' })],
  'unlock-vault': ['Unlock vault…', () => openOverlay({ kind: 'unlock-vault' })],
  'approve-server': ['Approve server…', approveServer],
  'replace-keys': ['Open profile', () => manageProfile()],
}

/** The first action is a primary button, unless it ends or interrupts a session. */
function ActionButton({ action, state, first }: ActionButtonProps) {
  if (action !== 'open-login') {
    const [label, run] = ACTIONS[action]
    const interrupts = action === 'disconnect' || action === 'take-over' || state.kind === 'ready'
    return (
      <Button look={first && !interrupts ? 'primary' : 'plain'} onClick={run}>
        {label}
      </Button>
    )
  }
  return state.kind === 'needs-login' ? (
    <a className="button button-primary" href={state.loginUrl} target="_blank" rel="noreferrer">
      <span className="button-label">Open gateway login</span>
    </a>
  ) : null
}

interface ActionButtonProps {
  readonly action: SessionAction
  readonly state: ConsoleSessionState
  readonly first: boolean
}
