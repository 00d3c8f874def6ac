// Written by "npm run routes" from the catalogue, the structure of IBKR's document and recorded responses. Do not edit.

/** Input and response of each operation of IBKR's Web API, by method and path. */
export interface Routes {
  /** Open the brokerage session. Send publish as true. With compete, IBKR ends any other brokerage session of this username, including your own TWS. */
  'POST /iserver/auth/ssodh/init': {
    input: {
      body: {
        /** Keep true. IBKR documents a 500 for false, but the live API accepts it. Default true. */
        publish?: boolean
        /** End another login of the same username, such as your own TWS. Default false. */
        compete?: boolean
      }
    }
    response: BrokerageSessionStatus
  }
  /** Status of the brokerage session. Orders and market data require both authenticated and established to be true. */
  'POST /iserver/auth/status': {
    input: {}
    response: BrokerageSessionStatus
  }
  /** Keep the session alive. Send it about once a minute. The session field of the response is the cookie for the WebSocket. */
  'POST /tickle': {
    input: {}
    response: {
      session?: string
      ssoExpires?: number
      collission?: boolean
      userId?: number
      hmds?: {
        error?: string
        authStatus?: {
          authenticated?: boolean
          connected?: boolean
        }
      }
      iserver?: {
        authStatus?: BrokerageSessionStatus
      }
      error?: string
    }
  }
  /** Validate the single sign-on session. Returns the user and the age of the session. Not available with OAuth 1.0a. */
  'GET /sso/validate': {
    input: {}
    response: {
      USER_ID?: number
      USER_NAME?: string
      RESULT?: boolean
      AUTH_TIME?: number
      SF_ENABLED?: boolean
      IS_FREE_TRIAL?: boolean
      CREDENTIAL?: string
      IP?: string
      EXPIRES?: number
      QUALIFIED_FOR_MOBILE_AUTH?: boolean | null
      LANDING_APP?: string
      IS_MASTER?: boolean
      lastAccessed?: number
      loginType?: number
      PAPER_USER_NAME?: string
      features?: {
        envs?: string
        wlms?: boolean
        realtime?: boolean
        bond?: boolean
        optionChains?: boolean
        calendar?: boolean
        newMf?: boolean
        env?: string
      }
      region?: string
      LOGIN_TYPE?: number
    }
  }
  /** Log out. Ends the whole session. A gateway then requires a new login in the browser. */
  'POST /logout': {
    input: {}
    response: {
      status?: boolean
    }
  }
  /** Open the WebSocket. The address of the WebSocket. A plain request does nothing: use the stream console. */
  'GET /ws': {
    input: {}
    response: undefined
  }
  /** Tradable accounts. Call this first in every brokerage session: orders and snapshots fail before it. The field isPaper distinguishes paper from live. */
  'GET /iserver/accounts': {
    input: {}
    response: {
      accounts?: string[]
      acctProps?: Record<string, {
        hasChildAccounts?: boolean
        supportsCashQty?: boolean
        liteUnderPro?: boolean
        noFXConv?: boolean
        isProp?: boolean
        supportsFractions?: boolean
        allowCustomerTime?: boolean
        autoFx?: boolean
        noFxConv?: boolean
      }>
      aliases?: Record<string, string>
      allowFeatures?: {
        showGFIS?: boolean
        showEUCostReport?: boolean
        allowEventContract?: boolean
        allowFXConv?: boolean
        allowFinancialLens?: boolean
        allowMTA?: boolean
        allowTypeAhead?: boolean
        allowEventTrading?: boolean
        snapshotRefreshTimeout?: number
        liteUser?: boolean
        showWebNews?: boolean
        research?: boolean
        debugPnl?: boolean
        showTaxOpt?: boolean
        showImpactDashboard?: boolean
        allowDynAccount?: boolean
        allowCrypto?: boolean
        allowedAssetTypes?: string
        restrictTradeSubscription?: boolean
        showUkUserLabels?: boolean
        sideBySide?: boolean
        allowFA?: boolean
        allowLiteUnderPro?: boolean
      }
      chartPeriods?: {
        STK?: string[]
        CFD?: string[]
        OPT?: string[]
        FOP?: string[]
        WAR?: string[]
        IOPT?: string[]
        FUT?: string[]
        CASH?: string[]
        IND?: string[]
        BOND?: string[]
        FUND?: string[]
        CMDTY?: string[]
        PHYSS?: string[]
        CRYPTO?: string[]
      }
      groups?: string[]
      profiles?: string[]
      selectedAccount?: string
      serverInfo?: ServerInfo
      sessionId?: string
      isFt?: boolean
      isPaper?: boolean
      isFT?: boolean
    }
  }
  /** Select an account. Calls without an account then use the selected one. */
  'POST /iserver/account': {
    input: {
      body: AccountSelection
    }
    response: {
      set?: boolean
      acctId?: string
      success?: string
    }
  }
  /** Profit and loss. Daily, unrealised and net values per account or model. */
  'GET /iserver/account/pnl/partitioned': {
    input: {}
    response: {
      upnl: Record<string, {
        dpl: number
        el: number
        mv: number
        nl: number
        rowType: number
        uel: number
        upl: number
      }>
    }
  }
  /** Search dynamic accounts. For brokers with too many accounts to list. Other logins get a 503. */
  'GET /iserver/account/search/{searchPattern}': {
    input: {
      path: {
        /** Prefix of an account id or alias. */
        searchPattern: string
      }
    }
    response: {
      matchedAccounts?: {
        accountId?: string
        alias?: string
        allocationId?: string
      }[]
      pattern?: string
    }
  }
  /** Select a dynamic account. For accounts found by the search for dynamic accounts. Other logins get a 503. */
  'POST /iserver/dynaccount': {
    input: {
      body: AccountSelection
    }
    response: {
      set?: boolean
      acctId?: string
    }
  }
  /** Owners and signatories. The people and entities behind an account. */
  'GET /acesws/{accountId}/signatures-and-owners': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      accountId?: string
      users?: {
        roleId?: string
        hasRightCodeInd?: boolean
        userName?: string
        entity?: {
          entityName?: string
          entityType?: 'INDIVIDUAL' | 'Joint' | 'ORG' | (string & {})
          firstName?: string
          lastName?: string
        }
      }[]
      applicant?: {
        signatures?: string[]
      }
    }
  }
  /** Account overview. Balances and margin as numbers, from the brokerage session. */
  'GET /iserver/account/{accountId}/summary': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      accountType: string
      status: string
      balance: number
      SMA: number
      buyingPower: number
      availableFunds: number
      excessLiquidity: number
      netLiquidationValue: number
      equityWithLoanValue: number
      regTLoan: number
      securitiesGVP: number
      totalCashValue: number
      accruedInterest: number
      regTMargin: number
      initialMargin: number
      maintenanceMargin: number
      cashBalances: {
        currency: string
        balance: number
        settledCash: number
      }[]
    }
  }
  /** Available funds. Available now and at the next margin change. Amounts are text with a currency. */
  'GET /iserver/account/{accountId}/summary/available_funds': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      total?: {
        current_available?: string
        current_excess?: string
        'Prdctd Pst-xpry Excss'?: string
        'Lk Ahd Avlbl Fnds'?: string
        'Lk Ahd Excss Lqdty'?: string
        overnight_available?: string
        overnight_excess?: string
        buying_power?: string
        leverage?: string
        'Lk Ahd Nxt Chng'?: string
        day_trades_left?: string
        SMA?: string
      }
      'Crypto at Paxos'?: SegmentFunds
      commodities?: SegmentFunds
      securities?: {
        current_available?: string
        current_excess?: string
        'Prdctd Pst-xpry Excss'?: string
        SMA?: string
        'Lk Ahd Avlbl Fnds'?: string
        'Lk Ahd Excss Lqdty'?: string
        overnight_available?: string
        overnight_excess?: string
        leverage?: string
      }
    }
  }
  /** Balances. Cash and net liquidation by segment. Amounts are text with a currency. */
  'GET /iserver/account/{accountId}/summary/balances': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      total?: {
        net_liquidation?: string
        'Nt Lqdtn Uncrtnty'?: string
        equity_with_loan?: string
        'Prvs Dy Eqty Wth Ln Vl'?: string
        sec_gross_pos_val?: string
        cash?: string
        'MTD Interest'?: string
        'Pndng Dbt Crd Chrgs'?: string
        'Rg T Eqty Wth Ln Vl'?: string
      }
      commodities?: SegmentBalances
      securities?: {
        net_liquidation?: string
        equity_with_loan?: string
        'Prvs Dy Eqty Wth Ln Vl'?: string
        sec_gross_pos_val?: string
        cash?: string
        'MTD Interest'?: string
        'Pndng Dbt Crd Chrgs'?: string
        'Rg T Eqty Wth Ln Vl'?: string
      }
      'Crypto at Paxos'?: SegmentBalances
    }
  }
  /** Margins. Initial and maintenance margin by segment. Amounts are text with a currency. */
  'GET /iserver/account/{accountId}/summary/margins': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      total: MarginSegment
      'Crypto at Paxos': MarginSegment
      commodities: {
        'RegT Margin'?: string
        current_initial: string
        'Prdctd Pst-xpry Mrgn @ Opn'?: string
        current_maint: string
        projected_liquidity_inital_margin?: string
        'Prjctd Lk Ahd Mntnnc Mrgn'?: string
        projected_overnight_initial_margin?: string
        'Prjctd Ovrnght Mntnnc Mrgn'?: string
        look_ahead_initial?: string
        look_ahead_maint?: string
      }
      securities: MarginSegment
    }
  }
  /** Market value by currency. Holdings in each currency, by instrument type. */
  'GET /iserver/account/{accountId}/summary/market_value': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: Record<string, {
      total_cash?: string
      settled_cash?: string
      'MTD Interest'?: string
      stock?: string
      options?: string
      futures?: string
      future_options?: string
      funds?: string
      dividends_receivable?: string
      mutual_funds?: string
      money_market?: string
      bonds?: string
      'Govt Bonds'?: string
      t_bills?: string
      warrants?: string
      issuer_option?: string
      commodity?: string
      'Notional CFD'?: string
      cfd?: string
      Cryptocurrency?: string
      net_liquidation?: string
      unrealized_pnl?: string
      realized_pnl?: string
      'Exchange Rate'?: string
    }>
  }
  /** Portfolio accounts. Call this (or a list of subaccounts) before any other portfolio call of the session. */
  'GET /portfolio/accounts': {
    input: {}
    response: AccountAttributes[]
  }
  /** Subaccounts. For advisers and brokers with up to 100 accounts. With more, use the paged list. */
  'GET /portfolio/subaccounts': {
    input: {}
    response: SubaccountAttributes[]
  }
  /** Subaccounts, page by page. For large structures, 20 accounts per page. */
  'GET /portfolio/subaccounts2': {
    input: {
      query?: {
        /** Page, counted from 0. */
        page?: number
        /** Only the accounts below this one. */
        accountId?: string
        /** Bypass the cache. */
        nocache?: boolean
      }
    }
    response: SubaccountsPage
  }
  /** Attributes of an account. Title, alias, currency, type and parent of one account. */
  'GET /portfolio/{accountId}/meta': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: AccountAttributes
  }
  /** Positions. 100 per page. The first read has no instrument details; later reads have them. Pages are consistent only when sorted. */
  'GET /portfolio/{accountId}/positions/{pageId}': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
        /** Page, counted from 0, with up to 100 rows. */
        pageId: number
      }
      query?: {
        /** Only this model portfolio. */
        model?: string
        /** Column to sort by, such as position or name. */
        sort?: string
        /** Ascending or descending. */
        direction?: 'a' | 'd'
        /** Period for the profit and loss columns. */
        period?: string
        /** Respond only when the instrument details are available. */
        waitForSecDef?: boolean
      }
    }
    response: {
      acctId: string
      allExchanges?: string
      assetClass: string
      avgCost: number
      avgPrice: number
      baseAvgCost?: number
      baseAvgPrice?: number
      baseMktPrice?: number
      baseMktValue?: number
      baseRealizedPnl?: number
      baseUnrealizedPnl?: number
      chineseName?: string
      conExchMap: unknown[]
      conid: number
      contractDesc: string
      countryCode?: string
      currency: string
      displayRule?: DisplayRule
      exchs: Record<string, unknown> | null
      exerciseStyle: string | null
      expiry: string | null
      fullName?: string
      group?: string | null
      hasOptions?: boolean
      incrementRules?: {
        increment: number
        lowerEdge: number
      }[]
      isEventContract?: boolean
      isUS?: boolean
      lastTradingDay?: string | null
      listingExchange?: string
      mktPrice: number
      mktValue: number
      model: string
      multiplier: number | null
      name?: string
      pageSize?: number
      position: number
      putOrCall: 'P' | 'C' | (string & {}) | null
      realizedPnl: number
      sector?: string | null
      sectorGroup?: string | null
      strike: string | number
      ticker?: string
      time?: number
      type?: string
      undConid: number
      unrealizedPnl: number
      crossCurrency?: boolean
      undComp?: string
      undSym?: string
    }[]
  }
  /** Positions without the cache. Newer and near real time. Field names differ from the cached list. */
  'GET /portfolio2/{accountId}/positions': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      query?: {
        /** Only this model portfolio. */
        model?: string
        /** Column to sort by. */
        sort?: string
        /** Ascending or descending. */
        direction?: 'a' | 'd'
      }
    }
    response: {
      assetClass: string
      avgCost: number
      avgPrice: number
      conid: string
      currency: string
      description: string
      group: string | null
      isLastToLoq: boolean
      marketPrice: number
      marketValue: number
      model: string
      position: number
      realizedPnl: number
      secType: string
      sector: string | null
      timestamp: number
      unrealizedPnl: number
    }[]
  }
  /** Position in one contract. An array, empty without a position. */
  'GET /portfolio/{accountId}/position/{conid}': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
        /** Contract id, from the contract search. */
        conid: string | number
      }
    }
    response: {
      acctId: string
      allExchanges: string
      assetClass: string
      avgCost: number
      avgPrice: number
      baseAvgCost: number
      baseAvgPrice: number
      baseMktPrice: number
      baseMktValue: number
      baseRealizedPnl: number
      baseUnrealizedPnl: number
      chineseName: string
      conExchMap: unknown[]
      conid: number
      contractDesc: string
      countryCode: string
      currency: string
      displayRule: DisplayRule
      exchs: Record<string, unknown> | null
      exerciseStyle: string | null
      expiry: string | null
      fullName: string
      group: string | null
      hasOptions: boolean
      incrementRules: {
        increment: number
        lowerEdge: number
      }[]
      isEventContract: boolean
      isUS: boolean
      lastTradingDay: string | null
      listingExchange: string
      mktPrice: number
      mktValue: number
      model: string
      multiplier: number | null
      name: string
      pageSize: number
      position: number
      putOrCall: 'P' | 'C' | (string & {}) | null
      realizedPnl: number
      sector: string | null
      sectorGroup: string | null
      strike: string
      ticker: string
      time: number
      type: string
      undConid: number
      unrealizedPnl: number
      crossCurrency?: boolean
      undComp?: string
      undSym?: string
    }[]
  }
  /** One contract in all accounts. An object with one entry per account that holds the contract. */
  'GET /portfolio/positions/{conid}': {
    input: {
      path: {
        /** Contract id, from the contract search. */
        conid: string | number
      }
    }
    response: Record<string, {
      acctId: string
      allExchanges?: string
      assetClass: string
      avgCost: number
      avgPrice: number
      baseAvgCost?: number
      baseAvgPrice?: number
      baseMktPrice?: number
      baseMktValue?: number
      baseRealizedPnl?: number
      baseUnrealizedPnl?: number
      chineseName?: string
      conExchMap: unknown[]
      conid: number
      contractDesc: string
      countryCode?: string
      currency: string
      displayRule?: {
        displayRuleStep?: DisplayRuleStep[]
        magnification?: number
      }
      exchs: Record<string, unknown> | null
      exerciseStyle: string | null
      expiry: string | null
      fullName?: string
      group?: string
      hasOptions?: boolean
      incrementRules?: {
        increment?: number
        lowerEdge?: number
      }[]
      isEventContract?: boolean
      isUS?: boolean
      lastTradingDay?: string | null
      listingExchange?: string
      mktPrice: number
      mktValue: number
      model: string
      multiplier: number | null
      name?: string
      pageSize?: number
      position: number
      putOrCall: 'P' | 'C' | (string & {}) | null
      realizedPnl: number
      sector?: string
      sectorGroup?: string
      strike: string | number
      ticker?: string
      time?: number
      type?: string
      undConid: number
      unrealizedPnl: number
    }[]>
  }
  /** Combination positions. Spreads with their legs and positions. */
  'GET /portfolio/{accountId}/combo/positions': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      query?: {
        /** Bypass the cache. */
        nocache?: boolean
      }
    }
    response: {
      description?: string
      legs?: {
        conid?: string
        ratio?: number
      }[]
      name?: string
      positions?: {
        acctId?: string
        assetClass?: string
        avgCost?: number
        avgPrice?: number
        conExchMap?: unknown[]
        conid?: number
        contractDesc?: string
        currency?: string
        exchs?: null | string
        exerciseStyle?: string | null
        expiry?: string | null
        mktPrice?: number
        mktValue?: number
        multiplier?: null | string
        position?: number
        putOrCall?: 'P' | 'C' | 'None' | (string & {}) | null
        realizedPnl?: number
        strike?: number
        undConid?: number
        unrealizedPnl?: number
        model?: string
      }[]
    }[]
  }
  /** Invalidate cached positions. The next read of the positions bypasses the cache. */
  'POST /portfolio/{accountId}/positions/invalidate': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      message: string
    }
  }
  /** Portfolio summary. Up to 135 values. The suffixes -s and -c mean securities and commodities. */
  'GET /portfolio/{accountId}/summary': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      accountcode: SummaryValue
      accountready: SummaryValue
      accounttype: SummaryValue
      accruedcash: SummaryAmountOrText
      'accruedcash-c': SummaryAmountOrText
      'accruedcash-s': SummaryAmountOrText
      accrueddividend: SummaryAmountOrText
      'accrueddividend-c': SummaryAmountOrText
      'accrueddividend-s': SummaryAmountOrText
      availablefunds: SummaryAmountOrText
      'availablefunds-c': SummaryAmountOrText
      'availablefunds-s': SummaryAmountOrText
      availabletotrade?: OptionalSummaryValue
      'availabletotrade-c'?: OptionalSummaryValue
      'availabletotrade-s'?: OptionalSummaryValue
      availabletowithdraw?: OptionalSummaryValue
      'availabletowithdraw-c'?: OptionalSummaryValue
      'availabletowithdraw-s'?: OptionalSummaryValue
      billable: SummaryAmountOrText
      'billable-c': SummaryAmountOrText
      'billable-s': SummaryAmountOrText
      buyingpower: SummaryAmountOrText
      'columnprio-c': SummaryValue
      'columnprio-s': SummaryValue
      cushion: SummaryValue
      daytradesremaining?: SummaryValue
      'daytradesremainingt+1'?: SummaryValue
      'daytradesremainingt+2'?: SummaryValue
      'daytradesremainingt+3'?: SummaryValue
      'daytradesremainingt+4'?: SummaryValue
      'daytradingstatus-s'?: SummaryValue
      depositoncredithold: SummaryValue
      equitywithloanvalue: SummaryAmountOrText
      'equitywithloanvalue-c': SummaryAmountOrText
      'equitywithloanvalue-s': SummaryAmountOrText
      excessliquidity: SummaryAmountOrText
      'excessliquidity-c': SummaryAmountOrText
      'excessliquidity-s': SummaryAmountOrText
      fullavailablefunds: SummaryAmountOrText
      'fullavailablefunds-c': SummaryAmountOrText
      'fullavailablefunds-s': SummaryAmountOrText
      fullexcessliquidity: SummaryAmountOrText
      'fullexcessliquidity-c': SummaryAmountOrText
      'fullexcessliquidity-s': SummaryAmountOrText
      fullinitmarginreq: SummaryAmountOrText
      'fullinitmarginreq-c': SummaryAmountOrText
      'fullinitmarginreq-s': SummaryAmountOrText
      fullmaintmarginreq: SummaryAmountOrText
      'fullmaintmarginreq-c': SummaryAmountOrText
      'fullmaintmarginreq-s': SummaryAmountOrText
      grosspositionvalue: SummaryAmountOrText
      'grosspositionvalue-s': SummaryAmountOrText
      guarantee: SummaryAmountOrText
      'guarantee-c': SummaryAmountOrText
      'guarantee-s': SummaryAmountOrText
      highestseverity: SummaryValue
      indianstockhaircut: SummaryAmountOrText
      'indianstockhaircut-c': SummaryAmountOrText
      'indianstockhaircut-s': SummaryAmountOrText
      initmarginreq: SummaryAmountOrText
      'initmarginreq-c': SummaryAmountOrText
      'initmarginreq-s': SummaryAmountOrText
      'leverage-s': SummaryValue
      lookaheadavailablefunds: SummaryAmountOrText
      'lookaheadavailablefunds-c': SummaryAmountOrText
      'lookaheadavailablefunds-s': SummaryAmountOrText
      lookaheadexcessliquidity: SummaryAmountOrText
      'lookaheadexcessliquidity-c': SummaryAmountOrText
      'lookaheadexcessliquidity-s': SummaryAmountOrText
      lookaheadinitmarginreq: SummaryAmountOrText
      'lookaheadinitmarginreq-c': SummaryAmountOrText
      'lookaheadinitmarginreq-s': SummaryAmountOrText
      lookaheadmaintmarginreq: SummaryAmountOrText
      'lookaheadmaintmarginreq-c': SummaryAmountOrText
      'lookaheadmaintmarginreq-s': SummaryAmountOrText
      lookaheadnextchange: SummaryValue
      maintmarginreq: SummaryAmountOrText
      'maintmarginreq-c': SummaryAmountOrText
      'maintmarginreq-s': SummaryAmountOrText
      netliquidation: SummaryAmountOrText
      'netliquidation-c': SummaryAmountOrText
      'netliquidation-s': SummaryAmountOrText
      netliquidationuncertainty: SummaryAmountOrText
      nlvandmargininreview: SummaryValue
      pasharesvalue: SummaryAmountOrText
      'pasharesvalue-c': SummaryAmountOrText
      'pasharesvalue-s': SummaryAmountOrText
      physicalcertificatevalue: SummaryAmountOrText
      'physicalcertificatevalue-c': SummaryAmountOrText
      'physicalcertificatevalue-s': SummaryAmountOrText
      postexpirationexcess: SummaryAmountOrText
      'postexpirationexcess-c': SummaryAmountOrText
      'postexpirationexcess-s': SummaryAmountOrText
      postexpirationmargin: SummaryAmountOrText
      'postexpirationmargin-c': SummaryAmountOrText
      'postexpirationmargin-s': SummaryAmountOrText
      previousdayequitywithloanvalue?: SummaryAmountOrText
      'previousdayequitywithloanvalue-s'?: SummaryAmountOrText
      regtequity: SummaryAmountOrText
      'regtequity-s': SummaryAmountOrText
      regtmargin: SummaryAmountOrText
      'regtmargin-s': SummaryAmountOrText
      'segmenttitle-c': SummaryValue
      'segmenttitle-s': SummaryValue
      sma: SummaryAmountOrText
      'sma-s': SummaryAmountOrText
      totalcashvalue: SummaryAmountOrText
      'totalcashvalue-c': SummaryAmountOrText
      'totalcashvalue-s': SummaryAmountOrText
      totaldebitcardpendingcharges: SummaryAmountOrText
      'totaldebitcardpendingcharges-c': SummaryAmountOrText
      'totaldebitcardpendingcharges-s': SummaryAmountOrText
      'tradingtype-s': SummaryValue
      whatifpmenabled: SummaryValue
      'accruedcash-p'?: SummaryAmount
      'accrueddividend-p'?: SummaryAmount
      'availablefunds-p'?: SummaryAmount
      'billable-p'?: SummaryAmount
      'columnprio-p'?: SummaryText
      'equitywithloanvalue-p'?: SummaryAmount
      'excessliquidity-p'?: SummaryAmount
      'fullavailablefunds-p'?: SummaryAmount
      'fullexcessliquidity-p'?: SummaryAmount
      'fullinitmarginreq-p'?: SummaryAmount
      'fullmaintmarginreq-p'?: SummaryAmount
      'guarantee-p'?: SummaryAmount
      incentivecoupons: SummaryAmount
      'incentivecoupons-c': SummaryAmount
      'incentivecoupons-p'?: SummaryAmount
      'incentivecoupons-s': SummaryAmount
      'indianstockhaircut-p'?: SummaryAmount
      'initmarginreq-p'?: SummaryAmount
      'lookaheadavailablefunds-p'?: SummaryAmount
      'lookaheadexcessliquidity-p'?: SummaryAmount
      'lookaheadinitmarginreq-p'?: SummaryAmount
      'lookaheadmaintmarginreq-p'?: SummaryAmount
      'maintmarginreq-p'?: SummaryAmount
      'netliquidation-p'?: SummaryAmount
      'pasharesvalue-p'?: SummaryAmount
      'physicalcertificatevalue-p'?: SummaryAmount
      'postexpirationexcess-p'?: SummaryAmount
      'postexpirationmargin-p'?: SummaryAmount
      'segmenttitle-p'?: SummaryText
      settledcashbydate: SummaryText
      'settledcashbydate-c': SummaryText
      'settledcashbydate-p'?: SummaryText
      'settledcashbydate-s': SummaryText
      'totalcashvalue-p'?: SummaryAmount
      'totaldebitcardpendingcharges-p'?: SummaryAmount
      'grosspositionvalue-c'?: SummaryAmount
      'leverage-c'?: SummaryText
    }
  }
  /** Cash ledger. One entry per currency. BASE is the total in the base currency of the account. */
  'GET /portfolio/{accountId}/ledger': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: Record<string, {
      acctcode: string
      cashbalance: number
      cashbalancefxsegment: number
      commoditymarketvalue: number
      corporatebondsmarketvalue: number
      currency: string
      dividends: number
      exchangerate: number
      funds: number
      futuremarketvalue: number
      futureoptionmarketvalue: number
      futuresonlypnl: number
      interest: number
      issueroptionsmarketvalue: number
      key: 'LedgerList' | (string & {})
      moneyfunds: number
      netliquidationvalue: number
      realizedpnl: number
      secondkey: string
      sessionid: number
      settledcash: number
      severity: number
      stockmarketvalue: number
      stockoptionmarketvalue: number
      tbillsmarketvalue: number
      tbondsmarketvalue: number
      timestamp: number
      unrealizedpnl: number
      warrantsmarketvalue: number
      cryptocurrencyvalue?: number
      endofbundle?: number
    }>
  }
  /** Allocation of an account. Long and short value by asset class, sector and group. */
  'GET /portfolio/{accountId}/allocation': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      query?: {
        /** Only this model portfolio. */
        model?: string
      }
    }
    response: {
      assetClass?: AllocationSides
      group?: AllocationSides
      sector?: AllocationSides
    }
  }
  /** Live orders. The orders of the trading day. The first call of a session, and every call with force, returns an empty list: send it again. */
  'GET /iserver/account/orders': {
    input: {
      query?: {
        /** Only orders in these states. A filtered call also reduces the live order stream until a call with force. */
        filters?: OrderFilter | (readonly OrderFilter[])
        /** Clear the cache. The response to this call is empty. */
        force?: boolean
        /** An account other than the selected one. */
        accountId?: string
      }
    }
    response: {
      orders?: {
        account?: string
        acct?: string
        avgPrice?: string
        bgColor?: string
        cashCcy?: string
        companyName?: string
        conid?: number
        conidex?: string
        description1?: string
        description2?: string
        exchange?: string
        fgColor?: string
        filledQuantity?: number
        isEventTrading?: '0' | '1' | (string & {})
        lastExecutionTime?: string
        lastExecutionTime_r?: number
        listingExchange?: string
        orderDesc?: string
        orderId?: number
        orderType?: string
        order_cancellation_by_system_reason?: string
        order_ccp_status?: string
        origOrderType?: string
        price?: string
        remainingQuantity?: number
        secType?: string
        side?: string
        sizeAndFills?: string
        status?: OrderStatusText
        supportsTaxOpt?: '0' | '1' | (string & {})
        taxOptimizerId?: string
        ticker?: string
        timeInForce?: string
        totalCashSize?: number
        totalSize?: number
        auxPrice?: string
        stop_price?: string
        parentId?: number
        ocaGroupId?: string
        order_ref?: string
      }[]
      snapshot?: boolean
    }
  }
  /** Status of one order. All details of one order. 503 or 400 mean that IBKR has no such order, not an outage. */
  'GET /iserver/account/order/status/{orderId}': {
    input: {
      path: {
        /** Order id assigned by IBKR, not your own reference. */
        orderId: string | number
      }
    }
    response: {
      sub_type: string | null
      request_id: string
      server_id: string
      order_id: number
      conidex: string
      conid: number
      symbol: string
      side: string
      contract_description_1: string
      listing_exchange: string
      option_acct: string
      company_name: string
      size: string
      total_size: string
      currency: string
      account: string
      order_type: string
      cum_fill: string
      order_status: OrderStatusText
      order_ccp_status: string
      order_status_description: string
      tif: 'DAY' | 'IOC' | 'GTC' | 'OPG' | 'PAX' | (string & {})
      fgColor?: string
      bgColor?: string
      order_not_editable: boolean
      editable_fields: string
      cannot_cancel_order: boolean
      deactivate_order: boolean
      sec_type: SecurityType
      available_chart_periods: string
      order_description: string
      order_description_with_contract: string
      alert_active: number
      child_order_type: string
      order_clearing_account: string
      size_and_fills: string
      exit_strategy_display_price: string
      exit_strategy_chart_description: string
      average_price?: string
      exit_strategy_tool_availability: string
      allowed_duplicate_opposite: boolean
      order_time: string
      fg_color: string
      bg_color: string
      all_or_none: boolean
      clearing_id: string
      clearing_name: string
      limit_price: string
      outside_rth: boolean
      use_price_mgmt_algo: boolean
      stop_price?: string
      parent_order_id?: number
      oca_group_id?: string
      oca_group_type?: string
      children_order_ids?: string
    }
  }
  /** Trades. Executions of up to seven trading days. The first response of a session may be empty. */
  'GET /iserver/account/trades': {
    input: {
      query?: {
        /** Trading days to look back. */
        days?: 1 | 2 | 3 | 4 | 5 | 6 | 7
      }
    }
    response: {
      execution_id: string
      symbol: string
      supports_tax_opt: '0' | '1' | (string & {})
      side: 'B' | 'S' | (string & {})
      order_description: string
      trade_time: string
      trade_time_r: number
      size: number
      price: string
      order_ref?: string
      submitter?: string
      exchange: string
      commission: string
      net_amount: number
      account: string
      accountCode: string
      account_allocation_name?: string
      company_name: string
      contract_description_1: string
      sec_type: SecurityType
      listing_exchange: string
      conid: number
      conidEx?: string
      clearing_id: string
      clearing_name: string
      liquidation_trade: '0' | '1' | (string & {})
      is_event_trading: '0' | '1' | (string & {})
      order_id: number
      position?: string
    }[]
  }
  /** Preview an order. Cost and margin of the first order in the list, without placing it: send one call per order. All warnings are in warns. */
  'POST /iserver/account/{accountId}/orders/whatif': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: OrdersBody
    }
    response: OrderPreview
  }
  /** Place orders. One order, a bracket or a group. The response may be an order question that requires a reply. */
  'POST /iserver/account/{accountId}/orders': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: OrdersBody
    }
    response: OrderSubmitSuccess[] | {
      error?: string
    } | OrderReplyMessage[] | AdvancedOrderReject
  }
  /** Reply to an order question. Reply immediately: another call in between may invalidate the question. A 503 does not mean that nothing happened. */
  'POST /iserver/reply/{replyId}': {
    input: {
      path: {
        /** Id of the order question. */
        replyId: string
      }
      body: {
        /** Whether to place the order. True may return another question; false drops the order. */
        confirmed: boolean
      }
    }
    response: OrderSubmitSuccess[] | OrderReplyMessage[] | {
      error?: string
    } | AdvancedOrderReject
  }
  /** Change an order. Repeat every field of the order with its new value. The body is the order itself. */
  'POST /iserver/account/{accountId}/order/{orderId}': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
        /** Order id assigned by IBKR, not your own reference. */
        orderId: string | number
      }
      body: OrderBody
    }
    response: OrderSubmitSuccess[] | {
      error?: string
    } | OrderReplyMessage[] | AdvancedOrderReject
  }
  /** Cancel an order. The response only confirms the request. -1 as order id cancels all working orders. */
  'DELETE /iserver/account/{accountId}/order/{orderId}': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
        /** Order id assigned by IBKR, not your own reference. */
        orderId: string | number
      }
      query?: {
        /** Futures only: whether a person cancels it. */
        manualIndicator?: boolean
        /** Person who cancels it. Omit it: accounts without the entitlement get a 500 (field 8089). */
        extOperator?: string
        /** Time of the manual cancellation, as epoch. */
        manualCancelTime?: number
      }
    }
    response: {
      msg?: 'Request was submitted' | (string & {})
      order_id?: number
      conid?: number
      account?: string | null
    } | {
      error?: string
    } | {
      msg?: string
      order_id?: string
      order_status?: string
      encrypt_message?: string
    }[]
  }
  /** Suppress order questions. At most 51 ids, for the rest of the brokerage session. IBKR then accepts orders without these questions. */
  'POST /iserver/questions/suppress': {
    input: {
      body: {
        /** Ids of the questions, as messageIds of a question names them. */
        messageIds: readonly ('o163' | 'o354' | 'o382' | 'o383' | 'o403' | 'o451' | 'o2136' | 'o2137' | 'o2165' | 'o10082' | 'o10138' | 'o10151' | 'o10152' | 'o10153' | 'o10164' | 'o10223' | 'o10288' | 'o10331' | 'o10332' | 'o10333' | 'o10334' | 'o10335' | 'o10336' | 'p6' | 'p12' | (string & {}))[]
      }
    }
    response: {
      status: string
    }
  }
  /** Reset suppressed questions. Ends every suppression of this brokerage session. */
  'POST /iserver/questions/suppress/reset': {
    input: {}
    response: {
      status: string
    }
  }
  /** Reply to a server prompt. For prompts from the WebSocket. The response is plain text. "Yes" can release an order. */
  'POST /iserver/notification': {
    input: {
      body: {
        /** Order that the prompt is about. */
        orderId?: number
        /** Id of the prompt. */
        reqId?: string
        /** The chosen option, exactly as the prompt offers it. */
        text?: string
      }
    }
    response: string
  }
  /** Search by symbol. Start here: returns the contract id. Strikes and info of a symbol require it. */
  'GET /iserver/secdef/search': {
    input: {
      query: {
        /** Symbol, company name or bond issuer. */
        symbol: string
        /** Search company names. Strikes stay empty after such a search. */
        name?: boolean
        /** Instrument type. Newer servers may ignore it. Default STK. */
        secType?: 'STK' | 'IND' | 'BOND'
        /** Return more matches. */
        more?: boolean
        /** Search funds. */
        fund?: boolean
        /** Only funds of this family. */
        fundFamilyConidEx?: string
        /** Treat the symbol as a pattern. */
        pattern?: boolean
        /** Origin of the search. */
        referrer?: string
      }
    }
    response: {
      bondid?: number
      conid?: string
      companyHeader: string
      companyName: string | null
      symbol: string | null
      description: string | null
      restricted: boolean | null | string
      fop?: string | null
      opt?: string | null
      war?: string | null
      sections: {
        secType: string
        months?: string
        exchange?: string
        conid?: string
        legSecType?: string
        showPrips?: boolean
      }[]
      issuers?: {
        id: string
        name: string
      }[]
      secType?: string
    }[]
  }
  /** Search by symbol, as a POST. The same search, with its fields in the body. */
  'POST /iserver/secdef/search': {
    input: {
      body: {
        /** Symbol, company name or bond issuer. */
        symbol: string
        /** Instrument type. Default STK. */
        secType?: 'STK' | 'IND' | 'BOND'
        /** Search company names instead of symbols. */
        name?: boolean
        /** Return more matches. */
        more?: boolean
        /** Search funds. */
        fund?: boolean
        /** Only funds of this family. */
        fundFamilyConidEx?: string
        /** Treat the symbol as a pattern. */
        pattern?: boolean
        /** Origin of the search. */
        referrer?: string
      }
    }
    response: {
      bondid?: number
      conid: string
      companyHeader: string
      companyName: string | null
      symbol: string | null
      description: string | null
      restricted: boolean | null
      fop?: string | null
      opt?: string | null
      war?: string | null
      sections: {
        secType: string
        months?: string
        exchange?: string
      }[]
      issuers?: {
        id?: string
        name?: string
      }[]
      secType?: string
    }[]
  }
  /** Option strikes. Both lists are empty unless the symbol was searched earlier in the session. */
  'GET /iserver/secdef/strikes': {
    input: {
      query: {
        /** Contract id, from the contract search. */
        conid: string | number
        /** Option, futures option or warrant. */
        sectype: 'OPT' | 'FOP' | 'WAR'
        /** Contract month in the format of the search, such as JAN27. */
        month: string
        /** Exchange; usually SMART. */
        exchange?: string
      }
    }
    response: {
      call?: number[]
      put?: number[]
    }
  }
  /** Contracts of a month and strike. Last step to the contract id of a derivative. Call the search first, and for options the strikes. */
  'GET /iserver/secdef/info': {
    input: {
      query?: {
        /** Contract id of the underlying. */
        conid?: string | number
        /** Instrument type. */
        sectype?: string
        /** Contract month in the format of the search, such as JAN27. */
        month?: string
        /** Exchange; usually SMART. */
        exchange?: string
        /** Strike price. */
        strike?: number
        /** Call or put. */
        right?: 'C' | 'P'
        /** Bond issuer, from the search. */
        issuerId?: string
        /** Bond filters, from the bond filter list. */
        filters?: string
      }
    }
    response: {
      conid?: number
      ticker?: string
      secType?: string
      listingExchange?: string
      exchange?: string
      companyName?: string
      currency?: string
      validExchanges?: string
      priceRendering?: null
      maturityDate?: string | null
      right?: 'P' | 'C' | (string & {})
      strike?: number
    }[]
  }
  /** Bond filters of an issuer. Maturities, coupons and currencies of the bonds of one issuer. */
  'GET /iserver/secdef/bond-filters': {
    input: {
      query: {
        /** Always BOND. */
        symbol: string
        /** Issuer id from the search. */
        issuerId: string
      }
    }
    response: {
      bondFilters: {
        displayText: 'Maturity Date' | 'Issue Date' | 'Coupon' | 'Currency' | (string & {})
        columnId: number
        options: {
          text?: string
          value: string
        }[]
      }[]
    }
  }
  /** Stocks by symbol. All companies and listings of one or more symbols. Symbols must be in capitals. */
  'GET /trsrv/stocks': {
    input: {
      query: {
        /** Symbols in capitals. */
        symbols: string | (readonly string[])
      }
    }
    response: Record<string, {
      name: string
      chineseName: string
      assetClass: string
      contracts: {
        conid: number
        exchange: string
        isUS: boolean
      }[]
    }[]>
  }
  /** Futures by symbol. Unexpired futures of one or more underlyings, with their dates. */
  'GET /trsrv/futures': {
    input: {
      query: {
        /** Underlying symbols. */
        symbols: string | (readonly string[])
        /** Exchange; usually SMART. */
        exchange?: string
      }
    }
    response: Record<string, {
      symbol: string
      conid: number
      underlyingConid: number
      expirationDate: number
      ltd: number
      shortFuturesCutOff: number
      longFuturesCutOff: number
    }[]>
  }
  /** All stocks of an exchange. Thousands of rows of symbol and contract id; stocks only. */
  'GET /trsrv/all-conids': {
    input: {
      query: {
        /** Exchange. */
        exchange: string
        /** Instrument type. Only stocks are supported. Default STK. */
        assetClass?: string
      }
    }
    response: {
      ticker: string
      conid: number
      exchange: string
    }[]
  }
  /** Details of a contract. Name, exchange, currency, type and trading class of one contract. */
  'GET /iserver/contract/{conid}/info': {
    input: {
      path: {
        /** Contract id, from the contract search. */
        conid: string | number
      }
    }
    response: {
      cfi_code?: string
      symbol?: string
      cusip?: string | null
      expiry_full?: string | null
      con_id?: number
      maturity_date?: string | null
      industry?: string
      instrument_type?: string
      trading_class?: string
      valid_exchanges?: string
      allow_sell_long?: boolean
      is_zero_commission_security?: boolean
      local_symbol?: string
      contract_clarification_type?: string | null
      classifier?: string | null
      currency?: string
      text?: string | null
      underlying_con_id?: number
      r_t_h?: boolean
      multiplier?: string | null
      underlying_issuer?: string | null
      contract_month?: string | null
      company_name?: string
      smart_available?: boolean
      exchange?: string
      category?: string
      strike?: string
      right?: string
      has_related_contracts?: boolean
    }
  }
  /** Details and trading rules of a contract. The details plus allowed order types, times in force and price increments. */
  'GET /iserver/contract/{conid}/info-and-rules': {
    input: {
      path: {
        /** Contract id, from the contract search. */
        conid: string | number
      }
      query?: {
        /** Rules for buying instead of selling. */
        isBuy?: boolean
      }
    }
    response: {
      cfi_code: string
      symbol: string
      cusip: string | null
      expiry_full: string | null
      con_id: number
      maturity_date: string | null
      industry: string
      instrument_type: string
      trading_class: string
      valid_exchanges: string
      allow_sell_long: boolean
      is_zero_commission_security: boolean
      local_symbol: string
      contract_clarification_type: string | null
      classifier: string | null
      currency: string
      text: string | null
      underlying_con_id: number
      r_t_h: boolean
      multiplier: string | null
      underlying_issuer: string | null
      contract_month: string | null
      company_name: string
      smart_available: boolean
      exchange: string
      category: string
      rules: {
        algoEligible: boolean
        allOrNoneEligible: boolean
        costReport: boolean
        canTradeAcctIds: string[]
        error: string | null
        orderTypes: AllowedOrderType[]
        ibAlgoTypes: AlgorithmOrderType[]
        fraqTypes: FractionalOrderType[]
        forceOrderPreview: boolean
        cqtTypes: FractionalOrderType[]
        orderDefaults: {
          LMT: {
            LP: string
          }
          MKT?: {}
        }
        orderTypesOutside: OutsideHoursOrderType[]
        defaultSize: number
        cashSize: number
        sizeIncrement: number
        tifTypes: string[]
        tifDefaults: {
          TIF: string
          SIZE: string
          DEFAULT_ACCT?: string
          PMALGO: boolean
        }
        limitPrice: number | null
        stopPrice?: number
        orderOrigination: string | null
        preview: boolean
        displaySize: number | null
        fraqInt: number
        cashCcy: string
        cashQtyIncr: number | null
        priceMagnifier: number | null
        negativeCapable: boolean
        incrementType: number
        incrementRules: {
          lowerEdge: number
          increment: number
        }[]
        hasSecondary: boolean
        modTypes?: unknown[]
        increment: number
        incrementDigits: number
        overnightEligible?: boolean
        stopprice: number | null
        ecCloseAsBuyOpposite: null
        eventCrossThreshold: null
      }
      strike?: string
      right?: string
      has_related_contracts: boolean
    }
  }
  /** Trading rules of a contract. Allowed order types and values for a contract, also for changing an existing order. */
  'POST /iserver/contract/rules': {
    input: {
      body: {
        /** Contract id. */
        conid: number
        /** Exchange to return the rules of. */
        exchange?: string
        /** Return the rules for buying (true) or selling (false). Default true. */
        isBuy?: boolean
        /** Return the rules for changing an order. Default false. */
        modifyOrder?: boolean
        /** The order that would be changed. */
        orderId?: number
      }
    }
    response: {
      algoEligible?: boolean
      allOrNoneEligible?: boolean
      costReport?: boolean
      canTradeAcctIds?: string[]
      error?: string | null
      orderTypes?: AllowedOrderType[]
      ibAlgoTypes?: AlgorithmOrderType[]
      fraqTypes?: FractionalOrderType[]
      forceOrderPreview?: boolean
      cqtTypes?: FractionalOrderType[]
      orderDefaults?: {
        LMT?: {
          LP?: string
        }
      }
      orderTypesOutside?: OutsideHoursOrderType[]
      defaultSize?: number
      cashSize?: number
      sizeIncrement?: number
      tifTypes?: string[]
      tifDefaults?: {
        TIF?: string
        SIZE?: string
        DEFAULT_ACCT?: string
        PMALGO?: boolean
      }
      limitPrice?: number
      stopPrice?: number
      orderOrigination?: string | null
      preview?: boolean
      displaySize?: number | null
      fraqInt?: number
      cashCcy?: string
      cashQtyIncr?: number
      priceMagnifier?: number | null
      negativeCapable?: boolean
      incrementType?: number
      incrementRules?: IncrementRule[]
      hasSecondary?: boolean
      modTypes?: unknown[]
      increment?: number
      incrementDigits?: number
      stopprice?: number
      eventCrossThreshold?: null
      ecCloseAsBuyOpposite?: null
    }
  }
  /** Order algorithms of a contract. IB algos and their parameters. The first response may be empty: send it again. */
  'GET /iserver/contract/{conid}/algos': {
    input: {
      path: {
        /** Contract id, from the contract search. */
        conid: string | number
      }
      query?: {
        /** Up to eight algo names, separated by semicolons. */
        algos?: string
        /** 1 adds descriptions. Default 0. */
        addDescription?: 0 | 1
        /** 1 adds parameters. Default 0. */
        addParams?: 0 | 1
      }
    }
    response: {
      algos?: {
        name?: string
        id?: string
        parameters?: {
          guiRank?: number
          defaultValue?: boolean | string
          name?: string
          id?: string
          legalStrings?: string[]
          required?: string
          valueClassName?: string
          description?: string
          minValue?: number
          maxValue?: number
        }[]
      }[]
    }
  }
  /** Definitions of several contracts. Up to 200 contracts in one call, without a brokerage session. */
  'GET /trsrv/secdef': {
    input: {
      query: {
        /** Contract ids. */
        conids: string | number | (readonly (string | number)[])
      }
    }
    response: SecurityDefinitions
  }
  /** Trading hours by symbol. Weekdays are dates in January 2000: Saturday is January 1. */
  'GET /trsrv/secdef/schedule': {
    input: {
      query: {
        /** Instrument type. */
        assetClass: 'STK' | 'OPT' | 'FUT' | 'CFD' | 'WAR' | 'SWP' | 'FND' | 'BND' | 'ICS'
        /** Symbol of the underlying. IBKR accepts either symbol or conid, not both. */
        symbol?: string
        /** Contract id, instead of the symbol. */
        conid?: string | number
        /** Only this venue. Default: all venues. SMART returns an empty list. */
        exchange?: string
        /** Only these venues. */
        exchangeFilter?: string
      }
    }
    response: {
      id: string
      tradeVenueId: string
      exchange: string
      description: string
      timezone: string
      schedules: {
        clearingCycleEndTime: string
        tradingScheduleDate: string
        sessions: {
          closingTime: string
          openingTime: string
          prop?: string
        }[]
        tradingtimes: {
          openingTime: string
          closingTime: string
          cancelDayOrders: string
          prop?: string
        }[]
      }[]
    }[]
  }
  /** Trading hours of a contract. Regular and extended hours of six days around today, in epoch seconds. */
  'GET /contract/trading-schedule': {
    input: {
      query: {
        /** Contract id. */
        conid: string | number
        /** Exchange; usually SMART. */
        exchange?: string
      }
    }
    response: {
      exchange_time_zone?: string
      schedules?: Record<string, {
        extended_hours?: {
          cancel_daily_orders?: boolean
          closing?: number
          opening?: number
        }[]
        liquid_hours?: {
          closing?: number
          opening?: number
        }[]
      }>
    }
  }
  /** Currency pairs. All pairs of a currency, with their contract ids. */
  'GET /iserver/currency/pairs': {
    input: {
      query: {
        /** Currency. */
        currency: string
      }
    }
    response: Record<string, {
      symbol: string
      conid: number
      ccyPair: string
    }[]>
  }
  /** Exchange rate. Price of one unit of the source currency in the target currency. */
  'GET /iserver/exchangerate': {
    input: {
      query: {
        /** Currency to convert from. */
        source: string
        /** Currency to convert to. */
        target: string
      }
    }
    response: {
      rate?: number
    }
  }
  /** Snapshot of quotes. The first call for a contract opens its stream and returns no values: send it again after half a second. Up to 100 contracts and 50 fields. */
  'GET /iserver/marketdata/snapshot': {
    input: {
      query: {
        /** Contract ids, at most 100. */
        conids: string | number | (readonly (string | number)[])
        /** Field ids: 31 last, 84 bid, 86 ask, 55 symbol, 87 volume and many more. */
        fields: string | number | (readonly (string | number)[])
      }
    }
    response: MarketDataSnapshot[]
  }
  /** Historical bars. At most 1000 bars per call, truncated without notice, and at most ten calls per second. High, low and volume have factors. */
  'GET /iserver/marketdata/history': {
    input: {
      query: {
        /** Contract id. */
        conid: string | number
        /** Period before now: 30min, 8h, 5d, 1w, 6m or 1y, in lower case. m means month. Default 1d. */
        period: string
        /** Bar size: 1min, 1h, 1d, 1w or 1m. Default 1min. */
        bar: string
        /** Exchange. Default: the primary exchange. */
        exchange?: string
        /** Include bars outside regular trading hours. Default false. */
        outsideRth?: boolean
        /** End of the window in UTC, or its start with direction 1. Default: the newest bars. */
        startTime?: string
        /** -1 goes back from startTime. 1 goes forward and fails for some contracts, such as SPY and QQQ. Default -1. */
        direction?: -1 | 1
        /** Price source of the bars. Some servers call trades Last. Default Last. */
        source?: 'Trades' | 'Last' | 'Midpoint' | 'Bid_Ask'
      }
    }
    response: {
      serverId?: string
      symbol?: string
      text?: string
      priceFactor?: number
      startTime?: string
      high?: string
      low?: string
      timePeriod?: string
      barLength?: number
      mdAvailability?: string
      outsideRth?: boolean
      tradingDayDuration?: number
      volumeFactor?: number
      priceDisplayRule?: number
      priceDisplayValue?: string
      chartPanStartTime?: string
      direction?: number
      negativeCapable?: boolean
      messageVersion?: number
      travelTime?: number
      data?: {
        o?: number
        c?: number
        h?: number
        l?: number
        v?: number
        t?: number
      }[]
      points?: number
      mktDataDelay?: number
    }
  }
  /** Close the stream of a contract. Frees the market data line of a snapshot. Also stops smd updates of this contract on the WebSocket. */
  'POST /iserver/marketdata/unsubscribe': {
    input: {
      body: {
        /** Contract of the stream to close. */
        conid: number
      }
    }
    response: {
      success: boolean
    }
  }
  /** Close all streams. A GET with an effect: it ends every stream of the session, including smd updates on the WebSocket. */
  'GET /iserver/marketdata/unsubscribeall': {
    input: {}
    response: {
      unsubscribed?: boolean
    }
  }
  /** Scanner parameters. Scan types, instruments, locations and filters. Large; at most once every 15 minutes. */
  'GET /iserver/scanner/params': {
    input: {}
    response: {
      scan_type_list?: {
        display_name?: string
        code?: string
        instruments?: string[]
      }[]
      instrument_list?: {
        display_name?: string
        type?: string
        filters?: string[]
      }[]
      filter_list?: {
        group?: string
        display_name?: string
        code?: string
        type?: string
        combo_values?: {
          default?: boolean
          vendor?: Record<string, unknown> | null
        }[]
      }[]
      location_tree?: {
        display_name?: string
        type?: string
        locations?: {
          display_name?: string
          type?: string
          locations?: {
            display_name?: string
            type?: string
          }[]
        }[]
      }[]
    }
  }
  /** Run a scan. At most 50 contracts. The codes are in the scanner parameters. */
  'POST /iserver/scanner/run': {
    input: {
      body: {
        /** Instrument type: a code from instrument_list. */
        instrument?: string
        /** Ranking: a code from scan_type_list. */
        type?: string
        /** Location: a code from location_tree. */
        location?: string
        /** Further conditions for the results. */
        filter?: readonly {
          /** Filter: a code from filter_list. */
          code?: string
          /** Value to compare with. */
          value?: number | string | boolean
        }[]
      }
    }
    response: {
      contracts: {
        server_id: string
        column_name?: string
        symbol: string
        conidex: string
        con_id: number
        available_chart_periods: string
        company_name: string
        contract_description_1: string
        listing_exchange: string
        sec_type: string
        scan_data?: string
      }[]
      scan_data_column_name: string
    }
  }
  /** All watchlists. Names and ids, without the rows. */
  'GET /iserver/watchlists': {
    input: {
      query?: {
        /** Only your own lists. */
        SC?: 'USER_WATCHLIST'
      }
    }
    response: {
      data: {
        scanners_only: boolean
        show_scanners: boolean
        bulk_delete: boolean
        user_lists: {
          is_open: boolean
          read_only: boolean
          name: string
          modified: number
          id: string
          type: 'watchlist' | (string & {})
        }[]
      }
      action: 'content' | (string & {})
      MID: string
    }
  }
  /** One watchlist. The rows of one list. The first read returns little more than contract id and name. */
  'GET /iserver/watchlist': {
    input: {
      query: {
        /** Watchlist id, digits only. */
        id: string
      }
    }
    response: {
      id?: string
      hash?: string
      name?: string
      readOnly?: boolean
      instruments?: {
        ST?: AssetClass
        C?: string
        conid?: number
        name?: string
        fullName?: string
        assetClass?: AssetClass
        ticker?: string
        chineseName?: string
        H?: string
      }[]
    }
  }
  /** Save a watchlist. An existing id overwrites that list. A row is a contract (C) or a blank line (H). */
  'POST /iserver/watchlist': {
    input: {
      body: {
        /** Your own number for the list; an id in use is overwritten. */
        id: string
        /** Name as TWS and the portal show it. */
        name: string
        /** The rows from top to bottom. A contract may occur only once. */
        rows: readonly {
          /** Contract id of the row. */
          C?: number
          /** Empty text: a blank row instead of a contract. */
          H?: string
        }[]
      }
    }
    response: {
      id: string
      hash: string
      name: string
      readOnly: boolean
      instruments: string[]
    }
  }
  /** Delete a watchlist. Cannot be undone. */
  'DELETE /iserver/watchlist': {
    input: {
      query: {
        /** Watchlist id, digits only. */
        id: string
      }
    }
    response: {
      data?: {
        deleted?: string
      }
      action?: 'context' | (string & {})
      MID?: string
    }
  }
  /** Alerts of an account. Names, states and ids. */
  'GET /iserver/account/{accountId}/alerts': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      account: string
      alert_active: number
      alert_name: string
      alert_repeatable: number
      alert_triggered: boolean
      order_id: number
      order_time: string
    }[]
  }
  /** One alert. Conditions of one alert. Without type=Q IBKR rejects the call. */
  'GET /iserver/account/alert/{alertId}': {
    input: {
      path: {
        /** Alert id, from the alerts call. */
        alertId: string | number
      }
      query: {
        /** Always Q. */
        type: 'Q'
      }
    }
    response: {
      account?: string
      order_id?: number
      alertName?: string
      tif?: string
      expire_time?: string | null
      alert_active?: number
      alert_repeatable?: number
      alert_email?: string
      alert_send_message?: number
      alert_message?: string
      alert_show_popup?: number
      alert_play_audio?: number | null
      order_status?: 'Presubmitted' | 'Submitted' | (string & {})
      alert_triggered?: boolean
      fg_color?: string
      bg_color?: string
      order_not_editable?: boolean
      itws_orders_only?: number
      alert_mta_currency?: string | null
      alert_mta_defaults?: string | null
      tool_id?: number | null
      time_zone?: string | null
      alert_default_type?: number | null
      condition_size?: number
      condition_outside_rth?: number
      conditions?: {
        condition_type?: number
        conidex?: string
        contract_description_1?: string
        condition_operator?: string
        condition_trigger_method?: string
        condition_value?: string
        condition_logic_bind?: string
        condition_time_zone?: string | null
      }[]
      alert_name?: string
    }
  }
  /** The mobile trading alert. Each user has exactly one. */
  'GET /iserver/account/mta': {
    input: {}
    response: {
      account?: string
      order_id?: number
      alertName?: string
      tif?: string
      expire_time?: string | null
      alert_active?: number
      alert_repeatable?: number
      alert_email?: string
      alert_send_message?: number
      alert_message?: string | null
      alert_show_popup?: number
      alert_play_audio?: number | null
      order_status?: string
      alert_triggered?: boolean
      fg_color?: string
      bg_color?: string
      order_not_editable?: boolean
      itws_orders_only?: number
      alert_mta_currency?: string
      alert_mta_defaults?: string
      tool_id?: number
      time_zone?: string
      alert_default_type?: number | null
      condition_size?: number
      condition_outside_rth?: number
      conditions?: {
        condition_type?: number
        conidex?: string
        contract_description_1?: string
        condition_operator?: string | null
        condition_trigger_method?: number | null
        condition_value?: string
        condition_logic_bind?: string
        condition_time_zone?: string | null
      }[]
      alert_name?: string
    }
  }
  /** Create or change an alert. With an order id it changes that alert. The name cannot change. */
  'POST /iserver/account/{accountId}/alert': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: {
        /** Id of the alert to change. Omit it for a new one. */
        orderId?: number
        /** Name of the alert; it cannot change later. */
        alertName: string
        /** Text of the notification. */
        alertMessage: string
        /** Whether the alert can trigger more than once. */
        alertRepeatable: 0 | 1
        /** Email address for notifications. */
        email?: string
        /** Expiry of the alert. */
        expireTime?: string
        /** Show the alert only in TWS. */
        iTWSOrdersOnly?: 0 | 1
        /** Also trigger outside regular trading hours. */
        outsideRth: 0 | 1
        /** Send an email when the alert triggers. */
        sendMessage?: 0 | 1
        /** Show a window in TWS when the alert triggers. */
        showPopup?: 0 | 1
        /** Time in force of the alert. */
        tif: 'GTC' | 'GTD'
        /** Conditions that trigger the alert. */
        conditions: readonly {
          /** Watched value. */
          type: 1 | 3 | 4 | 5 | 6 | 7 | 8 | 9
          /** Watched contract and exchange. */
          conidex: string
          /** Comparison with the value. A filter in front of IBKR rejects both operators. */
          operator: '>=' | '<='
          /** Price method; 0 is the default. Default 0. */
          triggerMethod: string
          /** Threshold, as text. */
          value: string
          /** Operator between this condition and the next one. */
          logicBind: 'a' | 'o' | 'n'
          /** Time zone of a condition on time, such as US/Eastern. */
          timeZone?: string
        }[]
      }
    }
    response: {
      request_id?: number | null
      order_id?: number
      success?: boolean
      text?: string
      order_status?: string | null
      warning_message?: string | null
    }
  }
  /** Activate or deactivate an alert. Set alertActive to 1 or 0. */
  'POST /iserver/account/{accountId}/alert/activate': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: {
        /** Id of the alert; 0 means all of them. */
        alertId: number
        /** Whether the alert is active. */
        alertActive: 1 | 0
      }
    }
    response: AlertActivationResponse
  }
  /** Delete an alert. Alert id 0 deletes all alerts of the account. */
  'DELETE /iserver/account/{accountId}/alert/{alertId}': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
        /** Alert id, from the alerts call. */
        alertId: string | number
      }
      body: {}
    }
    response: AlertActivationResponse
  }
  /** Number of unread notifications. One number, BN. Available a second or two after a login. */
  'GET /fyi/unreadnumber': {
    input: {}
    response: {
      BN: number
    }
  }
  /** Notifications. The newest ten at most. Available a second or two after a login. */
  'GET /fyi/notifications': {
    input: {
      query: {
        /** Maximum number, up to 10. */
        max: number
        /** Only these type codes. */
        include?: string
        /** All except these type codes. */
        exclude?: string
        /** Only notifications older than the one with this id. */
        id?: string
      }
    }
    response: Notification[]
  }
  /** Mark a notification as read. IBKR also acknowledges ids that do not exist. */
  'PUT /fyi/notifications/{notificationId}': {
    input: {
      path: {
        /** Notification id, from the notifications call. */
        notificationId: string
      }
    }
    response: {
      V: number
      T: number
      P: {
        R: number
        ID: string
      }
    }
  }
  /** Notification types. Every type code, its name and whether it is enabled. */
  'GET /fyi/settings': {
    input: {}
    response: {
      A: number
      FC: string
      H: number
      FD: string
      FN: string
    }[]
  }
  /** Enable or disable a notification type. Applies to all your platforms. */
  'POST /fyi/settings/{typecode}': {
    input: {
      path: {
        /** Two characters for a notification type. */
        typecode: string
      }
      body: {
        /** Whether notifications of this type are sent. */
        enabled: boolean
      }
    }
    response: {
      V: number
      T: number
    }
  }
  /** Disclaimer of a notification type. The legal text of a type code. */
  'GET /fyi/disclaimer/{typecode}': {
    input: {
      path: {
        /** Two characters for a notification type. */
        typecode: string
      }
    }
    response: {
      FC?: string
      DT?: string
    }
  }
  /** Mark a disclaimer as read. Confirms that you have read it. */
  'PUT /fyi/disclaimer/{typecode}': {
    input: {
      path: {
        /** Two characters for a notification type. */
        typecode: string
      }
    }
    response: {
      V: number
      T: number
    }
  }
  /** Delivery options. Email and registered devices. */
  'GET /fyi/deliveryoptions': {
    input: {}
    response: {
      E: {
        NM: string
        I: string
        UI: string
        A: number
      }[]
      M: number
    }
  }
  /** Enable or disable email. The value is in the query, not in a body. */
  'PUT /fyi/deliveryoptions/email': {
    input: {
      query: {
        /** Whether to send email. */
        enabled: 'true' | 'false'
      }
    }
    response: {
      V?: number
      T?: number
    }
  }
  /** Enable or disable a device. Names and ids come from the delivery options. */
  'POST /fyi/deliveryoptions/device': {
    input: {
      body: {
        /** Display name of the device. */
        deviceName: string
        /** Device id, from the delivery options. */
        deviceId: string
        /** Name shown in the settings. */
        uiName: string
        /** Whether the device receives notifications. */
        enabled: boolean
      }
    }
    response: {
      V: number
      T: number
    }
  }
  /** Delete a device. The response to a success is empty. */
  'DELETE /fyi/deliveryoptions/{deviceId}': {
    input: {
      path: {
        /** Device id, from the delivery options. */
        deviceId: string
      }
    }
    response: undefined
  }
  /** Performance over a period. Net asset value and returns. Several accounts are combined. At most once every 15 minutes. */
  'POST /pa/performance': {
    input: {
      body: {
        /** Accounts to include. */
        acctIds: readonly string[]
        /** Period that the values cover. Default 1Y. */
        period: '1D' | '7D' | 'MTD' | '1M' | 'YTD' | '1Y'
      }
    }
    response: {
      currencyType: string
      rc?: number
      nav: {
        data: {
          idType: string
          navs: number[]
          start: string
          end: string
          id: string
          startNAV: {
            date: string
            val: number
          }
          baseCurrency: string
        }[]
        freq: string
        dates: string[]
      }
      nd: number
      cps: PerformanceSeries
      tpps: PerformanceSeries
      id: string
      included: string[]
      pm: string
    }
  }
  /** Performance over all periods. Performance for every period in one call. */
  'POST /pa/allperiods': {
    input: {
      query?: {
        /** Documented by name only. */
        param?: string
      }
      body: {
        /** Accounts to include. */
        acctIds: readonly string[]
      }
    }
    response: {
      currencyType?: string
      rc?: number
      view?: string[]
      nd?: number
      id?: string
      included?: string[]
      pm?: string
      [key: string]: {
        lastSuccessfulUpdate?: string
        start?: string
        periods?: string[]
        end?: string
        baseCurrency?: string
        [key: string]: {
          cps?: number[]
          dates?: string[]
          freq?: string
          nav?: number[]
          startNav?: {
            date?: string
            val?: number
          }
          startNAV?: {
            date?: string
            val?: number
          }
        } | string | string[] | undefined
      } | string | number | string[] | undefined
    }
  }
  /** Transactions in a contract. One contract per call, for a number of days. acctIds, conids and currency are required. */
  'POST /pa/transactions': {
    input: {
      body: {
        /** Accounts to include. */
        acctIds: readonly string[]
        /** The contract. IBKR accepts only one. */
        conids: readonly number[]
        /** Currency of the amounts. */
        currency: string
        /** Days to look back. Default 90. */
        days?: number
      }
    }
    response: {
      rc?: number
      nd: number
      rpnl: {
        data: {
          date?: string
          cur?: string
          fxRate?: number
          side?: string
          acctid?: string
          amt?: string
          conid?: string
        }[]
        items?: {
          date?: string
          cur?: string
          fxRate?: number
          side?: 'L' | 'G' | (string & {})
          acctid?: string
          amt?: number
          conid?: string
        }
        amt: string
      }
      currency: string
      from: number
      id: string
      to: number
      includesRealTime?: boolean
      transactions: {
        date: string
        cur: string
        fxRate: number
        pr: number
        qty: number
        acctid: string
        amt: number
        conid: number
        type: string
        desc: string
        rawDate: string
      }[]
    }
  }
  /** Allocation of several accounts. New in 2026. Replaces the older call under portfolio. */
  'POST /pa/allocation': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Allocatable accounts. Subaccounts with the values used by allocation methods. */
  'GET /iserver/account/allocation/accounts': {
    input: {}
    response: {
      accounts?: {
        data?: {
          value?: string
          key?: string
        }[]
        name?: string
      }[]
    }
  }
  /** Allocation groups. Names, methods and sizes. */
  'GET /iserver/account/allocation/group': {
    input: {}
    response: {
      data?: {
        allocation_method?: string
        size?: number
        name?: string
      }[]
    }
  }
  /** One allocation group. A POST that only reads: the name is in the body. */
  'POST /iserver/account/allocation/group/single': {
    input: {
      body: {
        /** Name of the group. */
        name: string
      }
    }
    response: {
      name?: string
      accounts?: {
        name?: string
      }[]
      default_method?: 'A' | 'E' | 'N' | 'C' | 'P' | 'R' | 'S' | (string & {})
    }
  }
  /** Create an allocation group. Methods: A equity, E equal, N net liquidation, C cash, P percent, R ratio, S shares. */
  'POST /iserver/account/allocation/group': {
    input: {
      body: {
        /** Name of the new group. */
        name: string
        /** The accounts of the group. */
        accounts: readonly AllocationGroupAccount[]
        /** Method that divides an order for the group. Default N. */
        default_method: AllocationMethodCode
      }
    }
    response: {
      success?: boolean
    }
  }
  /** Change an allocation group. Replaces the group: fields missing from the body are lost. */
  'PUT /iserver/account/allocation/group': {
    input: {
      body: {
        /** New name of the group. */
        name: string
        /** Current name of the group, if the name changes. */
        prev_name?: string
        /** The accounts of the group. */
        accounts: readonly AllocationGroupAccount[]
        /** Method that divides an order for the group. Default N. */
        default_method: AllocationMethodCode
      }
    }
    response: {
      success?: boolean
    }
  }
  /** Delete an allocation group. A POST that deletes: the name is in the body. */
  'POST /iserver/account/allocation/group/delete': {
    input: {
      body: {
        /** Name of the group to delete. */
        name: string
      }
    }
    response: {
      success?: boolean
    }
  }
  /** Allocation presets. The default allocation of orders. */
  'GET /iserver/account/allocation/presets': {
    input: {}
    response: {
      group_auto_close_positions?: boolean
      default_method_for_all?: 'AvailableEquity' | 'E' | 'N' | 'C' | 'P' | 'R' | 'S' | (string & {})
      profiles_auto_close_positions?: boolean
      strict_credit_check?: boolean
      group_proportional_allocation?: boolean
    }
  }
  /** Save allocation presets. Applies to the next order that has no method of its own. */
  'POST /iserver/account/allocation/presets': {
    input: {
      body: {
        /** Close the positions of a group automatically. */
        group_auto_close_positions?: boolean
        /** Default allocation method of orders. */
        default_method_for_all?: 'AvailableEquity' | 'E' | 'N' | 'C' | 'P' | 'R' | 'S'
        /** Close the positions of a profile automatically. */
        profiles_auto_close_positions?: boolean
        /** Check the credit of every account before an order is sent. */
        strict_credit_check?: boolean
        /** Divide partial fills in proportion. */
        group_proportional_allocation?: boolean
      }
    }
    response: {
      success?: boolean
    }
  }
  /** Models. All model portfolios of the adviser. */
  'POST /fa/model/list': {
    input: {
      body: SubscriptionBody
    }
    response: {
      baseCcy?: string
      masterAccount?: string
      models?: {
        bootstrapped?: boolean
        ci?: boolean
        desc?: string
        isStatic?: boolean
        mismatch?: boolean
        model?: string
        nlv?: string
        numAccounts?: number
      }[]
      reqID?: number
      subscriptionStatus?: number
    }
  }
  /** Summary of a model. Value, cash and profit of one model. */
  'POST /fa/model/summary': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Name of the model portfolio. */
        model?: string
        /** Empty text to poll for changes; otherwise omit it. */
        subscriptionKey?: string
      }
    }
    response: {
      bootstrapped?: boolean
      ci?: boolean
      desc?: string
      isStatic?: boolean
      mismatch?: boolean
      model?: string
      nlv?: string
      numAccounts?: number
      reqID?: number
      subscriptionStatus?: number
    }
  }
  /** Positions of a model. Targets and holdings. */
  'POST /fa/model/positions': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Name of the model portfolio. */
        model?: string
        /** Column that the positions are sorted by. */
        sortField?: 'actl' | 'actlRangeMax' | 'actlRangeMin' | 'ccy' | 'cid' | 'dlv' | 'instrImbalance' | 'instrument' | 'mismatchType' | 'mv' | 'position' | 'target'
        /** Ascending or descending. */
        sortDirection?: 'ASC' | 'DESC'
        /** Maximum number of positions. */
        limit?: number
        /** Empty text to poll for changes; otherwise omit it. */
        subscriptionKey?: string
      }
    }
    response: {
      cash?: {
        actl?: string
        ccy?: string
        exrt?: string
        instrImbalance?: string
        mv?: string
        trgt?: string
      }[]
      mismatched?: boolean
      model?: string
      nlv?: number
      positionList?: {
        actl?: string
        actlRangeMax?: string
        actlRangeMin?: string
        ccy?: string
        cid?: number
        dlv?: string
        exrt?: string
        flg?: number
        instrImbalance?: string
        instrument?: string
        mismatchType?: number
        mv?: string
        position?: string
        trgt?: string
      }[]
      positionTs?: number
      reqID?: number
      stkOnly?: boolean
      subscriptionStatus?: number
      totalDlv?: number
      totalMv?: number
    }
  }
  /** Accounts of a model. Invested accounts and amounts. */
  'POST /fa/model/accounts-details': {
    input: {
      body: {
        /** Also calculate profit and loss. */
        calcPnls?: boolean
        /** Name of the model portfolio. */
        model?: string
        /** Your own number; the response repeats it. */
        reqID?: number
      }
    }
    response: {
      accountInfoList?: {
        account?: string
        acctImbalance?: string
        alias?: string
        baseCcyAccount?: string
        costBasis?: string
        exrt?: number
        indCash?: string
        nlv?: string
        numInstrOutsideRange?: number
        unrealPnL?: string
      }[]
      baseCcyMaster?: string
      model?: string
      reqID?: number
    }
  }
  /** Investments in a model. Despite its name, only lists invested accounts. */
  'POST /fa/model/invest-divest-positions': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Name of the model portfolio. */
        model?: string
        /** Status in the last response, while you poll. */
        subscriptionStatus?: number
      }
    }
    response: {
      accountList?: {
        account?: string
        accountModelNlv?: string
        accountOtherModelsNlv?: string
        alias?: string
        baseCcyAccount?: string
        baseCcyAccountPrc?: string
        exrt?: number
        indCashNlv?: string
        indPosNlv?: string
        nlv?: string
      }[]
      baseCcyMaster?: string
      baseCcyMasterPrc?: string
      model?: string
      reqID?: number
      subscriptionStatus?: number
    }
  }
  /** Rebalancing presets. How models are rebalanced to their targets. */
  'POST /fa/fa-preset/get': {
    input: {
      body: SubscriptionBody
    }
    response: {
      avoidNegativeCashInCore?: boolean
      cashQtyEstimateFactor?: number
      closeDivestCorePosition?: boolean
      fullyInvestExistingLongPositions?: boolean
      keepModelOpen?: boolean
      preferCrossWithIndependent?: boolean
      preferTransferFromIndependent?: boolean
      reqID?: number
      roundAllocExchBoardLot?: boolean
      subscriptionStatus?: number
      useNonBaseCcy?: boolean
      useToleranceRange?: boolean
    }
  }
  /** Save rebalancing presets. Applies to the next rebalancing. */
  'POST /fa/fa-preset/save': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Prevent negative cash outside of the models. */
        avoidNegativeCashInCore?: boolean
        /** Safety margin for estimated cash quantities, in percent. */
        cashQtyEstimateFactor?: number
        /** Close positions that a divestment leaves outside of the models. */
        closeDivestCorePosition?: boolean
        /** Use existing long positions before buying. */
        fullyInvestExistingLongPositions?: boolean
        /** Keep the model in the account after its last cash is withdrawn. */
        keepModelOpen?: boolean
        /** Match positions outside of the models first. */
        preferCrossWithIndependent?: boolean
        /** Transfer positions from outside of the models first. */
        preferTransferFromIndependent?: boolean
        /** Round quantities to the exchange's lots. */
        roundAllocExchBoardLot?: boolean
        /** Status in the last response. */
        subscriptionStatus?: number
        /** Also use cash in other currencies than the base. */
        useNonBaseCcy?: boolean
        /** Do not change positions that are within their range. */
        useToleranceRange?: boolean
      }
    }
    response: {
      error?: string
      reqID?: number
      subscriptionStatus?: number
      success?: boolean
    }
  }
  /** Save the targets of a model. New targets can lead to orders in every invested account. */
  'POST /fa/model/save': {
    input: {
      body: {
        /** Name of the model. */
        model: string
        /** Description of the model. */
        desc: string
        /** Static models keep their targets; dynamic ones follow the market. */
        isStatic: boolean
        /** Target cash per currency. */
        cashTargets: readonly {
          /** Currency. */
          ccy?: string
          /** Target share of the model. */
          target?: number
        }[]
        /** Wanted positions. */
        positionTargets: readonly {
          /** Contract id. */
          conid?: number
          /** Target share of the model. */
          target?: number
        }[]
        /** Your own number; the response repeats it. */
        reqID?: number
      }
    }
    response: {
      reqID?: number
      success?: boolean
    }
  }
  /** Invest in or withdraw from a model. Prepares the transfers of accounts into or out of a model. */
  'POST /fa/model/invest-divest': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Name of the model portfolio. */
        model?: string
        /** Accounts that invest or withdraw. */
        accountList?: readonly {
          /** Account id. */
          account?: string
          /** Amount to invest; negative to withdraw. */
          amtToInvest?: number
        }[]
        /** Empty text to poll for changes; otherwise omit it. */
        subscriptionKey?: string
      }
    }
    response: {
      reqID?: string
      subscriptionKey?: string | null
      subscriptionStatus?: number
    }
  }
  /** Submit the orders of a model. Submits all prepared orders. */
  'POST /fa/model/submit-transfers': {
    input: {
      body: {
        /** Your own number; the response repeats it. */
        reqID?: number
        /** Id of the transfer to execute. */
        fpOrderId?: number
      }
    }
    response: {
      reqID?: number
      success?: boolean
    }
  }
  /** Categories. Start here: all categories and their markets. */
  'GET /forecast/category/tree': {
    input: {}
    response: {
      categories: Record<string, {
        name: string
        parent_id?: string
        markets?: {
          name: string
          symbol: string
          exchange: string
          conid: number
          product_conid: number
        }[]
      }>
    }
  }
  /** Contracts of a market. Every strike and date of one underlying market. */
  'GET /forecast/contract/market': {
    input: {
      query: {
        /** Contract id of the market, from the categories. */
        underlyingConid: string | number
        /** Exchange. */
        exchange?: string
      }
    }
    response: {
      market_name: string
      exchange: string
      symbol: string
      logo_category: string
      exclude_historical_data: boolean
      contracts: {
        conid: number
        side: string
        expiration: string
        strike: number
        strike_label: string
        expiry_label: string
        underlying_conid: number
        time_specifier: string
      }[]
      payout: number
    }
  }
  /** Details of an event contract. Question, side, strike and expiry. */
  'GET /forecast/contract/details': {
    input: {
      query: {
        /** Contract id of the event contract. */
        conid: string | number
      }
    }
    response: {
      conid_yes?: number
      conid_no?: number
      question?: string
      side?: string
      strike_label?: string
      strike?: number
      exchange?: string
      expiration?: string
      symbol?: string
      logo_category?: string
      measured_period?: string
      market_name?: string
      underlying_conid?: number
      category?: string
      payout?: number
    }
  }
  /** Rules of an event contract. How the outcome is determined and paid. */
  'GET /forecast/contract/rules': {
    input: {
      query: {
        /** Contract id of the event contract. */
        conid: string | number
      }
    }
    response: {
      asset_class?: string
      description?: string
      market_name?: string
      measured_period?: string
      threshold?: string
      source_agency?: string
      data_and_resolution_link?: string
      last_trade_time?: number
      product_code?: string
      market_rules_link?: string
      release_time?: number
      payout_time?: number
      payout?: string
      price_increment?: string
      exchange_timezone?: string
    }
  }
  /** Trading hours of an event contract. Trading hours in the time zone of the exchange. */
  'GET /forecast/contract/schedules': {
    input: {
      query: {
        /** Contract id of the event contract. */
        conid: string | number
      }
    }
    response: {
      timezone: string
      trading_schedules: {
        day_of_week: string
        trading_times: {
          open: string
          close: string
        }[]
      }[]
    }
  }
  /** Request token (OAuth 1.0a). First step, for third parties only. Your own keys get an error. */
  'POST /oauth/request_token': {
    input: {}
    response: {
      oauth_token?: string
    }
  }
  /** Access token (OAuth 1.0a). Second step, for third parties only. Your own access token is on the registration page. */
  'POST /oauth/access_token': {
    input: {}
    response: {
      is_true?: boolean
      oauth_token?: string
      oauth_token_secret?: string
      is_paper?: boolean
    }
  }
  /** Live session token (OAuth 1.0a). A Diffie-Hellman exchange. Its result signs every other call for about a day. */
  'POST /oauth/live_session_token': {
    input: {}
    response: {
      diffie_hellman_challenge?: string
      live_session_token_signature?: string
      live_session_token_expiration?: number
      diffie_hellman_response?: string
    }
  }
  /** Access token (OAuth 2.0). Exchanges a signed assertion for a bearer token. Form encoded, not JSON. */
  'POST /oauth2/api/v1/token': {
    input: {
      body: URLSearchParams
    }
    response: {
      access_token?: string
      refresh_token?: string
      id_token?: string
      token_type?: string
      scope?: string
      expires_in?: number
    }
  }
  /** Brokerage session of a user (OAuth 2.0). Second step of OAuth 2.0: the body is a signed JWT, the response is the bearer token for trading. */
  'POST /gw/api/v1/sso-sessions': {
    input: {
      body: {
        /** IBKR username. */
        credential: string
        /** Public IP address of the user. */
        ip: string
        /** Service for the session. */
        service?: string
        /** Other allowed IP addresses. */
        alternativeIps?: readonly string[]
      }
      jwt: true
    }
    response: {
      active?: boolean
      access_token?: string
      token_type?: string
    }
  }
  /** Browser session for a user (OAuth 2.0). Returns an address that logs a user in to a white-label portal. */
  'POST /gw/api/v1/sso-browser-sessions': {
    input: {
      body: {
        /** IBKR username. */
        credential: string
        /** Public IP address of the user. */
        ip: string
      }
      jwt: true
    }
    response: {
      active?: boolean
      url?: string
    }
  }
  /** Submitted application. By account id or by your own id. */
  'GET /gw/api/v1/accounts': {
    input: {
      query?: {
        /** Account. */
        accountId?: string
        /** Your own id of the applicant. */
        externalId?: string
      }
    }
    response: {
      accountId?: string
      requestFileName?: string
      responseFileName?: string
    } | {
      isProcessed?: boolean
      name?: string
      data?: Record<string, unknown>
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
    }
  }
  /** Apply for an account. The application is the payload of a signed JWT. */
  'POST /gw/api/v1/accounts': {
    input: {
      body: {
        /** The application. */
        application?: {
          /** The customer who applies. */
          customer?: ApplicationCustomer
          /** The accounts that are opened. */
          accounts?: readonly ApplicationAccount[]
          /** The users. */
          users?: readonly User[]
          /** The documents. */
          documents?: readonly SignedDocument[]
          /** Other accounts of the same holder. */
          additionalAccounts?: readonly AdditionalAccount[]
          /** Master account of the new account. */
          masterAccountId?: string
          /** Your own id, or that of IBKR where it has given one. */
          id?: string
          /** Language that the answers are written in. */
          inputLanguage?: InputLanguage
          /** Whether the text has been translated. */
          translation?: boolean
          /** Whether it is a paper account. */
          paperAccount?: boolean
          /** The questions. */
          questionnaires?: {
            /** The questions. */
            questionnaire?: readonly Questionnaire[]
          }
        }
      }
      jwt: true
    }
    response: RequestFile | RequestInfoResponse
  }
  /** Change an account. Personal data, permissions and fees, as a signed JWT. */
  'PATCH /gw/api/v1/accounts': {
    input: {
      body: {
        /** The requested changes. */
        accountManagementRequests?: {
          /** Changes your own id. */
          updateExternalId?: {
            /** Account at IBKR. */
            accountId?: string
            /** Your new id. */
            newExternalId?: string
          }
          /** Changes the property profile. */
          updatePropertyProfile?: {
            /** Account at IBKR. */
            accountId?: string
            /** Property profile. */
            propertyProfile?: string
          }
          /** Changes the alias of the account. */
          updateAccountAlias?: {
            /** Account at IBKR. */
            accountId?: string
            /** Name of the account that you choose. */
            accountAlias?: string
          }
          /** Changes the base currency of the account. */
          changeBaseCurrency?: {
            /** Account at IBKR. */
            accountId?: string
            /** The new currency. */
            newBaseCurrency?: string
          }
          /** Abandons unfinished applications. */
          abandonAccount?: AbandonAccount
          /** Adds a user to an account. */
          addNewUser?: {
            /** Account at IBKR. */
            accountId?: string
            /** Prefix of the username. */
            prefix?: string
            /** The user. */
            userDetails?: {
              /** Name. */
              name?: PersonName
              /** Name in its original script. */
              nativeName?: PersonName
              /** Name at birth. */
              birthName?: PersonName
              /** Mother's name at birth. */
              motherMaidenName?: PersonName
              /** Day of birth. */
              dateOfBirth?: string
              /** Country of birth. */
              countryOfBirth?: string
              /** City of birth. */
              cityOfBirth?: string
              /** Gender. */
              gender?: Gender
              /** Marital status. */
              maritalStatus?: MaritalStatus
              /** Number of dependents. */
              numDependents?: number
              /** Address of residence. */
              residenceAddress?: PlaceOfBusinessAddress
              /** Postal address. */
              mailingAddress?: PlaceOfBusinessAddress
              /** Telephones. */
              phones?: readonly Phone[]
              /** E-mail address. */
              email?: string
              /** Identity documents. */
              identification?: AssociatedIndividualIdentification
              /** Employment status, such as employed or retired. */
              employmentType?: string
              /** Details of the employment. */
              employmentDetails?: EmploymentDetails
              /** Position at the company. */
              employeeTitle?: string
              /** Countries of tax residence. */
              taxResidencies?: readonly TaxResidency[]
              /** Form W-9: a US person. */
              w9?: W9
              /** Form W-8BEN: a foreign person. */
              w8Ben?: W8Ben
              /** Details for the common reporting standard. */
              crs?: CrsStatus
              /** Questions about sanctioned countries. */
              prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
              /** Your own id, or that of IBKR where it has given one. */
              id?: string
              /** Your own id. */
              externalId?: string
              /** Id of the user. */
              userId?: string
              /** Whether the mailing address is the residence. */
              sameMailAddress?: boolean
              /** May sign for the owner. */
              authorizedToSignOnBehalfOfOwner?: boolean
              /** May trade for the account. */
              authorizedTrader?: boolean
              /** Whether the person is a tax resident of the United States. */
              usTaxResident?: boolean
              /** Whether it was translated. */
              translated?: boolean
              /** Whether it is the primary trustee. */
              primaryTrustee?: boolean
              /** Percentage of ownership. */
              ownershipPercentage?: number
              /** Title. */
              title?: readonly Title[]
              /** May act for the account. */
              authorizedPerson?: boolean
              /** An existing user. */
              referenceUsername?: string
            }
            /** Username. */
            userName?: string
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
            /** Whether the text has been translated. */
            translation?: boolean
          }
          /** Adds the capability for leveraged foreign exchange. */
          addLevFxCapability?: AbandonAccount
          /** Adds the data that MiFIR requires. */
          addMiFirData?: {
            /** Account at IBKR. */
            accountId?: string
            /** Title. */
            title?: string
            /** Identity documents. */
            identifications?: readonly AssociatedIndividualIdentification[]
          }
          /** Adds permissions to trade. */
          addTradingPermissions?: {
            /** Permissions to trade. */
            tradingPermissions?: readonly TradingPermission[]
            /** Sends documents. */
            documentSubmission?: DocumentSubmission
            /** Account at IBKR. */
            accountId?: string
            /** Option trading level, from 1 to 4. */
            optionLevel?: number
          }
          /** Removes permissions to trade. */
          removeTradingPermissions?: {
            /** Permissions to trade. */
            tradingPermissions?: readonly TradingPermission[]
            /** Account at IBKR. */
            accountId?: string
          }
          /** Changes between cash and margin. */
          changeMarginType?: {
            /** Sends documents. */
            documentSubmission?: DocumentSubmission
            /** Account at IBKR. */
            accountId?: string
            /** Operation: add or remove. */
            operation?: string
            /** The new margin type. */
            newMargin?: string
          }
          /** Adds the capability for complex leveraged products. */
          addCLPCapability?: AddCLPCapability
          /** Changes the financial information. */
          changeFinancialInformation?: {
            /** Account at IBKR. */
            accountId?: string
            /** An existing user. */
            referenceUserName?: string
            /** The new financial information. */
            newFinancialInformation?: FinancialInformation
          }
          /** Resumes abandoned applications. */
          resetAbandonedAccount?: AbandonAccount
          /** Changes e-mail address or password. */
          updateCredentials?: {
            /** Changes the e-mail address. */
            updateEmail?: {
              /** E-mail address. */
              email?: string
              /** The token. */
              token?: string
              /** Purpose of the e-mail address. */
              access?: boolean
              /** Your own id. */
              externalId?: string
              /** Id of the person or organisation at IBKR. */
              entityId?: string
            }
            /** Changes the password. */
            updatePassword?: {
              /** The password, encrypted. */
              encryptedPassword?: string
              /** Name of the key that encrypted the password. */
              encryptedKeyName?: string
              /** The token. */
              token?: string
            }
            /** Account at IBKR. */
            accountId?: string
            /** An existing user. */
            referenceUserName?: string
          }
          /** Changes the representatives. */
          updateAccountRepresentatives?: {
            /** The representatives. */
            representativeDetails?: readonly {
              /** Id of the representative. */
              representativeId?: string
              /** Percentage. */
              percentage?: number
            }[]
            /** Account at IBKR. */
            accountId?: string
          }
          /** Marks a message at login as done. */
          completeLoginMessage?: {
            /** Ids of the messages. */
            loginMessageIds?: readonly number[]
            /** Account at IBKR. */
            accountId?: string
          }
          /** Reopens closed accounts. */
          reopenAccount?: AbandonAccount
          /** Enrols in the stock yield enhancement programme. */
          enrollInSyep?: AddCLPCapability
          /** Leaves the stock yield enhancement programme. */
          leaveSyep?: AbandonAccount
          /** Enrols in the dividend reinvestment programme. */
          enrollInDrip?: AbandonAccount
          /** Leaves the dividend reinvestment programme. */
          leaveDrip?: AbandonAccount
          /** Changes the form W-8BEN. */
          updateW8Ben?: {
            /** The taxpayer. */
            taxPayerDetails?: {
              /** Form W-8BEN: a foreign person. */
              w8Ben?: W8Ben
              /** Username. */
              userName?: string
            }
            /** The documents. */
            documents?: readonly SignedDocument[]
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
            /** Whether the text has been translated. */
            translation?: boolean
            /** Account at IBKR. */
            accountId?: string
          }
          /** Enables trading of the account. */
          enableAccountInBrokerage?: AbandonAccount
          /** Disables trading of the account. */
          disableAccountInBrokerage?: AbandonAccount
          /** Links a duplicate to its account. */
          linkDuplicateAccount?: {
            /** Account at IBKR. */
            accountId?: string
            /** Your own id of the account. */
            externalAccountId?: string
            /** The client trades actively. */
            clientActiveTrading?: boolean
          }
          /** Opens a duplicate of an account. */
          duplicateAccount?: {
            /** Account at IBKR. */
            accountId?: string
            /** Number of duplicates. */
            numberOfDuplicates?: number
          }
          /** Sends documents. */
          documentSubmission?: DocumentSubmission
          /** The documents. */
          processDocuments?: {
            /** The documents. */
            documents?: readonly SignedDocument[]
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
            /** Whether the text has been translated. */
            translation?: boolean
          }
          /** Changes the number in Hong Kong. */
          updateBcan?: {
            /** Account at IBKR. */
            accountId?: string
            /** Number that identifies the client in Hong Kong. */
            bcan?: string
            /** Central entity number in Hong Kong. */
            ceNumber?: string
          }
          /** Questions about sanctioned countries. */
          prohibitedCountryQuestionnaire?: {
            /** The answers. */
            prohibitedQuestionnaireDetails?: readonly ProhibitedQuestionnaireDetail[]
            /** Account at IBKR. */
            accountId?: string
            /** Your own id. */
            externalId?: string
            /** Id of the person or organisation at IBKR. */
            entityId?: string
          }
          /** Changes the withholding statement. */
          updateWithholdingStatement?: {
            /** Account at IBKR. */
            accountId?: string
            /** Type of FATCA compliance. */
            fatcaCompliantType?: 'FATCA_COMPLIANT' | 'NON_CONSENTING_US_ACCOUNT' | 'NON_COOPERATIVE_ACCOUNT'
            /** Whether income is taxed in the United States. */
            usIncomeTax?: boolean
            /** Country of the tax treaty. */
            treatyCountry?: string
            /** The person certifies the form W-8IMY. */
            certW8Imy?: boolean
            /** First day of validity. */
            effectiveDate?: string
          }
          /** Whether the holder counts as an accredited investor. */
          accreditedInvestor?: {
            /** Whether the holder counts as a qualified purchaser. */
            qualifiedPurchaser?: {
              /** Reason for the status of qualified purchaser. */
              qualifiedPurchaserDetails?: readonly {
                /** The code. */
                code?: 'InvestmentCompanyAct' | 'DiscretionaryBasis'
                /** The status. */
                status?: boolean
              }[]
              /** The status. */
              status?: boolean
            }
            /** Whether the holder counts as an eligible contract participant. */
            eligibleContractParticipant?: {
              /** Reason for the status of eligible contract participant. */
              eligibleContractParticipantDetails?: readonly {
                /** The code. */
                code?: 'DiscretionaryBasis' | 'HighRisk'
                /** The status. */
                status?: boolean
              }[]
              /** The status. */
              status?: boolean
            }
            /** Names of the signatories. */
            signedBy?: readonly string[]
            /** Account at IBKR. */
            accountId?: string
            /** The status. */
            status?: boolean
            /** The signature, as typed. */
            signature?: string
          }
          /** Changes details of a holder. */
          changeAccountHolderDetail?: {
            /** The new details. */
            newAccountHolderDetails?: readonly AssociatedIndividual[]
            /** The documents. */
            documents?: DocumentSubmission
            /** Account at IBKR. */
            accountId?: string
            /** An existing user. */
            referenceUserName?: string
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
            /** Whether the text has been translated. */
            translation?: boolean
          }
          /** Changes the permissions of a user. */
          updateUserAccessRights?: {
            /** Subaccounts. */
            subAccounts?: readonly string[]
            /** Id of the representative. */
            repId?: string
            /** Requested action. */
            action?: string
          }
          /** Changes details of a person or organisation. */
          informationChange?: {
            /** Adds people or organisations. */
            addEntities?: readonly {
              /** Adds relationships of a person to an account. */
              addRelationships?: readonly AddRelationship[]
              /** The person. */
              individual?: AssociatedEmployee
              /** The organisation. */
              legalEntity?: LegalEntity
              /** The documents. */
              documents?: readonly SignedDocument[]
            }[]
            /** Changes people or organisations. */
            updateEntities?: readonly {
              /** Adds relationships of a person to an account. */
              addRelationships?: readonly AddRelationship[]
              /** Removes relationships of a person to an account. */
              deleteRelationships?: readonly {
                /** Name. */
                name?: AssociationType
              }[]
              /** The person. */
              individual?: AssociatedEmployee
              /** The organisation. */
              legalEntity?: LegalEntity
              /** The trust. */
              trust?: {
                /** Identity documents. */
                identification?: TrustIdentification
                /** Answers to regulatory questions. */
                regulatoryInformation?: RegulatoryInformation
              }
              /** The organisation. */
              organization?: {
                /** Identity documents. */
                identification?: Identification
                /** Answers to regulatory questions. */
                regulatoryInformation?: RegulatoryInformation
              }
              /** The documents. */
              documents?: readonly SignedDocument[]
              /** Id at IBKR. */
              ibEntityId?: number
            }[]
            /** Removes people or organisations. */
            deleteEntities?: readonly {
              /** Id at IBKR. */
              ibEntityId?: number
            }[]
            /** Account at IBKR. */
            ibAccountId?: string
          }
          /** Opens another account for a holder. */
          addAdditionalAccount?: AdditionalAccount
          /** Setup of the account. */
          accountConfiguration?: {
            /** Account at IBKR. */
            accountId?: string
            /** Kind. */
            type?: string
            /** The value. */
            value?: boolean
          }
          /** Assigns virtual account numbers. */
          allocateVan?: {
            /** Account at IBKR. */
            accountId?: string
            /** Currency, three letters. */
            currency?: Currency
            /** Code of the country. */
            countryCode?: string
          }
          /** Creates a user. */
          createUser?: {
            /** Account at IBKR. */
            accountId?: string
            /** Prefix of the username. */
            prefix?: string
            /** Username. */
            userName?: string
            /** Your own id, or that of IBKR where it has given one. */
            id?: string
            /** Your own id. */
            externalId?: string
            /** May trade for the account. */
            authorizedTrader?: boolean
          }
          /** Changes a tax form. */
          updateTaxForm?: {
            /** Tax forms of a country. */
            localTaxForms?: readonly LocalTaxForm[]
            /** Form W-8BEN: a foreign person. */
            w8Ben?: W8Ben
            /** Form W-8BEN-E: a foreign organisation. */
            w8BenE?: W8BenE
            /** Form W-9: a US person. */
            w9?: W9
            /** Whether the text has been translated. */
            translation?: boolean
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
            /** Account at IBKR. */
            accountId?: string
            /** The documents. */
            documents?: readonly SignedDocument[]
            /** Id of the person or organisation at IBKR. */
            entityId?: string
            /** Your own id. */
            externalId?: string
          }
          /** The questions. */
          questionnaires?: {
            /** The questions. */
            questionnaire?: readonly Questionnaire[]
            /** Account at IBKR. */
            accountId?: string
          }
          /** Security questions. */
          securityQuestions?: {
            /** The details. */
            details?: readonly {
              /** The question. */
              question?: string
              /** The answer. */
              answer?: string
            }[]
            /** An existing user. */
            referenceUserName?: string
            /** Language that the answers are written in. */
            inputLanguage?: InputLanguage
          }
          /** Applies a fee template. */
          applyFeeTemplate?: {
            /** Account at IBKR. */
            accountId?: string
            /** Name of the template. */
            templateName?: string
          }
          /** Closes accounts. */
          accountClose?: {
            /** Account at IBKR. */
            accountId?: string
            /** Reason for closing the account. */
            closeReason?: string
          }
          /** Changes market data subscriptions. */
          manageMarketDataSubscriptions?: {
            /** The service. */
            service?: readonly {
              /** The value. */
              value?: number
              /** Requested action. */
              action?: 'ADD' | 'REMOVE'
            }[]
            /** An existing user. */
            referenceUserName?: string
          }
          /** Answers of quizzes on trading. */
          quizQuestionnaires?: {
            /** The questions. */
            questionnaire?: readonly Questionnaire[]
            /** Account at IBKR. */
            accountId?: string
            /** The task. */
            task?: readonly {
              /** Number of the form. */
              formNumber?: number
              /** The status. */
              status?: boolean
            }[]
          }
        }
      }
      jwt: true
    }
    response: RequestFile | RequestInfoResponse
  }
  /** Submit agreements. Signed agreements and disclosures, as a signed JWT. */
  'POST /gw/api/v1/accounts/documents': {
    input: {
      body: {
        /** The documents. */
        processDocuments?: {
          /** One row per document. */
          documents?: readonly SignedDocument[]
          /** Language of the documents. */
          inputLanguage?: InputLanguage
          /** Whether the documents were translated. */
          translation?: boolean
        }
      }
      jwt: true
    }
    response: RequestFile
  }
  /** Login messages of many accounts. Messages that clients must acknowledge at their next login. */
  'GET /gw/api/v1/accounts/login-messages': {
    input: {
      query: {
        /** Selection, as JSON. */
        loginMessageRequest: string
      }
    }
    response: LoginMessageResponse
  }
  /** Status of many accounts. Whether each account is open, pending, approved or closed. */
  'GET /gw/api/v1/accounts/status': {
    input: {
      query: {
        /** Selection, as JSON. */
        accountStatusRequest: string
      }
    }
    response: {
      accounts?: AccountStatusResponse[]
      offset?: number
      limit?: number
      total?: number
    }
  }
  /** Record of an account. Everything IBKR stores about the account and its people. */
  'GET /gw/api/v1/accounts/{accountId}/details': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      account?: {
        accountId?: string
        masterAccountId?: string
        mainAccount?: string
        sourceAccountId?: string
        primaryUser?: string
        clearingStatus?: string
        clearingStatusDescription?: string
        stateCode?: string
        optionLevel?: number
        baseCurrency?: string
        dateBegun?: string
        dateApproved?: string
        dateOpened?: string
        dateFunded?: string
        dateClosed?: string
        dateLinked?: string
        dateDelinked?: string
        accountTitle?: string
        officialTitle?: string
        accountAlias?: string
        emailAddress?: string
        margin?: string
        applicantType?: string
        subType?: string
        stockYieldProgram?: Record<string, string>
        feeTemplate?: Record<string, string>
        capabilities?: Record<string, string[]>
        limitedOptionTrading?: string
        investmentObjectives?: string[]
        dividendReinvestment?: Record<string, boolean>
        externalId?: string
        mifidCategory?: string
        mifirStatus?: string
        equity?: number
        household?: string
        propertyProfile?: string
        processType?: string
        riskScore?: number
        class_action_program?: string
        trustType?: string
        orgType?: string
        businessDescription?: string
        usTaxPurposeType?: string
        tradeIntentionType?: string
        registeredAddress?: Record<string, string>
        mailing?: Record<string, string>
        countryOfCorporation?: string
        taxIds?: Record<string, string>[]
        taxTreatyDetails?: Record<string, string>[]
        signatures?: string[]
      }
      associatedPersons?: AssociatedPerson[]
      associatedEntities?: {
        entityId?: number
        externalCode?: string
        name?: string
        email?: string
        organizationCountry?: string
        phones?: Record<string, string>
        residence?: Record<string, string>
        mailing?: Record<string, string>
        associations?: string[]
        identityDocuments?: Record<string, string>[]
        taxTreatyDetails?: Record<string, string>[]
        AssociatedPersons?: AssociatedPerson[]
      }[]
      withHoldingStatement?: Record<string, string>
      marketData?: Record<string, string>[]
      financialInformation?: Record<string, Record<string, unknown>>
      sourcesOfWealth?: Record<string, Record<string, unknown>>[]
      tradeBundles?: string[]
      individualIRABeneficiaries?: {
        firstName?: string
        lastName?: string
        dateOfBirth?: string
        type?: string
        identification?: Record<string, string>
        location?: Record<string, string>
        relationship?: string
        ownership?: number
        perStripes?: string
      }[]
      entityIRABeneficiaries?: {
        name?: string
        entityType?: string
        type?: string
        location?: Record<string, string>
        articleOfWill?: string
      }[]
      decedents?: Record<string, string>[]
      restrictions?: {
        id?: number
        byIB?: boolean
        name?: string
      }[]
    }
  }
  /** Address for an identity check. A GET with an effect: it starts an identity check and returns its personal address. */
  'GET /gw/api/v1/accounts/{accountId}/kyc': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: {
      startDate?: string
      expiryDate?: string
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      url?: string
      externalId?: string
      entityId?: number
      state?: string
    }
  }
  /** Login messages of an account. Messages that this client must acknowledge at the next login. */
  'GET /gw/api/v1/accounts/{accountId}/login-messages': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      query?: {
        /** Only messages of this type. */
        type?: string
      }
    }
    response: LoginMessageResponse
  }
  /** Status of an account. Whether the account is open, pending or closed, and since when. */
  'GET /gw/api/v1/accounts/{accountId}/status': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
    }
    response: AccountStatusResponse
  }
  /** Change the status of an account. Can close an account, which ends its trading. */
  'PATCH /gw/api/v1/accounts/{accountId}/status': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: unknown
      jwt: true
    }
    response: AccountStatusResponse
  }
  /** Tasks of an account. Open tasks for registration or approval. */
  'GET /gw/api/v1/accounts/{accountId}/tasks': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      query?: {
        /** Type of task. Default registration. */
        type?: 'pending' | 'registration'
      }
    }
    response: {
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      accountId?: string
      status?: string
      description?: string
      state?: string
      registrationTaskPresent?: boolean
      registrationTasks?: {
        externalId?: string
        formNumber?: number
        formName?: string
        action?: string
        dateCompleted?: string
        state?: string
        questionIds?: number[]
        warning?: string
        isRequiredForApproval?: boolean
        isCompleted?: boolean
        isDeclined?: boolean
      }[]
    } | {
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      accountId?: string
      status?: string
      description?: string
      state?: string
      pendingTasks?: {
        taskNumber?: number
        formNumber?: number
        formName?: string
        action?: string
        externalId?: string
        state?: string
        documentRejectReason?: string[]
        url?: string
        startDate?: string
        au10tixCreatedDate?: string
        au10tixExpiryDate?: string
        entityId?: number
        requiredForApproval?: boolean
        onlineTask?: boolean
        requiredForTrading?: boolean
        questionIds?: number[]
      }[]
      pendingTaskPresent?: boolean
    }
  }
  /** Assign tasks. Gives an account tasks to complete, as a signed JWT. */
  'POST /gw/api/v1/accounts/{accountId}/tasks': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: unknown
      jwt: true
    }
    response: TaskActionResponse[]
  }
  /** Update the state of tasks. Marks tasks as done, as a signed JWT. */
  'PATCH /gw/api/v1/accounts/{accountId}/tasks': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: unknown
      jwt: true
    }
    response: TaskActionResponse[]
  }
  /** Add or remove bank details. Bank accounts for withdrawals and deposits. */
  'POST /gw/api/v1/bank-instructions': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: InstructionType
        /** The instruction itself. */
        instruction: ConnectNorthAmericanBank | VerifyBank | RemoveBank | StoreBankForWithdrawals | HongKongDirectDebit
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Bank details. Active bank details and recurring instructions of an account. */
  'POST /gw/api/v1/bank-instructions/query': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'QUERY_BANK_INSTRUCTION' | 'QUERY_RECENT_RECURRING_EVENTS' | 'QUERY_RECURRING_INSTRUCTIONS'
        /** The instruction itself. */
        instruction: {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instruction is for. */
          accountId: string
          /** Method. */
          bankInstructionMethod: 'ACH' | 'WIRE' | 'USACH' | 'CAACH' | 'SEPA' | 'eDDA' | 'eGIRO' | 'OPEN_BANKING'
        } | {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Id of the repetition at IBKR. */
          ibReferenceId: number
          /** Number of recent transfers. */
          numberOfTransactions?: number
        } | {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instruction is for. */
          accountId: string
        }
      }
      jwt: true
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        recurringInstructionName?: string
        recurringTransactionType?: string
        recurringTransactionStatus?: string
        amount?: number
        currency?: string
        method?: string
        transactionHistory?: {
          maxNumberOfTransactions?: number
          result?: {
            ibRequestId?: number
            status?: string
          }[]
        }
        accountId?: string
        bankInstructionMethod?: string
        bankInstructionDetails?: BankInstructionDetail[]
        recurringInstructions?: RecurringInstruction[]
      }
    } | {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        accountId?: string
        bankInstructionMethod?: 'WIRE' | 'ACH' | 'USACH' | 'CAACH' | 'SEPA' | 'eDDA' | 'eGIRO' | 'OPEN_BANKING' | (string & {})
        bankInstructionDetails?: BankInstructionDetail[]
      }
    } | {
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: InstructionStatus
        instructionId?: number
        ibReferenceId?: number
        description?: string
        accountId?: string
        recurringInstructions?: RecurringInstruction[]
      }
    }
  }
  /** Add or remove bank details in bulk. Several instructions in one call. */
  'POST /gw/api/v1/bank-instructions:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: InstructionType
        /** The instructions, all of the stated kind. */
        instructions: readonly (ConnectNorthAmericanBank | VerifyBank | RemoveBank | StoreBankForWithdrawals | HongKongDirectDebit)[]
      }
      jwt: true
    }
    response: AsynchronousInstructionSetResponse | BulkMultiStatusResponse
  }
  /** Transfer positions to or from another broker. ACATS, ATON, FOP, DWAC and complex transfers. */
  'POST /gw/api/v1/external-asset-transfers': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: AssetTransferType
        /** The instruction itself. */
        instruction: FreeOfPaymentTransfer | DwacTransfer | SettledTransfer | WholeAccountTransfer
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Transfer positions to or from other brokers in bulk. Several transfers in one call. */
  'POST /gw/api/v1/external-asset-transfers:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: AssetTransferType
        /** The instructions, all of the stated kind. */
        instructions: readonly (FreeOfPaymentTransfer | DwacTransfer | SettledTransfer | WholeAccountTransfer)[]
      }
      jwt: true
    }
    response: AsynchronousInstructionSetResponse | BulkMultiStatusResponse
  }
  /** Transfer positions to or from another broker (version 2). Newer version for FOP, DWAC and complex transfers. */
  'POST /gw/api/v2/external-asset-transfers': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Transfer positions to or from other brokers in bulk (version 2). Several transfers of the newer version in one call. */
  'POST /gw/api/v2/external-asset-transfers:bulk': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Deposit or withdraw. Cash between IBKR and a bank. */
  'POST /gw/api/v1/external-cash-transfers': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'DEPOSIT' | 'WITHDRAWAL'
        /** The instruction itself. */
        instruction: DepositFunds | WithdrawFunds
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Withdrawable funds. Withdrawable funds and contributions. */
  'POST /gw/api/v1/external-cash-transfers/query': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'QUERY_WITHDRAWABLE_FUNDS' | 'QUERY_IRA_CONTRIBUTIONS'
        /** The instruction itself. */
        instruction: {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instruction is for. */
          accountId: string
          /** Three letters of the currency. */
          currency: string
          /** Number of the bank. */
          bankRoutingNumber?: string
          /** Account at the bank. */
          bankAccountNumber?: string
          /** Name of a stored bank instruction. */
          bankInstructionName?: string
        } | {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instruction is for. */
          accountId: string
          /** Tax year. */
          year: string
        }
      }
      jwt: true
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        accountId?: string
        currency?: string
        withdrawableAmount?: number
        withdrawableAmountNoBorrow?: number
        allowedTransferAmountToMaster?: number
        allowedTransferAmountToMasterNoBorrow?: number
        withdrawableAmountWithoutOriginationHold?: number
        withdrawableAmountWithoutOriginationHoldNoBorrow?: number
        year?: string
      }
    } | {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        accountId?: string
        currency?: string
        withdrawableAmountWithoutOriginationHold?: number
        withdrawableAmountWithoutOriginationHoldNoBorrow?: number
      }
    } | AsynchronousInstructionResponse
  }
  /** Deposit or withdraw in bulk. Several deposits or withdrawals in one call. */
  'POST /gw/api/v1/external-cash-transfers:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'DEPOSIT' | 'WITHDRAWAL'
        /** The instructions, all of the stated kind. */
        instructions: readonly (DepositFunds | WithdrawFunds)[]
      }
      jwt: true
    }
    response: AsynchronousInstructionSetResponse | BulkMultiStatusResponse
  }
  /** Transfer positions between own accounts. From one IBKR account to another. */
  'POST /gw/api/v1/internal-asset-transfers': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'INTERNAL_POSITION_TRANSFER'
        /** The instruction itself. */
        instruction: InternalAssetTransfer
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Transfer positions between own accounts in bulk. Several pairs of accounts in one call. */
  'POST /gw/api/v1/internal-asset-transfers:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'INTERNAL_POSITION_TRANSFER'
        /** The instructions, all of the stated kind. */
        instructions: readonly InternalAssetTransfer[]
      }
      jwt: true
    }
    response: AsynchronousInstructionSetResponse | BulkMultiStatusResponse
  }
  /** Transfer cash between own accounts. From one IBKR account to another. */
  'POST /gw/api/v1/internal-cash-transfers': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'INTERNAL_CASH_TRANSFER'
        /** The instruction itself. */
        instruction: InternalCashTransfer
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Transfer cash between own accounts in bulk. Several pairs of accounts in one call. */
  'POST /gw/api/v1/internal-cash-transfers:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'INTERNAL_CASH_TRANSFER'
        /** The instructions, all of the stated kind. */
        instructions: readonly InternalCashTransfer[]
      }
      jwt: true
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResults?: {
        status?: number
        instructionSetId?: number
        instructionResult?: InstructionResult
        type?: string
        title?: string
        detail?: string
        invalidArguments?: {
          field?: string
          description?: string
        }[]
      }[]
    } | BulkMultiStatusResponse
  }
  /** Status of an instruction by your own id. By the id that you chose. */
  'GET /gw/api/v1/client-instructions/{clientInstructionId}': {
    input: {
      path: {
        /** Your own instruction id. */
        clientInstructionId: number
      }
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        instructionHistory?: {
          historyMaxDepthNumberOfDays?: number
          historyMaxDepthNumberOfInstruction?: number
          result?: {
            clientInstructionId?: number
            ibInstructionId?: number
            instructionType?: string
            requestDate?: string
            status?: string
            amount?: number
            currency?: string
            instructionSetId?: number
          }[]
        }
        accountId?: string
        year?: string
        iraType?: string
        contributions?: IraContributions[]
      }
    } | AsynchronousInstructionResponse | QueryRecentInstructionResponse | DepositFundsPollingResponse | QueryIRAContributionsResponse
  }
  /** Status of an instruction set. All instructions of one call. */
  'GET /gw/api/v1/instruction-sets/{instructionSetId}': {
    input: {
      path: {
        /** Instruction set id assigned by IBKR. */
        instructionSetId: number
      }
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResults?: {
        status?: number
        instructionSetId?: number
        instructionResult?: {
          clientInstructionId?: number
          instructionType?: string
          instructionStatus?: string
          instructionId?: number
          error?: ErrorDetail
          description?: string
        }
        type?: string
        title?: string
        detail?: string
        invalidArguments?: {
          field?: string
          description?: string
        }[]
      }[]
    }
  }
  /** Status of an instruction. By the id that IBKR assigned. */
  'GET /gw/api/v1/instructions/{instructionId}': {
    input: {
      path: {
        /** Instruction id assigned by IBKR. */
        instructionId: number
      }
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        instructionHistory?: {
          historyMaxDepthNumberOfDays?: number
          historyMaxDepthNumberOfInstruction?: number
          result?: InstructionSummary[]
        }
        accountId?: string
        year?: string
        iraType?: string
        contributions?: IraContributions[]
      }
    } | AsynchronousInstructionResponse | QueryRecentInstructionResponse | DepositFundsPollingResponse | QueryIRAContributionsResponse
  }
  /** Recent instructions of an account. The history of deposits, withdrawals and transfers. */
  'POST /gw/api/v1/instructions/query': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'QUERY_RECENT_INSTRUCTIONS'
        /** The instruction itself. */
        instruction: {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instructions were for. */
          accountId: string
          /** Selection of the instructions. */
          transactionHistory: {
            /** Days to look back. */
            daysToGoBack: number
            /** Only this kind. */
            transactionType?: 'ALL' | 'ACH_INSTRUCTION' | 'PREDEFINED_DESTINATION_INSTRUCTION' | 'WITHDRAWAL' | 'DEPOSIT' | 'DWAC' | 'FOP' | 'EDDA_INSTRUCTION' | 'TRADITIONAL_BANK_INSTRUCTION_VERIFICATION' | 'CANCEL_INSTRUCTION' | 'DELETE_BANK_INSTRUCTION' | 'EXTERNAL_POSITION_TRANSFER' | 'INTERNAL_CASH_TRANSFER' | 'INTERNAL_POSITION_TRANSFER' | 'COMPLEX_ASSET_TRANSFER'
          }
        }
      }
      jwt: true
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: InstructionStatus
        instructionId?: number
        ibReferenceId?: number
        description?: string
        code?: string
      }
    }
  }
  /** Cancel an instruction. Only before it is processed. */
  'POST /gw/api/v1/instructions/cancel': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'CANCEL_INSTRUCTION'
        /** The instruction itself. */
        instruction: CancelInstruction
      }
      jwt: true
    }
    response: AsynchronousInstructionResponse
  }
  /** Cancel instructions in bulk. Several cancellations in one call. */
  'POST /gw/api/v1/instructions/cancel:bulk': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'CANCEL_INSTRUCTION'
        /** The instructions, all of the stated kind. */
        instructions: readonly CancelInstruction[]
      }
      jwt: true
    }
    response: AsynchronousInstructionSetResponse | BulkMultiStatusResponse
  }
  /** Cash visible to a third party. Withdrawable cash with and without margin. */
  'POST /gw/api/v1/balances/query': {
    input: {
      body: {
        /** Action to perform. */
        instructionType: 'QUERY_WITHDRAWABLE_CASH_EQUITY'
        /** The instruction itself. */
        instruction: {
          /** Your own number for this instruction, which must be unique. */
          clientInstructionId: number
          /** Account that the instruction is for. */
          accountId: string
          /** Three letters of the currency. */
          currency: string
        }
      }
      jwt: true
    }
    response: {
      status?: number
      instructionSetId?: number
      instructionResult?: {
        clientInstructionId?: number
        instructionType?: string
        instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
        instructionId?: number
        ibReferenceId?: number
        description?: string
        error?: ErrorDetail
        accountId?: string
        currency?: string
        withdrawableCashAmount?: number
        availableEquityValue?: number
      }
    }
  }
  /** Available statements. Days, months and years with a statement. */
  'GET /gw/api/v1/statements/available': {
    input: {
      query: {
        /** Account. */
        accountId: string
      }
    }
    response: {
      data?: {
        dataType?: string
        value?: {
          daily?: {
            startDate?: string
            endDate?: string
          }
          monthly?: string[]
          annual?: string[]
        }
      }
    }
  }
  /** Download a statement. As PDF, HTML or CSV; the request is a signed JWT. */
  'POST /gw/api/v1/statements': {
    input: {
      body: {
        /** Account that the document is about. */
        accountId: string
        /** Further accounts in the same document. */
        accountIds?: readonly string[]
        /** First day. */
        startDate: string
        /** Last day. */
        endDate: string
        /** Layout for several accounts. */
        multiAccountFormat?: string
        /** Include crypto held elsewhere. Default false. */
        cryptoConsolIfAvailable?: boolean
        /** File type. */
        mimeType?: 'application/pdf' | 'text/html' | 'text/csv' | (string & {})
        /** Language of the document. Default en. */
        language?: string
        /** Compress the document. Default false. */
        gzip?: boolean
      }
      jwt: true
    }
    response: GetStatementsResponse | string
  }
  /** Available trade confirmations. Days with a confirmation. */
  'GET /gw/api/v1/trade-confirmations/available': {
    input: {
      query: {
        /** Account. */
        accountId: string
      }
    }
    response: {
      data?: {
        dataType?: string
        value?: string[]
      }
    }
  }
  /** Download a trade confirmation. As PDF, HTML or CSV; the request is a signed JWT. */
  'POST /gw/api/v1/trade-confirmations': {
    input: {
      body: {
        /** Account that the document is about. */
        accountId: string
        /** First day. */
        startDate: string
        /** Last day. */
        endDate: string
        /** File type. */
        mimeType?: 'application/pdf' | 'text/html' | 'text/csv' | (string & {})
      }
      jwt: true
    }
    response: GetStatementsResponse | string
  }
  /** Available tax forms. Forms of one account and year. */
  'GET /gw/api/v1/tax-documents/available': {
    input: {
      query: {
        /** Account. */
        accountId: string
        /** Tax year. */
        year: number
      }
    }
    response: {
      data?: {
        dataType?: string
        value?: {
          forms?: {
            isForm?: boolean
            taxFormName?: string
            formats?: string[]
          }[]
        }
      }
    }
  }
  /** Download a tax form. As PDF or HTML; the request is a signed JWT. */
  'POST /gw/api/v1/tax-documents': {
    input: {
      body: {
        /** Account that the document is about. */
        accountId: string
        /** Tax year. */
        year: number
        /** Kind of document, as in the list of available documents. */
        type: string
        /** Kind of file, as in the list of available documents. */
        format: string
        /** Compress the document. Default false. */
        gzip?: boolean
      }
      jwt: true
    }
    response: GetStatementsResponse | string
  }
  /** List of codes. Accepted values of a field of an application. */
  'GET /gw/api/v1/enumerations/{enumerationType}': {
    input: {
      path: {
        /** Name of the code list. */
        enumerationType: string
      }
      query?: {
        /** Currency. */
        currency?: string
        /** IBKR company. */
        ibEntity?: string
        /** Market data status of private users. */
        mdStatusNonPro?: string
        /** Form number. */
        'form-number'?: string
        /** Language. */
        language?: 'en' | 'ar' | 'de' | 'es' | 'fr' | 'he' | 'hu' | 'it' | 'ja' | 'nl' | 'pt' | 'ru' | 'zh_CN' | 'zh_TW'
        /** Account. */
        accountId?: string
        /** Username. */
        userName?: string
      }
    }
    response: {
      enumerationsType?: string
      formNumber?: string
      jsonData?: Record<string, unknown>
    }
  }
  /** Participating brokers. For complex transfers of positions. */
  'GET /gw/api/v1/enumerations/complex-asset-transfer': {
    input: {
      query: {
        /** Transfer type. */
        instructionType: string
      }
    }
    response: {
      instructionType?: string
      brokers?: string[]
    }
  }
  /** Participating banks. Banks that can be connected for deposits. */
  'GET /gw/api/v1/participating-banks': {
    input: {
      query: {
        /** Connection type. */
        type: string
      }
    }
    response: {
      type?: string
      participatingBanks?: {
        institutionName?: string
        clearingCode?: string
        BIC?: string
      }[]
    }
  }
  /** Forms. Agreements and disclosures by number. */
  'GET /gw/api/v1/forms': {
    input: {
      query?: {
        /** Form numbers. */
        formNo?: number | (readonly number[])
        /** Whether to include the documents. */
        getDocs?: string
        /** Changed since. */
        fromDate?: string
        /** Changed until. */
        toDate?: string
        /** Language. */
        language?: string
        /** Content of the response. Default NONE. */
        projection?: 'PAYLOAD' | 'DOCS' | 'NONE'
      }
    }
    response: {
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      fileData?: FileData
      formDetails?: {
        formNumber?: number
        sha1Checksum?: string
        dateModified?: string
        fileName?: string
        language?: string
        formName?: string
        payload?: {
          mimeType?: string
          data?: string
        }
        apiSupportedTask?: boolean
        type?: string
        action?: string
        acceptableDocs?: string[]
        questionnaire?: {
          questionId?: number
          question?: string
          isMandatoryToAnswer?: boolean
          questionType?: string
          answers?: {
            answerId?: number
            answer?: string
            dependentQuestionId?: number
            dependentAnswerId?: number
            multiAnswerDetail?: string[]
          }[]
        }[]
        error?: ErrorResponse
        hasError?: boolean
        errorDescription?: string
        fileLength?: number
      }[]
      timestamp?: string
    }
  }
  /** Forms required for an application. Depends on country, account type and permissions. */
  'GET /gw/api/v1/forms/required-forms': {
    input: {
      query: {
        /** Description of the application, as JSON. */
        requiredFormsRequest: string
      }
    }
    response: {
      forms?: string[]
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
    }
  }
  /** Requests by date. Requests made through account management. */
  'GET /gw/api/v1/requests': {
    input: {
      query: {
        /** Selection, as JSON. */
        requestDetails: string
      }
    }
    response: {
      requestDetails?: {
        requestId?: number
        dateSubmitted?: string
        status?: string
        accountID?: string
        requestType?: string
      }[]
      offset?: number
      limit?: number
      total?: number
    }
  }
  /** Status of a request. Progress of one request. */
  'GET /gw/api/v1/requests/{requestId}/status': {
    input: {
      path: {
        /** Request id, from the response to the request. */
        requestId: number
      }
      query: {
        /** Part of the request. */
        type: 'response' | 'update'
      }
    }
    response: RequestStatus | RequestFile
  }
  /** Change the status of a request. As a signed JWT. */
  'PATCH /gw/api/v1/requests/{requestId}/status': {
    input: {
      path: {
        /** Request id, from the response to the request. */
        requestId: number
      }
      body: unknown
      jwt: true
    }
    response: RequestStatus
  }
  /** Username availability. Check before you send an application. */
  'GET /gw/api/v1/validations/usernames/{username}': {
    input: {
      path: {
        /** Username to look up. */
        username: string
      }
    }
    response: {
      error?: ErrorResponse
      hasError?: boolean
      errorDescription?: string
      isValid?: boolean
      isAvailable?: boolean
      suggestedUserName?: string[]
    }
  }
  /** Echo of a plain request. Shows whether the bearer token is accepted. */
  'GET /gw/api/v1/echo/https': {
    input: {}
    response: EchoResponse
  }
  /** Echo of a signed request. Shows whether the signature of a JWT is accepted. */
  'POST /gw/api/v1/echo/signed-jwt': {
    input: {
      body: {
        /** Client id; the response repeats it. */
        iss?: string
      }
      jwt: true
    }
    response: EchoResponse
  }
  /** Apply restrictions. A CSV in a signed JWT that restricts who may trade what. Verify it first. */
  'POST /gw/api/v1/restrictions': {
    input: {
      body: unknown
      jwt: true
    }
    response: RequestReceipt
  }
  /** Verify restrictions. Checks the CSV. Then apply it with the same request id. */
  'POST /gw/api/v1/restrictions/verify': {
    input: {
      body: {
        /** Username that applied the restrictions. */
        userName: string
        /** Id of the request. */
        requestId: number
        /** The restrictions as bytes. */
        payload: string
      }
      jwt: true
    }
    response: RequestReceipt
  }
  /** Restrictions of an account. Ids of the restrictions of an account. */
  'GET /gw/api/v1/restrictions/account': {
    input: {}
    response: unknown
  }
  /** Restrictions of a user. Ids of the restrictions of a user. */
  'GET /gw/api/v1/restrictions/user': {
    input: {}
    response: unknown
  }
  /** Your restrictions. Ids of the restrictions of your master account. */
  'GET /gw/api/v1/restrictions/ids': {
    input: {}
    response: unknown
  }
  /** One restriction. Its rules. */
  'GET /gw/api/v1/restrictions/restriction': {
    input: {}
    response: unknown
  }
  /** Scope of a restriction. The accounts and users it applies to. */
  'GET /gw/api/v1/restrictions/restriction-scope': {
    input: {}
    response: unknown
  }
  /** One instrument list. The instruments that a restriction refers to. */
  'GET /gw/api/v1/restrictions/list': {
    input: {}
    response: unknown
  }
  /** Your instrument lists. Ids of the lists of your master account. */
  'GET /gw/api/v1/restrictions/lists/ids': {
    input: {}
    response: unknown
  }
  /** Order tax vouchers. Treated as trading because vouchers may cost a fee. */
  'POST /gw/api/v1/tax-vouchers': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Countries with tax vouchers. Countries for which vouchers are available. */
  'GET /gw/api/v1/tax-vouchers/active-countries': {
    input: {}
    response: unknown
  }
  /** Years with tax vouchers. Years for which vouchers are available. */
  'GET /gw/api/v1/tax-vouchers/years': {
    input: {}
    response: unknown
  }
  /** Dividends with tax vouchers. Payments for which a voucher can be ordered. */
  'GET /gw/api/v1/tax-vouchers/dividends': {
    input: {}
    response: unknown
  }
  /** Status of a tax voucher order. Whether the vouchers are ready. */
  'GET /gw/api/v1/tax-vouchers/{requestId}/state': {
    input: {
      path: {
        /** Request id, from the response to the request. */
        requestId: number
      }
    }
    response: unknown
  }
  /** Download a tax voucher. The finished file. */
  'GET /gw/api/v1/tax-vouchers/{requestId}/download': {
    input: {
      path: {
        /** Request id, from the response to the request. */
        requestId: number
      }
    }
    response: unknown
  }
  /** Log in again (legacy). Replaced by opening the brokerage session. @deprecated */
  'POST /iserver/reauthenticate': {
    input: {
      body?: unknown
    }
    response: {
      message?: string
    }
  }
  /** Open the beta history service (legacy). Its other calls return 404 before this one. @deprecated */
  'POST /hmds/auth/init': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Bars from the beta history service (legacy). Requires the open beta history service. @deprecated */
  'GET /hmds/history': {
    input: {
      query: {
        /** Contract id. */
        conid: string | number
        /** Period before now, in S, d, w, m or y. */
        period: string
        /** Bar size. */
        bar?: string
        /** Include bars outside regular trading hours. */
        outsideRth?: boolean
      }
    }
    response: {
      startTime?: string
      startTimeVal?: number
      endTime?: string
      endTimeVal?: number
      data?: {
        t?: number
        o?: number
        c?: number
        h?: number
        l?: number
        v?: number
      }[]
      points?: number
      mktDataDelay?: number
    }
  }
  /** Beta snapshot (legacy). Replaced by the snapshot under iserver. @deprecated */
  'GET /md/snapshot': {
    input: {
      query: {
        /** Contract ids, with or without exchange. */
        conids: string | number | (readonly (string | number)[])
        /** Field ids. */
        fields?: string | number | (readonly (string | number)[])
      }
    }
    response: MarketDataSnapshot[]
  }
  /** Regulatory snapshot (legacy). A GET that cost USD 0.01 each time; switched off in February 2026. @deprecated */
  'GET /md/regsnapshot': {
    input: {
      query: {
        /** Contract id. */
        conid: string | number
      }
    }
    response: {
      '31'?: string | number
      '84'?: string | number
      '85'?: string | number
      '86'?: string | number
      '88'?: string | number
      '7057'?: string
      '7058'?: string
      '7059'?: string | number
      '7068'?: string
      conid?: number
      conidEx?: string
      BboExchange?: string
      HasDelayed?: boolean
      BestBidExch?: number
      BestAskExch?: number
      LastExch?: number
    }
  }
  /** Close the stream of a contract (legacy). A GET with an effect. Replaced by the POST. @deprecated */
  'GET /iserver/marketdata/{conid}/unsubscribe': {
    input: {
      path: {
        /** Contract id, from the contract search. */
        conid: string | number
      }
    }
    response: {
      success: boolean
    }
  }
  /** Scanner of the beta history service (legacy). Switched off in August 2026. @deprecated */
  'POST /hmds/scanner': {
    input: {
      body: {
        instrument: string
        locations: string
        scanCode: string
        secType: string
        filters: readonly Record<string, string | number>[]
        delayedLocations?: string
        maxItems?: number
      }
    }
    response: {
      total?: string
      size?: string
      offset?: string
      scanTime?: string
      id?: string
      position?: string
      Contracts?: {
        Contract?: {
          inScanTime?: string
          contractID?: string
        }[]
      }
    }
  }
  /** Definitions of several contracts, as a POST (legacy). Up to 200 contracts; the GET is current. @deprecated */
  'POST /trsrv/secdef': {
    input: {
      body: {
        conids: readonly (number | string)[]
      }
    }
    response: SecurityDefinitions
  }
  /** Next page of notifications (legacy). Notifications after a given one. @deprecated */
  'GET /fyi/notifications/more': {
    input: {
      query: {
        /** Last notification of the previous page. */
        id: string
      }
    }
    response: Notification[]
  }
  /** Allocation of several accounts (legacy). Replaced by the portfolio analyst. @deprecated */
  'POST /portfolio/allocation': {
    input: {
      body: {
        acctIds: readonly string[]
      }
    }
    response: {
      assetClass: AllocationSidesOfAccounts
      group: AllocationSidesOfAccounts
      sector: AllocationSidesOfAccounts
    }
  }
  /** Subaccounts, page by page (legacy). Replaced by a call with the page as a query parameter. @deprecated */
  'GET /portfolio/subaccounts2/{page}': {
    input: {
      path: {
        /** Page, counted from 0. */
        page: number
      }
    }
    response: SubaccountsPage
  }
  /** Summary of the portfolio analyst (legacy). Listed only in the table of rate limits. @deprecated */
  'POST /pa/summary': {
    input: {
      body?: unknown
    }
    response: unknown
  }
  /** Place one order (legacy). Replaced by the plural form. @deprecated */
  'POST /iserver/account/{accountId}/order': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: OrderBody
    }
    response: OrderSubmitSuccess[] | {
      error?: string
    } | OrderReplyMessage[] | AdvancedOrderReject
  }
  /** Preview one order (legacy). Replaced by the plural form. @deprecated */
  'POST /iserver/account/{accountId}/order/whatif': {
    input: {
      path: {
        /** Account, from the accounts call. */
        accountId: string
      }
      body: OrderBody
    }
    response: OrderPreview
  }
  /** Place an order for an allocation group (legacy). Replaced by the group name instead of the account. @deprecated */
  'POST /iserver/account/orders/{faGroup}': {
    input: {
      path: {
        /** Name of an allocation group. */
        faGroup: string
      }
      body: OrderBody
    }
    response: OrderSubmitSuccess[] | {
      error?: string
    } | OrderReplyMessage[] | AdvancedOrderReject
  }
}

