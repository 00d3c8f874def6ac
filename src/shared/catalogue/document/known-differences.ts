import type { Difference } from './document-report.ts'

/** An intended difference between IBKR's document and the catalogue. */
export interface KnownDifference {
  readonly operations: readonly string[]
  readonly at: readonly string[]
  readonly kinds: readonly Difference['kind'][]
  /** The reason for the difference, in one sentence. */
  readonly reason: string
}

const orderCalls = ['orders.place', 'orders.preview', 'orders.modify']
const orderField = (name: string): readonly string[] => [`body ${name}`, `body orders[].${name}`]

export const knownDifferences: readonly KnownDifference[] = [
  {
    operations: ['session.socket'],
    at: ['query oauth_token', 'query bearer_token'],
    kinds: ['added'],
    reason: 'Tokens are not form fields; the stream console opens the WebSocket.',
  },
  {
    operations: ['oauth.token'],
    at: ['clientId', 'clientAuthenticationMethod', 'clientAssertion', 'clientSecret', 'clientAssertionType'].map(
      (name) => `body ${name}`,
    ),
    kinds: ['added'],
    reason: 'The document names properties of a class; IBKR accepts the names of RFC 7521.',
  },
  {
    operations: ['oauth.token'],
    at: ['grant_type', 'client_assertion_type', 'client_assertion', 'scope'].map((name) => `body ${name}`),
    kinds: ['missing'],
    reason: 'IBKR accepts these names.',
  },
  {
    operations: ['orders.list'],
    at: ['query filters'],
    kinds: ['type', 'values'],
    reason: 'Several states are separated by commas; pre_cancelled is only in the documentation.',
  },
  {
    operations: ['orders.list'],
    at: ['query accountId'],
    kinds: ['missing'],
    reason: 'The documentation offers it for users with several accounts.',
  },
  {
    operations: ['orders.trades'],
    at: ['query days'],
    kinds: ['values'],
    reason: 'The documentation allows 1 to 7.',
  },
  {
    operations: ['orders.place', 'orders.preview'],
    at: ['body orders'],
    kinds: ['required'],
    reason: 'An empty body is rejected.',
  },
  {
    operations: orderCalls,
    at: orderField('tif'),
    kinds: ['values'],
    reason: 'OVT and OND (overnight) are only in the documentation.',
  },
  {
    operations: orderCalls,
    at: orderField('strategyParameters'),
    kinds: ['type'],
    reason: 'The names are those of the algorithm; the document has a placeholder.',
  },
  {
    operations: orderCalls,
    at: [
      ...['fxQty', 'deactivated', 'allocationMethod', 'manualOrderTime', 'customerAccount', 'isProCustomer'],
    ].flatMap(orderField),
    kinds: ['missing'],
    reason: 'In the documentation, not in the document.',
  },
  {
    operations: ['orders.suppress', 'orders.reply', 'accounts.select', 'market-data.unsubscribe'],
    at: ['body messageIds', 'body confirmed', 'body acctId', 'body conid'],
    kinds: ['required'],
    reason: 'Without its only field the call has no purpose and is rejected.',
  },
  {
    operations: ['contracts.schedule', 'contracts.secdef-info', 'contracts.strikes'],
    at: ['query conid'],
    kinds: ['type'],
    reason: 'A contract id is a whole number, whatever the document calls it.',
  },
  {
    operations: [
      'event-contracts.market',
      'event-contracts.details',
      'event-contracts.rules',
      'event-contracts.schedules',
    ],
    at: ['query conid', 'query underlyingConid'],
    kinds: ['type'],
    reason: 'A contract id is a whole number, whatever the document calls it.',
  },
  {
    operations: ['contracts.secdef-info'],
    at: ['query strike'],
    kinds: ['type'],
    reason: 'A strike is a number; the document does not state the type.',
  },
  {
    operations: ['contracts.search'],
    at: ['query symbol'],
    kinds: ['required'],
    reason: 'A search for nothing is rejected.',
  },
  {
    operations: ['contracts.algos'],
    at: ['query algos'],
    kinds: ['values'],
    reason: 'The document lists two of many; several are separated by semicolons.',
  },
  {
    operations: ['contracts.info-and-rules'],
    at: ['query isBuy'],
    kinds: ['missing'],
    reason: 'IBKR accepts it; the document does not contain it.',
  },
  {
    operations: ['contracts.rules'],
    at: ['body exchange'],
    kinds: ['missing'],
    reason: 'In the documentation, not in the document.',
  },
  {
    operations: ['contracts.futures', 'contracts.stocks', 'contracts.definitions', 'market-data.snapshot'],
    at: ['query symbols', 'query conids', 'query fields'],
    kinds: ['type'],
    reason: 'Several values are separated by commas.',
  },
  {
    operations: ['contracts.schedule-by-symbol'],
    at: ['query conid'],
    kinds: ['missing'],
    reason: 'The documentation contains it, the document does not.',
  },
  {
    operations: ['market-data.snapshot'],
    at: ['query fields'],
    kinds: ['required', 'values'],
    reason: 'The first call for a contract is useless without fields; market-data-fields.ts lists their numbers.',
  },
  {
    operations: ['market-data.history'],
    at: ['query source'],
    kinds: ['values'],
    reason: 'Document and documentation name different sources; all of them are offered.',
  },
  {
    operations: ['alerts.save'],
    at: ['body iTWSOrdersOnly', 'body showPopup'],
    kinds: ['values'],
    reason: 'A flag like the neighbouring fields, which the document declares as flags.',
  },
  {
    operations: ['alerts.save', 'allocation.add-group', 'allocation.change-group', 'watchlists.save'],
    at: ['body conditions[]', 'body accounts[]', 'body rows[]'],
    kinds: ['type'],
    reason: 'The documentation describes the rows; the document does not.',
  },
  {
    operations: ['models.save', 'models.invest'],
    at: ['body cashTargets[]', 'body positionTargets[]', 'body accountList[]'],
    kinds: ['type'],
    reason: 'A later document describes the rows; this one does not.',
  },
  {
    operations: ['notifications.delivery-device', 'notifications.change-setting'],
    at: ['deviceName', 'deviceId', 'uiName', 'enabled'].map((name) => `body ${name}`),
    kinds: ['required'],
    reason: 'The documentation requires them.',
  },
  {
    operations: ['notifications.delivery-email'],
    at: ['query enabled'],
    kinds: ['type', 'values'],
    reason: 'The parameter is a flag; the document does not state the type.',
  },
  {
    operations: ['analyst.all-periods', 'analyst.performance', 'analyst.transactions'],
    at: ['body acctIds', 'body acctIds[]', 'body conids', 'body period'],
    kinds: ['required', 'type', 'values'],
    reason:
      'The documentation requires them, and has 1Y for a year; 3M was rejected in 2026, 6M and 12M are not in its list.',
  },
  {
    operations: ['analyst.transactions'],
    at: ['body currency'],
    kinds: ['required'],
    reason: 'Measured in 2026: without it IBKR returns 400 "acctIds, currency and conids are required".',
  },
  {
    operations: ['portfolio.subaccounts-paged'],
    at: ['query page'],
    kinds: ['missing'],
    reason: 'The documentation uses it for paging; the document does not contain it.',
  },
  {
    operations: ['portfolio.positions'],
    at: ['query direction', 'query period'],
    kinds: ['values', 'missing'],
    reason: 'IBKR accepts it; the document does not describe the direction, and does not contain the period.',
  },
  {
    operations: ['portfolio.positions-fresh'],
    at: ['query sort'],
    kinds: ['missing'],
    reason: 'The direction that is documented needs a column to sort by.',
  },
  {
    operations: ['banking.bank-instructions-bulk', 'banking.asset-transfers-bulk', 'banking.cash-transfers-bulk'],
    at: ['body instructions[]'],
    kinds: ['type'],
    reason: 'The items are those of the call for a single one; the document does not describe them.',
  },
  {
    operations: ['banking.cancel-bulk', 'banking.internal-assets-bulk', 'banking.internal-cash-bulk'],
    at: ['body instructions[]'],
    kinds: ['type'],
    reason: 'The items are those of the call for a single one; the document does not describe them.',
  },
  {
    operations: [
      ...['management.change-status', 'management.assign-tasks', 'management.update-tasks'],
      ...['utilities.change-request', 'restrictions.apply'],
    ],
    at: ['body'],
    kinds: ['type'],
    reason: 'The text is a signed token with undocumented claims.',
  },
]

/** Reports whether a difference is intended. */
export function isKnownDifference(operation: string, difference: Difference): boolean {
  return knownDifferences.some((stated) => matchesDifference(stated, operation, difference))
}

export function matchesDifference(stated: KnownDifference, operation: string, { at, kind }: Difference): boolean {
  return stated.operations.includes(operation) && stated.at.includes(at) && stated.kinds.includes(kind)
}
