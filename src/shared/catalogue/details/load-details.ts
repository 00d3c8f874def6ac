import type { Area, Operation } from '../operation.ts'
import type { DetailsById, OperationDetails } from '../operation-details.ts'

type Load = () => Promise<DetailsById>

const nothing: Load = async () => ({})

/** One file per area, fetched when a form of it is first opened; all of them when the search first looks into fields. */
const loaders: Readonly<Record<Area, Load>> = {
  session: nothing,
  accounts: nothing,
  portfolio: nothing,
  orders: async () => (await import('./orders.ts')).orderDetails,
  contracts: nothing,
  'market-data': nothing,
  scanner: nothing,
  watchlists: nothing,
  alerts: nothing,
  notifications: nothing,
  analyst: nothing,
  allocation: nothing,
  models: nothing,
  'event-contracts': nothing,
  oauth: nothing,
  'management-accounts': nothing,
  'management-banking': nothing,
  'management-reports': nothing,
  'management-utilities': nothing,
  restrictions: nothing,
  'tax-vouchers': nothing,
}

/** What is known of an operation whose details nobody has written down: the raw editor where the method takes a body. */
export function unknownDetails(operation: Pick<Operation, 'method'>): OperationDetails {
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  return { ...(takesBody && { body: { kind: 'unknown' } }), answer: { kind: 'unknown' } }
}

/** Body and answer of an operation. Asking twice fetches once: the module system keeps what it has loaded. */
export async function loadDetails(operation: Pick<Operation, 'id' | 'area' | 'method'>): Promise<OperationDetails> {
  const details = await loaders[operation.area]()
  return details[operation.id] ?? unknownDetails(operation)
}

/** The details of every operation, for the search over fields and their helps. */
export async function loadAllDetails(): Promise<ReadonlyMap<string, OperationDetails>> {
  const areas = await Promise.all(Object.values(loaders).map((load) => load()))
  return new Map(areas.flatMap((details) => Object.entries(details)))
}