export interface AbandonAccount {
  /** Account at IBKR. */
  accountId?: string
}

export interface AccountAttributes {
  'PrepaidCrypto-P'?: boolean
  'PrepaidCrypto-Z'?: boolean
  accountAlias?: string | null
  accountId?: string
  accountStatus?: number
  accountTitle?: string
  accountVan?: string
  acctCustType?: string
  brokerageAccess?: boolean
  businessType?: 'IB_SALES' | 'IB_PROSERVE' | (string & {})
  category?: string
  clearingStatus?: ClearingStatus
  covestor?: boolean
  currency?: 'USD' | (string & {})
  desc?: string
  displayName?: string
  faClient?: boolean
  ibEntity?: IbEntity
  id?: string
  noClientTrading?: boolean
  parent?: {
    accountId?: string
    isMChild?: boolean
    isMParent?: boolean
    isMultiplex?: boolean
    mmc?: unknown[]
  }
  trackVirtualFXPortfolio?: boolean
  tradingType?: 'STKNOPT' | (string & {})
  type?: 'DEMO' | (string & {})
  faclient?: boolean
}

export interface AccountSelection {
  /** Account for the following calls. */
  acctId: string
}

export interface AccountStatusResponse {
  dateOpened?: string
  dateStarted?: string
  dateClosed?: string
  accountId?: string
  status?: string
  description?: string
  masterAccountId?: string
  adminAccountId?: string
  state?: string
  message?: string
}

