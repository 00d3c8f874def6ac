import { setImmediate as nextTurn } from 'node:timers/promises'
import { joinChunks } from '../../client/unpublished.ts'
import type { HistoryEntry } from '../../shared/contract/history-views.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import { type ScriptLanguage, type ScriptRequest, writeRequestScript } from '../../shared/snippets/request-script.ts'
import { createSnippetProfile } from '../../shared/snippets/snippet-profile.ts'
import { HostError } from '../host-error.ts'

/** A history entry with the stored bytes of its response. */
export interface StoredExchange {
  readonly entry: HistoryEntry
  readonly response: Uint8Array
}

/** What an export states besides the requests. */
export interface HistoryExportContext {
  readonly version: string
  /** How a user starts the console's command in a terminal; undefined if there is none. */
  readonly commandLine: string | undefined
  /** Returns a profile; undefined if it was deleted. */
  readonly findProfile: (id: string) => Pick<ProfileView, 'name' | 'kind' | 'baseUrl'> | undefined
}

/** The server of a request without a response whose profile was deleted. By RFC 2606 the name never exists. */
const UNKNOWN_SERVER = 'https://unknown-server.invalid'

/**
 * Writes an HTTP archive (HAR), version 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which browsers and
 * proxies can open. Yields one string per request.
 */
export function* generateHar(
  exchanges: readonly StoredExchange[],
  { version, findProfile }: HistoryExportContext,
): Generator<string> {
  const creator = JSON.stringify({ name: 'IBKR Console', version })
  yield `{"log":{"version":"1.2","creator":${creator},"entries":[`
  for (const [index, one] of exchanges.entries()) {
    const baseUrl = findProfile(one.entry.profileId)?.baseUrl ?? UNKNOWN_SERVER
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(harEntry(one, baseUrl))}`
  }
  yield '\n]}}\n'
}

function harEntry({ entry, response }: StoredExchange, baseUrl: string): object {
  const { timing, body } = entry
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: timing?.total ?? 0,
    request: {
      method: entry.method,
      // Without a response no URL is stored, but the format requires one.
      url: entry.url ?? `${baseUrl}${entry.path}${entry.query === '' ? '' : `?${entry.query}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: entry.parameters.map(([name, value]) => ({ name, value })),
      ...(body !== undefined && { postData: { mimeType: 'application/json', text: body } }),
      headersSize: -1,
      bodySize: body === undefined ? 0 : Buffer.byteLength(body),
    },
    response: {
      // In this format 0 means "no response".
      status: entry.status ?? 0,
      statusText: entry.statusText ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: Object.entries(entry.headers ?? {}).map(([name, value]) => ({ name, value })),
      content: contentOf(entry, response),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: {
      blocked: timing?.queue ?? -1,
      connect: timing?.connect ?? -1,
      send: 0,
      wait: timing?.firstByte ?? 0,
      receive: timing?.body ?? 0,
    },
    ...commentOf(entry),
  }
}

function contentOf(entry: HistoryEntry, response: Uint8Array): object {
  const mimeType = entry.headers?.['content-type'] ?? ''
  const bytes = Buffer.from(response)
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  return {
    size: entry.size ?? 0,
    mimeType,
    ...(isText ? { text } : { text: bytes.toString('base64'), encoding: 'base64' }),
  }
}

function commentOf({ error, saved }: HistoryEntry): { readonly comment?: string } {
  if (error) return { comment: `${error.code}: ${error.message}` }
  return saved === 'beginning' ? { comment: 'Only the beginning of the response was saved.' } : {}
}

/**
 * Writes requests as a program that logs in like the profile that sent them, whatever profile is in use. Write and
 * trading requests are written as comments.
 */
export function createHistoryScript(
  exchanges: readonly StoredExchange[],
  { findProfile, commandLine }: HistoryExportContext,
  language: ScriptLanguage,
): { readonly pieces: readonly string[]; readonly name: string } {
  const [id = '', ...others] = new Set(exchanges.map(({ entry }) => entry.profileId))
  if (others.length > 0) {
    throw new HostError(
      'not-available',
      'These requests were sent with several profiles, and a script has one login. Choose a profile beside the search.',
    )
  }
  const profile = findProfile(id)
  const login = profile && createSnippetProfile(profile, commandLine)
  if (!login) {
    throw new HostError(
      'not-available',
      profile
        ? `The address of the profile “${profile.name}” is invalid. Correct it in Profiles.`
        : 'The profile of these requests was deleted, so their server is unknown.',
    )
  }
  const script = writeRequestScript(exchanges.map(scriptRequest), login, language)
  if (script.kind === 'impossible') throw new HostError('not-available', script.reason)
  return { pieces: [script.code], name: script.fileName }
}

function scriptRequest({ entry }: StoredExchange): ScriptRequest {
  const { method, path, parameters, body, at, status, outcome, effect } = entry
  return {
    request: { method, path, query: Object.fromEntries(parameters), ...(body !== undefined && { body }) },
    title: `${new Date(at).toISOString()}: ${status ?? outcome}`,
    reads: effect === 'read',
  }
}

/** Number of bytes after which other work can run. Joining 128 MB without a pause would block the host for a second. */
const BYTES_PER_TURN = 1_048_576

/** Joins strings to the bytes of a file. */
export async function joinTextPieces(pieces: Iterable<string>): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  let turnEnds = BYTES_PER_TURN
  for (const piece of pieces) {
    const part = Buffer.from(piece)
    parts.push(part)
    length += part.byteLength
    if (length < turnEnds) continue
    turnEnds = length + BYTES_PER_TURN
    await nextTurn()
  }
  return joinChunks(parts, length)
}
