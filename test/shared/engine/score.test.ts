import fc from 'fast-check'
import { noisyOr, score } from '../../../shared/engine/score'
import type { Finding } from '../../../shared/model/finding'
import { FINDING_RISK, type Severity } from '../../../shared/model/severity'

const finding = (severity: Severity, given: Partial<Finding> = {}): Finding => ({
  rule: `runwarden.cloud.${severity}`,
  title: severity,
  severity,
  risk: FINDING_RISK[severity],
  summary: '',
  evidence: [],
  attack: [],
  novelty: false,
  routine: false,
  learning: false,
  suppressed: null,
  ...given,
})

const MASS = 'runwarden.cloud.mass-execution'
const BROAD = 'runwarden.cloud.broad-target-selector'

const confirmed = finding('informational', { rule: 'runwarden.cloud.run-command-confirmed' })

describe('noisyOr', () => {
  it.each([
    { risks: [], expected: 0 },
    { risks: [21], expected: 21 },
    { risks: [47], expected: 47 },
    { risks: [47, 47], expected: 71 },
    { risks: [21, 47], expected: 58 },
    { risks: [73, 73], expected: 92 },
    { risks: [99, 47], expected: 99 },
    { risks: [0, 21], expected: 21 },
  ])('$risks gives $expected', ({ risks, expected }) => {
    expect(noisyOr(risks)).toBe(expected)
  })

  it('agrees with exact rational arithmetic, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 14 }), (risks) => {
        const numerator = risks.reduce((all, risk) => all * BigInt(100 - risk), 1n)
        const scale = 100n ** BigInt(risks.length - 1)
        const rest = numerator / scale + (numerator % scale === 0n ? 0n : 1n)
        expect(noisyOr(risks)).toBe(100 - Number(rest))
        expect(noisyOr([...risks].reverse())).toBe(noisyOr(risks))
      }),
    )
  })

  it('never falls when a finding is added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 99 }),
        (risks, more) => {
          expect(noisyOr([...risks, more])).toBeGreaterThanOrEqual(noisyOr(risks))
        },
      ),
    )
  })
})

describe('score', () => {
  it.each([
    { name: 'nothing', findings: [], expected: { risk: 0, severity: 'informational' } },
    { name: 'one low novelty', findings: [finding('low', { novelty: true })], expected: { risk: 21, severity: 'low' } },
    {
      name: 'of two novelties only the larger',
      findings: [finding('low', { novelty: true }), finding('medium', { novelty: true })],
      expected: { risk: 47, severity: 'medium' },
    },
    {
      name: 'of a routine finding and a low novelty only the larger',
      findings: [finding('low', { rule: MASS, routine: true }), finding('low', { novelty: true })],
      expected: { risk: 21, severity: 'low' },
    },
    {
      name: 'of two routine findings only the larger',
      findings: [finding('low', { rule: MASS, routine: true }), finding('low', { rule: BROAD, routine: true })],
      expected: { risk: 21, severity: 'low' },
    },
    {
      name: 'of the two findings about reach only the larger',
      findings: [finding('medium', { rule: MASS }), finding('medium', { rule: BROAD })],
      expected: { risk: 47, severity: 'medium' },
    },
    {
      name: 'reach that is routine for one rule and not for the other',
      findings: [finding('low', { rule: MASS, routine: true }), finding('medium', { rule: BROAD })],
      expected: { risk: 58, severity: 'medium' },
    },
    {
      name: 'reach and something that is neither new nor usual',
      findings: [finding('low', { rule: MASS, routine: true }), finding('low')],
      expected: { risk: 37, severity: 'medium' },
    },
    {
      name: 'reach by somebody new',
      findings: [
        finding('medium', { rule: MASS }),
        finding('medium', { rule: BROAD }),
        finding('medium', { novelty: true }),
      ],
      expected: { risk: 71, severity: 'high' },
    },
    {
      name: 'novelty and a medium',
      findings: [finding('medium', { novelty: true }), finding('medium')],
      expected: { risk: 71, severity: 'high' },
    },
    { name: 'two highs', findings: [finding('high'), finding('high')], expected: { risk: 92, severity: 'critical' } },
    {
      name: 'suppressed findings do not count',
      findings: [finding('high', { suppressed: 'planned' }), finding('low')],
      expected: { risk: 21, severity: 'low' },
    },
    {
      name: 'confirmed raises by one step to its edge',
      findings: [finding('medium'), confirmed],
      expected: { risk: 60, severity: 'high' },
    },
    {
      name: 'confirmed raises high to critical',
      findings: [finding('high'), confirmed],
      expected: { risk: 86, severity: 'critical' },
    },
    {
      name: 'confirmed leaves critical where it is',
      findings: [finding('critical'), confirmed],
      expected: { risk: 99, severity: 'critical' },
    },
    { name: 'confirmed alone says nothing', findings: [confirmed], expected: { risk: 0, severity: 'informational' } },
    {
      name: 'confirmed beside a suppressed finding says nothing',
      findings: [finding('high', { suppressed: 'planned' }), confirmed],
      expected: { risk: 0, severity: 'informational' },
    },
    {
      name: 'confirmed beside a learning finding says nothing',
      findings: [finding('informational', { novelty: true, learning: true }), confirmed],
      expected: { risk: 0, severity: 'informational' },
    },
  ] as const)('$name', ({ findings, expected }) => {
    expect(score(findings)).toEqual(expected)
  })
})
