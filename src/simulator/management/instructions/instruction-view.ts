import type { Instruction } from './instruction.ts'

/** An accepted instruction with the status that its answer repeats. */
export function acceptedView(instruction: Instruction, status: number) {
  return { status, instructionSetId: instruction.setId, instructionResult: resultView(instruction) }
}

/** A rejected instruction as the problem that answers it, or as one entry of a set. */
export function rejectedView(instruction: Instruction) {
  return {
    type: '/simple',
    title: 'Business Error',
    status: 422,
    detail: 'The instruction was rejected',
    instructionSetId: instruction.setId,
    instructionResult: resultView(instruction),
  }
}

/** One entry of a set: it says of each instruction how it was answered. */
export function setEntryView(instruction: Instruction) {
  if (instruction.error !== undefined) return rejectedView(instruction)
  return acceptedView(instruction, instruction.status === 'PENDING' ? 202 : 200)
}

function resultView(instruction: Instruction) {
  const { ibReferenceId, error } = instruction
  return {
    clientInstructionId: instruction.clientInstructionId,
    instructionType: instruction.type,
    instructionStatus: instruction.status,
    instructionId: instruction.id,
    ...(ibReferenceId !== undefined && { ibReferenceId }),
    description: descriptionOf(instruction),
    ...(error !== undefined && { error }),
    ...instruction.result,
  }
}

function descriptionOf(instruction: Instruction): string {
  if (instruction.error !== undefined) return instruction.error.errorMessage
  if (instruction.status === 'REJECTED') return 'Cancelled'
  if (instruction.status === 'PROCESSED') return 'Done'
  return instruction.type.startsWith('QUERY_') ? 'Ask again in 1 minute' : 'Ask again in 10 minutes'
}
