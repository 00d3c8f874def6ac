import type { KillReport, RemainingOrder } from '../../../shared/contract/guard-rail-views.ts'
import { describeCancelled, describeKillOutcome, ordersText } from '../../../shared/domain/kill-outcome.ts'
import { formatRemaining, formatTrade } from '../../../shared/domain/order-size.ts'
import { mayCancel, useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnvironmentLine, orderTermsOf, Side } from '../confirmation/index.ts'
import { armAndRunAgain, closeKillReport, type KillRun, pressKillSwitch, useKillStore } from './kill-switch.ts'
import './guard-rails.css'

/** Dialog that shows the progress of the kill switch and the orders that remain. */
export function KillDialog() {
  const run = useKillStore((data) => data.run)
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const canRun = useSessionStore(mayCancel)
  if (!run) return null
  // The next step of an unarmed profile is to arm it. Any other report is only read.
  const isUnarmed = run.kind === 'over' && run.report.wasNotArmed === true
  return (
    // A new dialog for the report, so that its button has the focus.
    <Dialog
      key={run.kind}
      title={titleOf(run)}
      role="alertdialog"
      size="large"
      environment={environment}
      onClose={() => run.kind !== 'running' && closeKillReport()}
    >
      <EnvironmentLine environment={environment} />
      <Outcome run={run} />
      <div className="dialog-actions">
        {run.kind !== 'running' && !isClean(run) && (
          <Button
            look="danger"
            data-initial-focus={isUnarmed ? true : undefined}
            onClick={() => (canRun ? void pressKillSwitch() : armAndRunAgain())}
          >
            {canRun ? 'Run again' : 'Arm and run again'}
          </Button>
        )}
        <Button
          look={run.kind !== 'running' && isClean(run) ? 'primary' : 'plain'}
          data-initial-focus={isUnarmed ? undefined : true}
          busy={run.kind === 'running'}
          disabled={run.kind === 'running'}
          onClick={closeKillReport}
        >
          Close
        </Button>
      </div>
    </Dialog>
  )
}

const isClean = (run: KillRun): boolean =>
  run.kind === 'over' && run.report.remaining.length === 0 && run.report.problems.length === 0

function titleOf(run: KillRun): string {
  if (run.kind === 'running') return `Kill switch: disarming and cancelling all orders of ${run.profile}…`
  if (run.kind === 'failed') return 'Kill switch: outcome not confirmed'
  const { remaining, wasNotArmed } = run.report
  if (wasNotArmed) return 'Kill switch: nothing was cancelled, because the profile was not armed'
  if (isClean(run)) return 'Kill switch: no working orders remain'
  if (remaining.length === 0) return 'Kill switch: orders may still be working'
  return `Kill switch: ${ordersText(remaining.length)} may still be working`
}

function outcomeText(report: KillReport): string {
  const { remaining, wasNotArmed } = report
  if (wasNotArmed) return remaining.length === 0 ? '' : `${ordersText(remaining.length)} may still be working.`
  return `Disarmed: ${describeKillOutcome(report)}.`
}

function Outcome({ run }: { readonly run: KillRun }) {
  switch (run.kind) {
    case 'running':
      return (
        <p className="dialog-text part-small" role="status">
          The profile is disarmed and queued requests are withdrawn. Cancel requests are sent before all others.
        </p>
      )
    case 'failed':
      return (
        <div className="message tinted part" data-tone="bad" role="alert">
          <p className="strong">{run.message}</p>
          <p className="part-tiny">Working orders may remain. Cancel them in TWS, IBKR Mobile or by phone.</p>
        </div>
      )
    case 'over': {
      const { remaining, problems } = run.report
      return (
        <>
          <p className="dialog-text part-small" role="status">
            {outcomeText(run.report)} Earlier fills and positions are unaffected.
          </p>
          {run.report.contracts.length > 0 && (
            <p className="dialog-text part-small wrap-anywhere">{describeCancelled(run.report.contracts)}</p>
          )}
          {problems.length > 0 && (
            <div className="message tinted part" data-tone="bad" role="alert">
              <ul>
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </div>
          )}
          {remaining.length > 0 && (
            <ul className="kill-list scroll part" aria-label="Remaining orders" tabIndex={-1}>
              {remaining.map((each) => (
                <Remaining key={each.order.orderId} {...each} />
              ))}
            </ul>
          )}
        </>
      )
    }
  }
}

function Remaining({ order, outcome, reason }: RemainingOrder) {
  const text = `${outcome === 'failed' ? 'Not cancelled' : 'Cancel unconfirmed'}: ${reason}`
  return (
    <li className="kill-line line-row padded-block">
      <span>
        <Side side={order.side} otherSide={order.otherSide} />{' '}
        <strong>{formatTrade(formatRemaining(order), order.contractName)}</strong> {orderTermsOf(order)}
      </span>
      <span className="secondary">
        {order.account} · {order.orderId} · {order.status}
      </span>
      <span className="tone wrap-anywhere" data-tone="bad">
        {text}
      </span>
    </li>
  )
}
