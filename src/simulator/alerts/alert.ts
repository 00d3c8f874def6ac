/** One condition of an alert, in the words of a request. */
export interface AlertCondition {
  /** 1 price, 3 time, 4 margin, 5 trade, 6 volume, 7 to 9 of the mobile trading assistant. */
  readonly type: number
  readonly conidex: string
  readonly operator: string | undefined
  readonly triggerMethod: string | undefined
  readonly value: string
  /** `a` and, `o` or, `n` last. */
  readonly logicBind: string
  readonly timeZone: string | undefined
}

/** What a user asks for. Numbers that stand for yes and no are kept as they travel. */
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

/** An alert that is kept. */
export interface Alert extends AlertDraft {
  readonly orderId: number
  readonly accountId: string
  readonly active: boolean
  /** Simulator time of the last change. */
  readonly orderedAt: number
  /** Only the alert of the mobile trading assistant has one; it stays when everything else changes. */
  readonly toolId: number | undefined
}