export interface AccreditedInvestorInformation {
  /** Answer to the first question. */
  q1?: boolean
  /** Answer to the second question. */
  q2?: boolean
  /** Answer to the third question. */
  q3?: boolean
  /** Answer to the fourth question. */
  q4?: boolean
  /** Answer to the fifth question. */
  q5?: boolean
}

export interface AddCLPCapability {
  /** Account at IBKR. */
  accountId?: string
  /** The documents. */
  documents?: readonly SignedDocument[]
}

export interface AddRelationship {
  /** Name. */
  name?: AssociationType
  /** Percentage of ownership. */
  ownershipPercentage?: number
}

export interface AdditionalAccount {
  /** The customer who applies. */
  customer?: ApplicationCustomer
  /** The account. */
  account?: ApplicationAccount
  /** The documents. */
  documents?: readonly SignedDocument[]
  /** The users. */
  users?: readonly User[]
  /** Account at IBKR. */
  accountId?: string
}

export interface AdvancedOrderReject {
  orderId?: number
  reqId?: string
  dismissable?: unknown[]
  text?: string
  options?: string[]
  type?: string
  messageId?: string
  prompt?: boolean
}

export interface AlertActivationResponse {
  request_id?: number | null
  order_id?: number
  success?: boolean
  text?: string
  failure_list?: string | null
}

