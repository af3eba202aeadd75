'use strict'

// Preloaded into a function under test: its wall clock begins at TEST_CLOCK_STARTS_AT, in epoch
// milliseconds, and goes on from there.
const real = Date
const shiftMs = Number(process.env.TEST_CLOCK_STARTS_AT) - real.now()
const now = () => real.now() + shiftMs

globalThis.Date = new Proxy(real, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
  apply: () => new real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
