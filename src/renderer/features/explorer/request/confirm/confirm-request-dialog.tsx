import { type RefObject, useEffect, useRef, useState } from 'react'
import { classifyRequest } from '../../../../../shared/catalogue/classify-request.ts'
import { useIsConnected } from '../../../../stores/link-store.ts'
import { closeOverlay, type PendingRequest } from '../../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../../stores/session-store.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { DisconnectedNote, NotArmedNote } from '../../../confirmation/index.ts'
import { EnvironmentBadge, environmentDetail } from '../../../session/index.ts'
import { sendConfirmed } from '../send-request.ts'
import { type MoneyRequest, readMoneyRequest } from './read-trading-request.ts'
import { SentRequest } from './sent-request.tsx'
import { MoneyFacts } from './trading-facts.tsx'
import './confirm.css'

/** The last word before a request that moves money leaves: read out of what will really be sent. */
export function ConfirmRequestDialog({ pending }: { readonly pending: PendingRequest }) {
  const { request, profileId, writtenFor } = pending
  const view = useSessionStore((data) => data.view)
  const connected = useIsConnected()
  const environment = view?.environment ?? 'unknown'
  const isLive = (view?.countsAs ?? 'live') === 'live'
  const armed = view?.arming.kind === 'armed'
  // Another window has selected another profile: what was looked at is not what would happen.
  const moved = view?.profile.id !== profileId
  const money = readMoneyRequest(request)
  const words = confirmWords(money)
  const { effect, reason } = classifyRequest(request)
  // Asked about only because it was written elsewhere.
  const stores = effect === 'settings' || effect === 'session' ? reason : undefined
  const severalOrders = money.kind === 'place' && money.orders.length > 1
  const list = useRef<HTMLElement>(null)
  const seen = useSeenWhole(list)
  const isOrder = money.kind === 'place' || money.kind === 'change'
  return (
    <Dialog
      title={words.title}
      role="alertdialog"
      size={money.kind === 'other' || severalOrders ? 'large' : 'small'}
      environment={environment}
      onClose={closeOverlay}
    >
      <div>
        <p className="secondary">
          <EnvironmentBadge environment={environment} /> {view && environmentDetail(view)}
        </p>
        {stores ? <p className="dialog-note">{stores}</p> : <MoneyFacts money={money} list={list} />}
      </div>
      {!seen && (
        <p className="dialog-note" role="status">
          More orders below. Scroll to the end to place them.
        </p>
      )}
      <SentRequest request={request} open={!isOrder} />
      {writtenFor !== undefined && !moved && (
        <p className="dialog-note">
          Written for “{writtenFor}”. It would now be sent to “{view?.profile.name}”.
        </p>
      )}
      {moved && <p className="dialog-note">The profile was switched. Go back and review.</p>}
      <NotArmedNote what="this" />
      <DisconnectedNote />
      <div className="dialog-actions">
        <Button data-initial-focus={isLive || !armed ? true : undefined} onClick={closeOverlay}>
          Back
        </Button>
        <Button
          look={isLive ? 'danger' : 'primary'}
          // With real money the hand has to move once more.
          data-initial-focus={isLive || !armed ? undefined : true}
          disabled={!connected || !armed || moved || !seen}
          onClick={() => {
            closeOverlay()
            void sendConfirmed(pending)
          }}
        >
          {words.send}
        </Button>
      </div>
    </Dialog>
  )
}

/** Title of a confirmation, and what its button says. */
export function confirmWords(money: MoneyRequest): { readonly title: string; readonly send: string } {
  switch (money.kind) {
    case 'place':
      return money.orders.length === 1
        ? { title: 'Place this order?', send: 'Place order' }
        : { title: `Place these ${money.orders.length} orders?`, send: 'Place orders' }
    case 'change':
      return { title: `Change order ${money.orderId}?`, send: 'Change order' }
    case 'cancel':
      return money.orderId === undefined
        ? { title: 'Cancel all working orders?', send: 'Cancel all' }
        : { title: `Cancel order ${money.orderId}?`, send: 'Cancel order' }
    case 'answer':
      return money.confirmed
        ? { title: 'Answer yes to IBKR’s question?', send: 'Answer yes' }
        : { title: 'Answer no to IBKR’s question?', send: 'Answer no' }
    case 'other':
      return { title: money.title === undefined ? 'Send this request?' : `${money.title}: send it?`, send: 'Send it' }
  }
}

/**
 * Whether all of an element that scrolls was visible: it fits, or it was scrolled to its end. Where it does not fit, it gets the focus
 * when it appears, so that the arrow keys scroll it. True where there is no element.
 */
export function useSeenWhole(ref: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let reachedEnd = false
    const check = (): void => {
      const { scrollTop, clientHeight, scrollHeight } = element
      const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1
      if (isAtEnd && scrollTop > 0) reachedEnd = true
      setSeen(reachedEnd || isAtEnd)
    }
    check()
    if (element.clientHeight < element.scrollHeight - 1) element.focus()
    element.addEventListener('scroll', check)
    // Names of contracts arrive later and may take another line; a window may be made smaller.
    const observer = new ResizeObserver(check)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      element.removeEventListener('scroll', check)
      observer.disconnect()
    }
  }, [ref])
  return seen
}
