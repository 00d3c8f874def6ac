import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FlatKey, type FlatRow } from '../../../src/client/socket/flat-row.ts'
import { combineSubscriptions } from '../../../src/client/socket/subscription-text.ts'
import { Subscriptions } from '../../../src/client/socket/subscriptions.ts'
import { TopicDispatch } from '../../../src/client/socket/topic-dispatch.ts'

describe('subscriptions of one stream are brought together', () => {
  it.each([
    [['sor+{}'], 'sor+{}'],
    [['sor'], 'sor'],
    [['sor+{"filters":["Filled"]}', 'sor+{"filters":["Filled"]}'], 'sor+{"filters":["Filled"]}'],
    [['sor+{"filters":["Filled"]}', 'sor+{}'], 'sor+{}'],
    [['smd+1+{"fields":["31","84"]}', 'smd+1+{"fields":["84","86"]}'], 'smd+1+{"fields":["31","84","86"]}'],
    [
      ['str+{"realtimeUpdatesOnly":true}', 'str+{"realtimeUpdatesOnly":false,"days":3}'],
      'str+{"realtimeUpdatesOnly":false,"days":3}',
    ],
    [['ssd+U1+{"keys":["a"],"fields":["b"]}', 'ssd+U1+{"keys":["c"]}'], 'ssd+U1+{"keys":["a","c"]}'],
    [['sld+U1+{}', 'sld+U1+{"keys":["c"]}'], 'sld+U1+{}'],
  ])('%j becomes %s', (texts, combined) => {
    expect(combineSubscriptions(texts)).toBe(combined)
  })

  it('sends what is new, nothing that is known, and the end with the last holder', () => {
    const subscriptions = new Subscriptions()
    const hold = (fields: string) => subscriptions.hold(`smd+1+{"fields":[${fields}]}`, 'umd+1+{}')
    expect(hold('"31"')).toBe('smd+1+{"fields":["31"]}')
    expect(hold('"31"')).toBeUndefined()
    expect(hold('"84"')).toBe('smd+1+{"fields":["31","84"]}')
    expect(subscriptions.hold('smd+2+{"fields":["31"]}', 'umd+2+{}')).toBe('smd+2+{"fields":["31"]}')
    expect(subscriptions.release('smd+1+{"fields":["84"]}')).toBeUndefined()
    expect(subscriptions.texts()).toEqual(['smd+1+{"fields":["31"]}', 'smd+2+{"fields":["31"]}'])
    expect(subscriptions.release('smd+1+{"fields":["31"]}')).toBeUndefined()
    expect(subscriptions.release('smd+1+{"fields":["31"]}')).toBe('umd+1+{}')
    expect(subscriptions.release('smd+1+{"fields":["31"]}')).toBeUndefined()
  })

  it('whatever the order, a new connection is told exactly of the fields that are held', () => {
    const step = fc.record({ conid: fc.integer({ min: 1, max: 3 }), field: fc.integer({ min: 31, max: 35 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), step)), (steps) => {
        const subscriptions = new Subscriptions()
        const held: { conid: number; field: number }[] = []
        for (const [holds, { conid, field }] of steps) {
          const text = `smd+${conid}+{"fields":["${field}"]}`
          const at = held.findIndex((one) => one.conid === conid && one.field === field)
          if (holds) {
            subscriptions.hold(text, `umd+${conid}+{}`)
            held.push({ conid, field })
          } else {
            const farewell = subscriptions.release(text)
            if (at >= 0) held.splice(at, 1)
            expect(farewell !== undefined).toBe(at >= 0 && !held.some((one) => one.conid === conid))
          }
        }
        const told = subscriptions.texts().map((text) => {
          const [, conid, json] = /^smd\+(\d)\+(.*)$/.exec(text) ?? []
          return [Number(conid), [...JSON.parse(json ?? '').fields].sort()]
        })
        const wanted = [...new Set(held.map(({ conid }) => conid))].map((conid) => [
          conid,
          [...new Set(held.filter((one) => one.conid === conid).map(({ field }) => String(field)))].sort(),
        ])
        expect(new Map(told as never)).toEqual(new Map(wanted as never))
      }),
    )
  })
})

describe('dispatch by topic', () => {
  const frame = (topic: string) => ({ at: 0, text: '', value: { topic }, binary: false })

  it('finds handlers by the whole topic, else by its head, and each only once gone', () => {
    const dispatch = new TopicDispatch()
    const seen: string[] = []
    const stop = dispatch.on('smh+1', () => seen.push('whole'))
    dispatch.on('smh', () => seen.push('head'))
    dispatch.on('', () => seen.push('none'))
    for (const topic of ['smh+1', 'smh+2', 'smd+1', '']) dispatch.give(topic, frame(topic))
    expect(seen.splice(0)).toEqual(['whole', 'head', 'none'])
    stop()
    stop()
    dispatch.give('smh+1', frame('smh+1'))
    expect(seen).toEqual(['head'])
  })

  it('asks nobody but those of the topic, however many streams there are', () => {
    const dispatch = new TopicDispatch()
    let asked = 0
    for (let conid = 0; conid < 500; conid += 1) dispatch.on(`smd+${conid}`, () => (asked += 1))
    dispatch.give('smd+7', frame('smd+7'))
    expect(asked).toBe(1)
  })

  it('lets a handler leave, and another come, while a frame is given out', () => {
    const dispatch = new TopicDispatch()
    const seen: string[] = []
    const stop = dispatch.on('sor', () => {
      stop()
      dispatch.on('sor', () => seen.push('new'))
      seen.push('first')
    })
    dispatch.on('sor', () => seen.push('second'))
    dispatch.give('sor', frame('sor'))
    expect(seen.splice(0)).toEqual(['first', 'second'])
    dispatch.give('sor', frame('sor'))
    expect(seen).toEqual(['second', 'new'])
  })

  it('gives bytes to who reads rows, and to nobody where somebody else wants the frame', () => {
    const dispatch = new TopicDispatch()
    const rows: [unknown, number][] = []
    const give = (text: string): boolean => dispatch.giveBytes(Buffer.from(text), 7)
    const quote = '{"31":"1.50","topic":"smd+1"}'
    let takes = true
    let last: FlatRow | undefined
    const stop = dispatch.on(
      'smd+1',
      () => undefined,
      (row, at) => {
        rows.push([row.value(new FlatKey('31')), at])
        last = row
        return takes
      },
    )
    dispatch.on('smd+2', () => undefined)
    expect([give(quote), give('{"31":"1.50","topic":"smd+2"}'), give('{"31":"1.50"}'), give('no JSON')]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(rows.splice(0)).toEqual([['1.50', 7]])
    // The bytes may be part of many more: they are let go of.
    expect(last?.value(new FlatKey('31'))).toBeUndefined()
    takes = false
    expect(give(quote)).toBe(false)
    takes = true
    rows.splice(0)
    dispatch.on('smd+1', () => undefined)
    expect(give(quote)).toBe(false)
    stop()
    expect(give(quote)).toBe(false)
    expect(rows).toEqual([])
  })
})
