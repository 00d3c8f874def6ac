/** One condition of an alert, with IBKR's field names. */
export interface AlertCondition {
  /** Condition type: 1 price, 3 time, 4 margin, 5 trade, 6 volume, 7 to 9 mobile trading assistant. */
  readonly type: number
  readonly conidex: string
  readonly operator: string | undefined
  readonly triggerMethod: string | undefined
  readonly value: string
  /** Logical operator: `a` for and, `o` for or, `n` at the end of the list. */
  readonly logicBind: string
  readonly timeZone: string | undefined
}

/** An alert as a request describes it. Flags are the numbers 0 and 1, as IBKR sends them. */
export interface AlertDraft {
  readonly name: string
  readonly message: string | undefined
  readonly repeatable: 0 | 1
  readonly email: string | undefined
  readonly expireTime: string | undefined
  readonly iTwsOrdersOnly: 0 | 1
  readonly outsideRth: 0 | 1
  readonly sendMessage: 0 | 1
  readonly showPopup: 0 | 1
  readonly tif: 'GTC' | 'GTD'
  readonly conditions: readonly AlertCondition[]
}

/** A stored alert. */
export interface Alert extends AlertDraft {
  readonly orderId: number
  readonly accountId: string
  readonly active: boolean
  /** Time of the last change of the alert, in simulator time. */
  readonly orderedAt: number
  /** Id of the mobile trading assistant's tool, which never changes. Undefined for other alerts. */
  readonly toolId: number | undefined
}

/** The changed alert, or the reason why it was not changed. */
type AlertChange =
  | { readonly kind: 'changed'; readonly alert: Alert }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'name-changed' }

/** The alerts of the user. The simulator stores alerts but never triggers them. */
export interface Alerts {
  /** Returns the alerts of an account, without the alert of the mobile trading assistant. */
  of(accountId: string): readonly Alert[]
  find(orderId: number): Alert | undefined
  /**
   * Returns the alert of the mobile trading assistant, which always exists. `renumber` assigns a new order id to this
   * alert.
   */
  mobile(renumber: boolean): Alert
  /** Creates an alert. Returns undefined if the maximum number of alerts is reached. */
  create(accountId: string, draft: AlertDraft): Alert | undefined
  /**
   * Changes an alert, except its name. A change of the alert of the mobile trading assistant assigns a new order id.
   */
  modify(orderId: number, draft: AlertDraft): AlertChange
  /** Activates or deactivates an alert. Returns false for an unknown id. */
  activate(orderId: number, active: boolean): boolean
  /** Removes an alert, or resets the alert of the mobile trading assistant. Returns false for an unknown id. */
  remove(orderId: number): boolean
  removeAll(accountId: string): void
}

const firstOrderId = 1_408_500_000
/** Maximum number of alerts. The limit is the simulator's own: IBKR publishes none. */
const maxAlerts = 1000
const mobileToolId = 55_800_000_001

/** Creates the alerts. The given account has two: the alert of the mobile trading assistant, and one created in TWS. */
export function createAlerts(now: () => number, mobileAccountId: string): Alerts {
  const alerts = new Map<number, Alert>()
  let lastOrderId = firstOrderId
  let mobile = freshMobile()
  add(mobileAccountId, openingDraft)

  function nextOrderId(): number {
    lastOrderId += 1
    return lastOrderId
  }

  function add(accountId: string, draft: AlertDraft): Alert {
    const alert = { ...draft, orderId: nextOrderId(), accountId, active: true, orderedAt: now(), toolId: undefined }
    alerts.set(alert.orderId, alert)
    return alert
  }

  function freshMobile(): Alert {
    return {
      ...mobileDraft,
      ...{ orderId: nextOrderId(), accountId: mobileAccountId, active: true, orderedAt: now(), toolId: mobileToolId },
    }
  }

  function find(orderId: number): Alert | undefined {
    return orderId === mobile.orderId ? mobile : alerts.get(orderId)
  }

  function replace(alert: Alert): void {
    if (alert.toolId === undefined) alerts.set(alert.orderId, alert)
    else mobile = alert
  }

  return {
    of: (accountId) => [...alerts.values()].filter((alert) => alert.accountId === accountId),
    find,
    mobile: (renumber) => {
      if (renumber) mobile = { ...mobile, orderId: nextOrderId() }
      return mobile
    },
    create: (accountId, draft) => {
      return alerts.size >= maxAlerts ? undefined : add(accountId, draft)
    },
    modify: (orderId, draft) => {
      const before = find(orderId)
      if (before === undefined) return { kind: 'unknown' }
      if (before.name !== draft.name) return { kind: 'name-changed' }
      const alert = {
        ...before,
        ...draft,
        orderId: before.toolId === undefined ? orderId : nextOrderId(),
        orderedAt: now(),
      }
      replace(alert)
      return { kind: 'changed', alert }
    },
    activate: (orderId, active) => {
      const before = find(orderId)
      if (before !== undefined) replace({ ...before, active })
      return before !== undefined
    },
    remove: (orderId) => {
      if (orderId !== mobile.orderId) return alerts.delete(orderId)
      mobile = freshMobile()
      return true
    },
    removeAll: (accountId) => {
      for (const alert of alerts.values()) if (alert.accountId === accountId) alerts.delete(alert.orderId)
    },
  }
}

const openingDraft: AlertDraft = {
  name: 'SPY below 600',
  message: 'SPY has fallen below 600',
  repeatable: 0,
  email: undefined,
  expireTime: undefined,
  iTwsOrdersOnly: 0,
  outsideRth: 0,
  sendMessage: 1,
  showPopup: 1,
  tif: 'GTC',
  conditions: [
    {
      ...{ type: 1, conidex: '756733@SMART', operator: '<=', triggerMethod: '0', value: '600.00', logicBind: 'n' },
      timeZone: undefined,
    },
  ],
}

const mobileDraft: AlertDraft = {
  name: 'MTA (AutoAlert)',
  message: undefined,
  repeatable: 1,
  email: 'trader@simulated.invalid',
  expireTime: undefined,
  iTwsOrdersOnly: 0,
  outsideRth: 0,
  sendMessage: 1,
  showPopup: 0,
  tif: 'GTC',
  conditions: [
    {
      ...{ type: 5, conidex: '*@*', operator: undefined, triggerMethod: undefined, value: '*', logicBind: 'n' },
      timeZone: undefined,
    },
  ],
}
