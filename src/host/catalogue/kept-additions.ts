import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Additions } from '../../shared/catalogue/document/document-report.ts'
import { fileError } from '../files/file-error.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { additionsSchema } from './additions-schema.ts'

/** What was added to the catalogue of this installation, and when. */
export interface KeptAddition {
  /** ms since epoch */
  readonly addedAt: number
  readonly additions: Additions
}

const fileSchema = z.strictObject({ schemaVersion: z.literal(1), addedAt: z.number(), additions: additionsSchema })

/** The additions in a file of their own; no file where there are none. */
export class KeptAdditions {
  readonly #path: string
  readonly notice: string | undefined
  #kept: KeptAddition | undefined

  constructor(home: string, now: () => number) {
    this.#path = join(home, 'catalogue.json')
    const { value, notice } = loadJsonFile(this.#path, fileSchema.optional(), undefined, now)
    this.#kept = value && { addedAt: value.addedAt, additions: value.additions as Additions }
    this.notice = notice
  }

  get kept(): KeptAddition | undefined {
    return this.#kept
  }

  keep(kept: KeptAddition): void {
    try {
      saveJsonFile(this.#path, { schemaVersion: 1, ...kept })
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#kept = kept
  }

  remove(): void {
    try {
      for (const path of [this.#path, `${this.#path}.last-good`]) if (existsSync(path)) rmSync(path)
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#kept = undefined
  }
}
