import { linkSignals } from '../abort-signals.ts'
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
  /** Returns what sends the requests of one caller. */
  readonly sessionOf: (caller: RequestCaller) => Pick<ContractReader, 'request'>
  /** Aborts when the session is closed. */
  readonly closing: AbortSignal
}

interface OpenReader {
  readonly reader: ContractReader
  readonly release: () => void
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
    return this.#read(options, (reader) => searchContracts(this.#lookup, reader, text))
  }

  readonly findContract: SessionSupervisor['findContract'] = async (text, options = {}) => {
    checkCall('findContract()', options, FIND_CONTRACT_OPTIONS)
    return this.#read(options, (reader) => findContract(this.#lookup, reader, text, options))
  }

  readonly futuresChain: SessionSupervisor['futuresChain'] = async (symbol, options = {}) => {
    checkCall('futuresChain()', options, FUTURES_CHAIN_OPTIONS)
    return this.#read(options, (reader) => futuresChain(this.#lookup, reader, symbol, options))
  }

  readonly optionChain: SessionSupervisor['optionChain'] = async (underlying, options = {}) => {
    checkCall('optionChain()', options, OPTION_CHAIN_OPTIONS)
    const chain = await this.#read(options, (reader) => optionChain(this.#lookup, reader, underlying, options))
    const open = (): OpenReader => this.#open(options)
    return {
      ...chain.view,
      async *contracts() {
        const { reader, release } = open()
        try {
          yield* chain.contracts(reader)
        } finally {
          release()
        }
      },
    }
  }

  async #read<T>(options: ContractSearchOptions, read: (reader: ContractReader) => Promise<T>): Promise<T> {
    const { reader, release } = this.#open(options)
    try {
      return await read(reader)
    } finally {
      release()
    }
  }

  /** Creates what sends the requests of one call, until it is released. */
  #open({ caller = UNNAMED_PROGRAM, signal }: ContractSearchOptions): OpenReader {
    if (signal?.aborted) throw new IbkrError('aborted', 'The search was aborted.', { cause: signal.reason })
    const { closing, sessionOf } = this.#deps
    const link = linkSignals(closing, signal)
    const { request } = sessionOf(caller)
    return { reader: { request, signal: link.signal }, release: link.release }
  }
}

function checkCall(call: string, options: object, kinds: OptionKinds): void {
  checkOptions(call, options, kinds)
  checkOptionNames(call, options, kinds, 'reject')
}
