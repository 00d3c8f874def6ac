import { randomUUID } from 'node:crypto'
import { loadDetails } from '../../shared/catalogue/details/load-details.ts'
import { pathKey } from '../../shared/catalogue/document/compare-document.ts'
import type { Additions, DocumentedOperation } from '../../shared/catalogue/document/document-report.ts'
import {
  addedDetails,
  addedId,
  addedOperation,
  addedParameters,
  extendDetails,
} from '../../shared/catalogue/document/extend-catalogue.ts'
import type { Operation } from '../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../shared/catalogue/operation-details.ts'
import { operations } from '../../shared/catalogue/operations.ts'
import type { AdditionsView, ReadDocumentView } from '../../shared/contract/catalogue-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { MAX_DOCUMENT_BYTES } from '../../shared/domain/requests.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { FilesService } from '../files/files-service.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { HandlersOf } from '../rpc/services.ts'
import type { SessionService } from '../session/session-service.ts'
import type { DocumentReader } from './document-reader.ts'
import { type DocumentSource, documentOfServer } from './fetch-document.ts'
import { KeptAdditions } from './kept-additions.ts'

export interface CatalogueServiceOptions {
  readonly readDocument: DocumentReader
  readonly fetchDocument: DocumentSource
  readonly files: FilesService
  readonly kept: KeptAdditions
  readonly now: () => number
}

const byKey = new Map(operations.map((operation) => [pathKey(operation.method, operation.path), operation]))
const byId = new Map(operations.map((operation) => [operation.id, operation]))

/**
 * Extends the explorer's catalogue from IBKR's OpenAPI document. What a request does is judged by the built-in catalogue
 * alone, so that nothing that is added here is ever taken for a read.
 */
export class CatalogueService {
  readonly feed: Feed<AdditionsView, AdditionsView>
  readonly #options: CatalogueServiceOptions
  /** The last document that was read, until somebody agrees to it or reads another. */
  #read: { readonly id: string; readonly additions: Additions } | undefined
  #reading = false

  constructor(options: CatalogueServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.#view())
  }

  async read(input: ParsedInput<'catalogue.readDocument'>, signal: AbortSignal): Promise<ReadDocumentView> {
    if (this.#reading) throw new HostError('limit', 'A document is being read already. Wait for it, or cancel it.')
    this.#reading = true
    try {
      const { name, bytes } = await this.#fetch(input, signal)
      if (bytes.byteLength > MAX_DOCUMENT_BYTES) {
        throw new HostError(
          'limit',
          `The document is larger than ${MAX_DOCUMENT_BYTES / 1e6} MB, the most that is read.`,
        )
      }
      const { report, additions } = await this.#options.readDocument(bytes, signal)
      const id = randomUUID()
      this.#read = { id, additions }
      return { id, source: name, report }
    } finally {
      this.#reading = false
    }
  }

  /** Adds what is new in the document that was read last, in place of what was added before. */
  add(id: string): null {
    const read = this.#read
    if (read?.id !== id) throw new HostError('not-found', 'This document is not held any more. Read it again.')
    this.#options.kept.keep({ addedAt: this.#options.now(), additions: read.additions })
    this.#read = undefined
    this.feed.push([this.#view()])
    return null
  }

  remove(): null {
    this.#options.kept.remove()
    this.feed.push([this.#view()])
    return null
  }

  /** Body and answer of an operation that was added or extended; null of any other. */
  async details(id: string): Promise<OperationDetails | null> {
    const { operations: added, extended } = this.#additions()
    const own = added.find((documented) => addedId(documented) === id)
    if (own) return addedDetails(own)
    const operation = byId.get(id)
    const more = extended.find((each) => each.id === id)
    return operation && more ? extendDetails(await loadDetails(operation), more.documented) : null
  }

  async #fetch(input: ParsedInput<'catalogue.readDocument'>, signal: AbortSignal) {
    switch (input.from) {
      case 'server':
        return this.#options.fetchDocument(signal)
      case 'dialog':
        return this.#options.files.openDocument()
      case 'bytes':
        return { name: input.name, bytes: Buffer.from(input.base64, 'base64') }
      default:
        return assertNever(input)
    }
  }

  /** Without what the catalogue itself knows by now: a newer console may have learned it. */
  #additions(): { readonly operations: readonly DocumentedOperation[]; readonly extended: Additions['extended'] } {
    const additions = this.#options.kept.kept?.additions
    return {
      operations: (additions?.operations ?? []).filter(({ method, path }) => !byKey.has(pathKey(method, path))),
      extended: (additions?.extended ?? []).filter(({ id }) => byId.has(id)),
    }
  }

  #view(): AdditionsView {
    const kept = this.#options.kept.kept
    if (kept === undefined) return { operations: [], extended: [] }
    const { title, version } = kept.additions
    const { operations: added, extended } = this.#additions()
    return {
      document: { title, version, addedAt: kept.addedAt },
      operations: added.map((documented) => addedOperation(documented, version)),
      extended: extended.map(({ id, documented }) => ({
        id,
        query: addedParameters(byId.get(id) as Operation, documented),
      })),
    }
  }
}

export function createCatalogue(
  { home, clock, notices }: HostContext,
  deps: { readonly session: SessionService; readonly files: FilesService; readonly readDocument: DocumentReader },
): HandlersOf<'catalogue'> {
  const kept = new KeptAdditions(home, clock.now)
  notices.add(kept.notice)
  const { session, ...rest } = deps
  const catalogue = new CatalogueService({ ...rest, fetchDocument: documentOfServer(session), kept, now: clock.now })
  return {
    'catalogue.feed': () => catalogue.feed,
    'catalogue.readDocument': (input, { signal }) => catalogue.read(input, signal),
    'catalogue.add': async ({ id }) => catalogue.add(id),
    'catalogue.remove': async () => catalogue.remove(),
    'catalogue.details': ({ id }) => catalogue.details(id),
  }
}
