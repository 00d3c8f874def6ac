import { numberOf, omitUndefined, type Row, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import type { StreamKind, StreamState } from './stream-state.ts'

/** One value of the account summary, from topic `ssd`. */
export interface SummaryEntry {
  /** Key, for example `ExcessLiquidity-S`; `-S` means securities, `-C` commodities. */
  readonly key: string
  /** Value of an entry that is a number, in `currency`. */
  readonly amount?: number
  /** Currency code, such as `USD`; absent for ratios and counts. */
  readonly currency?: string
  /** Value of an entry with text. */
  readonly text?: string
  /** IBKR's severity of the entry; 0 normally. */
  readonly severity?: number
  /** Time in seconds since epoch, as IBKR sends it. */
  readonly timestamp?: number
}

/** One currency of the ledger: IBKR's fields in IBKR's spelling (`cashbalance`, `cashBalanceFXSegment`). */
export interface LedgerEntry {
  /** Key, for example `LedgerListUSD` or `LedgerListBASE`. */
  readonly key: string
  /** Time in seconds since epoch, as IBKR sends it. */
  readonly timestamp?: number
  /** IBKR's fields of this currency, in IBKR's spelling. */
  readonly fields: Readonly<Record<string, number | string>>
}

/** The newest value of each key of one account. */
export interface AccountValues<Entry> extends StreamState {
  /** Account id of the subscription. */
  readonly account: string
  /** Entries by IBKR's key. */
  readonly entries: ReadonlyMap<string, Entry>
}

/** The account summary: funds, margins and values of one account, from topic `ssd`. */
export type AccountSummary = AccountValues<SummaryEntry>
/** The ledger: cash and values of one account by currency, from topic `sld`. */
export type Ledger = AccountValues<LedgerEntry>

/** Describes the stream of an account's summary. */
export function createSummaryKind(account: string): StreamKind<AccountSummary> {
  return kind(account, 'ssd', mergeSummaryEntry)
}

/** Describes the stream of an account's ledger. */
export function createLedgerKind(account: string): StreamKind<Ledger> {
  return kind(account, 'sld', mergeLedgerEntry)
}

type MergeEntry<Entry> = (known: Entry | undefined, key: string, row: Row) => Entry

function kind<Entry>(
  account: string,
  topic: 'ssd' | 'sld',
  mergeEntry: MergeEntry<Entry>,
): StreamKind<AccountValues<Entry>> {
  return {
    topic: formatSocketText(topic, [account]),
    empty: () => ({ at: 0, gap: undefined, account, entries: new Map() }),
    merge: (state, frame, at) => mergeEntries(state, frame, at, mergeEntry),
  }
}

/** Merges the rows of a frame by their key. Fields that a row omits stay unchanged. Pure. */
function mergeEntries<Entry>(
  state: AccountValues<Entry>,
  frame: unknown,
  at: number,
  mergeEntry: MergeEntry<Entry>,
): AccountValues<Entry> | undefined {
  const result = rowOf(frame)?.['result']
  if (!Array.isArray(result)) return undefined
  const entries = new Map(state.entries)
  for (const row of rowsOf(result)) {
    const key = textOf(row['key'])
    if (key !== undefined) entries.set(key, mergeEntry(entries.get(key), key, row))
  }
  return { ...state, at, entries }
}

function mergeSummaryEntry(known: SummaryEntry | undefined, key: string, row: Row): SummaryEntry {
  const update = omitUndefined<Omit<SummaryEntry, 'key'>>({
    amount: numberOf(row['monetaryValue']),
    currency: textOf(row['currency']),
    text: textOf(row['value']),
    severity: numberOf(row['severity']),
    timestamp: numberOf(row['timestamp']),
  })
  return { ...known, ...update, key }
}

/** Merges a ledger entry. IBKR sends only key and time for a currency that did not change. */
function mergeLedgerEntry(known: LedgerEntry | undefined, key: string, row: Row): LedgerEntry {
  const { key: _key, timestamp, ...rest } = row
  const update = Object.entries(rest).filter(
    (entry): entry is [string, number | string] => typeof entry[1] === 'number' || typeof entry[1] === 'string',
  )
  const fields =
    update.length === 0 && known !== undefined ? known.fields : { ...known?.fields, ...Object.fromEntries(update) }
  const time = numberOf(timestamp) ?? known?.timestamp
  return { key, fields, ...(time === undefined ? {} : { timestamp: time }) }
}
