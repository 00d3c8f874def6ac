import { readFileSync } from 'node:fs'
import type { Mode } from './session-fixture.ts'

/** Row of a fault table, with its cells by column heading. */
export interface DocumentedFault {
  readonly fault: string
  readonly cells: Readonly<Record<string, string>>
}

/** Rows of the fault table for requests. */
export const requestRows = rowsUnder('client/faults.md', 'Requests')
/** Rows of the fault table for frames. */
export const frameRows = rowsUnder('client/faults.md', 'Frames')

/** Rows of the fault table for the order feed. */
export const feedRows = rowsUnder('orders.md', 'Under faults')

function rowsUnder(file: string, heading: string): readonly DocumentedFault[] {
  const page = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  const [head = [], , ...body] = lines.map(cellsOf)
  return body.map((cells) => ({
    fault: cells[0] ?? '',
    cells: Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])),
  }))
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replaceAll('`', ''))
}

/** Parses the seconds in a cell such as `3 s`. Returns undefined for an empty cell. */
export function parseSeconds(cell: string | undefined): number | undefined {
  const seconds = /^(\d+) s$/.exec(cell ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}

/** Returns the part of a cell such as `resolved (OAuth 1.0a: unauthorized)` that applies to the mode. */
export function parseOutcome(cell: string | undefined, mode: Mode): string {
  const [, usual = '', other] = /^(.*?)(?: \(OAuth 1\.0a: (.*)\))?$/.exec(cell ?? '') ?? []
  return mode === 'oauth1' && other !== undefined ? other : usual
}
