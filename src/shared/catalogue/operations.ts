import type { Operation } from './operation.ts'

/** Every operation of the catalogue, area by area. */
export const operations: readonly Operation[] = []
