/** Types of the fields of an order object, by IBKR's names. Fields that are not named here are not looked at. */
const fieldTypes: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>> = {
  acctId: 'string',
  conid: 'number',
  conidex: 'string',
  secType: 'string',
  cOID: 'string',
  parentId: 'string',
  listingExchange: 'string',
  isSingleGroup: 'boolean',
  outsideRTH: 'boolean',
  allOrNone: 'boolean',
  price: 'number',
  auxPrice: 'number',
  ticker: 'string',
  trailingAmt: 'number',
  trailingType: 'string',
  referrer: 'string',
  quantity: 'number',
  cashQty: 'number',
  fxQty: 'number',
  isCcyConv: 'boolean',
  useAdaptive: 'boolean',
  deactivated: 'boolean',
  orderType: 'string',
  side: 'string',
  tif: 'string',
  strategy: 'string',
  strategyParameters: 'object',
  allocationMethod: 'string',
  manualOrderTime: 'number',
  manualIndicator: 'boolean',
  extOperator: 'string',
  customerAccount: 'string',
  isProCustomer: 'boolean',
  taxOptimizerId: 'string',
  jsonPayload: 'object',
}

/** An order object as it came, every known field of its type or absent. */
export type OrderFields = Readonly<Record<string, unknown>>

/** True where every known field has its type; null counts as absent. */
export function hasRightTypes(fields: OrderFields): boolean {
  return Object.entries(fieldTypes).every(([name, type]) => {
    const value = fields[name]
    if (value === undefined || value === null) return true
    // JSON can write numbers that no computer can hold.
    return typeof value === type && (type !== 'number' || Number.isFinite(value))
  })
}

/** A text that is there and not empty. */
export function textField(fields: OrderFields, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A number that is there. */
export function numberField(fields: OrderFields, name: string): number | undefined {
  const value = fields[name]
  return typeof value === 'number' ? value : undefined
}
