import type { Area, Operation } from '../operation.ts'
import type { DetailsById, OperationDetails } from '../operation-details.ts'

type Load = () => Promise<DetailsById>

/** One file per area, fetched when a form of it is first opened; all of them when the search first looks into fields. */
const loaders: Readonly<Record<Area, Load>> = {
  session: async () => (await import('./session.ts')).sessionDetails,
  accounts: async () => (await import('./accounts.ts')).accountDetails,
  portfolio: async () => (await import('./accounts.ts')).portfolioDetails,
  orders: async () => (await import('./orders.ts')).orderDetails,
  contracts: async () => (await import('./contracts.ts')).contractDetails,
  'market-data': async () => (await import('./market-data.ts')).marketDataDetails,
  scanner: async () => (await import('./market-data.ts')).scannerDetails,
  watchlists: async () => (await import('./alerts.ts')).watchlistDetails,
  alerts: async () => (await import('./alerts.ts')).alertDetails,
  notifications: async () => (await import('./alerts.ts')).notificationDetails,
  analyst: async () => (await import('./accounts.ts')).analystDetails,
  allocation: async () => (await import('./allocation.ts')).allocationDetails,
  models: async () => (await import('./models.ts')).modelDetails,
  'event-contracts': async () => (await import('./market-data.ts')).eventContractDetails,
  oauth: async () => (await import('./session.ts')).oauthDetails,
  'management-accounts': async () => (await import('./management-accounts.ts')).managementAccountDetails,
  'management-banking': async () => (await import('./management-banking.ts')).managementBankingDetails,
  'management-reports': async () => (await import('./management-reports.ts')).managementReportDetails,
  'management-utilities': async () => (await import('./management.ts')).managementUtilityDetails,
  restrictions: async () => (await import('./management.ts')).restrictionDetails,
  'tax-vouchers': async () => (await import('./management.ts')).taxVoucherDetails,
  // Kept by the host, which is asked for them.
  added: async () => ({}),
}

/** What is known of an operation whose details nobody has written down: the raw editor where the method takes a body. */
export function unknownDetails(operation: Pick<Operation, 'method'>): OperationDetails {
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  return { ...(takesBody && { body: { kind: 'unknown' } }), response: { kind: 'unknown' } }
}

type Named = Pick<Operation, 'id' | 'area' | 'method'>

const fetched = new Map<Area, DetailsById>()

/** Fetches what is known of the operations of an area. Asking twice fetches once: the module system keeps what it has loaded. */
export async function loadArea(area: Area): Promise<void> {
  fetched.set(area, await loaders[area]())
}

/** Body and answer of an operation whose area was fetched before; undefined where it was not. */
export function loadedDetails(operation: Named): OperationDetails | undefined {
  const details = fetched.get(operation.area)
  return details && (details[operation.id] ?? unknownDetails(operation))
}

/** Body and answer of an operation. */
export async function loadDetails(operation: Named): Promise<OperationDetails> {
  await loadArea(operation.area)
  return loadedDetails(operation) ?? unknownDetails(operation)
}

/** The details of every operation, for the search over fields and their helps. */
export async function loadAllDetails(): Promise<ReadonlyMap<string, OperationDetails>> {
  const areas = await Promise.all(Object.values(loaders).map((load) => load()))
  return new Map(areas.flatMap((details) => Object.entries(details)))
}
