import { afterAll, test } from 'vitest'
import { expectOutcome, type FaultMatrixCell, formatCellTitle, listCells } from './fault-matrix-cells.ts'

const MODES = ['gateway', 'gateway over TLS', 'oauth1', 'oauth2'] as const
const lines: string[] = []

afterAll(() => {
  console.log(`Faults by mode and point; seconds of the injected clock until recovery:\n${lines.join('\n')}`)
})

const cells = MODES.flatMap(listCells).map((cell) => [formatCellTitle(cell), cell] as const)

test.each(cells)('recovers the session and repeats nothing after %s', async (_title, cell) => {
  const { seen, seconds } = await expectOutcome(cell)
  lines.push(line(cell, seen, seconds))
})

function line({ mode, place, fault, step = '' }: FaultMatrixCell, seen: string, seconds: number): string {
  return [
    mode.padEnd(17),
    fault.padEnd(25),
    place.padEnd(9),
    step.padEnd(26),
    seconds.toFixed(1).padStart(5),
    seen,
  ].join(' ')
}
