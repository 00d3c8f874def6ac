import { describe, expect, test } from 'vitest'
import { classifySocketText } from '../../../src/shared/catalogue/classify-socket-text.ts'
import {
  createStreamKey,
  findTopic,
  formatSocketText,
  formatUnsubscribe,
  hasInvalidOptions,
  isFrameOf,
  parseSocketText,
  TOPIC_NAMES,
} from '../../../src/shared/domain/topics.ts'

const TARGETS = { account: 'DU1', contract: '265598@NYSE', exchange: 'NASDAQ', serverId: 'q12', dialog: 'exercise' }

describe('table of WebSocket topics', () => {
  test.each(TOPIC_NAMES)('%s: parses its formatted subscription message back to the same values', (topic) => {
    const { targets, form } = findTopic(topic)
    const values = targets.map((target) => TARGETS[target])
    const text = formatSocketText(topic, values, form?.options)
    expect(parseSocketText(text)).toEqual({ topic, targets: values, options: form?.options })
  })

  test.each(TOPIC_NAMES)(
    '%s: classifies the subscribe and unsubscribe messages by the effect of the topic',
    (topic) => {
      const { effect, targets, end, endTargets = targets, form } = findTopic(topic)
      const texts = [
        formatSocketText(
          topic,
          targets.map((target) => TARGETS[target]),
          form?.options,
        ),
        ...(end === undefined
          ? []
          : [
              formatSocketText(
                end,
                endTargets.map((target) => TARGETS[target]),
              ),
            ]),
      ]
      for (const text of texts) expect(classifySocketText(text).effect).toBe(effect)
    },
  )

  test('offers a subscription form only for topics that only read', () => {
    expect(TOPIC_NAMES.filter((topic) => findTopic(topic).form && findTopic(topic).effect !== 'read')).toEqual([])
  })
})

test.each(['sfx', 'constructor', 'toString', '__proto__', ''])('finds no topic named "%s"', (name) => {
  expect(findTopic(name)).toBeUndefined()
})

test.each([
  ['sor+{}', 'uor+{}'],
  ['str+{"days":2}', 'utr+{}'],
  ['spl+{}', 'upl+{}'],
  ['smd+265598@NYSE+{"fields":["31"]}', 'umd+265598@NYSE+{}'],
  ['sbd+DU1+265598+NASDAQ', 'ubd+DU1'],
  ['ssd+DU1+{"keys":["NetLiquidation-S"]}', 'usd+DU1+{}'],
  ['sld+DU1+{}', 'uld+DU1+{}'],
  ['smh+265598+{"period":"2h"}', undefined],
  ['shs+exercise+{"CEX":"1"}', undefined],
])('ends the subscription %s with the message %s', (text, end) => {
  expect(formatUnsubscribe(parseSocketText(text))).toBe(end)
})

test.each([
  ['sor+{"filters":["Filled"]}', 'sor'],
  ['smd+265598+{"fields":["31"]}', 'smd+265598'],
  ['ssd+DU1', 'ssd+DU1'],
  ['smd+1+2+{}', 'smd+1+2+{}'],
  ['sor+x+{}', 'sor+x+{}'],
  ['smd++{}', 'smd++{}'],
  ['sbd+DU1+265598', 'sbd+DU1+265598'],
  // A message with invalid JSON gets its own stream. Ending this stream must not end the valid one.
  ['smd+265598+{bad', 'smd+265598+{bad'],
  ['smh+265598+{"period":"2h"}', 'smh+265598+{"period":"2h"}'],
  ['sfx+1+{}', 'sfx+1+{}'],
])('identifies the stream of %s by %s', (text, key) => {
  expect(createStreamKey(text)).toBe(key)
})

test.each([
  ['smd+265598@NYSE+{"fields":["31"]}', 'smd+265598', true],
  ['smd+265598+{"fields":["31"]}', 'smd+265599', false],
  ['sbd+DU1+265598+NASDAQ', 'sbd+DU1+265598', true],
  ['sbd+DU1+265598', 'sbd+DU1+8314', false],
  ['sor+{}', 'sor', true],
  ['sor+{}', 'str', false],
  ['ssd+DU1+{}', 'sld+DU1', false],
])('matches the subscription %s to a frame with the topic %s: %s', (text, topic, belongs) => {
  expect(isFrameOf(parseSocketText(text), topic)).toBe(belongs)
})

test.each([
  ['smd+265598+{bad', true],
  ['smd+265598+{"fields":["31"]', true],
  ['smd+265598+{"fields":["31"]}', false],
  ['sor+{}', false],
  ['sbd+DU1+265598', false],
  ['tic', false],
])('reports whether the JSON object of %s is invalid: %s', (text, invalid) => {
  expect(hasInvalidOptions(text)).toBe(invalid)
})
