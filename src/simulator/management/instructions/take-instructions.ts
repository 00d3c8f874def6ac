import { type Answer, json } from '../../http/answer.ts'
import { type Handler, isRecord } from '../../http/call.ts'
import { claimsOf, faultsIn, listClaim, recordClaim } from '../claims.ts'
import { invalidArgument, invalidArguments, invalidArgumentsBody, problem } from '../problem.ts'
import type { InstructionDesk } from './instruction-desk.ts'
import { type InstructionName, instructionTypes } from './instruction-types.ts'
import { acceptedView, rejectedView, setEntryView } from './instruction-view.ts'

/** Answers a request with one instruction: 201 when it is done, 202 when it waits, 422 when it is rejected. */
export function takeOne(desk: InstructionDesk, names: readonly InstructionName[]): Handler {
  return (call): Answer => {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { instructionType: names, instruction: 'record' })
    if (faults.length > 0) return invalidArguments(faults)
    const name = claims['instructionType'] as InstructionName
    const details = recordClaim(claims, 'instruction')
    const missing = faultsIn(details, instructionTypes[name].shape)
    if (missing.length > 0) return invalidArguments(missing)
    const taken = desk.take(name, details, desk.openSet())
    if (taken.status === 'REJECTED') return problem(422, rejectedView(taken))
    const status = taken.status === 'PENDING' ? 202 : 201
    return json(acceptedView(taken, status), status)
  }
}

/** Answers a request with several instructions of one type: 202 when all are accepted, otherwise 207 with each result. */
export function takeMany(desk: InstructionDesk, names: readonly InstructionName[]): Handler {
  return (call): Answer => {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { instructionType: names, instructions: 'list' })
    if (faults.length > 0) return invalidArguments(faults)
    const name = claims['instructionType'] as InstructionName
    const instructions = listClaim(claims, 'instructions')
    if (instructions.length === 0) return invalidArgument('instructions')
    const instructionSetId = desk.openSet()
    const entries = instructions.map((details) => {
      const missing = faultsIn(details, instructionTypes[name].shape)
      if (!isRecord(details) || missing.length > 0) {
        desk.store.addInvalid(instructionSetId, missing)
        return invalidArgumentsBody(missing)
      }
      const taken = desk.take(name, details, instructionSetId)
      return taken.status === 'REJECTED' ? setEntryView(taken) : acceptedView(taken, 202)
    })
    const status = entries.every((entry) => entry.status === 202) ? 202 : 207
    return json({ status, instructionSetId, instructionResults: entries }, status)
  }
}
