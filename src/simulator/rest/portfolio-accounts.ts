import { isPaperAccount, type Ledger } from '../account/ledger.ts'
import type { ApiCall } from '../http/define-route.ts'
import { createEmptyResponse, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'

/**
 * Returns the 401 of the portfolio family and the owners call for an account that does not belong to the user. Other
 * families return 400.
 */
export function rejectForeignAccount(): HttpResponse {
  return createEmptyResponse(401)
}

/** Finds the account of a portfolio call. Returns `unread` until the list of accounts was read. */
export function withPortfolioAccount(
  state: SimulatorState,
  call: ApiCall,
  unread: unknown,
  then: (ledger: Ledger) => HttpResponse,
): HttpResponse {
  if (!state.session.warmUps().portfolioRead) return json(unread)
  const ledger = state.accounts.find(call.parameters['accountId'] ?? '')
  return ledger === undefined ? rejectForeignAccount() : then(ledger)
}

/** Returns one account of the list. `faclient` is IBKR's spelling. */
export function buildAccountMeta(accountId: string, now: number): object {
  return {
    id: accountId,
    'PrepaidCrypto-Z': false,
    'PrepaidCrypto-P': false,
    brokerageAccess: true,
    accountId,
    accountVan: accountId,
    accountTitle: 'Simulated Trader',
    displayName: 'Simulated Trader',
    accountAlias: null,
    accountStatus: now - 31_536_000_000,
    currency: 'USD',
    type: isPaperAccount(accountId) ? 'DEMO' : 'INDIVIDUAL',
    tradingType: 'STKNOPT',
    businessType: 'IB_SALES',
    category: '',
    ibEntity: 'IBLLC-US',
    faclient: false,
    clearingStatus: 'O',
    covestor: false,
    noClientTrading: false,
    trackVirtualFXPortfolio: false,
    acctCustType: 'INDIVIDUAL',
    parent: { mmc: [], accountId: '', isMParent: false, isMChild: false, isMultiplex: false },
    desc: accountId,
  }
}