export type AlgorithmOrderType = 'limit' | 'stop_limit' | 'lit' | 'trailing_stop_limit' | 'relative' | 'marketonclose' | 'limitonclose' | (string & {})

export interface AllocationGroupAccount {
  /** Account id. */
  name: string
  /** Share of the account, if the method is percent, ratios or shares. */
  amount?: number
}

export type AllocationMethodCode = 'A' | 'E' | 'N' | 'C' | 'P' | 'R' | 'S'

export interface AllocationSides {
  long?: Record<string, number>
  short?: Record<string, number>
}

export interface AllocationSidesOfAccounts {
  long: Record<string, number>
  short: Record<string, number>
}

export type AllowedOrderType = 'limit' | 'midprice' | 'market' | 'stop' | 'stop_limit' | 'mit' | 'lit' | 'trailing_stop' | 'trailing_stop_limit' | 'relative' | 'marketonclose' | 'limitonclose' | (string & {})

export interface ApplicationAccount {
  /** Setup of the account. */
  accountConfiguration?: {
    /** Kind. */
    type?: string
    /** The value. */
    value?: boolean
  }
  /** Investment objectives. */
  investmentObjectives?: readonly InvestmentObjective[]
  /** Services that the account uses. */
  brokerageServiceCodes?: readonly ('IBClearing' | 'IBExecution' | 'IBPrime')[]
  /** Capabilities of the account. */
  capabilities?: readonly ('BOND' | 'FOP' | 'FUND' | 'FUT' | 'MRGN' | 'MULT' | 'OPT' | 'SSF' | 'CFD' | 'STK' | 'CLP' | 'LEVFX' | 'CMDTY')[]
  /** Option trading level, from 1 to 4. */
  optionLevel?: number
  /** Permissions to trade. */
  tradingPermissions?: readonly TradingPermission[]
  /** Settings of the commissions. */
  commissionConfigs?: readonly {
    /** Style of the commission. */
    style?: 'Bundled' | 'Unbundled'
    /** Kind. */
    type?: 'Commodities' | 'Securities'
  }[]
  /** Access to all exchanges. */
  allExchangeAccess?: readonly {
    /** Instrument type. */
    assetClass?: ExperienceAssetClass
    /** Exchange. */
    exchange?: OptionExchange
  }[]
  /** Instructions for delivery against payment. */
  dvpInstructions?: readonly {
    /** Your own id, or that of IBKR where it has given one. */
    id?: string
    /** Your own id. */
    externalId?: string
    /** Your own id of the account. */
    externalAccountID?: string
    /** Account at IBKR. */
    accountID?: string
    /** Name. */
    name?: string
    /** Kind. */
    type?: 'DTCID' | 'NSCC' | 'CMTA' | 'GUS' | 'OCCSSF'
    /** The role. */
    role?: 'E' | 'C' | 'B'
    /** Id of the agent. */
    agentID?: string
    /** Number of the firm. */
    firmID?: string
    /** Name of the agent. */
    agentName?: string
    /** Title of the account. */
    accountName?: string
    /** Id of the daily instruction. */
    dayDoID?: string
    /** Code of the transaction group. */
    txGroupCode?: 'G' | 'Z' | 'R' | 'N'
    /** Code of the broker. */
    brokerCode?: string
    /** Instrument type. */
    assetClass?: ExperienceAssetClass
    /** Exchange. */
    exchange?: OptionExchange
    /** Whether taxes are prepaid. */
    prepayTax?: boolean
    /** Whether commissions are prepaid. */
    prepayCommission?: boolean
    /** Last day. */
    expiry?: string
    /** Whether it is the default. */
    default?: boolean
  }[]
  /** Limits on trading. */
  tradingLimits?: {
    /** Maximum value of orders. */
    orderValueLimits?: {
      /** Maximum value of one order. */
      maxOrderValue?: number
      /** Maximum gross value traded. */
      maxGrossValue?: number
      /** Maximum net value traded. */
      maxNetValue?: number
      /** Maximum net number of contracts. */
      netContractLimit?: number
    }
    /** Quantity limits for exchanges for physical. */
    efpQuantityLimits?: {
      /** Maximum number of exchanges for physical in one order. */
      maxNominalEfpPerOrder?: number
      /** Maximum net number of exchanges for physical. */
      maxNetEfpTrades?: number
      /** Maximum gross number of exchanges for physical. */
      maxGrossEfpTrades?: number
    }
    /** Maximum quantity of one order. */
    orderQuantityLimits?: readonly OrderQuantityLimit[]
    /** Maximum quantity per day. */
    dayQuantityLimits?: readonly OrderQuantityLimit[]
  }
  /** Wrap fees of the adviser. */
  advisorWrapFees?: {
    /** Details of automated fees. */
    automatedFeesDetails?: readonly {
      /** Markups per trade. */
      perTradeMarkups?: PerTradeMarkups
      /** Annual percentages, by account value. */
      annualBlendedPercentages?: readonly {
        /** Lower end of the range. */
        blendedFrom?: string
        /** Upper end of the range. */
        blendedTo?: string
        /** Percentage. */
        percentage?: string
      }[]
      /** Fees by account value. */
      navRanges?: readonly {
        /** Lower end of the range. */
        min?: number
        /** Upper end of the range. */
        max?: number
        /** Maximum fee. */
        maxFee?: number
      }[]
      /** Kind. */
      type?: 'ANNUALFLATFEE' | 'ANNUALFLATFEE_MONTHLY' | 'ANNUALFLATFEE_QUATERLY' | 'PERCENTOFEQUITY' | 'PERCENTOFEQUITY_MONTHLY' | 'PERCENTOFEQUITY_EOM' | 'PERCENTOFEQUITY_QUATERLY' | 'PERCENTOFEQUITY_QUARTERLY' | 'PERCENTOFEQUITY_EOQ' | 'BLENDEDPERCENTOFEQUITY' | 'BLENDEDPERCENTOFEQUITY_MONTHLY' | 'BLENDEDPERCENTOFEQUITY_EOM' | 'BLENDEDPERCENTOFEQUITY_QUARTERLY' | 'BLENDEDPERCENTOFEQUITY_EOQ' | 'INVOICE_LIMIT' | 'INVOICE_LIMIT_Q' | 'PERCENTOFPROFIT' | 'PERCENTOFPROFIT_QUARTER' | 'PERTRADE' | 'PERCENTOFNLV_CAP' | 'PERCENTOFNLV_CAP_EOPEQTY' | 'PERCENTOFNLV_CAP_Q' | 'PERCENTOFNLV_CAP_EOPEQTY_Q'
      /** Maximum fee. */
      maxFee?: number
      /** Number of contracts. */
      numContracts?: number
      /** Frequency of the fee. */
      postFrequency?: string
      /** Maximum percentage of the account value. */
      percentOfNLVCap?: string
      /** Maximum percentage of the account value in a quarter. */
      percentOfNLVCapQ?: string
    }[]
    /** High-water mark by year. */
    highWaterMarkConfigHwma?: HighWaterMarkConfig
    /** High-water mark by quarter. */
    highWaterMarkConfigHwmq?: HighWaterMarkConfig
    /** The strategy. */
    strategy?: 'AUTOMATED' | 'DIRECTBILLING' | 'NO_FEE'
    /** The adviser pays the fees. */
    chargeAdvisor?: boolean
    /** The adviser pays the other fees too. */
    chargeOtherFeesToAdvisor?: boolean
  }
  /** Name of the fee template. */
  feesTemplateName?: string
  /** Commissions that the client pays. */
  clientCommissionSchedule?: PerTradeMarkups
  /** Interest markup that the client pays. */
  clientInterestMarkupSchedules?: readonly {
    /** Currency, three letters. */
    currency?: Currency
    /** Markup of the interest on loans, in points. */
    debitMarkup?: number
    /** Markup of IBKR on the interest on loans, in points. */
    ibDebitMarkup?: number
    /** Markdown of the interest on cash, in points. */
    creditMarkdown?: number
    /** Markdown of the interest on short sales, in points. */
    shortCreditMarkdown?: number
    /** Markdown for short CFDs, in points. */
    shortCfdCreditMarkdown?: number
    /** Markdown for long CFDs, in points. */
    longCfdDebitMarkdown?: number
    /** Markdown for short index CFDs, in points. */
    shortIndexCfdCreditMarkdown?: number
    /** Markdown for long index CFDs, in points. */
    longIndexCfdDebitMarkdown?: number
    /** Markup for short currency CFDs, in points. */
    shortFxCfdMarkup?: number
    /** Markdown for long currency CFDs, in points. */
    longFxCfdMarkdown?: number
  }[]
  /** The deceased person. */
  decendent?: {
    /** Name. */
    name?: PersonName
    /** Name in its original script. */
    nativeName?: PersonName
    /** Name at birth. */
    birthName?: PersonName
    /** Mother's name at birth. */
    motherMaidenName?: PersonName
    /** Day of birth. */
    dateOfBirth?: string
    /** Country of birth. */
    countryOfBirth?: string
    /** City of birth. */
    cityOfBirth?: string
    /** Gender. */
    gender?: Gender
    /** Marital status. */
    maritalStatus?: MaritalStatus
    /** Number of dependents. */
    numDependents?: number
    /** Address of residence. */
    residenceAddress?: PlaceOfBusinessAddress
    /** Postal address. */
    mailingAddress?: PlaceOfBusinessAddress
    /** Telephones. */
    phones?: readonly Phone[]
    /** E-mail address. */
    email?: string
    /** Identity documents. */
    identification?: AssociatedIndividualIdentification
    /** Employment status, such as employed or retired. */
    employmentType?: string
    /** Details of the employment. */
    employmentDetails?: EmploymentDetails
    /** Position at the company. */
    employeeTitle?: string
    /** Countries of tax residence. */
    taxResidencies?: readonly TaxResidency[]
    /** Form W-9: a US person. */
    w9?: W9
    /** Form W-8BEN: a foreign person. */
    w8Ben?: W8Ben
    /** Details for the common reporting standard. */
    crs?: CrsStatus
    /** Questions about sanctioned countries. */
    prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
    /** Your own id, or that of IBKR where it has given one. */
    id?: string
    /** Your own id. */
    externalId?: string
    /** Id of the user. */
    userId?: string
    /** Whether the mailing address is the residence. */
    sameMailAddress?: boolean
    /** May sign for the owner. */
    authorizedToSignOnBehalfOfOwner?: boolean
    /** May trade for the account. */
    authorizedTrader?: boolean
    /** Whether the person is a tax resident of the United States. */
    usTaxResident?: boolean
    /** Whether it was translated. */
    translated?: boolean
    /** Whether it is the primary trustee. */
    primaryTrustee?: boolean
    /** Day of death. */
    dateOfDeath?: string
    /** Title. */
    title?: Title
    /** Relationship of the heir to the deceased. */
    inheritorType?: 'S' | 'I' | 'T' | 'O'
    /** Relationship between the persons. */
    relationship?: 'Other' | 'Trust' | 'Spouse' | 'Individual'
  }
  /** Beneficiaries of the retirement account. */
  iraBeneficiaries?: {
    /** Primary beneficiaries: people. */
    primaryBeneficiaries?: readonly PrimaryBeneficiary[]
    /** Primary beneficiaries: organisations. */
    primaryBeneficiaryEntities?: readonly {
      /** Name. */
      name?: string
      /** The address. */
      address?: PlaceOfBusinessAddress
      /** Your own id, or that of IBKR where it has given one. */
      id?: string
      /** Your own id. */
      externalId?: string
      /** Percentage of ownership. */
      ownershipPercentage?: number
      /** Title. */
      title?: Title
      /** Relationship between the persons. */
      relationship?: Relationship
      /** Carries out the will. */
      executor?: AssociatedEmployee
      /** Date of execution. */
      executionDate?: string
      /** Relevant article of the will. */
      articleOfWill?: string
      /** Person or organisation. */
      entityType?: 'Trust' | 'Estate' | 'Charity'
      /** Number of the charity. */
      charityNumber?: string
    }[]
    /** Contingent beneficiaries: people who benefit if the primary beneficiaries cannot. */
    contingentBeneficiaries?: readonly PrimaryBeneficiary[]
    /** Contingent beneficiaries: organisations that benefit if the primary beneficiaries cannot. */
    contingentBeneficiaryEntities?: readonly {
      /** Name. */
      name?: string
      /** The address. */
      address?: PlaceOfBusinessAddress
      /** Your own id, or that of IBKR where it has given one. */
      id?: string
      /** Your own id. */
      externalId?: string
      /** Percentage of ownership. */
      ownershipPercentage?: number
      /** Title. */
      title?: Title
      /** Relationship between the persons. */
      relationship?: Relationship
      /** Carries out the will. */
      executor?: AssociatedEmployee
      /** Date of execution. */
      executionDate?: string
      /** Relevant article of the will. */
      articleOfWill?: string
      /** Person or organisation. */
      entityType?: 'Trust' | 'Estate' | 'Charity'
    }[]
    /** Whether the spouse is the primary beneficiary. */
    spousePrimaryBeneficary?: boolean
    /** The successor of the account holder. */
    successor?: boolean
  }
  /** Positions transferred from another broker. */
  extPositionsTransfers?: readonly {
    /** Shares to transfer. */
    partialStockPositions?: readonly {
      /** Symbol. */
      symbol?: string
      /** Number of shares. */
      numberOfShares?: number
      /** Whether it applies to everything. */
      all?: boolean
      /** The position held. */
      position?: 'LONG' | 'SHORT'
      /** Exchange. */
      exchange?: string
    }[]
    /** Bonds to transfer. */
    partialBondPositions?: readonly {
      /** CUSIP of the bond. */
      cusipNumber?: string
      /** Number of bonds. */
      numberOfBonds?: number
      /** Whether it applies to everything. */
      all?: boolean
    }[]
    /** Options to transfer. */
    partialOptionPositions?: readonly {
      /** Symbol. */
      symbol?: string
      /** Number of contracts. */
      numberOfContracts?: number
      /** Whether it applies to everything. */
      all?: boolean
      /** The position held. */
      position?: 'LONG' | 'SHORT'
      /** Call or put. */
      optionType?: 'CALL' | 'PUT'
      /** Strike price. */
      strikePrice?: number
      /** Last day of validity. */
      expirationDate?: string
    }[]
    /** Warrants to transfer. */
    partialWarrantPositions?: readonly {
      /** Symbol. */
      symbol?: string
      /** Number of shares. */
      numberOfShares?: number
      /** Whether it applies to everything. */
      all?: boolean
      /** The position held. */
      position?: 'LONG' | 'SHORT'
      /** Call or put. */
      optionType?: 'CALL' | 'PUT'
      /** Strike price. */
      strikePrice?: number
      /** Last day of validity. */
      expirationDate?: string
    }[]
    /** Funds to transfer. */
    partialFundPositions?: readonly {
      /** Symbol. */
      symbol?: string
      /** Number of shares. */
      numberOfShares?: number
      /** Whether it applies to everything. */
      all?: boolean
    }[]
    /** Cash to transfer. */
    partialCashPositions?: readonly {
      /** Amount. */
      amount?: number
      /** Whether it borrows against positions. */
      marginLoan?: boolean
      /** Whether all cash is transferred. */
      fullCash?: boolean
    }[]
    /** Kind. */
    type?: 'FULL' | 'PARTIAL'
    /** Subtype. */
    subType?: 'ACATS' | 'ATON'
    /** Number of the broker. */
    brokerId?: string
    /** Name of the broker. */
    brokerName?: string
    /** Account at the other broker. */
    accountAtBroker?: string
    /** Type of the source retirement account. */
    srcIRAType?: IraType
    /** Whether it borrows against positions. */
    marginLoan?: boolean
    /** Whether short positions are transferred. */
    shortPos?: boolean
    /** Whether options are transferred. */
    optionPos?: boolean
    /** Account at IBKR. */
    ibAccount?: string
    /** Type of the third party. */
    thirdPartyType?: string
    /** Approximate value of the other account. */
    approximateAccountValue?: number
    /** Social security number in the United States. */
    ssn?: string
    /** Employer identification number. */
    ein?: string
    /** The signature, as typed. */
    signature?: string
    /** Whether funds that cannot be transferred may be removed. */
    authorizeToRemoveFund?: boolean
  }[]
  /** Notifies IBKR of a deposit. */
  depositNotification?: {
    /** The check. */
    checkDetails?: {
      /** Number of the check. */
      checkNumber?: string
      /** Number of the bank. */
      routingNumber?: string
      /** Number of the account. */
      accountNumber?: string
    }
    /** Details of a wire transfer. */
    wireDetails?: {
      /** Name of the bank. */
      bankName?: string
      /** Account at the bank. */
      bankAccountNumber?: string
      /** Code of the bank. */
      bankCode?: string
      /** Number of the bank. */
      routingNumber?: string
      /** The instruction. */
      instruction?: string
      /** Code of the country. */
      countryCode?: string
      /** Reference. */
      referenceNumber?: string
    }
    /** Details of a bank transfer in the United States or Canada. */
    achDetails?: {
      /** Whether the client initiates the transfer at the bank. */
      custInitAch?: boolean
      /** Name of the bank. */
      bankName?: string
    }
    /** Details of the deposit. */
    iraDepositDetails?: {
      /** Type of deposit. */
      depositType?: 'contribution' | 'rollover'
      /** Tax year. */
      taxYear?: 'current' | 'prior'
      /** Type of the source retirement account. */
      fromIraType?: IraType
    }
    /** Kind. */
    type?: 'CHECK' | 'WIRE' | 'ACH' | 'SKIP_DEPOSIT'
    /** Amount. */
    amount?: number
    /** Currency, three letters. */
    currency?: Currency
    /** Account at IBKR. */
    ibAccount?: string
  }
  /** The custodian of the account. */
  custodian?: Custodian
  /** The successor of the custodian. */
  successorCustodian?: Custodian
  /** Representatives of the account. */
  accountRep?: {
    /** The representatives. */
    repDetails?: readonly {
      /** Id of the representative. */
      repId?: string
      /** Percentage. */
      percentage?: number
    }[]
    /** Included persons. */
    included?: boolean
  }
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Property profile. */
  propertyProfile?: string
  /** Base currency of the account. */
  baseCurrency?: Currency
  /** Plan of the employer that the account belongs to. */
  employeePlan?: string
  /** May hold several currencies. */
  multiCurrency?: boolean
  /** Whether the account is transferred from another broker. */
  migration?: boolean
  /** Source account. */
  sourceAccountId?: string
  /** Cash or margin. */
  margin?: string
  /** It is a retirement account. */
  ira?: boolean
  /** Type of retirement account. */
  iraType?: IraType
  /** Official title of the retirement account. */
  iraOfficialTitle?: string
  /** The client trades actively. */
  clientActiveTrading?: boolean
  /** Whether it duplicates an existing account. */
  duplicate?: boolean
  /** Number of duplicates. */
  numberOfDuplicates?: number
  /** Whether shares are lent in the stock yield enhancement programme. */
  stockYieldProgram?: boolean
  /** Name that you choose. */
  alias?: string
  /** Type of account. */
  accountType?: 'Investment' | 'Trading' | 'SMSF'
  /** Whether dividends are reinvested automatically. */
  drip?: boolean
}

