import { randomUUID } from 'node:crypto'
import { loadDetails } from '../../shared/catalogue/details/load-details.ts'
import { createPathKey } from '../../shared/catalogue/document/compare-document.ts'
import type { CatalogueAdditions, DocumentedOperation } from '../../shared/catalogue/document/document-report.ts'
import {
  createAddedDetails,
  createAddedOperation,
  createAddedOperationId,
  extendDetails,
  findAddedParameters,
} from '../../shared/catalogue/document/extend-catalogue.ts'
import type { Operation } from '../../shared/catalogue/operation.ts'
import type { OperationDetails } from '../../shared/catalogue/operation-details.ts'
import { operations } from '../../shared/catalogue/operations.ts'
import type { ApiDocumentView, CatalogueAdditionsView } from '../../shared/contract/catalogue-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { MAX_DOCUMENT_BYTES } from '../../shared/domain/requests.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { FilesService } from '../files/files-service.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { CallContext, HandlersOf } from '../service-types.ts'
import { API_DOCUMENT_PATH, type SessionService } from '../session/session-service.ts'
import { toUpstreamError } from '../upstream/upstream-error.ts'
import type { ApiDocumentReader } from './api-document-reader.ts'
import { CatalogueAdditionsFile } from './catalogue-additions-file.ts'

export interface CatalogueServiceOptions {
  readonly readDocument: ApiDocumentReader
  /** Returns the session of a window. */
  readonly sessionOf: (window: object) => SessionService
  readonly files: FilesService
  readonly saved: CatalogueAdditionsFile
  readonly now: () => number
}

const byKey = new Map(operations.map((operation) => [createPathKey(operation.method, operation.path), operation]))
const byId = new Map(operations.map((operation) => [operation.id, operation]))

/**
 * Extends the explorer's catalogue with IBKR's OpenAPI document. Only the built-in catalogue classifies requests, so no
 * added operation is ever treated as a read.
 */
class CatalogueService {
  readonly feed: Feed<CatalogueAdditionsView, CatalogueAdditionsView>
  readonly #options: CatalogueServiceOptions
  /** The OpenAPI document read last. Cleared when its operations are added. */
  #read: { readonly id: string; readonly additions: CatalogueAdditions } | undefined
  #reading = false

  constructor(options: CatalogueServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.#view())
  }

  async read(
    input: ParsedInput<'catalogue.readDocument'>,
    { signal, window }: Pick<CallContext, 'signal' | 'window'>,
  ): Promise<ApiDocumentView> {
    if (this.#reading) throw new HostError('limit', 'A document is being read. Wait for it, or cancel it.')
    this.#reading = true
    try {
      const { name, bytes } = await this.#fetch(input, this.#options.sessionOf(window), signal)
      if (bytes.byteLength > MAX_DOCUMENT_BYTES) {
        throw new HostError('limit', `The document is larger than ${MAX_DOCUMENT_BYTES / 1e6} MB, the maximum size.`)
      }
      const { report, additions } = await this.#options.readDocument(bytes, signal)
      const id = randomUUID()
      this.#read = { id, additions }
      return { id, source: name, report }
    } finally {
      this.#reading = false
    }
  }

  /** Adds the new operations and fields of the document read last. Replaces earlier additions. */
  add(id: string): void {
    const read = this.#read
    if (read?.id !== id) throw new HostError('not-found', 'This document is no longer in memory. Read it again.')
    this.#options.saved.save({ addedAt: this.#options.now(), additions: read.additions })
    this.#read = undefined
    this.feed.push([this.#view()])
  }

  remove(): void {
    this.#options.saved.remove()
    this.feed.push([this.#view()])
  }

  /** Returns the body and response of an added or extended operation, null for any other operation. */
  async details(id: string): Promise<OperationDetails | null> {
    const { operations: added, extended } = this.#additions()
    const own = added.find((documented) => createAddedOperationId(documented) === id)
    if (own) return createAddedDetails(own)
    const operation = byId.get(id)
    const more = extended.find((each) => each.id === id)
    return operation && more ? extendDetails(await loadDetails(operation), more.documented) : null
  }

  async #fetch(input: ParsedInput<'catalogue.readDocument'>, session: SessionService, signal: AbortSignal) {
    switch (input.from) {
      case 'server':
        return this.#fetchFromServer(session, signal)
      case 'dialog':
        return this.#options.files.openDocument()
      case 'bytes':
        return { name: input.name, bytes: Buffer.from(input.base64, 'base64') }
      default:
        return assertNever(input)
    }
  }

  async #fetchFromServer(session: SessionService, signal: AbortSignal) {
    const { status, url, body } = await session.readApiDocument(signal).catch((error: unknown) => {
      throw toUpstreamError(error, false)
    })
    if (status === 200) return { name: url, bytes: body }
    throw new HostError(
      'upstream',
      `The server responded with ${status} to ${API_DOCUMENT_PATH}. A gateway does not serve it: choose a file instead.`,
      { detail: { status } },
    )
  }

  /** Returns the additions without operations that the built-in catalogue of a newer console contains. */
  #additions(): {
    readonly operations: readonly DocumentedOperation[]
    readonly extended: CatalogueAdditions['extended']
  } {
    const additions = this.#options.saved.current?.additions
    return {
      operations: (additions?.operations ?? []).filter(({ method, path }) => !byKey.has(createPathKey(method, path))),
      extended: (additions?.extended ?? []).filter(({ id }) => byId.has(id)),
    }
  }

  #view(): CatalogueAdditionsView {
    const current = this.#options.saved.current
    if (current === undefined) return { operations: [], extended: [] }
    const { title, version } = current.additions
    const { operations: added, extended } = this.#additions()
    return {
      document: { title, version, addedAt: current.addedAt },
      operations: added.map((documented) => createAddedOperation(documented, version)),
      extended: extended.map(({ id, documented }) => ({
        id,
        query: findAddedParameters(byId.get(id) as Operation, documented),
      })),
    }
  }
}

export function createCatalogue(
  { home, clock, notices }: HostContext,
  deps: Pick<CatalogueServiceOptions, 'sessionOf' | 'files' | 'readDocument'>,
): HandlersOf<'catalogue'> {
  const saved = new CatalogueAdditionsFile(home, clock.now)
  notices.add(saved.notice)
  const catalogue = new CatalogueService({ ...deps, saved, now: clock.now })
  return {
    'catalogue.feed': () => catalogue.feed,
    'catalogue.readDocument': (input, context) => catalogue.read(input, context),
    'catalogue.add': async ({ id }) => catalogue.add(id),
    'catalogue.remove': async () => catalogue.remove(),
    'catalogue.details': ({ id }) => catalogue.details(id),
  }
}
