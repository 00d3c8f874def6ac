import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CatalogueAdditions } from '../../shared/catalogue/document/document-report.ts'
import { toFileError } from '../storage/file-error.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { requireWritable } from '../storage/write-protection.ts'
import { catalogueAdditionsSchema } from './catalogue-additions-schema.ts'

/** An API document with operations and fields that were added to the catalogue of this installation. */
export interface SavedDocumentAdditions {
  /** Time of the addition in ms since epoch. */
  readonly addedAt: number
  readonly additions: CatalogueAdditions
}

const fileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  addedAt: z.number(),
  additions: catalogueAdditionsSchema,
})

/** The additions in `catalogue.json`. The file does not exist without additions. */
export class CatalogueAdditionsFile {
  readonly #path: string
  readonly notice: string | undefined
  #current: SavedDocumentAdditions | undefined

  constructor(home: string, now: () => number) {
    this.#path = join(home, 'catalogue.json')
    const { value, notice } = loadJsonFile(this.#path, fileSchema.optional(), undefined, now)
    this.#current = value && { addedAt: value.addedAt, additions: value.additions as CatalogueAdditions }
    this.notice = notice
  }

  get current(): SavedDocumentAdditions | undefined {
    return this.#current
  }

  save(addition: SavedDocumentAdditions): void {
    saveJsonFile(this.#path, fileSchema, { schemaVersion: 1, ...addition })
    this.#current = addition
  }

  remove(): void {
    try {
      requireWritable(this.#path)
      for (const path of [this.#path, `${this.#path}.last-good`]) if (existsSync(path)) rmSync(path)
    } catch (error) {
      throw toFileError(error, 'write')
    }
    this.#current = undefined
  }
}