export interface ApplicationCustomer {
  /** The organisation. */
  organization?: {
    /** Identity documents. */
    identifications?: readonly Identification[]
    /** Supporter of the account. */
    accountSupport?: {
      /** Description of the business. */
      businessDescription?: string
      /** Primary contributor. */
      primaryContributor?: {
        /** First name. */
        firstName?: string
        /** First letter of the middle name. */
        middleInitial?: string
        /** Last name. */
        lastName?: string
        /** Suffix of the name. */
        suffix?: Suffix
        /** Name of the employer. */
        employer?: string
        /** The profession, out of the enumerations. */
        occupation?: string
        /** The address. */
        address?: PlaceOfBusinessAddress
        /** Source of funds. */
        sourceOfFunds?: string
      }
      /** The administrator of a fund. */
      administrator?: {
        /** First name. */
        firstName?: string
        /** First letter of the middle name. */
        middleInitial?: string
        /** Last name. */
        lastName?: string
        /** Suffix of the name. */
        suffix?: Suffix
        /** The address. */
        address?: PlaceOfBusinessAddress
      }
      /** Contact person at the administrator. */
      administratorContactPerson?: {
        /** First name. */
        firstName?: string
        /** First letter of the middle name. */
        middleInitial?: string
        /** Last name. */
        lastName?: string
        /** Suffix of the name. */
        suffix?: Suffix
        /** Telephone number. */
        phoneNumber?: string
      }
      /** Owners live in the United States. */
      ownersResideUS?: boolean
      /** Whether it solicits owners in the United States. */
      solicitOwnersResideUS?: boolean
      /** Owners who live in the United States are accepted. */
      acceptOwnersResideUS?: boolean
      /** Kind. */
      type?: 'FINANCIALINSTITUTION' | 'PROPRIETARYTRADING' | 'FAMILYINVVEHICLE' | 'OPERATINGBUSINESS' | 'BROKERDEALER' | 'LICENSEDADVISOR'
    }
    /** Financial information. */
    financialInformation?: readonly FinancialInformation[]
    /** Answers about the status of accredited investor. */
    accreditedInvestorInformation?: AccreditedInvestorInformation
    /** Answers to regulatory questions. */
    regulatoryInformation?: readonly RegulatoryInformation[]
    /** The managing owners. */
    managingOwner?: {
      /** Your own id. */
      externalId?: string
      /** Owns 25 percent or more. */
      is25PercentOwner?: boolean
    }
    /** People and organisations that belong to it. */
    associatedEntities?: {
      /** The people that belong to it. */
      associatedIndividuals?: readonly AssociatedIndividual[]
      /** People and organisations that belong to it. */
      associatedEntities?: readonly {
        /** Id of the person or organisation at IBKR. */
        entityId?: number
        /** Your own code. */
        externalCode?: string
        /** Name. */
        name?: string
        /** E-mail address. */
        email?: string
        /** Country of the organisation. */
        organizationCountry?: string
        /** Telephones. */
        phones?: Record<string, string>
        /** Address of residence. */
        residence?: Record<string, string>
        /** Postal address. */
        mailing?: Record<string, string>
        /** Roles of the person in the organisation. */
        associations?: readonly string[]
        /** Proofs of identity. */
        identityDocuments?: readonly Record<string, string>[]
        /** The tax treaty. */
        taxTreatyDetails?: readonly Record<string, string>[]
        /** The people that belong to it. */
        AssociatedPersons?: readonly {
          /** Id of the person or organisation at IBKR. */
          entityId?: number
          /** Your own code. */
          externalCode?: string
          /** First name. */
          firstName?: string
          /** Middle name. */
          middleName?: string
          /** First letter of the middle name. */
          middleInitial?: string
          /** Last name. */
          lastName?: string
          /** Suffix of the name. */
          suffix?: string
          /** Username. */
          username?: string
          /** Date of the last change of the password. */
          passwordDate?: string
          /** Status of the user. */
          userStatus?: string
          /** Status of the user for trading. */
          userStatusTrading?: string
          /** Time of the last login. */
          lastLogin?: string
          /** Gender. */
          gender?: string
          /** Marital status. */
          maritalStatus?: string
          /** Salutation. */
          salutation?: string
          /** E-mail address. */
          email?: string
          /** Country of citizenship. */
          countryOfCitizenship?: string
          /** Country of birth. */
          countryOfBirth?: string
          /** Day of birth. */
          dateOfBirth?: string
          /** Mother's name at birth, in IBKR's spelling. */
          motersMaidenName?: string
          /** Number of dependents. */
          numberOfDependents?: number
          /** The device for the second factor. */
          securityDevice?: string
          /** Acts commercially. */
          commercial?: string
          /** Country of legal residence. */
          countryOfLegalResidence?: string
          /** State of legal residence. */
          stateOfLegalResidence?: string
          /** Professional or non-professional subscriber of market data. */
          mdSubscriberStatus?: string
          /** Telephones. */
          phones?: Record<string, string>
          /** Address of residence. */
          residence?: Record<string, string>
          /** Postal address. */
          mailing?: Record<string, string>
          /** Roles of the person in the organisation. */
          associations?: readonly string[]
          /** Proofs of identity. */
          identityDocuments?: readonly Record<string, string>[]
          /** Employment status, such as employed or retired. */
          employmentType?: string
          /** Details of the employment. */
          employmentDetails?: Record<string, {}>
          /** Subscribed services. */
          subscribedServices?: readonly Record<string, {}>[]
          /** The tax treaty. */
          taxTreatyDetails?: readonly Record<string, string>[]
        }[]
      }[]
    }
    /** Memberships in regulated organisations. */
    regulatedMemberships?: readonly RegulatedMembership[]
    /** Countries of tax residence. */
    taxResidencies?: readonly TaxResidency[]
    /** Form W-8BEN-E: a foreign organisation. */
    w8BenE?: W8BenE
    /** Form W-8IMY: a foreign intermediary. */
    w8IMY?: W8IMY
    /** Withholding statement. */
    withholdingStatement?: WithholdingStatement
    /** Type of trading. */
    typeOfTrading?: 'FIRM' | 'CUSTOMER'
    /** Kind. */
    type?: 'LLC' | 'CORPORATION' | 'PARTNERSHIP' | 'UNINCORPORATED BUSINESS'
    /** Whether it is a subsidiary of a US organisation. */
    orgUsSubsidiary?: boolean
    /** Is a qualified intermediary. */
    qualifiedIntermediary?: boolean
    /** Whether it assumes primary reporting responsibility. */
    assumedPrimaryReporting?: boolean
    /** Whether it assumes primary withholding responsibility. */
    acceptedPrimaryWithholding?: boolean
    /** Type of organisation for US tax. */
    usTaxPurposeType?: 'C' | 'P' | 'E'
  }
  /** The person who holds the account. */
  accountHolder?: {
    /** The people who hold the account. */
    accountHolderDetails?: readonly AssociatedIndividual[]
    /** The person that belongs to it. */
    associatedIndividual?: AssociatedIndividual
    /** Financial information. */
    financialInformation?: readonly FinancialInformation[]
    /** Answers to regulatory questions. */
    regulatoryInformation?: readonly RegulatoryInformation[]
    /** Memberships in regulated organisations. */
    regulatedMemberships?: readonly RegulatedMembership[]
    /** Answers about the status of accredited investor. */
    accreditedInvestorInformation?: AccreditedInvestorInformation
    /** Tax forms and residences. */
    taxInformation?: TaxInformation
    /** Withholding statement. */
    withholdingStatement?: WithholdingStatement
  }
  /** The holders who share the account. */
  jointHolders?: {
    /** The first holder. */
    firstHolderDetails?: readonly AssociatedIndividual[]
    /** The second holder. */
    secondHolderDetails?: readonly AssociatedIndividual[]
    /** Financial information. */
    financialInformation?: readonly FinancialInformation[]
    /** Answers to regulatory questions. */
    regulatoryInformation?: readonly RegulatoryInformation[]
    /** Memberships in regulated organisations. */
    regulatedMemberships?: readonly RegulatedMembership[]
    /** Answers about the status of accredited investor. */
    accreditedInvestorInformation?: AccreditedInvestorInformation
    /** Tax forms and residences. */
    taxInformation?: TaxInformation
    /** Withholding statement. */
    withholdingStatement?: WithholdingStatement
    /** Kind. */
    type?: 'community' | 'joint_tenants' | 'tenants_common' | 'tbe' | 'au_joint_account'
  }
  /** The trust. */
  trust?: {
    /** Identity documents. */
    identification?: readonly TrustIdentification[]
    /** Financial information. */
    financialInformation?: readonly FinancialInformation[]
    /** Answers to regulatory questions. */
    regulatoryInformation?: readonly RegulatoryInformation[]
    /** Memberships in regulated organisations. */
    regulatedMemberships?: readonly RegulatedMembership[]
    /** Answers about the status of accredited investor. */
    accreditedInvestorInformation?: AccreditedInvestorInformation
    /** Trustees. */
    trustees?: {
      /** The people. */
      individuals?: readonly {
        /** Name. */
        name?: PersonName
        /** Name in its original script. */
        nativeName?: PersonName
        /** Name at birth. */
        birthName?: PersonName
        /** Mother's name at birth. */
        motherMaidenName?: PersonName
        /** Day of birth. */
        dateOfBirth?: string
        /** Country of birth. */
        countryOfBirth?: string
        /** City of birth. */
        cityOfBirth?: string
        /** Gender. */
        gender?: Gender
        /** Marital status. */
        maritalStatus?: MaritalStatus
        /** Number of dependents. */
        numDependents?: number
        /** Address of residence. */
        residenceAddress?: PlaceOfBusinessAddress
        /** Postal address. */
        mailingAddress?: PlaceOfBusinessAddress
        /** Telephones. */
        phones?: readonly Phone[]
        /** E-mail address. */
        email?: string
        /** Identity documents. */
        identification?: AssociatedIndividualIdentification
        /** Employment status, such as employed or retired. */
        employmentType?: string
        /** Details of the employment. */
        employmentDetails?: EmploymentDetails
        /** Position at the company. */
        employeeTitle?: string
        /** Countries of tax residence. */
        taxResidencies?: readonly TaxResidency[]
        /** Form W-9: a US person. */
        w9?: W9
        /** Form W-8BEN: a foreign person. */
        w8Ben?: W8Ben
        /** Details for the common reporting standard. */
        crs?: CrsStatus
        /** Questions about sanctioned countries. */
        prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
        /** Your own id, or that of IBKR where it has given one. */
        id?: string
        /** Your own id. */
        externalId?: string
        /** Id of the user. */
        userId?: string
        /** Whether the mailing address is the residence. */
        sameMailAddress?: boolean
        /** May sign for the owner. */
        authorizedToSignOnBehalfOfOwner?: boolean
        /** May trade for the account. */
        authorizedTrader?: boolean
        /** Whether the person is a tax resident of the United States. */
        usTaxResident?: boolean
        /** Whether it was translated. */
        translated?: boolean
        /** Whether it is the primary trustee. */
        primaryTrustee?: boolean
        /** Registered with the NFA. */
        nfaRegistered?: boolean
        /** Number at the NFA. */
        nfaRegistrationNumber?: string
      }[]
      /** The organisations. */
      entities?: readonly {
        /** The organisation. */
        legalEntity?: LegalEntity
        /** The people who work there. */
        employees?: readonly AssociatedEmployee[]
      }[]
    }
    /** Beneficiaries of the trust. */
    beneficiaries?: PeopleAndOrganizations
    /** Grantors of the trust. */
    grantors?: PeopleAndOrganizations
    /** Countries of tax residence. */
    taxResidencies?: readonly TaxResidency[]
    /** Form W-8BEN-E: a foreign organisation. */
    w8BenE?: W8BenE
    /** Form W-8IMY: a foreign intermediary. */
    w8IMY?: W8IMY
    /** Withholding statement. */
    withholdingStatement?: WithholdingStatement
    /** Whether a third party manages it. */
    thirdPartyManagement?: boolean
    /** Type of trust. */
    trustType?: 'COMPLEX_TRUST' | 'SINGLE_TRUST' | 'GRANTOR_TRUST' | 'US_TAXABLE_TRUST'
  }
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Whether US micro-cap stock is transferred. */
  transferUsMicroCapStock?: boolean
  /** Kind. */
  type?: 'INDIVIDUAL' | 'JOINT' | 'TRUST' | 'UGMA' | 'UTMA' | 'ORG' | 'IRA'
  /** Prefix of the username. */
  prefix?: string
  /** Username. */
  userName?: string
  /** Second name of the user. */
  userNameAlias?: string
  /** Origin of the username. */
  userNameSource?: string
  /** E-mail address. */
  email?: string
  /** Whether the user is a non-professional subscriber of market data. */
  mdStatusNonPro?: boolean
  /** Preferred language. */
  preferredPrimaryLanguage?: string
  /** Second preferred language. */
  preferredSecondaryLanguage?: string
  /** Country of legal residence. */
  legalResidenceCountry?: string
  /** Country of the tax treaty. */
  taxTreatyCountry?: string
  /** Complies with anti-money-laundering rules. */
  meetAmlStandard?: string
  /** Complies with anti-money-laundering rules. */
  meetsAmlStandard?: string
  /** May send orders directly. */
  directTradingAccess?: boolean
  /** Country of origin of the customer. */
  originCountry?: string
  /** Age at the end of the custody. */
  terminationAge?: number
  /** State of the governing law. */
  governingState?: string
  /** Whether a debit card is requested. */
  optForDebitCard?: boolean
  /** Whether it is a client of a robo-adviser. */
  roboFaClient?: boolean
  /** Whether the account is independent of the adviser. */
  independentAccount?: boolean
  /** Whether it is a paper account. */
  paperAccount?: boolean
}

