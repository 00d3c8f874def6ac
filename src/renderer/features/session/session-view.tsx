import type { SessionState } from '../../../shared/domain/session.ts'
import { useNow } from '../../platform/use-now.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { CertificateFacts, certificateProblemOf } from './certificate.tsx'
import { EnvironmentBadge, environmentDetail } from './environment-badge.tsx'
import { approveServer, connectSession, disconnectSession } from './session-actions.ts'
import { type SessionAction, sessionStatus } from './session-text.ts'
import { ConnectionTimeline, SessionTimeline } from './timelines.tsx'
import './session.css'

/** Where the login stands, what can be done about it, and what happened so far: newest first. */
export function SessionView() {
  const view = useSessionStore((data) => data.view)
  const now = useNow()

  if (!view) return <EmptyState title="Loading session…" />
  const words = sessionStatus(view.state, now, view.readsKeysFrom)
  const since = 'since' in view.state ? view.state.since : undefined
  return (
    <div className="session-view scroll">
      <header className="session-head">
        <div className="session-state row" data-tone={words.tone}>
          <span className="dot" aria-hidden="true" />
          <h2 className="title" tabIndex={-1} ref={focusWhereLost}>
            {words.label}
          </h2>
          {since !== undefined && <span className="tertiary">for {formatSpan(now - since)}</span>}
        </div>
        <p className="session-detail measure secondary">{words.detail}</p>
        <div className="actions row wrap">
          {words.actions.map((action, index) => (
            <ActionButton key={action} action={action} state={view.state} primary={index === 0} />
          ))}
          {certificateProblemOf(view) && (
            <Button onClick={() => openOverlay({ kind: 'certificate' })}>Compare certificates…</Button>
          )}
        </div>
        <dl className="session-facts">
          <div>
            <dt>Profile</dt>
            <dd>{view.profile.name}</dd>
          </div>
          <div>
            <dt>Connects to</dt>
            <dd>{view.profile.target}</dd>
          </div>
          <div>
            <dt>Environment</dt>
            <dd>
              <EnvironmentBadge environment={view.environment} /> {environmentDetail(view)}
            </dd>
          </div>
          {view.profile.certificate && (
            <div>
              <dt>Certificate</dt>
              <dd>
                <CertificateFacts certificate={view.profile.certificate} />
              </dd>
            </div>
          )}
          {view.state.kind === 'ready' && (
            <div>
              <dt>Accounts</dt>
              <dd>{view.state.accounts.accounts.join(', ')}</dd>
            </div>
          )}
        </dl>
      </header>
      <div className="session-timelines">
        <SessionTimeline />
        <ConnectionTimeline />
      </div>
    </div>
  )
}

/** In place of a list that needs a session: its state, the reason, and what the user can do. */
export function SessionEmptyState({ children }: { readonly children: string }) {
  const view = useSessionStore((data) => data.view)
  const now = useNow()
  if (!view) return null
  const { label, detail, actions } = sessionStatus(view.state, now, view.readsKeysFrom)
  return (
    <EmptyState
      title={label}
      actions={actions.map((action, index) => (
        <ActionButton key={action} action={action} state={view.state} primary={index === 0} />
      ))}
    >
      {detail} {children}
    </EmptyState>
  )
}

function ActionButton(props: {
  readonly action: SessionAction
  readonly state: SessionState
  readonly primary: boolean
}) {
  const look = props.primary ? 'primary' : 'plain'
  switch (props.action) {
    case 'connect':
      return (
        <Button look={look} onClick={connectSession}>
          Connect
        </Button>
      )
    case 'reconnect':
      return (
        <Button look={props.state.kind === 'ready' ? 'plain' : look} onClick={connectSession}>
          Reconnect
        </Button>
      )
    case 'disconnect':
      return <Button onClick={disconnectSession}>Disconnect</Button>
    case 'take-over':
      return <Button onClick={() => openOverlay({ kind: 'take-over' })}>Take over…</Button>
    case 'unlock-vault':
      return (
        <Button look={look} onClick={() => openOverlay({ kind: 'unlock-vault' })}>
          Unlock vault…
        </Button>
      )
    case 'approve-server':
      return (
        <Button look={look} onClick={approveServer}>
          Approve server…
        </Button>
      )
    case 'replace-keys':
      return (
        <Button look={look} onClick={() => goTo('profiles')}>
          Open profile
        </Button>
      )
    case 'open-login':
      return props.state.kind === 'needs-login' ? (
        <a className="button button-primary" href={props.state.loginUrl} target="_blank" rel="noreferrer">
          <span className="button-label">Open gateway login</span>
        </a>
      ) : null
  }
}
