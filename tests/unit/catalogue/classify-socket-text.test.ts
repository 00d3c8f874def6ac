import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifySocketText } from '../../../src/shared/catalogue/classify-socket-text.ts'
import { arbitraryText } from '../../process/arbitrary-text.ts'

const subscriptions = [
  ...[
    'sor',
    'sor+{}',
    'sor+{"filters":["Submitted"]}',
    'uor',
    'uor+{}',
    'str+{"realtimeUpdatesOnly":false,"days":1}',
    'utr',
    'utr+{}',
  ],
  ...['spl+{}', 'upl+{}', 'smd+265598+{"fields":["31","84","86"]}', 'smd+265598@SMART+{}', 'umd+265598+{}'],
  ...['smd+28812380;;;495512557/1,495512566/-1+{"fields":["31"]}', 'umh+q12'],
  'smh+265598+{"exchange":"SMART","period":"2h","bar":"5min","outsideRth":false,"source":"trades","format":"%o/%c/%h/%l"}',
  ...['sbd+DU1234567+265598', 'sbd+DU1234567+265598+NASDAQ', 'ubd+DU1234567'],
  ...['ssd+DU1234567+{"keys":["AccruedCash-S"],"fields":["currency"]}', 'usd+DU1234567+{}'],
  ...['sld+DU1234567+{"keys":["LedgerListBASE"],"fields":["cashBalance"]}', 'uld+DU1234567+{}'],
  ...['tic', 'ech+hb'],
]

describe('socket messages classified as reads', () => {
  test.each(subscriptions)('%s', (text) => {
    expect(classifySocketText(text)).toMatchObject({ effect: 'read', topic: text.slice(0, 3) })
  })
})

describe('socket messages not classified as reads', () => {
  test.each([
    ['shs+exercise+{"CEX":"1"}', 'trading'],
    ['inp+exercise+{"action":"user_input","data":{"id":"5","user_action":"submit"}}', 'trading'],
    ['{"session":"bb665d0f55b6289d70bc7380089fc96f"}', 'session'],
    ['', 'unknown'],
    ['SOR+{}', 'unknown'],
    ['Sor+{}', 'unknown'],
    [' sor+{}', 'unknown'],
    ['sor+{} ', 'unknown'],
    ['sor +{}', 'unknown'],
    ['sor{}', 'unknown'],
    ['sor+', 'unknown'],
    ['sor+[]', 'unknown'],
    ['sor+{', 'unknown'],
    ['sor+{}{}', 'unknown'],
    ['sor+{}+{}', 'unknown'],
    ['sor+x+{}', 'unknown'],
    ['sor+{}\nshs+exercise+{}', 'unknown'],
    ['sor+{}shs+exercise+{}', 'unknown'],
    ['sor+{}\u0000', 'unknown'],
    ['s\u043er+{}', 'unknown'],
    ['smd', 'unknown'],
    ['smd+{}', 'unknown'],
    ['smd+1+2+{}', 'unknown'],
    // A target is an id. Characters such as spaces, quotes or brackets could inject another part into the message.
    ['smd+265 598+{}', 'unknown'],
    ['smd+"265598"+{}', 'unknown'],
    ['smd+265598=1+{}', 'unknown'],
    ['smd+265598%2b1+{}', 'unknown'],
    ['smd+[265598]+{}', 'unknown'],
    ['smd+265598:1', 'unknown'],
    ['sbd+DU1+265 598+{}', 'unknown'],
    ['tic+{}', 'unknown'],
    ['tic ', 'unknown'],
    ['ech', 'unknown'],
    ['ech+hb+{}', 'unknown'],
    ['ech+shs', 'unknown'],
    ['spd+{}', 'unknown'],
    ['sdr+265598', 'unknown'],
    ['new+thing', 'unknown'],
    ['order', 'unknown'],
    [`sor+{"filters":["${'x'.repeat(20_000)}"]}`, 'unknown'],
  ])('%j', (text, effect) => {
    expect(classifySocketText(text).effect).toBe(effect)
  })

  test('never classifies a message of another topic as a read', () => {
    const readTopics = new Set(subscriptions.map((text) => text.slice(0, 3)))
    fc.assert(
      fc.property(
        arbitraryText.map((text) => [...text].slice(0, 5).join('')),
        fc.json(),
        (topic, json) => {
          fc.pre(!readTopics.has(topic.slice(0, 3)))
          expect(classifySocketText(`${topic}+${json}`).effect).not.toBe('read')
        },
      ),
    )
  })

  test('never classifies a subscription with an unexpected character as a read', () => {
    const strange = fc.constantFrom('\n', '\r', '\u0000', '\t', '\u00a0', '\u200b', '\uff0b', '\u2028')
    fc.assert(
      fc.property(fc.constantFrom(...subscriptions), strange, fc.nat(), (text, character, position) => {
        const at = position % (text.length + 1)
        expect(classifySocketText(text.slice(0, at) + character + text.slice(at)).effect).not.toBe('read')
      }),
    )
  })
})
