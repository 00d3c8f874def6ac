import type { Instruction } from './instruction.ts'

/** Every instruction, found by any of its three numbers. */
export interface InstructionStore {
  add(instruction: Instruction): void
  /** Undefined where the instruction is no longer kept. */
  update(id: number, patch: Partial<Instruction>): Instruction | undefined
  byId(id: number): Instruction | undefined
  /** Those of one request, in its order. */
  bySet(setId: number): readonly Instruction[]
  /** All that carry the caller's number, oldest first. */
  byClientId(clientInstructionId: number): readonly Instruction[]
  /** How many are kept. */
  readonly limit: number
  /** Oldest first. */
  all(): readonly Instruction[]
}

/** Makes an empty store that keeps the newest `limit` instructions. */
export function createInstructionStore(limit: number): InstructionStore {
  const instructions = new Map<number, Instruction>()
  const all = () => [...instructions.values()]
  return {
    add: (instruction) => {
      instructions.set(instruction.id, instruction)
      const [oldest] = instructions.keys()
      if (instructions.size > limit && oldest !== undefined) instructions.delete(oldest)
    },
    update: (id, patch) => {
      const before = instructions.get(id)
      if (before === undefined) return undefined
      const instruction = { ...before, ...patch }
      instructions.set(id, instruction)
      return instruction
    },
    byId: (id) => instructions.get(id),
    bySet: (setId) => all().filter((instruction) => instruction.setId === setId),
    byClientId: (clientInstructionId) =>
      all().filter((instruction) => instruction.clientInstructionId === clientInstructionId),
    limit,
    all,
  }
}
