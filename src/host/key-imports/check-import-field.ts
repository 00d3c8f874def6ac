import { isIP } from 'node:net'
import { IbkrError } from '../../client/index.ts'
import {
  checkAccessToken,
  checkAccessTokenSecret,
  checkConsumerKey,
  parseServerAddress,
  removeWhiteSpace,
} from '../../client/unpublished.ts'
import type { ImportFieldView } from '../../shared/contract/import-views.ts'
import type { ImportField } from '../../shared/domain/keys.ts'

export interface CheckedImportField {
  /** The text without surrounding white space. */
  readonly value: string
  readonly view: ImportFieldView
}

export function isSecretField(field: ImportField): boolean {
  return field === 'accessToken' || field === 'accessTokenSecret'
}

/** Checks a string while the user types it. */
export function checkImportField(field: ImportField, text: string): CheckedImportField {
  const value = isSecretField(field) ? removeWhiteSpace(text) : text.trim()
  if (value === '') return { value, view: { kind: 'empty' } }
  const message = problemOf(field, value)
  if (message !== undefined) return { value, view: { kind: 'bad', message } }
  const doubt = doubtOf(field, value)
  const shown = isSecretField(field) ? `${value.length} characters` : value
  return { value, view: { kind: 'good', shown, ...(doubt !== undefined && { doubt }) } }
}

const PRIVATE_ADDRESS = /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i

/**
 * Returns a warning about an unusual value. Unusual lengths are not errors: IBKR's documents disagree about them, and
 * its demo key has eight characters.
 */
function doubtOf(field: ImportField, value: string): string | undefined {
  const { length } = value
  if (field === 'consumerKey' && length < 8) return `Only ${length} characters: IBKR’s page takes nine. Is it complete?`
  if (field === 'accessToken' && length < 16)
    return `Only ${length} characters: an access token usually has twenty. Is it complete?`
  if (field === 'ip' && PRIVATE_ADDRESS.test(value)) {
    return 'A private address of your network. IBKR sees the public address of your router or server.'
  }
  return undefined
}

function problemOf(field: ImportField, value: string): string | undefined {
  switch (field) {
    case 'consumerKey':
      return checkConsumerKey(value)
    case 'accessToken':
      return checkAccessToken(value)
    case 'accessTokenSecret':
      return checkAccessTokenSecret(value)
    case 'ip':
      if (isIP(value) !== 0) return undefined
      return 'This is not an IP address. Enter the public address that IBKR sees your requests come from.'
    case 'server':
      return serverProblem(value)
    case 'clientId':
    case 'keyId':
    case 'credential':
      return /\s/.test(value) ? 'Remove the space. Enter one word, as registered at IBKR.' : undefined
  }
}

function serverProblem(value: string): string | undefined {
  try {
    const { secure, loopback } = parseServerAddress(value)
    if (secure || loopback) return undefined
    return 'Use https: with http, others on the network can read the login. http is for a simulator on this machine only.'
  } catch (error) {
    if (error instanceof IbkrError) return error.message
    throw error
  }
}
