import { useId, useState } from 'react'
import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { ContractCombobox, exactMatches, useContractSearch } from '../contracts/index.ts'

/** Contract that the user compares accounts with. */
export interface Benchmark {
  readonly conid: number
  readonly symbol: string
}

export function isBenchmark(value: unknown): value is Benchmark {
  if (typeof value !== 'object' || value === null) return false
  const { conid, symbol } = value as Partial<Record<keyof Benchmark, unknown>>
  return typeof conid === 'number' && typeof symbol === 'string'
}

interface BenchmarkFieldProps {
  readonly benchmark: Benchmark | undefined
  readonly onBenchmark: (benchmark: Benchmark | undefined) => void
}

/** Field for the benchmark. An empty field means none. */
export function BenchmarkField({ benchmark, onBenchmark }: BenchmarkFieldProps) {
  const [text, setText] = useState<string>()
  const id = useId()
  const typed = text ?? ''
  const search = useContractSearch(typed)
  const choose = (contract: Benchmark | undefined): void => {
    setText(undefined)
    if (contract) onBenchmark({ conid: contract.conid, symbol: contract.symbol })
  }
  return (
    <div className="portfolio-benchmark row">
      <label htmlFor={id}>Benchmark</label>
      <ContractCombobox
        control={{ id }}
        className="input"
        placeholder="such as SPY"
        text={text ?? benchmark?.symbol ?? ''}
        typed={typed}
        search={search}
        onText={(next) => {
          setText(next)
          if (next.trim() === '') onBenchmark(undefined)
        }}
        onChoose={choose}
        onLeave={(by) =>
          choose(by === 'blur' && search.kind === 'found' ? onlyMatch(search.matches, typed) : undefined)
        }
      />
    </div>
  )
}

/** Returns the contract that a text means, if it means only one. */
function onlyMatch(matches: readonly FoundContract[], typed: string): FoundContract | undefined {
  const exact = exactMatches(matches, typed)
  return exact.length === 1 ? exact[0] : undefined
}
