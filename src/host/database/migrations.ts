/** Fills an empty `recorded_day` from the existing entries. */
export const FILL_RECORDED_DAYS = `INSERT INTO recorded_day SELECT 'history', at / 86400000, min(id) FROM history GROUP BY 2;
  INSERT INTO recorded_day SELECT 'journal', at / 86400000, min(id) FROM journal GROUP BY 2;`

/**
 * The schema of console.db. The step at index n migrates from version n to n + 1. A released step is never changed; a
 * new step is appended.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE history (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     profile_id TEXT NOT NULL,
     environment TEXT NOT NULL,
     source TEXT NOT NULL,
     method TEXT NOT NULL,
     path TEXT NOT NULL,
     query TEXT NOT NULL,
     effect TEXT NOT NULL,
     outcome TEXT NOT NULL,
     status INTEGER,
     total_ms REAL,
     size INTEGER,
     pinned INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL
   );
   CREATE TABLE history_body (
     id INTEGER PRIMARY KEY,
     body TEXT,
     head TEXT NOT NULL,
     answer BLOB,
     kept TEXT NOT NULL
   );
   CREATE INDEX history_at ON history (at);
   CREATE INDEX history_pinned ON history (pinned) WHERE pinned = 1;
   CREATE VIRTUAL TABLE history_text USING fts5 (
     path, parameters, body, answer,
     content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
   );`,
  `CREATE TABLE journal (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     server_at INTEGER,
     book_id TEXT NOT NULL,
     profile_id TEXT NOT NULL,
     environment TEXT NOT NULL,
     kind TEXT NOT NULL,
     source TEXT,
     account TEXT NOT NULL,
     order_id TEXT NOT NULL,
     symbol TEXT NOT NULL,
     status TEXT NOT NULL,
     filled REAL,
     remaining REAL,
     average_price TEXT,
     text TEXT NOT NULL,
     is_event INTEGER NOT NULL,
     from_at INTEGER,
     to_at INTEGER,
     total INTEGER NOT NULL
   );
   CREATE TABLE journal_said (
     id INTEGER PRIMARY KEY,
     said TEXT NOT NULL
   );
   CREATE TABLE journal_order (
     book_id TEXT NOT NULL,
     order_id TEXT NOT NULL,
     at INTEGER NOT NULL,
     state TEXT NOT NULL,
     PRIMARY KEY (book_id, order_id)
   ) WITHOUT ROWID;
   CREATE TABLE journal_watch (
     book_id TEXT PRIMARY KEY,
     at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE INDEX journal_of_order ON journal (order_id, id);
   CREATE INDEX journal_gaps ON journal (book_id, id) WHERE kind IN ('gap', 'repaired');`,
  // Index that counts the transitions of an order and finds the newest one.
  `CREATE INDEX journal_steps ON journal (order_id, book_id, id, is_event, kind)
     WHERE is_event = 1 AND kind IN ('told', 'gone', 'sent');`,
  // One row per day (days since the epoch) that has entries, with the id of its first entry.
  `CREATE TABLE recorded_day (
     table_name TEXT NOT NULL,
     day INTEGER NOT NULL,
     first_id INTEGER NOT NULL,
     PRIMARY KEY (table_name, day)
   ) WITHOUT ROWID;
   ${FILL_RECORDED_DAYS}`,
  // Values of accounts during the day, and quotes when an order was sent or filled.
  `CREATE TABLE equity (
     id INTEGER PRIMARY KEY,
     scope_id TEXT NOT NULL,
     account TEXT NOT NULL,
     at INTEGER NOT NULL,
     daily REAL,
     net REAL
   );
   CREATE INDEX equity_at ON equity (scope_id, account, at);
   CREATE TABLE order_quote (
     id INTEGER PRIMARY KEY,
     book_id TEXT NOT NULL,
     order_id TEXT NOT NULL,
     kind TEXT NOT NULL,
     at INTEGER NOT NULL,
     bid REAL,
     ask REAL,
     last REAL,
     filled REAL
   );
   CREATE INDEX order_quotes ON order_quote (order_id, book_id);`,
  // Entries of the inbox, each as JSON.
  `CREATE TABLE inbox (
     id INTEGER PRIMARY KEY,
     entry_id TEXT NOT NULL,
     profile_id TEXT NOT NULL,
     entry TEXT NOT NULL
   );
   CREATE UNIQUE INDEX inbox_entry ON inbox (entry_id);`,
  // Age in ms of a quote that was not the current one.
  'ALTER TABLE order_quote ADD COLUMN age INTEGER;',
  // Responses that may be requested rarely, by login, and when each was last requested.
  `CREATE TABLE rare_response (
     login TEXT NOT NULL,
     kind TEXT NOT NULL,
     subject TEXT NOT NULL,
     asked_at INTEGER NOT NULL,
     got_at INTEGER,
     body TEXT,
     problem TEXT,
     PRIMARY KEY (login, kind, subject)
   ) WITHOUT ROWID;`,
]
