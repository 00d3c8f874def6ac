import type { SessionView } from '../../../shared/contract/views.ts'
import { keysOf } from '../../commands/command.ts'
import { useNow } from '../../platform/use-now.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { usePacingStore, useSessionStore } from '../../stores/session-store.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatCountdown, formatSpan } from '../../ui/format-time.ts'
import { Tip } from '../../ui/tooltip.tsx'
import { ProfileButton } from '../profiles/index.ts'
import { sessionStatus, toggleArming } from '../session/index.ts'
import { pacingWords, SOCKET_WORDS, tokenWords } from './status-words.ts'

/** Always in sight: what an order placed now would be, whether the session lives, and why not. */
export function StatusBar() {
  const view = useSessionStore((data) => data.view)
  const down = useLinkStore((data) => data.downSince !== undefined)
  return (
    <section className="status-bar row small secondary" aria-label="Status" data-stale={down}>
      {view ? <Parts view={view} /> : <span className="rigid tone">Starting…</span>}
    </section>
  )
}

function Parts({ view }: { readonly view: SessionView }) {
  const now = useNow()
  const session = sessionStatus(view.state, now, view.readsKeysFrom)
  const token = tokenWords(view.liveSessionTokenExpiresAt, now)
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
        {/* Without what counts down, or it would be read out every second. */}
        Session: {session.label.replace(/: (trying again|\d+:\d\d left).*$/, '')}
      </span>
      <span className="rigid tone" title="Last keep-alive that was answered, and its round trip">
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
          className="rigid tone"
          data-tone={token.tone}
          title="Life left of the live session token; renewed by itself"
        >
          <span className="tertiary">Token</span> {token.text}
        </span>
      )}
      <span className="rigid tone" data-tone={SOCKET_WORDS[view.socket].tone} title="Streaming socket">
        <span className="tertiary">Socket</span> {SOCKET_WORDS[view.socket].text}
      </span>
      <PacingPart />
      <span className="spring" />
      <ArmingSwitch view={view} now={now} />
    </>
  )
}

function PacingPart() {
  const pacing = usePacingStore((data) => data.pacing)
  if (!pacing) return null
  const { text, tone } = pacingWords(pacing)
  return (
    <span
      className="rigid tone"
      data-tone={tone}
      title="Requests that may be sent right now before the pacing makes them wait"
    >
      <span className="tertiary">Pacing</span> {text}
    </span>
  )
}

function ArmingSwitch({ view, now }: { readonly view: SessionView; readonly now: number }) {
  const armed = view.arming.kind === 'armed'
  const until = view.arming.kind === 'armed' ? view.arming.until : undefined
  return (
    <Tip
      text={armed ? 'Orders and changes are sent. Click to disarm.' : 'Only reads are sent. Click to arm.'}
      placement="top"
    >
      <button
        type="button"
        role="switch"
        className="arming choice rigid"
        aria-checked={armed}
        aria-label="Armed"
        onClick={toggleArming}
      >
        <span className="switch" aria-hidden="true" />
        {/* The state of the switch says it already. */}
        <span aria-hidden="true">{armed ? 'Armed' : 'Not armed'}</span>
        {until !== undefined && <span className="arming-left tertiary">{formatCountdown(until - now)}</span>}
      </button>
    </Tip>
  )
}
