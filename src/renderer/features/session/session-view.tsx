import type { SessionState, TimelineEntry } from '../../../shared/domain/session.ts'
import { useNow } from '../../platform/use-now.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatDateTime, formatRecent, formatSpan } from '../../ui/format-time.ts'
import { CertificateFacts, certificateProblemOf } from './certificate.tsx'
import { EnvironmentBadge, sessionMoneyWords } from './environment-badge.tsx'
import { approveServer, connectSession, disconnectSession } from './session-actions.ts'
import { type SessionAction, sessionWords } from './session-text.ts'
import { ConnectionTimeline, NewestFirst } from './timelines.tsx'
import './session.css'

/** Where the login stands, what can be done about it, and what happened so far: newest first. */
export function SessionView() {
  const view = useSessionStore((data) => data.view)
  const timeline = useSessionStore((data) => data.timeline)
  const now = useNow()

  if (!view) return <EmptyState title="Waiting for the console to tell about the session…" />
  const words = sessionWords(view.state, now, view.readsKeysFrom)
  const since = 'since' in view.state ? view.state.since : undefined
  return (
    <div className="session-view">
      <header className="session-head">
        <div className="session-state" data-tone={words.tone}>
          <span className="dot" aria-hidden="true" />
          <h2 className="session-title" tabIndex={-1} ref={focusWhereLost}>
            {words.label}
          </h2>
          {since !== undefined && <span className="session-since">for {formatSpan(now - since)}</span>}
        </div>
        <p className="session-detail">{words.detail}</p>
        <div className="session-actions">
          {words.actions.map((action, index) => (
            <ActionButton key={action} action={action} state={view.state} primary={index === 0} />
          ))}
          {certificateProblemOf(view) && (
            <Button onClick={() => openOverlay({ kind: 'certificate' })}>Compare the certificate…</Button>
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
              <EnvironmentBadge environment={view.environment} /> {sessionMoneyWords(view)}
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
      <div className="session-stories">
        <section className="timeline" aria-labelledby="session-timeline">
          <h3 id="session-timeline" className="section-title">
            Timeline
          </h3>
          {timeline.length === 0 ? (
            <EmptyState title="Nothing has happened yet">Every step of the login will be listed here.</EmptyState>
          ) : (
            <NewestFirst label="Session timeline" entries={timeline}>
              {(entry) => <Entry key={entry.id} entry={entry} now={now} />}
            </NewestFirst>
          )}
        </section>
        <ConnectionTimeline />
      </div>
    </div>
  )
}

const LEVEL_TONES = { info: 'idle', warning: 'warn', error: 'bad' } as const

function Entry({ entry, now }: { readonly entry: TimelineEntry; readonly now: number }) {
  const tone = entry.level === 'info' && entry.entered === 'ready' ? 'good' : LEVEL_TONES[entry.level]
  return (
    <li className="timeline-entry" data-tone={tone}>
      <time dateTime={new Date(entry.at).toISOString()} title={formatDateTime(entry.at)}>
        {formatRecent(entry.at, now)}
      </time>
      <span className="dot" aria-hidden="true" />
      <span className="timeline-text">
        {entry.level !== 'info' && <span className="visually-hidden">{entry.level}: </span>}
        {entry.text}
        {entry.code !== undefined && <code className="timeline-code">{entry.code}</code>}
      </span>
    </li>
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
          Unlock the vault…
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
          See the profile
        </Button>
      )
    case 'open-login':
      return props.state.kind === 'needs-login' ? (
        <a className="button button-primary" href={props.state.loginUrl} target="_blank" rel="noreferrer">
          <span className="button-label">Open the gateway's login page</span>
        </a>
      ) : null
  }
}
