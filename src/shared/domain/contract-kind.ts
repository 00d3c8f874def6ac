/** What a ticket shows and checks about a contract depends on its kind. `share` stands for every other kind too. */
export type ContractKind = 'share' | 'option' | 'future' | 'pair' | 'combo'

const KINDS: Readonly<Record<string, ContractKind>> = {
  ...{ OPT: 'option', FOP: 'option', WAR: 'option', FUT: 'future', CASH: 'pair', BAG: 'combo' },
}

/** Returns the kind of a contract by IBKR's asset class, such as `OPT`. */
export const contractKindOf = (assetClass: string | undefined): ContractKind => KINDS[assetClass ?? ''] ?? 'share'
