import type { Area, Operation } from '../operation.ts'
import type { DetailsById, OperationDetails } from '../operation-details.ts'

type Load = () => Promise<DetailsById>

/**
 * Functions that load the details of an area. An area is loaded when one of its forms is first opened; the first search
 * over fields loads all areas.
 */
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
  'management-utilities': async () => (await import('./management-utilities.ts')).managementUtilityDetails,
  restrictions: async () => (await import('./management-utilities.ts')).restrictionDetails,
  'tax-vouchers': async () => (await import('./management-utilities.ts')).taxVoucherDetails,
  // The host stores the details of operations added from a document.
  added: async () => ({}),
}

/** Returns the details of an undocumented operation: a body edited as text, if the method has a body. */
export function createUnknownDetails(operation: Pick<Operation, 'method'>): OperationDetails {
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  return { ...(takesBody && { body: { kind: 'unknown' } }), response: { kind: 'unknown' } }
}

type Named = Pick<Operation, 'id' | 'area' | 'method'>

const fetched = new Map<Area, DetailsById>()

/** Loads the details of an area. The module system loads each file only once. */
export async function loadArea(area: Area): Promise<void> {
  fetched.set(area, await loaders[area]())
}

/** Returns the details of an operation; undefined until its area is loaded. */
export function findLoadedDetails(operation: Named): OperationDetails | undefined {
  const details = fetched.get(operation.area)
  return details && (details[operation.id] ?? createUnknownDetails(operation))
}

/** Loads and returns the details of an operation. */
export async function loadDetails(operation: Named): Promise<OperationDetails> {
  await loadArea(operation.area)
  return findLoadedDetails(operation) ?? createUnknownDetails(operation)
}

/** Loads the details of every operation, for the search over fields and their help texts. */
export async function loadAllDetails(): Promise<ReadonlyMap<string, OperationDetails>> {
  const areas = await Promise.all(Object.values(loaders).map((load) => load()))
  return new Map(areas.flatMap((details) => Object.entries(details)))
}
