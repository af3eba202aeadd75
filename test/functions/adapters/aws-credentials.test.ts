import { credentialsIn } from '../../../functions/adapters/aws-credentials'

const ROLE = 'arn:aws:iam::123456789012:role/Reader'
const whole = {
  AccessKeyId: 'ASIAEXAMPLEEXAMPLE00',
  SecretAccessKey: 'example',
  SessionToken: 'session',
  Expiration: new Date(Date.UTC(2026, 2, 2, 11)),
}

describe('credentialsIn', () => {
  it('takes a session as the clients want it', () => {
    expect(credentialsIn(whole, ROLE)).toEqual({
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: 'example',
      sessionToken: 'session',
      expiration: new Date(Date.UTC(2026, 2, 2, 11)),
    })
  })

  it('counts a session without an end as expired, so that the next call asks again', () => {
    expect(credentialsIn({ ...whole, Expiration: undefined }, ROLE).expiration).toEqual(new Date(0))
  })

  it.each([
    ['nothing', undefined],
    ['no key', { ...whole, AccessKeyId: undefined }],
    ['no secret', { ...whole, SecretAccessKey: undefined }],
    ['no token', { ...whole, SessionToken: undefined }],
  ])('refuses an answer with %s', (_what, answer) => {
    expect(() => credentialsIn(answer, ROLE)).toThrow(`no credentials for ${ROLE}: got an answer without them`)
  })
})
