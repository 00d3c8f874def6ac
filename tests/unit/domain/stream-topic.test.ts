import { expect, test } from 'vitest'
import {
  endOfSubscription,
  hasBrokenOptions,
  isAbout,
  readStreamTopic,
} from '../../../src/shared/domain/stream-topic.ts'

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
])('%s is ended by %s', (text, end) => {
  expect(endOfSubscription(readStreamTopic(text))).toBe(end)
})

test.each([
  ['smd+265598@NYSE+{"fields":["31"]}', 'smd+265598', true],
  ['smd+265598+{"fields":["31"]}', 'smd+265599', false],
  ['sbd+DU1+265598+NASDAQ', 'sbd+DU1+265598', true],
  ['sbd+DU1+265598', 'sbd+DU1+8314', false],
  ['sor+{}', 'sor', true],
  ['sor+{}', 'str', false],
  ['ssd+DU1+{}', 'sld+DU1', false],
])('whether a frame is of %s: one named %s is %s', (text, topic, is) => {
  expect(isAbout(readStreamTopic(text), topic)).toBe(is)
})

test.each([
  ['smd+265598+{bad', true],
  ['smd+265598+{"fields":["31"]', true],
  ['smd+265598+{"fields":["31"]}', false],
  ['sor+{}', false],
  ['sbd+DU1+265598', false],
  ['tic', false],
])('whether the object of %s is broken: %s', (text, is) => {
  expect(hasBrokenOptions(text)).toBe(is)
})
