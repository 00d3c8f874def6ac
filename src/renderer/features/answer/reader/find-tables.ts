import type { JsonDocument } from './json-document.ts'
import { pathOf } from './json-path-text.ts'
import type { TableSource } from './messages.ts'

const MOST_TABLES = 20
/** Values at the top that are looked at. */
const LOOKED = 400

/** The arrays of objects near the top: the document itself, or members of it and of theirs. */
export function findTables(document: JsonDocument): readonly TableSource[] {
  const tables: TableSource[] = []
  let looked = 0
  const look = (value: number, depth: number): void => {
    looked += 1
    if (looked > LOOKED || tables.length === MOST_TABLES || !document.index.isContainer(value)) return
    if (document.index.kind(value) === 'array') {
      if (!document.index.isEmpty(value) && document.index.kind(value + 1) === 'object') {
        tables.push({ value, path: pathOf(document, value), rows: document.countChildren(value) })
      }
      return
    }
    if (depth < 2) for (const child of document.children(value)) look(child, depth + 1)
  }
  if (!document.isEmpty) look(0, 0)
  return tables
}

const MOST_CONTRACTS = 500
const LOOKED_FOR_CONTRACTS = 20_000
const SYMBOLS = ['symbol', 'ticker', 'contractDesc', 'description1', 'localSymbol']

/** Conids beside which the answer gives a symbol: for explaining them elsewhere. */
export function findContracts(document: JsonDocument): AnswerContracts {
  const { index } = document
  const found = new Map<string, string>()
  const end = Math.min(index.count, LOOKED_FOR_CONTRACTS)
  for (let value = 0; value < end && found.size < MOST_CONTRACTS; value += 1) {
    if (!document.isNamed(value, 'conid') || index.isContainer(value)) continue
    for (const name of SYMBOLS) {
      const symbol = document.member(index.parent(value), name)
      if (symbol === undefined || index.kind(symbol) !== 'string') continue
      const text = document.scalar(symbol, 40)
      if (text === '') continue
      found.set(document.scalar(value, 20), text)
      break
    }
  }
  return [...found]
}

export type AnswerContracts = readonly (readonly [conid: string, symbol: string])[]
