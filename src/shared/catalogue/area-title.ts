import type { Area } from './operation.ts'

/** The names of the areas, in the order of the explorer's tree. */
export const areaTitles: Readonly<Record<Area, string>> = {
  session: 'Session',
  accounts: 'Accounts',
  portfolio: 'Portfolio',
  orders: 'Orders and trades',
  contracts: 'Contracts',
  'market-data': 'Market data',
  scanner: 'Scanner',
  watchlists: 'Watchlists',
  alerts: 'Alerts',
  notifications: 'Notifications',
  analyst: 'Portfolio analyst',
  allocation: 'Allocation groups',
  models: 'Model portfolios',
  'event-contracts': 'Event contracts',
  oauth: 'OAuth and sign-on',
  'management-accounts': 'Account management: accounts',
  'management-banking': 'Account management: banking',
  'management-reports': 'Account management: reports',
  'management-utilities': 'Account management: utilities',
  restrictions: 'Account management: restrictions',
  'tax-vouchers': 'Account management: tax vouchers',
  added: 'Added from IBKR’s document',
}
