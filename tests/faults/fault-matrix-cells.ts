import { expect } from 'vitest'
import { type DocumentedFault, frameRows, parseOutcome, parseSeconds, requestRows } from './documented-outcomes.ts'
import { type FaultOutcome, type FaultPlace, injectFault, LOGIN_STEPS } from './inject-fault.ts'
import type { Mode } from './session-fixture.ts'

/** One fault at one point of a session, with its expected outcome. */
export interface FaultMatrixCell {
  readonly mode: Mode
  readonly place: FaultPlace
  readonly fault: string
  /** Login request to which the fault applies. */
  readonly step?: string
  readonly seen: string
  readonly withinSeconds: number
}

/** Returns every cell of both fault tables for a mode. */
export function listCells(mode: Mode): readonly FaultMatrixCell[] {
  return [
    ...requestRows.flatMap((row) => [
      ...LOGIN_STEPS[mode].map((step) => cell(mode, 'login', row, 'login', { step })),
      ...orderFaults(row.fault).map((fault) => cell(mode, 'order', row, 'after both', { fault })),
      cell(mode, 'read', row, 'after both'),
      cell(mode, 'opening', row, 'opening'),
    ]),
    ...frameRows.flatMap((row) => [
      cell(mode, 'session message', row, 'session message'),
      cell(mode, 'frame', row, 'after it'),
      ...(row.cells['sent'] === '' ? [] : [cell(mode, 'sent', row, 'sent')]),
    ]),
  ]
}

/**
 * A response can be lost before or after the server processed the request. The caller cannot distinguish the two cases.
 */
function orderFaults(fault: string): readonly string[] {
  return /^(reset|silence|half-open|restart)/.test(fault) ? [fault, `${fault},processed=no`] : [fault]
}

function cell(
  mode: Mode,
  place: FaultPlace,
  row: DocumentedFault,
  column: string,
  more: { step?: string; fault?: string } = {},
): FaultMatrixCell {
  const withinSeconds = parseSeconds(row.cells[column])
  if (withinSeconds === undefined) throw new Error(`${row.fault} has no seconds under "${column}"`)
  const expected = parseOutcome(row.cells[place], mode)
  const seen = more.fault?.endsWith('processed=no') ? expected.replace('booked', 'not booked') : expected
  const hasCaller = place === 'read' || place === 'order' || place === 'frame'
  return { mode, place, fault: row.fault, ...more, seen: hasCaller ? seen : '', withinSeconds }
}

/** Injects the fault of a cell and compares the outcome with the cell. */
export async function expectOutcome(expected: FaultMatrixCell): Promise<FaultOutcome> {
  const { mode, place, fault, step, seen, withinSeconds } = expected
  const outcome = await injectFault(mode, place, fault, step)
  expect({ seen: outcome.seen, broken: outcome.broken }).toEqual({ seen, broken: [] })
  expect(outcome.seconds, 'seconds until recovery').toBeLessThanOrEqual(withinSeconds)
  return outcome
}

/** Returns the test title of a cell. */
export function formatCellTitle({ mode, place, fault, step }: FaultMatrixCell): string {
  return `${fault} at ${place}${step === undefined ? '' : ` ${step}`}, ${mode}`
}
