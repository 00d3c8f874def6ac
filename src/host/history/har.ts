import type { HistoryEntry } from '../../shared/contract/history-views.ts'

export interface KeptAnswer {
  readonly entry: HistoryEntry
  readonly answer: Uint8Array
}

/**
 * Requests as an HTTP archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/), that browsers and proxies open.
 * In pieces, one for each request.
 */
export function* harPieces(kept: readonly KeptAnswer[], version: string): Generator<string> {
  const creator = JSON.stringify({ name: 'IBKR Console', version })
  yield `{"log":{"version":"1.2","creator":${creator},"entries":[`
  for (const [index, one] of kept.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(harEntry(one))}`
  yield '\n]}}\n'
}

function harEntry({ entry, answer }: KeptAnswer): object {
  const { timing, body, error } = entry
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: timing?.total ?? 0,
    request: {
      method: entry.method,
      // Without an answer nobody knows the host; the format wants an absolute address.
      url: entry.url ?? `https://api.ibkr.com${entry.path}${entry.query === '' ? '' : `?${entry.query}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: entry.parameters.map(([name, value]) => ({ name, value })),
      ...(body !== undefined && { postData: { mimeType: 'application/json', text: body } }),
      headersSize: -1,
      bodySize: body === undefined ? 0 : Buffer.byteLength(body),
    },
    response: {
      // 0: the format's own word for "no answer".
      status: entry.status ?? 0,
      statusText: entry.statusText ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: Object.entries(entry.headers ?? {}).map(([name, value]) => ({ name, value })),
      content: contentOf(entry, answer),
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
    ...(commentOf(entry, error) !== undefined && { comment: commentOf(entry, error) }),
  }
}

function contentOf(entry: HistoryEntry, answer: Uint8Array): object {
  const mimeType = entry.headers?.['content-type'] ?? ''
  const bytes = Buffer.from(answer)
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  return {
    size: entry.size ?? 0,
    mimeType,
    ...(isText ? { text } : { text: bytes.toString('base64'), encoding: 'base64' }),
  }
}

function commentOf(entry: HistoryEntry, error: HistoryEntry['error']): string | undefined {
  if (error) return `${error.code}: ${error.message}`
  return entry.kept === 'beginning' ? 'Only the beginning of the answer was kept.' : undefined
}
