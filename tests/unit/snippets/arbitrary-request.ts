import fc from 'fast-check'
import { IBKR_URL, type SnippetProfile, type SnippetRequest } from '../../../src/shared/snippets/snippet.ts'

/**
 * Generates text that is difficult to quote: quotes of every kind, `$`, backticks, line breaks, emoji, other scripts.
 */
const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        ...[
          "'",
          '"',
          '`',
          '\\',
          '$',
          '$(id)',
          '$' + '{HOME}',
          '!',
          '!!',
          '\n',
          '\r\n',
          '\t',
          ' ',
          '&',
          '|',
          ';',
          '#',
          '*',
          '~',
          '%',
        ],
        ...[
          '%41',
          '{',
          '}',
          '[',
          ']',
          '-',
          '--data',
          '@file',
          '\u2028',
          '\u00e9',
          '\u{1f4c8}',
          '"""',
          "'''",
          '</script>',
          '\\n',
          '\\u0041',
          '__proto__',
        ],
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
)

const jsonValue = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 })

const nastyBody = fc.dictionary(fc.oneof(nastyText, fc.constant('__proto__')), fc.oneof(nastyText, jsonValue), {
  maxKeys: 4,
})

/** Generates every kind of request that the explorer can contain. */
export const arbitraryRequest: fc.Arbitrary<SnippetRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: fc.constantFrom(
      '/v1/api/iserver/accounts',
      '/v1/api/iserver/account/My%20group/orders',
      "/v1/api/iserver/account/O'Neill/orders",
      '/v1/api/iserver/account/$(id)/summary',
    ),
    query: fc.dictionary(nastyText, nastyText, { maxKeys: 3 }),
    body: fc.option(fc.oneof(jsonValue, nastyBody), { nil: undefined }),
  })
  .map(({ method, path, query, body }) => ({
    method,
    path,
    query,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }))

/** Profile of a gateway with a self-signed certificate on this machine. */
export const gateway: SnippetProfile = { kind: 'gateway', baseUrl: 'https://localhost:5000' }

/** Profiles with a login of OAuth, for IBKR's own server. */
export const oauth1: SnippetProfile = { kind: 'oauth1', baseUrl: IBKR_URL }
export const oauth2: SnippetProfile = { kind: 'oauth2', baseUrl: IBKR_URL }
