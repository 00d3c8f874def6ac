import type { Operation } from '../../../shared/catalogue/operation.ts'
import { findOperation } from './find-operation.ts'

const PATHS = [
  '/iserver/accounts',
  '/portfolio/accounts',
  '/iserver/account/orders',
  '/iserver/secdef/search',
  '/iserver/marketdata/snapshot',
]

/** Five reads that answer something useful on any account. */
export const starters: readonly Operation[] = PATHS.flatMap((path) => findOperation('GET', path) ?? [])
