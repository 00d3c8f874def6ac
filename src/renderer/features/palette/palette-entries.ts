import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { Command } from '../../commands/command.ts'
import { termTargets } from '../../commands/trading-terms.ts'
import { fuzzyMatch } from '../../ui/fuzzy-match.ts'
import { shortPath } from '../catalogue/index.ts'
import { symbolCommands } from './symbol-commands.ts'

export type PaletteEntry =
  | { readonly kind: 'command'; readonly id: string; readonly text: string; readonly command: Command }
  | { readonly kind: 'operation'; readonly id: string; readonly text: string; readonly operation: Operation }

export interface FoundEntry {
  readonly entry: PaletteEntry
  readonly positions: readonly number[]
}

/** Score of a match with a trading term, higher than any text match. */
const TERM_SCORE = 1_000

/** Maximum number of listed entries. */
export const PALETTE_LIMIT = 50

export function commandEntry(command: Command): PaletteEntry {
  return { kind: 'command', id: `command:${command.id}`, text: command.title, command }
}

/** Returns the label of an operation: "GET /iserver/accounts — Accounts of the brokerage session". */
export function operationEntry(operation: Operation): PaletteEntry {
  const text = `${operation.method} ${shortPath(operation.path)} — ${operation.title}`
  return { kind: 'operation', id: `operation:${operation.id}`, text, operation }
}

/** Finds the best entries. Without a query, returns all commands. */
export function findEntries(query: string, entries: readonly PaletteEntry[]): readonly FoundEntry[] {
  if (query.trim() === '') {
    return entries.filter((entry) => entry.kind === 'command').map((entry) => ({ entry, positions: [] }))
  }
  /** Prefix of the entry that the query names in full. That entry ranks first. */
  const whole = `${query.trim().toLowerCase()} — `
  const targets = termTargets(query)
  const found: { readonly entry: PaletteEntry; readonly positions: readonly number[]; readonly score: number }[] = []
  for (const entry of entries) {
    const match = fuzzyMatch(query, entry.text)
    const rank = targets.get(entry.kind === 'command' ? entry.command.id : entry.operation.id)
    const hidden =
      match ?? (entry.kind === 'command' && fuzzyMatch(query, `${entry.text} ${entry.command.keywords ?? ''}`))
    if (!hidden && rank === undefined) continue
    // Commands rank higher, because there are few. Legacy operations rank lower.
    const bonus = entry.kind === 'command' ? 4 : entry.operation.legacy ? -6 : 0
    const score = hidden ? hidden.score : 0
    const isWhole = entry.kind === 'operation' && entry.text.toLowerCase().startsWith(whole)
    found.push({
      entry,
      positions: match?.positions ?? [],
      score: isWhole ? Infinity : rank === undefined ? score + bonus : TERM_SCORE - rank,
    })
  }
  found.sort((left, right) => right.score - left.score)
  return found.slice(0, PALETTE_LIMIT)
}

/** Maximum number of entries above the symbol commands. */
const NAMED_FIRST = 3

/**
 * Finds the entries for a query. If the query may be a symbol, adds symbol commands, and leaves out entries that have
 * its letters only with others between them. A symbol in lower case may also be the beginning of a word.
 */
export function findWithSymbols(query: string, entries: readonly PaletteEntry[]): readonly FoundEntry[] {
  const found = findEntries(query, entries)
  const symbols = symbolCommands(query).map((command) => ({ entry: commandEntry(command), positions: [] }))
  if (symbols.length === 0) return found
  const terms = termTargets(query)
  const typed = query.trim()
  const symbol = typed.toLowerCase()
  const end = typed === typed.toUpperCase() ? ' ' : ''
  const isNamed = ({ entry }: FoundEntry): boolean =>
    // What a symbol offers to everyone comes before the actions of a position in it.
    !(entry.id.startsWith('command:position-') && entry.text.toLowerCase().startsWith(symbol)) &&
    (terms.has(entry.kind === 'command' ? entry.command.id : entry.operation.id) ||
      ` ${entry.text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `.includes(` ${symbol}${end}`))
  const named = found.filter(isNamed).slice(0, NAMED_FIRST)
  const others = found.filter((each) => !named.includes(each) && each.entry.text.toLowerCase().includes(symbol))
  return [...named, ...symbols, ...others]
}
