import { checkOptionNames, checkOptions, type OptionKinds } from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { type RequestCaller, UNNAMED_PROGRAM } from '../rest/request-caller.ts'
import type { SessionSupervisor } from '../session/session-supervisor.ts'
import { ContractLookup, type ContractLookupDeps, type ContractReader } from './contract-lookup.ts'
import {
  CONTRACT_SEARCH_OPTIONS,
  type ContractSearchOptions,
  FIND_CONTRACT_OPTIONS,
  FUTURES_CHAIN_OPTIONS,
  OPTION_CHAIN_OPTIONS,
} from './contract-types.ts'
import { futuresChain } from './futures-chain.ts'
import { optionChain } from './option-chain.ts'
import { findContract, searchContracts } from './search-contracts.ts'

interface ContractCallsDeps extends ContractLookupDeps {
  /** Returns what sends the requests of one caller. They end with the session. */
  readonly sessionOf: (caller: RequestCaller) => Pick<ContractReader, 'request'>
}

/** The calls of a session that find contracts. They share what is cached. */
export class ContractCalls {
  readonly #deps: ContractCallsDeps
  readonly #lookup: ContractLookup

  constructor(deps: ContractCallsDeps) {
    this.#deps = deps
    this.#lookup = new ContractLookup(deps)
  }

  readonly searchContracts: SessionSupervisor['searchContracts'] = async (text, options = {}) => {
    checkCall('searchContracts()', options, CONTRACT_SEARCH_OPTIONS)
    return searchContracts(this.#lookup, this.#reader(options), text)
  }

  readonly findContract: SessionSupervisor['findContract'] = async (text, options = {}) => {
    checkCall('findContract()', options, FIND_CONTRACT_OPTIONS)
    return findContract(this.#lookup, this.#reader(options), text, options)
  }

  readonly futuresChain: SessionSupervisor['futuresChain'] = async (symbol, options = {}) => {
    checkCall('futuresChain()', options, FUTURES_CHAIN_OPTIONS)
    return futuresChain(this.#lookup, this.#reader(options), symbol, options)
  }

  readonly optionChain: SessionSupervisor['optionChain'] = async (underlying, options = {}) => {
    checkCall('optionChain()', options, OPTION_CHAIN_OPTIONS)
    return optionChain(this.#lookup, this.#reader(options), underlying, options)
  }

  /** Returns what sends the requests of one call. */
  #reader({ caller = UNNAMED_PROGRAM, signal = new AbortController().signal }: ContractSearchOptions): ContractReader {
    if (signal.aborted) throw new IbkrError('aborted', 'The search was aborted.', { cause: signal.reason })
    const { request } = this.#deps.sessionOf(caller)
    return { request, signal }
  }
}

function checkCall(call: string, options: object, kinds: OptionKinds): void {
  checkOptions(call, options, kinds)
  checkOptionNames(call, options, kinds, 'reject')
}
