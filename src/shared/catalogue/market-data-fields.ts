/** One market data field. Snapshots and the WebSocket identify it by its number. */
export interface MarketDataField {
  readonly id: number
  readonly name: string
  /** Whether the field was retired or renamed; some of IBKR's lists still contain it. */
  readonly retired?: true
}

const table = `
31 last price|55 symbol|58 text|70 high of the day|71 low of the day|73 market value|74 average price
75 unrealised profit and loss|76 position, formatted|77 unrealised profit and loss, formatted|78 daily profit and loss
79 realised profit and loss|80 unrealised profit and loss in percent|82 change|83 change in percent|84 bid|85 ask size
86 ask|87 volume, with K or M|88 bid size|201 right of an option|6004 exchange|6008 contract id|6070 security type
6072 months|6073 regular expiry|6119 request marker|6457 contract id of the underlying|6508 service parameters
6509 market data availability|7051 company|7057 ask exchanges|7058 exchange of the last price|7059 last size
7068 bid exchanges|7084 implied to historic volatility in percent|7085 put/call open interest
7086 put/call volume|7087 historic volatility in percent|7088 historic volatility at the close in percent
7089 option volume|7094 contract id and exchange|7184 tradable|7219 description|7220 second description
7221 listing exchange|7280 industry|7281 category|7282 average volume of 90 days|7283 implied volatility of the options
7284 historic volatility, older number|7285 put/call ratio|7292 cost basis|7293 high of 52 weeks|7294 low of 52 weeks
7295 open|7296 close|7308 delta|7309 gamma|7310 theta|7311 vega|7607 change of the option volume in percent
7633 implied volatility of the strike|7635 mark price|7636 shortable shares|7637 lending fee rate
7638 open interest of the options|7639 percent of the mark value|7644 shortability|7655 fund rating
7671 dividends of the next 12 months|7672 dividends of the last 12 months|7674 EMA 200|7675 EMA 100|7676 EMA 50
7677 EMA 20|7678 price to EMA 200|7679 price to EMA 100|7681 price to EMA 20|7682 change since the open
7683 next event|7684 date of the next event|7685 next analyst meeting|7686 next earnings|7687 next other event
7688 last analyst meeting|7689 last earnings|7690 last other event|7694 probability of the greatest return
7695 break even|7696 SPX delta|7697 open interest of the future|7698 last yield|7699 bid yield
7700 probability of the greatest return, second number|7702 probability of the greatest loss|7703 probability of a profit
7704 organisation type|7705 debt class|7706 ratings|7707 bond status|7708 bond type
7714 last trading day|7715 issue date|7718 beta, in older lists|7720 ask yield|7724 price to EMA 50|7741 prior close
7762 volume, exact|7768 trading permission|7920 daily profit and loss, raw|7921 cost basis, raw
7943 undocumented
`

const retired: ReadonlySet<number> = new Set([7284, 7655])

/** The fields in the order of their numbers. Fields 7683 to 7690 need a separate subscription (Wall Street Horizon). */
export const marketDataFields: readonly MarketDataField[] = table
  .trim()
  .split(/[|\n]/)
  .map((row) => {
    const [id = '', ...words] = row.split(' ')
    return { id: Number(id), name: words.join(' '), ...(retired.has(Number(id)) && { retired: true }) }
  })