export type AssetClass = 'STK' | 'OPT' | 'FUT' | 'BOND' | 'FUND' | 'WAR' | 'CASH' | 'CRYPTO' | (string & {})

export type AssetTransferType = 'FOP' | 'DWAC' | 'COMPLEX_ASSET_TRANSFER' | 'EXTERNAL_POSITION_TRANSFER'

export interface AssociatedEmployee {
  /** Name. */
  name?: PersonName
  /** Name in its original script. */
  nativeName?: PersonName
  /** Name at birth. */
  birthName?: PersonName
  /** Mother's name at birth. */
  motherMaidenName?: PersonName
  /** Day of birth. */
  dateOfBirth?: string
  /** Country of birth. */
  countryOfBirth?: string
  /** City of birth. */
  cityOfBirth?: string
  /** Gender. */
  gender?: Gender
  /** Marital status. */
  maritalStatus?: MaritalStatus
  /** Number of dependents. */
  numDependents?: number
  /** Address of residence. */
  residenceAddress?: PlaceOfBusinessAddress
  /** Postal address. */
  mailingAddress?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** E-mail address. */
  email?: string
  /** Identity documents. */
  identification?: AssociatedIndividualIdentification
  /** Employment status, such as employed or retired. */
  employmentType?: string
  /** Details of the employment. */
  employmentDetails?: EmploymentDetails
  /** Position at the company. */
  employeeTitle?: string
  /** Countries of tax residence. */
  taxResidencies?: readonly TaxResidency[]
  /** Form W-9: a US person. */
  w9?: W9
  /** Form W-8BEN: a foreign person. */
  w8Ben?: W8Ben
  /** Details for the common reporting standard. */
  crs?: CrsStatus
  /** Questions about sanctioned countries. */
  prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Id of the user. */
  userId?: string
  /** Whether the mailing address is the residence. */
  sameMailAddress?: boolean
  /** May sign for the owner. */
  authorizedToSignOnBehalfOfOwner?: boolean
  /** May trade for the account. */
  authorizedTrader?: boolean
  /** Whether the person is a tax resident of the United States. */
  usTaxResident?: boolean
  /** Whether it was translated. */
  translated?: boolean
  /** Whether it is the primary trustee. */
  primaryTrustee?: boolean
}

export interface AssociatedIndividual {
  /** Name. */
  name?: PersonName
  /** Name in its original script. */
  nativeName?: PersonName
  /** Name at birth. */
  birthName?: PersonName
  /** Mother's name at birth. */
  motherMaidenName?: PersonName
  /** Day of birth. */
  dateOfBirth?: string
  /** Country of birth. */
  countryOfBirth?: string
  /** City of birth. */
  cityOfBirth?: string
  /** Gender. */
  gender?: Gender
  /** Marital status. */
  maritalStatus?: MaritalStatus
  /** Number of dependents. */
  numDependents?: number
  /** Address of residence. */
  residenceAddress?: PlaceOfBusinessAddress
  /** Postal address. */
  mailingAddress?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** E-mail address. */
  email?: string
  /** Identity documents. */
  identification?: AssociatedIndividualIdentification
  /** Employment status, such as employed or retired. */
  employmentType?: string
  /** Details of the employment. */
  employmentDetails?: EmploymentDetails
  /** Position at the company. */
  employeeTitle?: string
  /** Countries of tax residence. */
  taxResidencies?: readonly TaxResidency[]
  /** Form W-9: a US person. */
  w9?: W9
  /** Form W-8BEN: a foreign person. */
  w8Ben?: W8Ben
  /** Details for the common reporting standard. */
  crs?: CrsStatus
  /** Questions about sanctioned countries. */
  prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Id of the user. */
  userId?: string
  /** Whether the mailing address is the residence. */
  sameMailAddress?: boolean
  /** May sign for the owner. */
  authorizedToSignOnBehalfOfOwner?: boolean
  /** May trade for the account. */
  authorizedTrader?: boolean
  /** Whether the person is a tax resident of the United States. */
  usTaxResident?: boolean
  /** Whether it was translated. */
  translated?: boolean
  /** Whether it is the primary trustee. */
  primaryTrustee?: boolean
  /** Percentage of ownership. */
  ownershipPercentage?: number
  /** Titles. */
  titles?: readonly Title[]
  /** May act for the account. */
  authorizedPerson?: boolean
  /** An existing user. */
  referenceUsername?: string
}

export interface AssociatedIndividualIdentification {
  /** Country of citizenship. */
  citizenship?: string
  /** Second country of citizenship. */
  citizenship2?: string
  /** Third country of citizenship. */
  citizenship3?: string
  /** Social security number in the United States. */
  ssn?: string
  /** Social insurance number in Canada. */
  sin?: string
  /** Number of the driving licence. */
  driversLicense?: string
  /** Number of the passport. */
  passport?: string
  /** Number of the alien registration card. */
  alienCard?: string
  /** Number of the travel permit of Hong Kong. */
  hkTravelPermit?: string
  /** Number of the Medicare card. */
  medicareCard?: string
  /** Colour of the card. */
  cardColor?: 'BLUE' | 'GREEN' | 'YELLOW'
  /** Reference on the Medicare card. */
  medicareReference?: string
  /** Number of the national card. */
  nationalCard?: string
  /** Country that issued the document. */
  issuingCountry?: string
  /** State that issued the document. */
  issuingState?: string
  /** Number of the registrar. */
  rta?: string
  /** Country of legal residence. */
  legalResidenceCountry?: string
  /** State of legal residence. */
  legalResidenceState?: string
  /** Highest education. */
  educationalQualification?: string
  /** Name of the father. */
  fathersName?: string
  /** Number of the green card. */
  greenCard?: boolean
  /** Tax number in India. */
  panNumber?: string
  /** Tax number. */
  taxId?: string
  /** Number of the proof of age. */
  proofOfAgeCard?: string
  /** Whether the document expires. */
  expire?: boolean
  /** Last day of validity. */
  expirationDate?: string
}

export interface AssociatedPerson {
  entityId?: number
  externalCode?: string
  firstName?: string
  middleName?: string
  middleInitial?: string
  lastName?: string
  suffix?: string
  username?: string
  passwordDate?: string
  userStatus?: string
  userStatusTrading?: string
  lastLogin?: string
  gender?: string
  maritalStatus?: string
  salutation?: string
  email?: string
  countryOfCitizenship?: string
  countryOfBirth?: string
  dateOfBirth?: string
  motersMaidenName?: string
  numberOfDependents?: number
  securityDevice?: string
  commercial?: string
  countryOfLegalResidence?: string
  stateOfLegalResidence?: string
  mdSubscriberStatus?: string
  phones?: Record<string, string>
  residence?: Record<string, string>
  mailing?: Record<string, string>
  associations?: string[]
  identityDocuments?: Record<string, string>[]
  employmentType?: string
  employmentDetails?: Record<string, Record<string, unknown>>
  subscribedServices?: Record<string, Record<string, unknown>>[]
  taxTreatyDetails?: Record<string, string>[]
}

export type AssociationType = 'Account_Holder' | 'Spouse' | 'Firstholder' | 'Secondholder' | 'Trader' | 'Secretary' | 'Treasurer' | 'Ceo' | 'Owner' | 'Trustee' | 'Beneficiary' | 'Grantor' | 'Director' | 'Principal' | 'Shareholder' | 'Partner' | 'Controlling_Officer' | 'Beneficialowner' | 'Signatory' | 'Comp_Officer' | 'Superv_Broker' | 'Pooled_User' | 'Financial_User' | 'Contingent' | 'Ira_Beneficiary' | 'Employee' | 'Non_Employee' | 'Fund_Admin' | 'Fund_Contact' | 'Firm_Admin' | 'Firm_Billing' | 'Firm_Clearing' | 'Firm_Sales' | 'Firm_Trading' | 'Firm_User' | 'Account_Admin' | 'Account_Billing' | 'Account_Clearing' | 'Account_Sales' | 'Account_Trading' | 'User_Individual' | 'Fund_Manager' | 'Investment_Advisor' | 'Shf_Investmanager' | 'Advisory_Principal' | 'Advisory_Signatory' | 'Associated_Fund' | 'Primary_Contributor' | 'Administrator' | 'Contact' | 'Lead_Compliance_Officer' | 'Compliance_Officer' | 'Other_Officer' | 'Apply_User' | 'Transfer_On_Death_Legator' | 'Tod_Primary_Beneficiary' | 'Tod_Contingent_Beneficiary' | 'Nominee' | 'Nominee_Guardian' | 'Ira_Decedent' | 'Authorized_Person' | 'Promoter' | 'Wholetime_Director' | 'Nominee_Owner' | 'Third_Party_Admin' | 'Compliance_Contact' | 'Trust_Controller' | 'Trust_Applicant' | 'Organization_Applicant' | 'Mm_Contact' | 'Reg_Rep' | 'Plan_Sponsor' | 'Plan_Sponsor_Officer' | 'Pension_Admin' | 'Pension_Admin_Contact' | 'Accountant' | 'Joint_Applicant' | 'Custodian_Employee' | 'Successor_Custodian' | 'Custodian' | 'Successor_Custodian_Employee' | 'Chief_Compliance_Officer' | 'Chief_Financial_Officer' | 'Trading_Officer' | 'Child' | 'Parent' | 'Sibling' | 'Estate' | 'As_Interest_May_Appear' | 'Ira_Present_Trust' | 'Other' | 'Life_Partner' | 'Common_Law_Partner' | 'Grandchild' | 'Charity' | 'Trust_Ira' | 'Successor_Holder' | 'Head_Of_Desk' | 'Cftc_Non_Applicant_Ocr_Contact' | 'Ocr_Account_Controller' | 'Cftc_Applicant_Ocr_Contact'

export interface AsynchronousInstructionResponse {
  status?: number
  instructionSetId?: number
  instructionResult?: {
    clientInstructionId?: number
    instructionType?: string
    instructionStatus?: InstructionStatus
    instructionId?: number
    ibReferenceId?: number
    description?: string
  }
}

export interface AsynchronousInstructionSetResponse {
  status?: number
  instructionSetId?: number
  instructionResults?: {
    status?: number
    instructionSetId?: number
    instructionResult?: InstructionResult
    type?: string
    title?: string
  }[]
}

export interface BankInstructionDetail {
  instructionName?: string
  type?: string
  currency?: string
  instructionStatus?: string
  bankRoutingNumber?: string
  bankAccountNumber?: string
}

export interface BrokerageSessionStatus {
  authenticated?: boolean
  established?: boolean
  competing?: boolean
  connected?: boolean
  message?: string
  MAC?: string
  serverInfo?: ServerInfo
  hardware_info?: string
  fail?: string
}

export interface BulkMultiStatusResponse {
  status?: number
  instructionSetId?: number
  instructionResults?: unknown[]
}

export interface CancelInstruction {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Id that IBKR assigned to the instruction. */
  instructionId: number
  /** Reason for the cancellation. */
  reason: string
}

export type ClearingStatus = 'O' | 'P' | 'N' | 'A' | 'R' | 'C' | (string & {})

export interface ConnectNorthAmericanBank {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Clearing system. */
  bankInstructionCode: 'CAACH' | 'USACH'
  /** Allowed directions. */
  achType: 'DEBIT' | 'CREDIT' | 'DEBIT_CREDIT'
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Three letters of the currency. */
  currency: string
  /** Account that the instruction is for. */
  accountId: string
  /** The account at the bank. */
  clientAccountInfo: {
    /** Number of the bank. */
    bankRoutingNumber: string
    /** Number of the account. */
    bankAccountNumber: string
    /** Name of the bank. */
    bankName: string
    /** Kind of account, as a number. */
    bankAccountTypeCode: 0 | 1 | 2
  }
}

export interface CrsStatus {
  /** Type of control over the organisation. */
  controllingPersonDesignation?: 'SENIOR_MGMT_OFFICER' | 'BY_OWNERSHIP' | 'BY_OTHER_MEANS'
  /** Status of the OECD. */
  oecdStatus?: 'DEPOSITORY_INSTITUTION' | 'CUSTODIAL_INSTITUTION' | 'SPECIFIED_INSURANCE_COMPANY' | 'INVESTMENT_ENTITY_IN_NONPARTICIPATING_JURISDICTION' | 'INVESTMENT_ENTITY_NOT_LISTED' | 'PUBLICLY_TRADED_CORPORATION_OR_AFFILIATE' | 'OTHER_ACTIVE_NON_FINANCIAL_ENTITY' | 'PASSIVE_NON_FINANCIAL_ENTITY' | 'EXEMPT_RETIREMENT_PLAN' | 'NON_REPORTING_FI' | 'OTHER_INVESTMENT_ENTITY' | 'FINANCIAL_INSTITUTION' | 'NON_REPORTING_FINANCIAL_INSTITUTION'
}

export type Currency = 'USD' | 'EUR' | 'GBP' | 'CAD' | 'JPY' | 'HKD' | 'AUD' | 'CHF' | 'MXN' | 'SEK' | 'NZD' | 'HUF' | 'CZK' | 'CNH' | 'DKK' | 'RUB' | 'ILS' | 'NOK' | 'SGD' | 'PLN' | 'ZAR' | 'AED' | 'KRW' | 'SAR' | 'TRY' | 'RON' | 'BGN'

export interface Custodian {
  /** The person. */
  individual?: AssociatedEmployee
  /** The organisation. */
  legalEntity?: LegalEntity
  /** Works for IBKR. */
  employee?: AssociatedEmployee
}

export interface DepositFunds {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Account that the instruction is for. */
  accountId: string
  /** Three letters of the currency. */
  currency: string
  /** Amount of cash. */
  amount: number
  /** Deposit method. */
  bankInstructionMethod: 'ACH' | 'WIRE' | 'eDDA' | 'OPEN_BANKING'
  /** Details of open banking. */
  openBanking?: {
    /** Provider that connects to the bank. */
    serviceProvider: 'PLAID'
    /** Behaviour of the provider's page. */
    plaidOptions?: {
      /** Address to open after completion. */
      completionRedirectUri?: string
      /** Name shown on the page. */
      linkDisplayName?: string
      /** Whether the page opens within a mobile application. */
      isMobileApp?: boolean
    }
  }
  /** Sending bank. */
  sendingInstitution?: string
  /** Reference of the bank. */
  identifier?: string
  /** Note for the accounting department. */
  specialInstruction?: string
  /** Name of a stored bank instruction. */
  bankInstructionName?: string
  /** Name of the sending bank. */
  senderInstitutionName?: string
  /** Contribution to a retirement account. */
  iraDepositDetail?: {
    /** Kind of contribution. */
    iraContributionType: 'ROLLOVER' | 'LATE_ROLLOVER' | 'DIRECT_ROLLOVER' | 'CONTRIBUTION' | 'SPOUSAL_CONTRIBUTION' | 'EMPLOYER_SEP_CONTRIBUTION'
    /** Tax year of the contribution. */
    iraTaxYearType: 'CURRENT' | 'PRIOR'
    /** Kind of retirement account that the contribution comes from. */
    fromIraType: 'NONE' | 'TRADITIONAL' | 'ROLLOVER' | 'ROTH' | 'SEP' | 'EDUCATION' | 'TRADITIONAL_INHERITED' | 'ROTH_INHERITED' | 'SEP_INHERITED' | 'RETIREMENT_SAVING_PLAN' | 'SPOUSAL_RETIREMENT_SAVING_PLAN' | 'TAX_FREE_SAVING_ACCOUNT'
  }
  /** Repeat the transfer automatically. */
  recurringInstructionDetail?: RecurringInstructionDetail
}

export interface DepositFundsPollingResponse {
  status?: number
  instructionSetId?: number
  instructionResult?: {
    clientInstructionId?: number
    instructionType?: string
    instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
    instructionId?: number
    ibReferenceId?: number
    description?: string
    error?: ErrorDetail
    depositDetails?: {
      amount?: number
      currency?: string
      whenAvailable?: string
      openBanking?: {
        serviceProvider?: string
        providerResponse?: Record<string, unknown>
      }
    }
  }
}

export interface DisplayRule {
  displayRuleStep: {
    decimalDigits: number
    lowerEdge: number
    wholeDigits: number
  }[]
  magnification: number
}

export interface DisplayRuleStep {
  decimalDigits?: number
  lowerEdge?: number
  wholeDigits?: number
}

export interface DocumentSubmission {
  /** The documents. */
  documents?: readonly SignedDocument[]
  /** Account at IBKR. */
  accountId?: string
  /** Language that the answers are written in. */
  inputLanguage?: InputLanguage
  /** Whether the text has been translated. */
  translation?: boolean
}

export interface DwacTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Only to IBKR (IN). */
  direction: 'IN'
  /** Account that the instruction is for. */
  accountId: string
  /** Account at the other party. */
  contraBrokerAccountId: string
  /** Tax number of the other party. */
  contraBrokerTaxId: string
  /** Number of units to transfer. */
  quantity: number
  /** The security to transfer. */
  tradingInstrument: InstrumentByContractId | InstrumentBySecurityNumber
  /** Title of the account at the other broker. */
  accountTitle?: string
  /** Reference for the other party. */
  referenceId?: string
}

export interface EchoResponse {
  requestMethod?: 'GET' | 'POST' | 'PATCH' | 'PUT' | (string & {})
  securityPolicy?: 'HTTPS' | 'SIGNED_JWT' | 'ENCRYPTED_JWE' | (string & {})
  queryParameters?: Record<string, unknown>
}

export interface EmploymentDetails {
  /** Name of the employer. */
  employer?: string
  /** The profession, out of the enumerations. */
  occupation?: string
  /** Description. */
  description?: string
  /** Business of the employer. */
  employerBusiness?: string
  /** Address of the employer. */
  employerAddress?: PlaceOfBusinessAddress
  /** Telephone of the employer. */
  employerPhone?: string
  /** Reason why work and residence are in different countries. */
  emplCountryResCountryDetails?: string
}

export interface ErrorDetail {
  errorCode?: string
  errorMessage?: string
}

export interface ErrorResponse {
  error?: unknown
  hasError?: boolean
  errorDescription?: string
}

export type ExperienceAssetClass = 'BILL' | 'BOND' | 'CASH' | 'CFD' | 'COMB' | 'FOP' | 'FUND' | 'FUT' | 'OPT' | 'SSF' | 'STK' | 'WAR' | 'MRGN' | 'CLP'

export type FatcaBranchStatus = 'LIMITED_BRANCH' | 'US_BRANCH' | 'PARTICIPATING_FFI' | 'REPORTING_MODEL_1_FFI' | 'REPORTING_MODEL_2_FFI'

export interface FileData {
  data?: Record<string, unknown>
  name?: string
}

export interface FinancialInformation {
  /** Years and frequency of trading, for each asset class. */
  investmentExperience?: readonly {
    /** Instrument type. */
    assetClass?: ExperienceAssetClass
    /** Years of trading. */
    yearsTrading?: number
    /** Trades per year. */
    tradesPerYear?: number
    /** Level of knowledge. */
    knowledgeLevel?: 'Extensive' | 'Good' | 'Limited' | 'None'
  }[]
  /** Investment objectives. */
  investmentObjectives?: readonly InvestmentObjective[]
  /** Other sources of income. */
  additionalSourcesOfIncome?: readonly {
    /** Type of source. */
    sourceType?: 'CONSULTING' | 'DISABILITY' | 'INHERITANCE' | 'INTEREST' | 'REALESTATE' | 'RENTAL' | 'SEVERANCE' | 'SPOUSE' | 'TRADINGANDINVESTMENTS' | 'PENSIONANDSOCIALSECURITY' | 'UNEMPLOYMENT' | 'OTHER'
    /** Percentage. */
    percentage?: number
    /** Description. */
    description?: string
  }[]
  /** Sources of wealth. */
  sourcesOfWealth?: readonly {
    /** Type of source. */
    sourceType?: 'SOW-IND-Allowance' | 'SOW-IND-Disability' | 'SOW-IND-Income' | 'SOW-IND-Inheritance' | 'SOW-IND-Interest' | 'SOW-IND-MarketProfit' | 'SOW-IND-Other' | 'SOW-IND-Pension' | 'SOW-IND-Property' | 'SOW-ORG-Business' | 'SOW-ORG-MarketTradingProfits' | 'SOW-ORG-Other' | 'SOW-ORG-OwnerEquity' | 'SOW-ORG-Property' | 'SOW-ORG-RetainedEarnings'
    /** Percentage. */
    percentage?: number
    /** Whether it funds the account. */
    usedForFunds?: boolean
    /** Description. */
    description?: string
  }[]
  /** Questions on the sources of income. */
  soiQuestionnaire?: {
    /** The details. */
    details?: string
  }
  /** The questions. */
  questionnaires?: readonly {
    /** Number of the form. */
    formNumber?: number
    /** The detail. */
    detail?: string
  }[]
  /** Net worth, as a range out of the enumerations. */
  netWorth?: number
  /** Liquid net worth, as a range out of the enumerations. */
  liquidNetWorth?: number
  /** Annual net income, as a range out of the enumerations. */
  annualNetIncome?: number
  /** Total assets, as a range out of the enumerations. */
  totalAssets?: number
  /** Source of funds. */
  sourceOfFunds?: string
  /** Whether it was translated. */
  translated?: boolean
}

export type FractionalOrderType = 'limit' | 'market' | 'stop' | 'stop_limit' | 'mit' | 'lit' | 'trailing_stop' | 'trailing_stop_limit' | (string & {})

export interface FreeOfPaymentTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Transfer to IBKR (IN) or from IBKR (OUT). */
  direction: 'IN' | 'OUT'
  /** Account that the instruction is for. */
  accountId: string
  /** Account at the other broker. */
  contraBrokerAccountId: string
  /** DTC number of the other broker. */
  contraBrokerDtcCode: string
  /** Number of units to transfer. */
  quantity: number
  /** The security to transfer. */
  tradingInstrument: InstrumentByContractId | InstrumentBySecurityNumber
}

export type Gender = 'M' | 'F' | 'Male' | 'Female'

export interface GetStatementsResponse {
  data?: {
    dataType?: string
    encoding?: string
    value?: string
    mimeType?: string
    gzip?: boolean
    accept?: string
  }
}

export interface HighWaterMarkConfig {
  /** High-water mark. */
  hwm?: {
    /** Number of periods. */
    numberOfPeriods?: number
    /** Whether withdrawals lower the high-water mark proportionally. */
    prorateForWithdrawals?: boolean
  }
  /** Losses carried forward. */
  previousLosses?: readonly {
    /** The loss. */
    loss?: number
    /** The quarter. */
    quarter?: number
    /** The year. */
    year?: number
    /** Currency, three letters. */
    currency?: string
  }[]
}

export interface HongKongDirectDebit {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Three letters of the currency. */
  currency: string
  /** Account that the instruction is for. */
  accountId: string
  /** Code of the branch. */
  bankBranchCode: string
  /** Account at the bank. */
  bankAccountNumber: string
  /** Clearing code of the bank. */
  bankClearingCode: string
  /** Document that identifies the owner. */
  debtorIdentificationDocumentType: 'hkId' | 'passport' | 'chinaId' | 'hkMacaoEntryPermit'
}

export type IbEntity = 'IBLLC-US' | 'IB-CAN' | 'IB-UK' | 'IB-IE' | (string & {})

export interface Identification {
  /** Address of the business. */
  placeOfBusinessAddress?: PlaceOfBusinessAddress
  /** Postal address. */
  mailingAddress?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** Name. */
  name?: string
  /** Description of the business. */
  businessDescription?: string
  /** Address of the web site. */
  websiteAddress?: string
  /** Identity documents. */
  identification?: string
  /** Country of the identity documents. */
  identificationCountry?: string
  /** Country of formation. */
  formationCountry?: string
  /** State of formation. */
  formationState?: string
  /** Whether the mailing address is the residence. */
  sameMailAddress?: boolean
  /** Whether it was translated. */
  translated?: boolean
}

