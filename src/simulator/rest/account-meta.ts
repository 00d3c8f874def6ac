import { isPaperAccount } from '../account/paper-account.ts'

/** One account of the list. `faclient` is spelled like that. */
export function accountMeta(accountId: string, now: number): object {
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
