import { accountOperations } from './areas/accounts.ts'
import { alertOperations } from './areas/alerts.ts'
import { allocationOperations } from './areas/allocation.ts'
import { analystOperations } from './areas/analyst.ts'
import { contractDetailOperations } from './areas/contract-details.ts'
import { contractSearchOperations } from './areas/contract-search.ts'
import { eventContractOperations } from './areas/event-contracts.ts'
import { legacyOperations } from './areas/legacy.ts'
import { managementAccountOperations } from './areas/management-accounts.ts'
import { managementBankingOperations } from './areas/management-banking.ts'
import { managementInstructionOperations } from './areas/management-instructions.ts'
import { managementReportOperations } from './areas/management-reports.ts'
import { managementUtilityOperations } from './areas/management-utilities.ts'
import { marketDataOperations } from './areas/market-data.ts'
import { modelOperations } from './areas/models.ts'
import { notificationOperations } from './areas/notifications.ts'
import { oauthOperations } from './areas/oauth.ts'
import { orderOperations } from './areas/orders.ts'
import { portfolioOperations } from './areas/portfolio.ts'
import { restrictionOperations } from './areas/restrictions.ts'
import { scannerOperations } from './areas/scanner.ts'
import { sessionOperations } from './areas/session.ts'
import { taxVoucherOperations } from './areas/tax-vouchers.ts'
import { watchlistOperations } from './areas/watchlists.ts'
import type { Operation } from './operation.ts'

/** Every operation of the catalogue, by area. Areas for new users come first, legacy areas last. */
export const operations: readonly Operation[] = [
  ...sessionOperations,
  ...accountOperations,
  ...portfolioOperations,
  ...orderOperations,
  ...contractSearchOperations,
  ...contractDetailOperations,
  ...marketDataOperations,
  ...scannerOperations,
  ...watchlistOperations,
  ...alertOperations,
  ...notificationOperations,
  ...analystOperations,
  ...allocationOperations,
  ...modelOperations,
  ...eventContractOperations,
  ...oauthOperations,
  ...managementAccountOperations,
  ...managementBankingOperations,
  ...managementInstructionOperations,
  ...managementReportOperations,
  ...managementUtilityOperations,
  ...restrictionOperations,
  ...taxVoucherOperations,
  ...legacyOperations,
]