export interface IncrementRule {
  lowerEdge?: number
  increment?: number
}

export type InputLanguage = 'en' | 'zh-Hans' | 'ja' | 'ru' | 'fr' | 'pt' | 'es' | 'it' | 'ar-AE' | 'de' | 'he-IL' | 'hu'

export interface InstructionResult {
  clientInstructionId?: number
  instructionType?: string
  instructionStatus?: InstructionStatus
  instructionId?: number
  ibReferenceId?: number
  description?: string
  error?: ErrorDetail
}

export type InstructionStatus = 'PENDING' | 'PROCESSED' | 'REJECTED' | 'PENDING_VERIFICATION' | (string & {})

export interface InstructionSummary {
  clientInstructionId?: number
  ibInstructionId?: number
  instructionType?: string
  requestDate?: string
  status?: string
  instructionSetId?: number
}

export type InstructionType = 'ACH_INSTRUCTION' | 'TRADITIONAL_BANK_INSTRUCTION_VERIFICATION' | 'DELETE_BANK_INSTRUCTION' | 'PREDEFINED_DESTINATION_INSTRUCTION' | 'EDDA_INSTRUCTION'

export interface InstrumentByContractId {
  /** Contract id of the security. */
  conid: number
  /** Three letters of the currency. */
  currency: string
}

export interface InstrumentBySecurityNumber {
  /** Number of the security. */
  tradingInstrumentDescription: {
    /** System of the security number. */
    securityIdType: 'CUSIP' | 'ISIN' | 'CASH'
    /** The number. */
    securityId: string
    /** Kind of security. */
    assetType: 'STK' | 'CASH' | 'UNKNOWN' | 'BILL' | 'BOND' | 'FUND' | 'OPT' | 'WAR'
  }
  /** Three letters of the currency. */
  currency: string
}

export interface InternalAssetTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Account to transfer from. */
  sourceAccountId: string
  /** Receiving account. */
  targetAccountId: string
  /** Number of units to transfer. */
  transferQuantity: number
  /** The security to transfer. */
  tradingInstrument: InstrumentByContractId | InstrumentBySecurityNumber
  /** Price used to book the position. */
  transferPrice?: number
  /** Day of the trade. */
  tradeDate?: string
  /** Day of the settlement. */
  settleDate?: string
}

export interface InternalCashTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Account to transfer from. */
  sourceAccountId: string
  /** Receiving account. */
  targetAccountId: string
  /** Amount to transfer. */
  amount: number
  /** Three letters of the currency. */
  currency: string
  /** Note for the statement. */
  clientNote?: string
  /** Date-time of the transfer. Default: now. */
  dateTimeToOccur?: string
}

export type InvestmentObjective = 'Trading' | 'Growth' | 'Speculation' | 'Hedging' | 'Preservation' | 'Income'

export interface IraContributions {
  maximumContributionLimit?: number
  yearToDateContribution?: number
  allowedContributionLimit?: number
  type?: string
}

export type IraType = 'RI' | 'RO' | 'RT' | 'SP' | 'ED' | 'TH' | 'RH' | 'SH' | 'RRSP' | 'SRRSP' | 'TFSA' | 'SIMPLE' | 'ISA' | 'JISA'

export interface LegalEntity {
  /** Name. */
  name?: string
  /** The address. */
  address?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** E-mail address. */
  email?: string
  /** Papers of the organisation. */
  legalEntityIdentification?: {
    /** Address of the business. */
    placeOfBusinessAddress?: PlaceOfBusinessAddress
    /** Postal address. */
    mailingAddress?: PlaceOfBusinessAddress
    /** Identity documents. */
    identification?: string
    /** Country of the identity documents. */
    identificationCountry?: string
    /** Country of formation. */
    formationCountry?: string
    /** Legal form. */
    formationType?: 'PUBLIC' | 'PRIVATE' | 'OTHER'
    /** Code of the exchange. */
    exchangeCode?: string
    /** Symbol at the exchange. */
    exchangeSymbol?: string
    /** Whether the mailing address is the residence. */
    sameMailAddress?: boolean
  }
  /** Countries of tax residence. */
  taxResidencies?: readonly TaxResidency[]
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Whether the person is a tax resident of the United States. */
  usTaxResident?: boolean
  /** Whether it was translated. */
  translated?: boolean
}

export interface LocalTaxForm {
  /** Tax authority. */
  taxAuthority?: 'ISRAEL_TA' | 'CANADA_TA' | 'RUSSIA_TA' | 'SWEDEN_TA' | 'AUSTRALIA_TA'
  /** Fulfils the conditions of the form. */
  qualified?: boolean
  /** Country of the tax treaty. */
  treatyCountry?: string
}

export interface LoginMessageResponse {
  accountId?: string
  clearingStatus?: string
  clearingStatusDescription?: string
  loginMessages?: {
    recordDate?: string
    id?: number
    username?: string
    messageType?: string
    contentId?: number
    state?: string
    description?: string
    tasks?: number[]
  }[]
  loginMessagePresent?: boolean
}

export interface MarginSegment {
  current_initial: string
  'Prdctd Pst-xpry Mrgn @ Opn'?: string
  current_maint: string
  projected_liquidity_inital_margin?: string
  'Prjctd Lk Ahd Mntnnc Mrgn'?: string
  projected_overnight_initial_margin?: string
  'Prjctd Ovrnght Mntnnc Mrgn'?: string
  'RegT Margin'?: string
  look_ahead_initial?: string
  look_ahead_maint?: string
}

export type MaritalStatus = 'S' | 'M' | 'W' | 'D' | 'C'

export interface MarketDataSnapshot {
  conid: number
  conidEx?: string
  _updated?: number
  server_id?: string
  /** Last price. */
  '31'?: string | number
  /** Symbol. */
  '55'?: string | number
  /** Text. */
  '58'?: string | number
  /** High of the day. */
  '70'?: string | number
  /** Low of the day. */
  '71'?: string | number
  /** Market value. */
  '73'?: string | number
  /** Average price. */
  '74'?: string | number
  /** Unrealised profit and loss. */
  '75'?: string | number
  /** Position, formatted. */
  '76'?: string | number
  /** Unrealised profit and loss, formatted. */
  '77'?: string | number
  /** Daily profit and loss. */
  '78'?: string | number
  /** Realised profit and loss. */
  '79'?: string | number
  /** Unrealised profit and loss in percent. */
  '80'?: string | number
  /** Change. */
  '82'?: string | number
  /** Change in percent. */
  '83'?: string | number
  /** Bid. */
  '84'?: string | number
  /** Ask size. */
  '85'?: string | number
  /** Ask. */
  '86'?: string | number
  /** Volume, with K or M. */
  '87'?: string | number
  /** Bid size. */
  '88'?: string | number
  /** Right of an option. */
  '201'?: string | number
  /** Exchange. */
  '6004'?: string | number
  /** Contract id. */
  '6008'?: string | number
  /** Security type. */
  '6070'?: string | number
  /** Months. */
  '6072'?: string | number
  /** Regular expiry. */
  '6073'?: string | number
  /** Request marker. */
  '6119'?: string | number
  /** Contract id of the underlying. */
  '6457'?: string | number
  /** Service parameters. */
  '6508'?: string | number
  /** Market data availability. */
  '6509'?: string | number
  /** Company. */
  '7051'?: string | number
  /** Ask exchanges. */
  '7057'?: string | number
  /** Exchange of the last price. */
  '7058'?: string | number
  /** Last size. */
  '7059'?: string | number
  /** Bid exchanges. */
  '7068'?: string | number
  /** Implied to historic volatility in percent. */
  '7084'?: string | number
  /** Put/call open interest. */
  '7085'?: string | number
  /** Put/call volume. */
  '7086'?: string | number
  /** Historic volatility in percent. */
  '7087'?: string | number
  /** Historic volatility at the close in percent. */
  '7088'?: string | number
  /** Option volume. */
  '7089'?: string | number
  /** Contract id and exchange. */
  '7094'?: string | number
  /** Tradable. */
  '7184'?: string | number
  /** Description. */
  '7219'?: string | number
  /** Second description. */
  '7220'?: string | number
  /** Listing exchange. */
  '7221'?: string | number
  /** Industry. */
  '7280'?: string | number
  /** Category. */
  '7281'?: string | number
  /** Average volume of 90 days. */
  '7282'?: string | number
  /** Implied volatility of the options. */
  '7283'?: string | number
  /** Historic volatility, older number. @deprecated */
  '7284'?: string | number
  /** Put/call ratio. */
  '7285'?: string | number
  /** Cost basis. */
  '7292'?: string | number
  /** High of 52 weeks. */
  '7293'?: string | number
  /** Low of 52 weeks. */
  '7294'?: string | number
  /** Open. */
  '7295'?: string | number
  /** Close. */
  '7296'?: string | number
  /** Delta. */
  '7308'?: string | number
  /** Gamma. */
  '7309'?: string | number
  /** Theta. */
  '7310'?: string | number
  /** Vega. */
  '7311'?: string | number
  /** Change of the option volume in percent. */
  '7607'?: string | number
  /** Implied volatility of the strike. */
  '7633'?: string | number
  /** Mark price. */
  '7635'?: string | number
  /** Shortable shares. */
  '7636'?: string | number
  /** Lending fee rate. */
  '7637'?: string | number
  /** Open interest of the options. */
  '7638'?: string | number
  /** Percent of the mark value. */
  '7639'?: string | number
  /** Shortability. */
  '7644'?: string | number
  /** Fund rating. @deprecated */
  '7655'?: string | number
  /** Dividends of the next 12 months. */
  '7671'?: string | number
  /** Dividends of the last 12 months. */
  '7672'?: string | number
  /** EMA 200. */
  '7674'?: string | number
  /** EMA 100. */
  '7675'?: string | number
  /** EMA 50. */
  '7676'?: string | number
  /** EMA 20. */
  '7677'?: string | number
  /** Price to EMA 200. */
  '7678'?: string | number
  /** Price to EMA 100. */
  '7679'?: string | number
  /** Price to EMA 20. */
  '7681'?: string | number
  /** Change since the open. */
  '7682'?: string | number
  /** Next event. */
  '7683'?: string | number
  /** Date of the next event. */
  '7684'?: string | number
  /** Next analyst meeting. */
  '7685'?: string | number
  /** Next earnings. */
  '7686'?: string | number
  /** Next other event. */
  '7687'?: string | number
  /** Last analyst meeting. */
  '7688'?: string | number
  /** Last earnings. */
  '7689'?: string | number
  /** Last other event. */
  '7690'?: string | number
  /** Probability of the greatest return. */
  '7694'?: string | number
  /** Break even. */
  '7695'?: string | number
  /** SPX delta. */
  '7696'?: string | number
  /** Open interest of the future. */
  '7697'?: string | number
  /** Last yield. */
  '7698'?: string | number
  /** Bid yield. */
  '7699'?: string | number
  /** Probability of the greatest return, second number. */
  '7700'?: string | number
  /** Probability of the greatest loss. */
  '7702'?: string | number
  /** Probability of a profit. */
  '7703'?: string | number
  /** Organisation type. */
  '7704'?: string | number
  /** Debt class. */
  '7705'?: string | number
  /** Ratings. */
  '7706'?: string | number
  /** Bond status. */
  '7707'?: string | number
  /** Bond type. */
  '7708'?: string | number
  /** Last trading day. */
  '7714'?: string | number
  /** Issue date. */
  '7715'?: string | number
  /** Beta, in older lists. */
  '7718'?: string | number
  /** Ask yield. */
  '7720'?: string | number
  /** Price to EMA 50. */
  '7724'?: string | number
  /** Prior close. */
  '7741'?: string | number
  /** Volume, exact. */
  '7762'?: string | number
  /** Trading permission. */
  '7768'?: string | number
  /** Daily profit and loss, raw. */
  '7920'?: string | number
  /** Cost basis, raw. */
  '7921'?: string | number
  /** Undocumented. */
  '7943'?: string | number
}

export interface Notification {
  R: number
  D: string
  MS: string
  MD: string
  ID: string
  HT: number
  FC: string
}

export type OptionExchange = 'NYSE' | 'AMEX' | 'NASDAQ' | 'CBOE' | 'ISE' | 'BOX' | 'PHLX' | 'PSE'

export interface OptionalSummaryValue {
  amount?: number
  currency?: string
  isNull?: boolean
  severity?: number
  timestamp?: number
  value?: string | null
}

export interface OrderBody {
  /** Account of the order. Default: the account in the path. */
  acctId?: string
  /** Contract id; IBKR chooses the route. Omit it if conidex is given. */
  conid?: number
  /** Contract id with a route, such as 265598@NYSE, or a combination of legs; instead of conid. */
  conidex?: string
  /** Buy or sell, in capitals. */
  side: 'BUY' | 'SELL'
  /** Number of shares or contracts. Omit it if a cash quantity is given. */
  quantity?: number
  /** Order type. The contract rules list the allowed types. */
  orderType: 'LMT' | 'MKT' | 'STP' | 'STOP_LIMIT' | 'MIDPRICE' | 'TRAIL' | 'TRAILLMT' | (string & {})
  /** Limit price; the stop price of STP and TRAIL, the cap of MIDPRICE. */
  price?: number
  /** Stop price of a stop limit or trailing stop limit. */
  auxPrice?: number
  /** Time in force. Default DAY. */
  tif: 'DAY' | 'GTC' | 'IOC' | 'OPG' | 'PAX' | 'OVT' | 'OND'
  /** Distance of the trailing stop, as an amount or in percent. */
  trailingAmt?: number
  /** Whether the trailing amount is an amount or a percentage. */
  trailingType?: 'amt' | '%'
  /** Allow fills outside regular trading hours. Default false. */
  outsideRTH?: boolean
  /** Your own reference, not used in the last 24 hours; comes back as order_ref. Not on bracket children. */
  cOID?: string
  /** On the child of a bracket: the reference (cOID) of its parent, or its order id. */
  parentId?: string
  /** All orders of this call cancel one another: set it on each order. */
  isSingleGroup?: boolean
  /** Contract id and kind together, such as 265598:STK. */
  secType?: string
  /** Exchange to route to. If omitted, IBKR chooses. Default SMART. */
  listingExchange?: string
  /** Symbol for display only; the contract id determines the contract. */
  ticker?: string
  /** Money to spend instead of a quantity: crypto, currencies, stocks (rounded down to whole shares). */
  cashQty?: number
  /** Amount of a currency conversion, instead of a quantity. */
  fxQty?: number
  /** The order converts currency rather than opening a position. */
  isCcyConv?: boolean
  /** Fill the whole quantity or nothing. */
  allOrNone?: boolean
  /** Let IBKR manage the price with its adaptive algorithm. */
  useAdaptive?: boolean
  /** Only save the order; it is not sent to the market. */
  deactivated?: boolean
  /** Free text: origin of the order. */
  referrer?: string
  /** Name of an algorithm, as the algorithms of the contract list it. */
  strategy?: string
  /** Values of the parameters of the algorithm. */
  strategyParameters?: Record<string, string>
  /** Method that divides an order for a group; for advisers. */
  allocationMethod?: 'A' | 'E' | 'N' | 'C' | 'P' | 'R' | 'S' | (string & {})
  /** When a person gave the order; only where the accounts call allows customer times. */
  manualOrderTime?: number
  /** Whether a person entered the order; required for futures and their options. */
  manualIndicator?: boolean
  /** Person who entered the order. Omit it: manualIndicator is enough, and accounts without the entitlement get a 500 (field 8089). */
  extOperator?: string
  /** Account of the customer, within an omnibus account only. */
  customerAccount?: string
  /** Whether that customer is professional; omnibus accounts only. */
  isProCustomer?: boolean
  /** Id of a choice of tax lots. */
  taxOptimizerId?: string
  /** Further instructions, such as a division among accounts. */
  jsonPayload?: {
    /** Allocation of the order among accounts. */
    allocation_profile?: {
      /** Divide shares or cash. */
      alloc_type?: 'SHARE' | 'CASH'
      /** One row per account; undocumented. */
      allocations?: readonly unknown[]
    }
  }
}

export type OrderFilter = 'inactive' | 'pending_submit' | 'pre_submitted' | 'submitted' | 'filled' | 'pending_cancel' | 'pre_cancelled' | 'cancelled' | 'warn_state' | 'sort_by_time'

export interface OrderPreview {
  amount?: {
    amount?: string
    commission?: string
    total?: string
  }
  equity?: PreviewAmounts
  initial?: PreviewAmounts
  maintenance?: PreviewAmounts
  position?: PreviewAmounts
  warn?: string | null
  error?: string | null
  warns?: string[]
}

export interface OrderQuantityLimit {
  /** Instrument type. */
  asset?: ExperienceAssetClass
  /** Quantity. */
  quantity?: number
}

export interface OrderReplyMessage {
  id?: string
  isSuppressed?: boolean
  message?: string[]
  messageIds?: string[]
  messageOptions?: string[]
}

export type OrderStatusText = 'Inactive' | 'PendingSubmit' | 'PreSubmitted' | 'Submitted' | 'Filled' | 'PendingCancel' | 'Cancelled' | 'WarnState' | (string & {})

export interface OrderSubmitSuccess {
  order_id?: string
  order_status?: string
  encrypt_message?: string
  local_order_id?: string
  parent_order_id?: string
  text?: string
  warning_message?: string
}

export interface OrdersBody {
  /** One order. Several orders only as a bracket or a one-cancels-all group. */
  orders: readonly OrderBody[]
}

export type OutsideHoursOrderType = 'limit' | 'stop_limit' | 'lit' | 'trailing_stop_limit' | 'relative' | (string & {})

export interface PeopleAndOrganizations {
  /** The person. */
  individual?: readonly AssociatedIndividual[]
  /** The organisation. */
  legalEntity?: readonly LegalEntity[]
}

export interface PerTradeMarkups {
  /** Markups by size. */
  markups?: readonly {
    /** The tiers. */
    stairs?: readonly {
      /** Amount. */
      amount?: number
      /** Lower end of this tier. */
      break?: number
    }[]
    /** The code. */
    code?: string
    /** Minimum amount. */
    minimum?: number
    /** Maximum amount. */
    maximum?: number
    /** Kind. */
    type?: 'FA' | 'FM' | 'PM'
    /** Amount. */
    amount?: number
    /** Whether it is added to the costs of IBKR. */
    plusCost?: boolean
    /** Charge per order. */
    ticketCharge?: number
  }[]
  /** Pricing structure: fixed or tiered. */
  pricingStructure?: 'FIXED' | 'TIERED'
}

export interface PerformanceSeries {
  data: {
    idType: string
    start: string
    end: string
    returns: number[]
    id: string
    baseCurrency: string
  }[]
  freq: string
  dates: string[]
}

export interface PersonName {
  /** Salutation. */
  salutation?: 'Mr.' | 'Mrs.' | 'Ms.' | 'Dr.' | 'Mx.' | 'Ind.'
  /** First name. */
  first?: string
  /** Last name. */
  last?: string
  /** Middle name. */
  middle?: string
  /** Suffix of the name. */
  suffix?: Suffix
  /** Title. */
  title?: string
}

export interface Phone {
  /** Kind. */
  type?: 'Work' | 'Home' | 'Fax' | 'Mobile' | 'Mobile (work)' | 'Mobile (other)' | 'Business' | 'Other (voice)'
  /** Number. */
  number?: string
  /** Country, three letters. */
  country?: string
  /** Whether it was verified. */
  verified?: boolean
}

export interface PlaceOfBusinessAddress {
  /** Street and number. */
  street1?: string
  /** Second line of the street. */
  street2?: string
  /** City. */
  city?: string
  /** State or province. */
  state?: string
  /** Country, three letters. */
  country?: string
  /** Postal code. */
  postalCode?: string
}

export interface PreviewAmounts {
  current?: string
  change?: string
  after?: string
}

export interface PrimaryBeneficiary {
  /** Name. */
  name?: PersonName
  /** Name in its original script. */
  nativeName?: PersonName
  /** Name at birth. */
  birthName?: PersonName
  /** Mother's name at birth. */
  motherMaidenName?: PersonName
  /** Day of birth. */
  dateOfBirth?: string
  /** Country of birth. */
  countryOfBirth?: string
  /** City of birth. */
  cityOfBirth?: string
  /** Gender. */
  gender?: Gender
  /** Marital status. */
  maritalStatus?: MaritalStatus
  /** Number of dependents. */
  numDependents?: number
  /** Address of residence. */
  residenceAddress?: PlaceOfBusinessAddress
  /** Postal address. */
  mailingAddress?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** E-mail address. */
  email?: string
  /** Identity documents. */
  identification?: AssociatedIndividualIdentification
  /** Employment status, such as employed or retired. */
  employmentType?: string
  /** Details of the employment. */
  employmentDetails?: EmploymentDetails
  /** Position at the company. */
  employeeTitle?: string
  /** Countries of tax residence. */
  taxResidencies?: readonly TaxResidency[]
  /** Form W-9: a US person. */
  w9?: W9
  /** Form W-8BEN: a foreign person. */
  w8Ben?: W8Ben
  /** Details for the common reporting standard. */
  crs?: CrsStatus
  /** Questions about sanctioned countries. */
  prohibitedCountryQuestionnaire?: ProhibitedCountryQuestionnaire
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id. */
  externalId?: string
  /** Id of the user. */
  userId?: string
  /** Whether the mailing address is the residence. */
  sameMailAddress?: boolean
  /** May sign for the owner. */
  authorizedToSignOnBehalfOfOwner?: boolean
  /** May trade for the account. */
  authorizedTrader?: boolean
  /** Whether the person is a tax resident of the United States. */
  usTaxResident?: boolean
  /** Whether it was translated. */
  translated?: boolean
  /** Whether it is the primary trustee. */
  primaryTrustee?: boolean
  /** Percentage of ownership. */
  ownershipPercentage?: number
  /** Title. */
  title?: Title
  /** Relationship between the persons. */
  relationship?: Relationship
}

export interface ProhibitedCountryQuestionnaire {
  /** The answers. */
  prohibitedQuestionnaireDetail?: readonly ProhibitedQuestionnaireDetail[]
  /** Account at IBKR. */
  accountId?: string
  /** Your own id. */
  externalId?: string
  /** Id of the person or organisation at IBKR. */
  entityId?: string
}

export interface ProhibitedQuestionnaireDetail {
  /** The code. */
  code?: 'PASSPORT' | 'CITIZENSHIP' | 'BUSINESSDEALINGS' | 'FINANCIALACCOUNTS' | 'RESIDENT' | 'MULTI' | 'BIRTH'
  /** The status. */
  status?: boolean
  /** The details. */
  details?: string
}

export interface QueryIRAContributionsResponse {
  status?: number
  instructionSetId?: number
  instructionResult?: {
    clientInstructionId?: number
    instructionType?: string
    instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
    instructionId?: number
    ibReferenceId?: number
    description?: string
    error?: ErrorDetail
    accountId?: string
    year?: string
    iraType?: string
    contributions?: {
      maximumContributionLimit?: number
      yearToDateContribution?: number
      allowedContributionLimit?: number
    }[]
  }
}

export interface QueryRecentInstructionResponse {
  status?: number
  instructionSetId?: number
  instructionResult?: {
    clientInstructionId?: number
    instructionType?: string
    instructionStatus?: 'PENDING' | 'REJECTED' | 'PROCESSED' | (string & {})
    instructionId?: number
    ibReferenceId?: number
    description?: string
    error?: ErrorDetail
    instructionHistory?: {
      historyMaxDepthNumberOfDays?: number
      historyMaxDepthNumberOfInstruction?: number
      result?: InstructionSummary
    }
  }
}

export interface Questionnaire {
  /** The answers. */
  answers?: readonly {
    /** Details of the answer. */
    answerDetail?: readonly {
      /** Name. */
      name?: string
      /** The detail. */
      detail?: string
    }[]
    /** The detail. */
    detail?: string
    /** Your own id, or that of IBKR where it has given one. */
    id?: number
    /** Number of the question, out of the enumerations. */
    questionId?: number
  }[]
  /** Number of the form. */
  formNumber?: number
}

export interface RecurringInstruction {
  requestId?: number
  bankInstructionName?: string
  transactionType?: string
  bankInstructionMethod?: string
  amount?: number
  currency?: string
  frequency?: string
  startDate?: string
  endDate?: string
}

export interface RecurringInstructionDetail {
  /** Name of the repetition. */
  instructionName: string
  /** Frequency. */
  frequency: 'MONTHLY' | 'QUARTERLY' | 'YEARLY'
  /** First day. */
  startDate: string
  /** Last day. If omitted, the transfer repeats without end. */
  endDate?: string
}

export interface RegulatedMembership {
  /** Code of the organisation. */
  organizationCode?: string
  /** Number of the membership. */
  membershipId?: string
}

export interface RegulatoryDetail {
  /** The code. */
  code?: 'CRIMINAL' | 'AFFILIATION' | 'CFTCREGISTERED' | 'IBACCOUNTS' | 'REGULATORYCONTROL' | 'EmployeePubTrade' | 'ControlPubTraded' | 'BROKERDEALER' | 'EXCHANGEMEMBERSHIP' | 'STOCKCONTROL' | 'DISPUTE' | 'INVESTIGATION' | 'MEMBERSHIP' | 'AUSEXPOSURE' | 'CONTROLLER' | 'POLITICALMILITARYDIPLOMATIC' | 'FOREIGN_BANK' | 'BROKER_DEALER' | 'FUTURES_COMMISSION_MERCHANT' | 'MUTUAL_FUND' | 'FOREIGN_EXCHANGE' | 'MONEY_TRANSMITTER' | 'EMPLOYEE_BENEFIT_PLAN' | 'US_BANK' | 'US_SWAP_DEALER' | 'US_SWAP_PARTICIPANT' | 'US_INSURANCE_COMPANY' | 'NON_US_INSURANCE_COMPANY' | 'US_DEPT' | 'FINANCIAL_ADVISOR' | 'HIGH_RISK_CONTRIBUTION'
  /** The status. */
  status?: boolean
  /** The details. */
  details?: string
  /** The detail. */
  detail?: string
  /** Your own id of the person. */
  externalIndividualId?: string
}

export interface RegulatoryInformation {
  /** Answers to regulatory questions. */
  regulatoryDetails?: readonly RegulatoryDetail[]
  /** Answers to regulatory questions. */
  regulatoryDetail?: readonly RegulatoryDetail[]
  /** Memberships in self-regulated organisations. */
  selfRegulatedMembership?: {
    /** The exchanges. */
    exchanges?: string
    /** The organisations. */
    organizations?: string
  }
  /** Affiliations with brokers or exchanges. */
  affiliationDetails?: {
    /** Person with the affiliation. */
    affiliationRelationship?: 'Self' | 'Spouse' | 'Parent' | 'Child' | 'Other'
    /** Name of the person. */
    personName?: string
    /** Id of the company. */
    companyId?: number
    /** Name of the company. */
    company?: string
    /** Postal address of the company. */
    companyMailingAddress?: PlaceOfBusinessAddress
    /** Telephone of the company. */
    companyPhone?: string
    /** E-mail address at the company. */
    companyEmailAddress?: string
    /** The company requires copies of the statements. */
    duplicateStmtRequired?: boolean
  }
  /** Kinds of financial organisations. */
  financialOrgTypes?: readonly string[]
  /** Regulatory information of the organisation. */
  orgRegulatoryInfo?: {
    /** Exchanges and symbols of its shares. */
    publicCompanyInfo?: {
      /** Exchange that the company is listed on. */
      exchangeTradedOn?: string
      /** Symbol that it is quoted under. */
      quotedSymbol?: string
    }
    /** Regulators of the organisation. */
    orgRegulators?: readonly {
      /** Name of the regulator. */
      regulatorName?: string
      /** Country of the regulator. */
      regulatorCountry?: string
      /** Regulated capacity. */
      regulatedInCapacity?: string
      /** Id at the regulator. */
      regulatorId?: string
    }[]
    /** Whether it is regulated. */
    regulated?: boolean
    /** Its shares are traded publicly. */
    public?: boolean
  }
  /** Connections that Australian rules require. */
  ausExposureDetails?: {
    /** Person with the connection. */
    ausExposureRelationship?: string
    /** Name of the person. */
    personName?: string
    /** Number of the licence. */
    licenseNumber?: number
  }
  /** Exchange of the company that the person controls. */
  controllerExchangeCode?: string
  /** Affiliations with politics, armed forces or diplomacy. */
  politicalMilitaryDiplomaticDetails?: {
    /** Name of the person. */
    personName?: string
    /** Title. */
    title?: string
    /** The organisation. */
    organization?: string
    /** Country, three letters. */
    country?: string
  }
  /** Whether it was translated. */
  translated?: boolean
}

export type Relationship = 'Brother' | 'Daughter' | 'Estate' | 'Father' | 'Husband' | 'Mother' | 'Other' | 'Sister' | 'Son' | 'Wife' | 'Charity' | 'Trust' | 'Spouse' | 'Child' | 'Sibling' | 'Parent' | 'Grandchild' | 'Common Law Partner'

export interface RemoveBank {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Account that the instruction is for. */
  accountId: string
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Method used. */
  bankInstructionMethod: 'WIRE' | 'ACH'
  /** Three letters of the currency. */
  currency: string
}

export interface RequestFile {
  requestId?: number
  dateSubmitted?: string
  fileData?: FileData
}

export interface RequestInfoResponse {
  requestId?: number
  executedAt?: string
}

export interface RequestReceipt {
  success?: boolean
  requestId?: number
  message?: string
}

export interface RequestStatus {
  requestId?: string
  requestType?: string
  status?: string
  message?: string
  acctId?: string
}

export interface SecurityDefinitions {
  secdef?: {
    incrementRules?: IncrementRule[]
    displayRule?: {
      magnification?: number
      displayRuleStep?: DisplayRuleStep[]
    }
    conid?: number
    currency?: string
    time?: number
    chineseName?: string
    allExchanges?: string
    listingExchange?: string
    countryCode?: string
    name?: string
    assetClass?: string
    expiry?: null
    lastTradingDay?: null
    group?: string
    putOrCall?: null
    sector?: string
    sectorGroup?: string
    strike?: string
    ticker?: string
    undConid?: number
    multiplier?: number
    type?: string
    hasOptions?: boolean
    fullName?: string
    isUS?: boolean
    isEventContract?: boolean
    pageSize?: number
  }[]
}

export type SecurityType = 'STK' | 'OPT' | 'FUT' | 'FOP' | 'CASH' | 'CRYPTO' | 'BOND' | 'WAR' | 'FUND' | (string & {})

export interface SegmentBalances {
  net_liquidation?: string
  equity_with_loan?: string
  cash?: string
  'MTD Interest'?: string
  'Pndng Dbt Crd Chrgs'?: string
}

export interface SegmentFunds {
  current_available?: string
  current_excess?: string
  'Prdctd Pst-xpry Excss'?: string
  'Lk Ahd Avlbl Fnds'?: string
  overnight_available?: string
  overnight_excess?: string
  'Lk Ahd Excss Lqdty'?: string
}

export interface ServerInfo {
  serverName?: string
  serverVersion?: string
}

