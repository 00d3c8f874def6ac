import type { SessionView } from '../../../shared/contract/views.ts'
import { keysOf } from '../../commands/command.ts'
import { useNow } from '../../platform/use-now.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { usePacingStore, useSessionStore } from '../../stores/session-store.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatCountdown, formatSpan } from '../../ui/format-time.ts'
import { Tip } from '../../ui/tooltip.tsx'
import { KillButton } from '../guard-rails/index.ts'
import { ProfileButton } from '../profiles/index.ts'
import { RETRY_TEXT, sessionStatus, toggleArming } from '../session/index.ts'
import { pacingText, SOCKET_TEXTS, tokenText } from './status-text.ts'
import { Toasts } from './toasts.tsx'

/** Status bar with the profile, the session state and the arming switch. */
export function StatusBar() {
  const view = useSessionStore((data) => data.view)
  const down = useLinkStore((data) => data.downSince !== undefined)
  return (
    <section className="status-bar row small secondary line-row sunken nowrap" aria-label="Status" data-stale={down}>
      {view ? <Parts view={view} /> : <span className="rigid tone">Starting…</span>}
      <Toasts />
    </section>
  )
}

function Parts({ view }: { readonly view: SessionView }) {
  const now = useNow()
  const session = sessionStatus(view, now)
  const token = tokenText(view.liveSessionTokenExpiresAt, now)
  return (
    <>
      <ProfileButton view={view} />
      <Tip text={`${session.label}. Open the session timeline`} keys={keysOf('go-session')} placement="top">
        <button
          type="button"
          className="session-pill row"
          data-tone={session.tone}
          aria-label={`Session: ${session.label}`}
          onClick={() => goTo('session')}
        >
          <span className="dot" aria-hidden="true" />
          <span className="session-pill-text ellipsis">{session.label}</span>
        </button>
      </Tip>
      <span className="visually-hidden" role="status">
        {/* Omits countdowns, which a screen reader would announce every second. */}
        Session: {session.label.replace(RETRY_TEXT, '').replace(/: \d+:\d\d left$/, '')}
      </span>
      <span className="status-fact rigid tone" title="Last successful tickle and its round-trip time">
        <span className="tertiary">Tickle</span>{' '}
        {view.tickle ? (
          <>
            {formatSpan(now - view.tickle.at)} ago · {formatMilliseconds(view.tickle.roundTripMs)}
          </>
        ) : (
          'none yet'
        )}
      </span>
      {token && (
        <span
          className="status-fact rigid tone"
          data-tone={token.tone}
          title="Remaining lifetime of the live session token; renewed automatically"
        >
          <span className="tertiary">Token</span> {token.text}
        </span>
      )}
      <span className="status-fact rigid tone" data-tone={SOCKET_TEXTS[view.socket].tone} title="WebSocket to IBKR">
        <span className="tertiary">Socket</span> {SOCKET_TEXTS[view.socket].text}
      </span>
      <PacingPart />
      <span className="spring" />
      <span className="status-actions row rigid">
        <KillButton />
        <ArmingSwitch view={view} now={now} />
      </span>
    </>
  )
}

function PacingPart() {
  const pacing = usePacingStore((data) => data.pacing)
  if (!pacing) return null
  const { text, tone } = pacingText(pacing)
  return (
    <span
      className="status-fact rigid tone"
      data-tone={tone}
      title="Requests that can be sent now without waiting for IBKR’s rate limit"
    >
      <span className="tertiary">Rate limit</span> {text}
    </span>
  )
}

function ArmingSwitch({ view, now }: { readonly view: SessionView; readonly now: number }) {
  const armed = view.arming.kind === 'armed'
  const until = view.arming.kind === 'armed' ? view.arming.until : undefined
  return (
    <Tip
      text={armed ? 'Write and trading requests are allowed. Click to disarm.' : 'Read requests only. Click to arm.'}
      placement="top"
    >
      <button
        type="button"
        role="switch"
        className="arming choice rigid row"
        aria-checked={armed}
        aria-label="Armed"
        onClick={toggleArming}
      >
        <span className="switch anchor" aria-hidden="true" />
        {/* Hidden from assistive technology, which reads the state of the switch. */}
        <span aria-hidden="true">{armed ? 'Armed' : 'Not armed'}</span>
        {until !== undefined && <span className="tertiary regular">{formatCountdown(until - now)}</span>}
      </button>
    </Tip>
  )
}
