import { X } from 'lucide-react'
import { useState } from 'react'
import { hostLink } from '../../platform/host-link.ts'
import { isStorageBlocked } from '../../platform/local-memory.ts'
import { useNow } from '../../platform/use-now.ts'
import { dismissNotice, useAppStore } from '../../stores/app-store.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatSpan } from '../../ui/format-time.ts'
import { journalBannerText } from './status-text.ts'
import { UnsavedProfileBanners } from './unsaved-banners.tsx'

const STORAGE_NOTICE =
  'This browser blocks storage for this page. Theme and layout are lost on reload, and you need a new start address. Allow site data for this address.'

/**
 * Banners of the window: lost connection, gateway login, failing journal, unsaved changes of profiles, and notices from
 * the host.
 */
export function Banners() {
  const fromHost = useAppStore((data) => data.notices)
  const dismissed = useAppStore((data) => data.dismissed)
  const [isBlocked] = useState(isStorageBlocked)
  const notices = [...(isBlocked ? [STORAGE_NOTICE] : []), ...fromHost].filter((notice) => !dismissed.has(notice))
  return (
    <div className="banners">
      <LinkBanner />
      <LoginBanner />
      <JournalBanner />
      <UnsavedProfileBanners />
      {notices.map((notice) => (
        <div key={notice} className="banner bar tinted" data-tone="warn" role="status">
          <span className="dot" aria-hidden="true" />
          <span className="banner-text">{notice}</span>
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label="Dismiss notice"
            onClick={() => dismissNotice(notice)}
          />
        </div>
      ))}
    </div>
  )
}

/** Banner that asks the user to log in to the gateway. */
function LoginBanner() {
  const profile = useSessionStore((data) => data.view?.profile.name)
  const state = useSessionStore((data) => data.view?.state)
  if (state?.kind !== 'needs-login') return null
  return (
    <div className="banner bar tinted" data-tone="warn" role="status">
      <span className="dot" aria-hidden="true" />
      <span className="banner-text">
        <strong>{profile} needs a login.</strong> Log in on its page; the console continues automatically.
      </span>
      <a className="button button-plain" href={state.loginUrl} target="_blank" rel="noreferrer">
        <span className="button-label">Open login page</span>
      </a>
    </div>
  )
}

/** Banner in every view while updates of orders cannot be journaled. */
function JournalBanner() {
  const isFailing = useOrdersStore(({ status }) => status?.journal.kind === 'failing')
  return isFailing ? <FailingJournal /> : null
}

function FailingJournal() {
  const health = useOrdersStore(({ status }) => status?.journal)
  const text = journalBannerText(health, useNow())
  return (
    text && (
      <div className="banner bar tinted" data-tone="bad" role="alert">
        <span className="dot" aria-hidden="true" />
        <span className="banner-text">
          <strong>{text.title}</strong> {text.detail}
        </span>
      </div>
    )
  )
}

function LinkBanner() {
  const { state, downSince, wasOpen, reason } = useLinkStore()
  if (downSince === undefined || state.kind === 'open') return null
  return (
    <div className="banner bar tinted" data-tone="bad">
      <span className="dot" aria-hidden="true" />
      <span className="banner-text">
        <strong role="alert">{wasOpen ? 'Connection to the console lost.' : 'Not connected to the console.'}</strong>{' '}
        {reason && `${asSentence(reason)} `}
        {wasOpen && <LostFor since={downSince} />}
      </span>
      {state.kind === 'down' ? (
        <>
          <Countdown until={state.retryAt} />
          <Button onClick={() => hostLink().retryNow()}>Retry now</Button>
        </>
      ) : (
        <span className="secondary">Retrying…</span>
      )}
    </div>
  )
}

function LostFor({ since }: { readonly since: number }) {
  return <>Data is {formatSpan(useNow() - since)} old.</>
}

function Countdown({ until }: { readonly until: number }) {
  const left = until - useNow()
  return <span className="secondary">{left > 0 ? `Retrying in ${Math.ceil(left / 1_000)} s` : 'Retrying…'}</span>
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