export interface SettledTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Transfer to IBKR (IN) or from IBKR (OUT). */
  direction: 'IN' | 'OUT'
  /** Account that the instruction is for. */
  accountId: string
  /** Account that currently holds the position. */
  accountIdAtCurrentBroker?: string
  /** Number of units to transfer. */
  quantity: number
  /** The security to transfer. */
  tradingInstrument: InstrumentByContractId | InstrumentBySecurityNumber
  /** The other broker. */
  contraBrokerInfo: {
    /** Kind of account at the other broker. */
    accountType: string
    /** Name of the broker. */
    brokerName: string
    /** Number of the broker at the depository. */
    depositoryId: string
    /** Account of the broker at the depository. */
    brokerAccountId: string
    /** Country of the broker. */
    country: string
    /** Contact person. */
    contactName?: string
    /** E-mail of that person. */
    contactEmail: string
    /** Telephone of that person. */
    contactPhone: string
    /** Title of the account at the other broker. */
    accountTitle?: string
  }
  /** Settlement of a position with an undisclosed owner. */
  nonDisclosedDetail?: {
    /** Day of the trade. */
    tradeDate: string
    /** Day of the settlement. */
    settleDate: string
    /** BIC of the place of settlement. */
    psetBic?: string
    /** BIC of the receiving or delivering agent. */
    reagDeagBic?: string
    /** BIC of the buyer or the seller. */
    buyerSellBic?: string
    /** Account of the member of the depository. */
    memberAccountId?: string
    /** Safekeeping account. */
    safeKeepingAccountId?: string
  }
}

export interface SignedDocument {
  /** Number of the form. */
  formNumber: number
  /** Names of the signatories. */
  signedBy?: readonly string[]
  /** The signature, exactly as typed. */
  signature?: string
  /** The file that was signed. */
  attachedFile: {
    /** Name of the file, as supplied with the form. */
    fileName: string
    /** Size of the file in bytes. */
    fileLength: number
    /** SHA-1 of the file, in hex digits. */
    sha1Checksum: string
  }
  /** When the person logged in to sign, as a number of digits. */
  execLoginTimestamp: number
  /** When the person signed, as a number of digits. */
  execTimestamp: number
  /** Type of the attached document. */
  documentType?: 'Check' | 'Company Ownership' | 'Divorce Settlement' | 'Employer Confirmation' | 'Entitlement to Payments' | 'Letter' | 'Ownership' | 'Pay Slip' | 'Proof of Sale' | 'Proof of Winnings' | 'Severance' | 'Tax Return' | 'Will' | 'Bank Statement' | 'Brokerage Statement' | 'Current Lease' | 'Financial Statement' | 'Certificate of Incorporation/Formation' | 'Certificate of Registratios' | 'Company Charter' | 'Certificate of Good Standing' | 'Government-issued Business License' | 'Corporate Charter' | 'Articles of Incorporation' | 'Bank Passbook/Statement' | 'Certified Proof of Identity' | 'Certified Proof of Address' | 'Income Tax Return' | 'Additional Proof of Identity Document' | 'Proof of Principal Place of Business and Registration' | 'Utility Bill' | 'Evidence of Ownership of Property' | 'Authorization to Open Account - Evidence' | 'Authorization to Open Account - Certification' | 'Italian Health Card (Tessera Sanitaria)' | 'CRS card of Lombardy' | 'Italian Electronic ID Card - CIE' | 'Court- or Govt-issued document' | 'Copy of Passport, National Id or Driver\'s License' | 'Passport' | 'National ID'
  /** Type of the proof of identity. */
  proofOfIdentityType?: 'Driver License' | 'Passport' | 'Alien ID Card' | 'National ID Card' | 'Bank Statement' | 'Evidence of Ownership of Property' | 'Credit Card Statement' | 'Utility Bill' | 'Brokerage Statement' | 'T4 Statement' | 'CRA Assessment' | 'Hong Kong and Macao Entry Permit'
  /** Type of the proof of address. */
  proofOfAddressType?: 'Driver License' | 'Bank Statement' | 'Brokerage Statement' | 'Homeowner Insurance Policy Bill' | 'Homeowner Insurance Policy Document' | 'Renter Insurance Policy bill' | 'Renter Insurance Policy Document' | 'Security System Bill' | 'Government Issued Letters' | 'Utility Bill' | 'Current Lease' | 'Evidence of Ownership of Property' | 'Other Document'
  /** Whether the address on the document is the applicant's address. */
  validAddress?: boolean
  /** Last day on which the document is valid. */
  expirationDate?: string
  /** Your own id of the account. */
  externalAccountId?: string
  /** Your own id of the person. */
  externalIndividualId?: string
  /** The bytes of the file. */
  payload?: {
    /** Kind of file. */
    mimeType: string
    /** The file, as base64. */
    data: string
  }
}

export interface StoreBankForWithdrawals {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Method. */
  bankInstructionMethod: 'LVP' | 'SEPA' | 'WIRE' | 'ACH' | 'CPA'
  /** Account that the instruction is for. */
  accountId: string
  /** Three letters of the currency. */
  currency: string
  /** The bank. */
  financialInstitution: {
    /** Name of the bank. */
    name: string
    /** Code of the branch. */
    branchCode?: string
    /** Kind of the code. */
    branchCodeType?: 'BSB_AUD' | 'BANK_CODE_CAD' | 'NONE'
    /** Code of the bank. */
    identifier: string
    /** Kind of the code. */
    identifierType: 'BIC' | 'IFSC'
    /** Account at the bank. */
    clientAccountId: string
  }
}

export interface SubaccountAttributes {
  'PrepaidCrypto-P': boolean
  'PrepaidCrypto-Z': boolean
  accountAlias: string | null
  accountId: string
  accountStatus: number
  accountTitle: string
  accountVan: string
  acctCustType: string
  brokerageAccess: boolean
  businessType: 'IB_SALES' | 'IB_PROSERVE' | (string & {})
  category: string
  clearingStatus: ClearingStatus
  covestor: boolean
  currency: 'USD' | (string & {})
  desc: string
  displayName: string
  faClient?: boolean
  ibEntity: IbEntity
  id: string
  noClientTrading: boolean
  parent: {
    accountId: string
    isMChild: boolean
    isMParent: boolean
    isMultiplex: boolean
    mmc: unknown[]
  }
  trackVirtualFXPortfolio: boolean
  tradingType: 'STKNOPT' | (string & {})
  type: 'DEMO' | (string & {})
  faclient: boolean
}

export interface SubaccountsPage {
  metadata: {
    pageNum: number
    pageSize: number
    total: number
  }
  subaccounts: SubaccountAttributes[]
}

export interface SubscriptionBody {
  /** Your own number; the response repeats it. */
  reqID?: number
  /** Empty text to poll for changes; otherwise omit it. */
  subscriptionKey?: string
}

export type Suffix = 'Jr.' | 'Sr.' | 'I' | 'II' | 'III' | 'IV' | 'V'

export interface SummaryAmount {
  amount: number
  currency: string
  isNull: boolean
  severity: number
  timestamp: number
  value: null
}

export interface SummaryAmountOrText {
  amount: number
  currency: string
  isNull: boolean
  severity: number
  timestamp: number
  value: string | null
}

export interface SummaryText {
  amount: number
  currency: null
  isNull: boolean
  severity: number
  timestamp: number
  value: string
}

export interface SummaryValue {
  amount: number
  currency: number | null
  isNull: boolean
  severity: number
  timestamp: number
  value: string
}

export interface TaskActionResponse {
  accountId?: string
  formNumber?: number
  message?: string
  status?: string
}

export interface TaxInformation {
  /** Form W-9: a US person. */
  w9?: W9
  /** Form W-8BEN: a foreign person. */
  w8Ben?: W8Ben
  /** Details for the common reporting standard. */
  crs?: CrsStatus
  /** Form W-8BEN-E: a foreign organisation. */
  w8BenE?: W8BenE
}

export interface TaxResidency {
  /** Country, three letters. */
  country?: string
  /** Tax number. */
  tin?: string
  /** Type of tax number. */
  tinType?: 'SSN' | 'EIN' | 'NonUS_NationalId'
}

export type TinExplanation = 'US_TIN' | 'TIN_NOT_DISCLOSED' | 'TIN_NOT_REQUIRED' | 'TIN_NOT_ISSUED'

export interface Title {
  /** The value. */
  value?: string
  /** The code. */
  code?: 'Account Holder' | 'FIRST HOLDER' | 'SECOND HOLDER' | 'TRADER' | 'CEO' | 'SECRETARY' | 'TREASURER' | 'OWNER' | 'PRINCIPAL' | 'SHAREHOLDER' | 'TRUSTEE' | 'BENEFICIARY' | 'GRANTOR' | 'Employee' | 'CONTINGENT' | 'IRA_BENEFICIARY' | 'IRA DECEDENT' | 'COMP_OFFICER' | 'Other Officer' | 'Controlling Officer' | 'SIGNATORY' | 'NON-EMPLOYEE' | 'CUSTODIAN' | 'SUCCESSOR_CUSTODIAN' | 'DIRECTOR' | 'PARTNER' | 'CUSTODIAN EMPLOYEE' | 'SUCCESSOR CUSTODIAN EMPLOYEE' | 'SPOUSE' | 'Successor Holder' | 'Registered Contact'
}

export interface TradingPermission {
  /** Instrument type. */
  assetClass?: ExperienceAssetClass
  /** Group of exchanges. */
  exchangeGroup?: string
  /** Country, three letters. */
  country?: 'ALL' | 'AUSTRALIA' | 'AUSTRIA' | 'BELGIUM' | 'CANADA' | 'FRANCE' | 'GERMANY' | 'HONG KONG' | 'ITALY' | 'JAPAN' | 'KOREA' | 'MEXICO' | 'NORWAY' | 'SINGAPORE' | 'SPAIN' | 'SWEDEN' | 'SWITZERLAND' | 'THE NETHERLANDS' | 'UNITED KINGDOM' | 'UNITED STATES' | 'HK-CHINA'
  /** Instrument type. */
  product?: 'BONDS' | 'FUTURES' | 'FOREX' | 'FUTURES OPTIONS' | 'MUTUAL FUNDS' | 'STOCKS' | 'SINGLE STOCK FUTURES' | 'OPTIONS' | 'STOCK OPTIONS' | 'WARRANTS'
}

export interface TrustIdentification {
  /** The address. */
  address?: PlaceOfBusinessAddress
  /** Postal address. */
  mailingAddress?: PlaceOfBusinessAddress
  /** Telephones. */
  phones?: readonly Phone[]
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Type of trust. */
  typeOfTrust?: 'IRREVOC' | 'SMSF' | 'REVOCABLE' | 'TESTAMENTARY' | 'RETIREMENT' | 'ERISA' | 'OTHER'
  /** Purpose of the trust. */
  purposeOfTrust?: string
  /** Date of formation. */
  dateFormed?: string
  /** Country of formation. */
  formationCountry?: string
  /** State of formation. */
  formationState?: string
  /** Registration number. */
  registrationNumber?: string
  /** Type of registration. */
  registrationType?: 'SSN' | 'EIN' | 'NonUS_NationalId'
  /** Country of registration. */
  registrationCountry?: string
  /** Whether the mailing address is the residence. */
  sameMailAddress?: boolean
  /** Whether it was translated. */
  translated?: boolean
}

export interface User {
  /** Permissions of the user. */
  userPrivileges?: readonly {
    /** Your own id of the account. */
    externalAccountId?: string
    /** Permission of the user. */
    privilege?: 'OWNER' | 'TRADER' | 'CUSTOM' | 'NONE'
  }[]
  /** Market data services. */
  mdServices?: readonly number[]
  /** Your own id, or that of IBKR where it has given one. */
  id?: string
  /** Your own id of the user. */
  externalUserId?: string
  /** Your own id of the person. */
  externalIndividualId?: string
  /** The password, encrypted. */
  encryptedPassword?: string
  /** Name of the key that encrypted the password. */
  encryptedKeyName?: string
  /** Prefix of the username. */
  prefix?: string
}

export interface VerifyBank {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Clearing system. */
  bankInstructionCode: 'USACH' | 'CAACH' | 'ACHUS' | 'WIRE'
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Account that the instruction is for. */
  accountId: string
  /** Id of the instruction to verify. */
  pendingInstructionId: number
  /** First small amount that arrived at the bank. */
  creditAmount1: number
  /** Second small amount that arrived at the bank. */
  creditAmount2: number
}

export interface W8Ben {
  /** Tax forms of a country. */
  localTaxForms?: readonly LocalTaxForm[]
  /** Name. */
  name?: string
  /** Tax number. */
  tin?: string
  /** Tax number in the country of residence. */
  foreignTaxId?: string
  /** Whether a tax number or a reason is required. */
  tinOrExplanationRequired?: boolean
  /** Explanation. */
  explanation?: TinExplanation
  /** Reference. */
  referenceNumber?: number
  /** Part 2, line 9A of the form: the country. */
  part29ACountry?: string
  /** The person certifies the form. */
  cert?: boolean
  /** Type of the signature. */
  signatureType?: 'Electronic' | 'Physical'
  /** Whether the form is empty. */
  blankForm?: boolean
  /** The tax form as a file. */
  taxFormFile?: string
  /** Number of the form at IBKR. */
  proprietaryFormNumber?: number
  /** Whether it is sent electronically. */
  electronicFormat?: boolean
  /** Date of submission. */
  submitDate?: string
}

export interface W8BenE {
  /** Your ids of the substantial US owners. */
  substantialUsOwnerExternalIds?: readonly string[]
  /** Name. */
  name?: string
  /** Country of the organisation. */
  countryOfOrganization?: string
  /** Name of the disregarded entity. */
  disregardedEntityName?: string
  /** Person or organisation. */
  entityType?: 'CORPORATION' | 'DISREGARDED_ENTITY' | 'PARTNERSHIP' | 'SIMPLE_TRUST' | 'GRANTOR_TRUST' | 'COMPLEX_TRUST' | 'ESTATE' | 'GOVERNMENT' | 'CENTRAL_BANK_OF_ISSUE' | 'TAX_EXEMPT_ORGANIZATION' | 'PRIVATE_FOUNDATION'
  /** Status under FATCA. */
  fatcaStatus?: 'NONPARTICIPATING_FFI' | 'PARICIPATING_FFI' | 'REPORTING_MODEL_1_FFI' | 'REPORTING_MODEL_2_FFI' | 'REGISTERED_DEEMED_COMPLIANT_FFI' | 'SPONSORED_FFI' | 'CERTIFIED_DEEMED_COMPLIANT_NONREGISTERING_LOCAL_BANK' | 'CERTIFIED_DEEMED_COMPLIANT_FFI' | 'CERTIFIED_DEEMED_COMPLIANT_SPONSORED_VEHICLE' | 'CERTIFIED_DEEMED_COMPLIANT_LIMITED_LIFE_DEBT' | 'CERTIFIED_DEEMED_COMPLIANT_INVESTMENT_ADVISORS' | 'OWNER_DOCUMENTED_FFI' | 'RESTRICTED_DISTRIBUTOR' | 'NONREPORTING_IGA_FFI' | 'FOREIGN_GOVERNMENT' | 'INTERNATIONAL_ORGANIZATION' | 'EXEMPT_RETIREMENT_PLANS' | 'ENTITY_OWNED_BY_EXEMPT_BENEFICIAL_OWNERS' | 'TERRITORY_FINANCIAL_INSTITUTION' | 'NONFINANCIAL_GROUP' | 'EXCEPTED_NONFINANCIAL_STARTUP' | 'EXCEPTED_NONFINANCIAL_ENTITY' | 'AN_501_C_ORGANIZATION' | 'NONPROFIT_ORGANIZATION' | 'PUBLICLY_TRADED_NFFE' | 'EXCEPTED_TERRITORY_NFFE' | 'ACTIVE_NFFE' | 'PASSIVE_NFFE' | 'EXCEPTED_INTER_AFFILIATE_FFI' | 'DIRECT_REPORTING_NFFE' | 'SPONSORED_DIRECT_REPORTING_NFFE'
  /** Tax number in the United States. */
  usTin?: string
  /** Global intermediary identification number (FATCA). */
  giin?: string
  /** Tax number in the country of residence. */
  foreignTin?: string
  /** Whether a tax number or a reason is required. */
  tinOrExplanationRequired?: boolean
  /** Explanation. */
  explanation?: TinExplanation
  /** Reference. */
  referenceNumber?: number
  /** Date of submission. */
  submitDate?: string
  /** Status in box 11 of the form. */
  box11Status?: FatcaBranchStatus
  /** Part 3, line 14A of the form. */
  part314A?: boolean
  /** Part 3, line 14A of the form: the country. */
  part314ACountry?: string
  /** Part 3, line 14B of the form. */
  part314B?: 'CompanyMeetsOwnershipAndBaseErosionTest' | 'TaxExemptPensionTrustOrPensionFund' | 'CompanyMeetsDerivativeBenefitsTest' | 'TaxExemptOrganization' | 'CompanyWithIncomeActiveBusiness' | 'PubliclyTradedCorporation' | 'FavorableDiscretionaryDetermination' | 'SubsidiaryOfAPubliclyTradedCorporation' | 'Government' | 'NoLobArticleInTreaty' | 'Other'
  /** Part 3, line 14C of the form. */
  part314C?: boolean
  /** Part 4, line 16 of the form. */
  part416?: string
  /** Part 4, line 17I of the form. */
  part417I?: boolean
  /** Part 4, line 17II of the form. */
  part417Ii?: boolean
  /** Part 5, line 18 of the form. */
  part518?: boolean
  /** Part 6, line 19 of the form. */
  part619?: boolean
  /** Part 7, line 20 of the form. */
  part720?: string
  /** Part 7, line 21 of the form. */
  part721?: boolean
  /** Part 8, line 22 of the form. */
  part822?: boolean
  /** Part 9, line 23 of the form. */
  part923?: boolean
  /** Part 10, line 24A of the form. */
  part1024A?: boolean
  /** Part 10, line 24B of the form. */
  part1024B?: boolean
  /** Part 10, line 24C of the form. */
  part1024C?: boolean
  /** Part 10, line 24D of the form. */
  part1024D?: boolean
  /** Part 11, line 25A of the form. */
  part1125A?: boolean
  /** Part 11, line 25B of the form. */
  part1125B?: boolean
  /** Part 11, line 25C of the form. */
  part1125C?: boolean
  /** Part 12, line 26 of the form. */
  part1226?: boolean
  /** Part 12, line 26 of the form: description. */
  part1226Desc1?: string
  /** Part 12, line 26 of the form: description. */
  part1226Desc2?: string
  /** Part 12, line 26 of the form: description. */
  part1226Desc3?: 'CollectiveInvestmentVehicle' | 'ExemptBeneficialOwner-RetirementPlan' | 'FinancialInstitutionwithlocalClientBase' | 'InvestmentAdvisorsandManagers' | 'LocalBank' | 'SponsoredCloselyHeldInvestmentVehicle' | 'SponsoredInvestmentEntity' | 'TrusteeDocumentedTrust'
  /** Part 12, line 26 of the form: description. */
  part1226Desc4?: string
  /** Part 13, line 27 of the form. */
  part1327?: boolean
  /** Part 14, line 28A of the form. */
  part1428A?: boolean
  /** Part 14, line 28B of the form. */
  part1428B?: boolean
  /** Part 15, line 29A of the form. */
  part1529A?: boolean
  /** Part 15, line 29B of the form. */
  part1529B?: boolean
  /** Part 15, line 29C of the form. */
  part1529C?: boolean
  /** Part 15, line 29D of the form. */
  part1529D?: boolean
  /** Part 15, line 29E of the form. */
  part1529E?: boolean
  /** Part 15, line 29F of the form. */
  part1529F?: boolean
  /** Part 16, line 30 of the form. */
  part1630?: boolean
  /** Part 17, line 31 of the form. */
  part1731?: boolean
  /** Part 18, line 32 of the form. */
  part1832?: boolean
  /** Part 19, line 33 of the form. */
  part1933?: boolean
  /** Part 20, line 34 of the form. */
  part2034?: boolean
  /** Part 21, line 35 of the form. */
  part2135?: boolean
  /** Part 21, line 35 of the form: the date. */
  part2135Date?: string
  /** Part 22, line 36 of the form. */
  part2236?: boolean
  /** Part 23, line 37A of the form. */
  part2337A?: boolean
  /** Part 23, line 37A of the form: description. */
  part2337ADesc?: string
  /** Part 23, line 37B of the form. */
  part2337B?: boolean
  /** Part 23, line 37B of the form: description. */
  part2337BDesc1?: string
  /** Part 23, line 37B of the form: description. */
  part2337BDesc2?: string
  /** Part 24, line 38 of the form. */
  part2438?: boolean
  /** Part 25, line 39 of the form. */
  part2539?: boolean
  /** Part 26, line 40A of the form. */
  part2640A?: boolean
  /** Part 26, line 40B of the form. */
  part2640B?: boolean
  /** Part 26, line 40C of the form. */
  part2640C?: boolean
  /** Part 27, line 41 of the form. */
  part2741?: boolean
  /** Part 28, line 42 of the form. */
  part2842?: string
  /** Part 28, line 43 of the form. */
  part2843?: boolean
  /** The person certifies the form. */
  cert?: boolean
  /** Type of the signature. */
  signatureType?: 'Electronic' | 'Physical'
  /** Whether the form is empty. */
  blankForm?: boolean
  /** The tax form as a file. */
  taxFormFile?: string
  /** Number of the form at IBKR. */
  proprietaryFormNumber?: number
  /** Whether it is sent electronically. */
  electronicFormat?: boolean
}

export interface W8IMY {
  /** Name. */
  name?: string
  /** Country of incorporation. */
  countryOfIncorporation?: string
  /** Name of the disregarded entity. */
  disregardedEntityName?: string
  /** Person or organisation. */
  entityType?: 'QUALIFIED_INTERMEDIARY' | 'NONQUALIFIED_INTERMEDIARY' | 'TERRITORY_FINANCIAL' | 'US_BRANCH' | 'WITHHOLDING_FOREIGN_PARTNERSHIP' | 'WITHHOLDING_FOREIGN_TRUST' | 'NONWITHHOLDING_FOREIGN_PARTNERSHIP' | 'NONWITHHOLDING_FOREIGN_SIMPLE_TRUST' | 'NONWITHHOLDING_FOREIGN_GRANTOR_TRUST'
  /** Status under FATCA. */
  fatcaStatus?: 'NONPARTICIPATING_FFI' | 'PARTICIPATING_FFI' | 'REPORTING_MODEL1_FFI' | 'REPORTING_MODEL2_FFI' | 'REGISTERED_DEEMED_COMPLAINT' | 'TERRITORY_FINANCIAL_INSTITUTION' | 'SPONSORED_FFI' | 'CERTIFIED_DEEMED_COMPLAINT_FFI' | 'CERTIFIED_DEEMED_COMPLAINT_SPONSORED' | 'CERTIFIED_DEEMED_COMPLAINT_LIMITED_LIFE_DEBT' | 'OWNER_DOCUMENTED_FFI' | 'RESTRICTED_DISTRIBUTOR' | 'FOREIGN_CENTRAL_BANK_ISSUE' | 'NONREPORTING_IGA_FFO' | 'EXEMPT_RETIREMENT_PLAN' | 'EXCEPTED_NONFINANCIAL_GROUP_ENTITY' | 'EXCEPTED_NONFINANCIAL_STARTUP_COMPANY' | 'EXCEPTED_NONFINANCIAL_ENTITY_IN_LIQUIDATION' | 'PUBLICLY_TRADED_NFFE' | 'EXCEPTED_TERRITORY_NFFE' | 'ACTIVE_NFFE' | 'PASSIVE_NFFE' | 'DIRECT_REPORTING_NFFE' | 'SPONSORED_DIRECT_REPORTING_NFFE'
  /** Tax number in the United States. */
  usTin?: string
  /** Type of the US tax number. */
  usTinType?: 'QI-EIN' | 'WP-EIN' | 'WT-EIN' | 'EIN' | 'SSN' | 'ITIN'
  /** Global intermediary identification number (FATCA). */
  giin?: string
  /** Reference. */
  referenceNumber?: number
  /** Status in box 11 of the form. */
  box11Status?: FatcaBranchStatus
  /** Part 3, line 14A of the form. */
  part314A?: boolean
  /** Part 3, line 14B of the form. */
  part314B?: boolean
  /** Part 3, line 14C of the form. */
  part314C?: boolean
  /** Part 3, line 14C of the form: description. */
  part314CDesc?: string
  /** Part 3, line 14D of the form. */
  part314D?: boolean
  /** Part 3, line 14D of the form: description. */
  part314DDesc?: string
  /** Part 3, line 14E of the form. */
  part314E?: boolean
  /** Part 3, line 14E of the form: description. */
  part314EDesc?: string
  /** Part 3, line 14EI of the form. */
  part314EI?: boolean
  /** Part 3, line 14EII of the form. */
  part314EIi?: boolean
  /** Part 4, line 15A of the form. */
  part415A?: boolean
  /** Part 4, line 15B of the form. */
  part415B?: boolean
  /** Part 4, line 15C of the form. */
  part415C?: boolean
  /** Part 4, line 15D of the form. */
  part415D?: boolean
  /** Part 5, line 16A of the form. */
  part516A?: boolean
  /** Part 5, line 16B of the form. */
  part516B?: boolean
  /** Part 5, line 16C of the form. */
  part516C?: boolean
  /** Part 6, line 17A of the form. */
  part617A?: boolean
  /** Part 6, line 17B of the form. */
  part617B?: boolean
  /** Part 6, line 17C of the form. */
  part617C?: boolean
  /** Part 7, line 18 of the form. */
  part718?: boolean
  /** Part 8, line 19 of the form. */
  part819?: boolean
  /** Part 9, line 20 of the form. */
  part920?: boolean
  /** Part 10, line 21 of the form. */
  part1021?: string
  /** Part 10, line 21A of the form. */
  part1021A?: string
  /** Part 10, line 21B of the form. */
  part1021B?: boolean
  /** Part 10, line 21C of the form. */
  part1021C?: boolean
  /** Part 11, line 22A of the form. */
  part1122A?: boolean
  /** Part 11, line 22B of the form. */
  part1122B?: boolean
  /** Part 11, line 22C of the form. */
  part1122C?: boolean
  /** Part 12, line 23 of the form. */
  part1223?: boolean
  /** Part 13, line 24 of the form. */
  part1324?: boolean
  /** Part 14, line 25A of the form. */
  part1425A?: string
  /** Part 14, line 25B of the form. */
  part1425B?: boolean
  /** Part 15, line 26 of the form. */
  part1526?: boolean
  /** Part 16, line 27A of the form. */
  part1627A?: boolean
  /** Part 16, line 27B of the form. */
  part1627B?: boolean
  /** Part 16, line 27C of the form. */
  part1627C?: boolean
  /** Part 17, line 28 of the form. */
  part1728?: boolean
  /** Part 18, line 29 of the form. */
  part1829?: boolean
  /** Part 18, line 29 of the form: description. */
  part1829Desc1?: string
  /** Part 18, line 29 of the form: description. */
  part1829Desc2?: string
  /** Part 18, line 29 of the form: description. */
  part1829Desc3?: string
  /** Part 19, line 30A of the form. */
  part1930A?: boolean
  /** Part 19, line 30B of the form. */
  part1930B?: boolean
  /** Part 19, line 30C of the form. */
  part1930C?: boolean
  /** Part 19, line 30D of the form. */
  part1930D?: boolean
  /** Part 19, line 30E of the form. */
  part1930E?: boolean
  /** Part 19, line 30F of the form. */
  part1930F?: boolean
  /** Part 20, line 31 of the form. */
  part2031?: boolean
  /** Part 21, line 32 of the form. */
  part2132?: boolean
  /** Part 21, line 32 of the form: description. */
  part2132Desc?: string
  /** Part 22, line 33 of the form. */
  part2233?: boolean
  /** Part 22, line 33 of the form: description. */
  part2233Desc?: string
  /** Part 23, line 34A of the form. */
  part2334A?: boolean
  /** Part 23, line 34A of the form: description. */
  part2334ADesc?: string
  /** Part 23, line 34B of the form. */
  part2334B?: boolean
  /** Part 23, line 34B of the form: description. */
  part2334BDesc?: string
  /** Part 24, line 35 of the form. */
  part2435?: boolean
  /** Part 25, line 36 of the form. */
  part2536?: boolean
  /** Part 26, line 37 of the form. */
  part2637?: boolean
  /** Part 27, line 38 of the form. */
  part2738?: string
  /** Part 27, line 39 of the form. */
  part2739?: boolean
  /** The person certifies the form. */
  cert?: boolean
}

export interface W9 {
  /** Tax forms of a country. */
  localTaxForms?: readonly LocalTaxForm[]
  /** Name. */
  name?: string
  /** Name of the business. */
  businessName?: string
  /** Type of customer. */
  customerType?: 'Individual' | 'Corporation' | 'Partnership' | 'LLC' | 'Other'
  /** Tax classification. */
  taxClassification?: string
  /** Description of another type of customer. */
  otherCustomerType?: string
  /** Tax number. */
  tin?: string
  /** Type of tax number. */
  tinType?: 'SSN' | 'EIN' | 'NonUS_NationalId'
  /** First certification of the form. */
  cert1?: boolean
  /** Second certification of the form. */
  cert2?: boolean
  /** Third certification of the form. */
  cert3?: boolean
  /** Fourth certification of the form. */
  cert4?: boolean
  /** Type of the signature. */
  signatureType?: 'Electronic' | 'Physical'
  /** Whether the form is empty. */
  blankForm?: boolean
  /** The tax form as a file. */
  taxFormFile?: string
  /** Number of the form at IBKR. */
  proprietaryFormNumber?: number
}

export interface WholeAccountTransfer {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Only whole accounts. */
  type: 'FULL'
  /** System that executes the transfer. */
  subType: 'ACATS' | 'ATON'
  /** Number of the other broker. */
  brokerId: string
  /** Name of the other broker. */
  brokerName: string
  /** Account at the other broker. */
  accountAtBroker: string
  /** Kind of retirement account at the other broker. */
  sourceIRAType?: 'RO' | 'RI' | 'RT' | 'SP' | 'ED' | 'TH' | 'RH' | 'SH'
  /** Account that the instruction is for. */
  accountId: string
  /** Name of the owner, as a signature. */
  signature: string
}

export interface WithdrawFunds {
  /** Your own number for this instruction, which must be unique. */
  clientInstructionId: number
  /** Account that the instruction is for. */
  accountId: string
  /** Three letters of the currency. */
  currency: string
  /** Amount of cash. */
  amount: number
  /** Name of the bank instruction, chosen by you. */
  bankInstructionName: string
  /** Withdrawal method. */
  bankInstructionMethod: 'ACH' | 'WIRE' | 'SEPA'
  /** Date-time of the withdrawal. Default: now. */
  dateTimeToOccur?: string
  /** Tax withheld for a retirement account. */
  iraWithdrawalDetail?: {
    /** Percent withheld for the federal income tax. */
    fedIncomeTaxPercentage: number
    /** Percent withheld for the income tax of the state. */
    stateIncomeTaxPercentage: number
    /** Two letters of the state. */
    stateCd: string
    /** Kind of distribution. */
    iraWithholdType: 'DIRECT_ROLLOVER' | 'ROTH_DISTRIBUTION' | 'NORMAL' | 'EARLY' | 'DEATH' | 'EXCESS_CY' | 'EXCESS_PY' | 'EXCESS_SC'
  }
  /** Repeat the transfer automatically. */
  recurringInstructionDetail?: RecurringInstructionDetail
}

export interface WithholdingStatement {
  /** Account at IBKR. */
  accountId?: string
  /** Type of FATCA compliance. */
  fatcaCompliantType?: 'FATCA_COMPLIANT' | 'NON_CONSENTING_US_ACCOUNT' | 'NON_COOPERATIVE_ACCOUNT'
  /** Whether US backup withholding applies. */
  usBackupWithholding?: boolean
  /** Country of the tax treaty. */
  treatyCountry?: string
  /** It is a corporation. */
  corporation?: boolean
  /** Income flows through to the owners. */
  flowThrough?: boolean
  /** First day of validity. */
  effectiveDate?: string
  /** Percentage withheld on dividends. */
  dividendRate?: number
  /** Percentage withheld on interest. */
  interestRate?: number
  /** Percentage withheld on other US income. */
  usOtherRate?: number
  /** Percentage withheld on business income. */
  eciRate?: number
}
