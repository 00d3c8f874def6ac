import { Plus } from 'lucide-react'
import type { LocalAlertView } from '../../../shared/contract/local-alert-views.ts'
import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import { describeCondition, MAX_LOCAL_ALERTS } from '../../../shared/domain/local-alerts.ts'
import { useNow } from '../../platform/use-now.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { textColumn } from '../../ui/grid/column-kinds.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { useBlotterStore } from '../orders/index.ts'
import { AlertForm } from './alert-form.tsx'
import { editAlert, INBOX_LIST, removeAlert, switchAlert } from './inbox-actions.ts'
import { useInboxStore } from './inbox-store.ts'
import { describeAlertState } from './inbox-text.ts'

/** List of the profile's local alerts, or the form for one alert. */
export function AlertsList() {
  const view = useInboxStore((data) => data.alerts)
  const activeId = useInboxStore((data) => data.activeAlertId)
  const edited = useInboxStore((data) => data.editedAlert)
  const alerts = view?.alerts ?? []
  const active = alerts.find(({ id }) => id === activeId)
  if (edited !== undefined) {
    return (
      <AlertForm
        key={edited === 'new' ? 'new' : edited.id}
        alert={edited === 'new' ? undefined : edited}
        contract={activeContract()}
        onDone={() => editAlert(undefined)}
      />
    )
  }
  const add = <Plus size={14} aria-hidden="true" />
  return (
    <>
      <div className="bar rigid spread">
        <span className="small tertiary">{view && linesText(view.lines)}</span>
        <Button icon={add} disabled={alerts.length >= MAX_LOCAL_ALERTS} onClick={() => editAlert('new')}>
          New alert
        </Button>
      </div>
      {view === undefined ? (
        <p className="padded-block tertiary">Loading alerts…</p>
      ) : alerts.length === 0 ? (
        <EmptyState title="No alerts">
          Get notified about a price, the daily P&L, an old order or a feed without updates. Alerts run in this console.
          IBKR’s own alerts are in the explorer.
        </EmptyState>
      ) : (
        <AlertGrid alerts={alerts} activeId={activeId} onEdit={editAlert} />
      )}
      {active && <AlertDetails alert={active} onEdit={() => editAlert(active)} />}
    </>
  )
}

const linesText = (lines: number): string => `${lines} market data ${lines === 1 ? 'line' : 'lines'} in use`

/** Returns the contract of the active order, because alerts are often about an order. */
function activeContract(): ContractMatch | undefined {
  const order = useOrdersStore.getState().orders.get(useBlotterStore.getState().activeId ?? '')
  if (!order || order.conid === 0) return undefined
  const { conid, contractName: symbol, description: name, exchange = '' } = order
  return { conid, symbol, name, exchange, securityType: '' }
}

const COLUMNS: readonly GridColumn<LocalAlertView>[] = [
  textColumn('alert', 'Alert', 130, ({ condition }) => describeCondition(condition), {
    grow: 1,
    cell: (alert) => (
      <span className="row" data-tone={describeAlertState(alert, Date.now())[0]}>
        <span className="dot" aria-hidden="true" />
        <span className="ellipsis">{describeCondition(alert.condition)}</span>
      </span>
    ),
  }),
  textColumn('state', 'State', 142, (alert) => describeAlertState(alert, Date.now())[1], { muted: true }),
]

const keyOf = ({ id }: LocalAlertView): string => id
const choose = ({ id }: LocalAlertView): void => useInboxStore.setState({ activeAlertId: id })

function AlertGrid(props: {
  readonly alerts: readonly LocalAlertView[]
  readonly activeId: string | undefined
  readonly onEdit: (alert: LocalAlertView) => void
}) {
  const { alerts, activeId, onEdit } = props
  return (
    <Grid
      id={INBOX_LIST}
      label="Alerts"
      columns={COLUMNS}
      layout={useRememberedColumns('local-alerts')}
      rows={alerts}
      keyOf={keyOf}
      activeKey={activeId}
      onActive={choose}
      onOpen={onEdit}
    />
  )
}

/** State and actions of an alert. */
function AlertDetails({ alert, onEdit }: { readonly alert: LocalAlertView; readonly onEdit: () => void }) {
  const [tone, text] = describeAlertState(alert, useNow())
  const { on, state, condition } = alert
  return (
    <section className="inbox-details rigid stack scroll padded" aria-label="Alert">
      <h3 className="strong wrap-anywhere">{describeCondition(condition)}</h3>
      <p className="row secondary" data-tone={tone}>
        <span className="dot" aria-hidden="true" />
        {text}
      </p>
      {state.kind === 'fired' && (
        <p className="hint">
          {state.rearmsAt === undefined ? 'Repeat the alert to use it again.' : `Ready again ${state.rearmsAt}.`}
        </p>
      )}
      <div className="row wrap">
        {state.kind === 'fired' && <Button onClick={() => void switchAlert(alert, true)}>Repeat</Button>}
        <Button onClick={onEdit}>Change…</Button>
        <Button onClick={() => void switchAlert(alert, !on)}>{on ? 'Turn off' : 'Turn on'}</Button>
        <Button look="quiet" onClick={() => void removeAlert(alert)}>
          Delete
        </Button>
      </div>
    </section>
  )
}
