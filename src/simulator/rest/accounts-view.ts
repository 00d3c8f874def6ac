import { serverInfo } from '../session/status-view.ts'
import type { World } from '../world.ts'

const accountProperties = {
  hasChildAccounts: false,
  supportsCashQty: true,
  liteUnderPro: false,
  noFXConv: false,
  isProp: false,
  supportsFractions: true,
  allowCustomerTime: false,
  autoFx: false,
}

const allowedFeatures = {
  showGFIS: true,
  showEUCostReport: false,
  allowEventContract: true,
  allowFXConv: true,
  allowFinancialLens: false,
  allowMTA: true,
  allowTypeAhead: true,
  allowEventTrading: true,
  snapshotRefreshTimeout: 30,
  liteUser: false,
  showWebNews: true,
  research: true,
  debugPnl: true,
  showTaxOpt: true,
  showImpactDashboard: true,
  allowCrypto: false,
  allowFA: false,
  allowLiteUnderPro: false,
  allowedAssetTypes: 'STK',
  restrictTradeSubscription: false,
  showUkUserLabels: false,
  sideBySide: true,
}

const chartedTypes = 'STK,CFD,OPT,FOP,WAR,IOPT,FUT,CASH,IND,BOND,FUND,CMDTY,PHYSS,CRYPTO'.split(',')

/** Body of `/iserver/accounts`, and arguments of the `act` topic. */
export function accountsView(world: World): object {
  const { ids } = world.accounts
  return {
    accounts: ids,
    acctProps: Object.fromEntries(ids.map((id) => [id, accountProperties])),
    aliases: Object.fromEntries(ids.map((id) => [id, id])),
    allowFeatures: { ...allowedFeatures, allowDynAccount: world.accounts.dynamic },
    chartPeriods: Object.fromEntries(chartedTypes.map((type) => [type, ['*']])),
    groups: world.allocationGroups.all().map(({ name }) => name),
    profiles: [],
    selectedAccount: world.accounts.selected(),
    serverInfo,
    sessionId: `${world.session.id().slice(0, 8)}.00000001`,
    isFT: false,
    isPaper: world.accounts.paper,
  }
}
