import { type RefObject, useEffect, useRef, useState } from 'react'
import { classifyRequest } from '../../../../../shared/catalogue/classify-request.ts'
import { useIsConnected } from '../../../../stores/link-store.ts'
import { closeOverlay, type PendingRequest } from '../../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../../stores/session-store.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { DisconnectedNote, NotArmedNote } from '../../../confirmation/index.ts'
import { RailFindings, useRailCheck } from '../../../guard-rails/index.ts'
import { EnvironmentBadge, environmentDetail } from '../../../session/index.ts'
import { sendConfirmed } from '../send-request.ts'
import { readTradingRequest, type TradingRequest } from './read-trading-request.ts'
import { SentRequest, TradingFacts } from './trading-facts.tsx'
import './confirm.css'

/** Dialog that confirms a trading request. Shows only facts from the request itself. */
export function ConfirmRequestDialog({ pending }: { readonly pending: PendingRequest }) {
  const { request, profileId, writtenFor } = pending
  const view = useSessionStore((data) => data.view)
  const isConnected = useIsConnected()
  const environment = view?.environment ?? 'unknown'
  const isLive = (view?.countsAs ?? 'live') === 'live'
  const isArmed = view?.arming.kind === 'armed'
  // Whether another profile has been selected in the meantime.
  const isOtherProfile = view?.profile.id !== profileId
  const trading = readTradingRequest(request)
  const { title, send } = confirmTexts(trading)
  const { effect, reason } = classifyRequest(request)
  // Effect of a request that requires a confirmation only because it was entered for another profile.
  const otherEffect = effect === 'settings' || effect === 'session' ? reason : undefined
  const hasSeveralOrders = trading.kind === 'place' && trading.orders.length > 1
  const list = useRef<HTMLElement>(null)
  const back = useRef<HTMLButtonElement>(null)
  const isSeen = useWasScrolledThrough(list)
  const rails = useRailCheck({ kind: 'request', request })
  const isOrder = trading.kind === 'place' || trading.kind === 'change'
  return (
    <Dialog
      title={title}
      role="alertdialog"
      size={trading.kind === 'other' || hasSeveralOrders ? 'large' : 'small'}
      environment={environment}
      onClose={closeOverlay}
    >
      <div>
        <p className="secondary">
          <EnvironmentBadge environment={environment} /> {view && environmentDetail(view)}
        </p>
        {otherEffect ? (
          <p className="dialog-note">{otherEffect}</p>
        ) : (
          <TradingFacts trading={trading} terms={rails.check.contract} list={list} />
        )}
      </div>
      {!isSeen && (
        <p className="dialog-note" role="status">
          Scroll down to review all orders before you place them.
        </p>
      )}
      <RailFindings rails={rails} onLeave={closeOverlay} back={back} />
      <SentRequest request={request} open={!isOrder} />
      {writtenFor !== undefined && !isOtherProfile && (
        <p className="dialog-note">
          Written for “{writtenFor}”. It would now be sent to “{view?.profile.name}”.
        </p>
      )}
      {isOtherProfile && <p className="dialog-note">The profile was switched. Go back and review the request.</p>}
      <NotArmedNote what="this" />
      <DisconnectedNote />
      <div className="dialog-actions">
        <Button ref={back} data-initial-focus={isLive || !isArmed ? true : undefined} onClick={closeOverlay}>
          Back
        </Button>
        <Button
          look={isLive ? 'danger' : 'primary'}
          // On a live account, Enter alone does not send the request.
          data-initial-focus={isLive || !isArmed ? undefined : true}
          busy={rails.isWanted}
          disabled={!isConnected || !isArmed || isOtherProfile || !isSeen || rails.isBlocked || rails.isWanted}
          onClick={() =>
            rails.send((acknowledgement) => {
              closeOverlay()
              void sendConfirmed(pending, acknowledgement)
            })
          }
        >
          {send}
        </Button>
      </div>
    </Dialog>
  )
}

/** Returns the title of a confirmation and the label of its button. */
export function confirmTexts(trading: TradingRequest): { readonly title: string; readonly send: string } {
  switch (trading.kind) {
    case 'place':
      return trading.orders.length === 1
        ? { title: 'Place this order?', send: 'Place order' }
        : { title: `Place these ${trading.orders.length} orders?`, send: 'Place orders' }
    case 'change':
      return { title: `Change order ${trading.orderId}?`, send: 'Change order' }
    case 'cancel':
      return trading.orderId === undefined
        ? { title: 'Cancel all working orders?', send: 'Cancel all' }
        : { title: `Cancel order ${trading.orderId}?`, send: 'Cancel order' }
    case 'reply':
      return trading.confirmed
        ? { title: 'Answer yes to IBKR’s question?', send: 'Answer yes' }
        : { title: 'Answer no to IBKR’s question?', send: 'Answer no' }
    case 'other':
      return {
        title: trading.title === undefined ? 'Send this request?' : `${trading.title}: send it?`,
        send: 'Send',
      }
  }
}

/**
 * Reports whether the user has seen the whole element, if necessary by scrolling. Focuses an element that must be
 * scrolled.
 */
function useWasScrolledThrough(ref: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setIsSeen] = useState(true)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let reachedEnd = false
    const check = (): void => {
      const { scrollTop, clientHeight, scrollHeight } = element
      const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1
      if (isAtEnd && scrollTop > 0) reachedEnd = true
      setIsSeen(reachedEnd || isAtEnd)
    }
    check()
    if (element.clientHeight < element.scrollHeight - 1) element.focus()
    element.addEventListener('scroll', check)
    // Checks again when the size changes, because contract names load late.
    const observer = new ResizeObserver(check)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      element.removeEventListener('scroll', check)
      observer.disconnect()
    }
  }, [ref])
  return isSeen
}
