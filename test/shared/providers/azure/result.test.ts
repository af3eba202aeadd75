import { readResult, type ResultWords } from '../../../../shared/providers/azure/result'

const words = (some: Partial<ResultWords>): ResultWords => ({
  type: null,
  signature: null,
  statusCode: null,
  errorCode: null,
  ...some,
})

describe('readResult', () => {
  it.each<[string, Partial<ResultWords>, object]>([
    ['Start of an export', { type: 'Start', signature: 'Started.' }, { stage: 'start', outcome: 'pending' }],
    ['Started of the REST API', { type: 'Started', signature: '' }, { stage: 'start', outcome: 'pending' }],
    ['Accept', { type: 'Accept', signature: 'Accepted.Accepted' }, { stage: 'accept', outcome: 'pending' }],
    ['ACCEPTED', { type: 'ACCEPTED' }, { stage: 'accept', outcome: 'pending' }],
    [
      'Success',
      { type: 'Success', signature: 'Succeeded.OK' },
      { stage: 'final', outcome: 'succeeded', errorCode: null },
    ],
    ['succeeded', { type: 'succeeded' }, { stage: 'final', outcome: 'succeeded' }],
    ['Created, of gallery applications', { type: 'Created' }, { stage: 'final', outcome: 'succeeded' }],
    ['a status number beside Success', { type: 'Success', signature: '200' }, { stage: 'final', outcome: 'succeeded' }],
    ['the signature alone', { signature: 'Succeeded.Created' }, { stage: 'final', outcome: 'succeeded' }],
    [
      'Failure that was forbidden',
      { type: 'Failure', signature: 'Failed.Forbidden' },
      { stage: 'final', outcome: 'denied', errorCode: 'Forbidden' },
    ],
    [
      'Failed with status Unauthorized',
      { type: 'Failed', statusCode: 'Unauthorized' },
      { stage: 'final', outcome: 'denied', errorCode: 'Unauthorized' },
    ],
    [
      'Failed with status 403',
      { type: 'Failed', signature: '403' },
      { stage: 'final', outcome: 'denied', errorCode: '403' },
    ],
    [
      'a missing role',
      { type: 'Failure', statusCode: 'Forbidden', errorCode: 'AuthorizationFailed' },
      { stage: 'final', outcome: 'denied', errorCode: 'AuthorizationFailed' },
    ],
    [
      'a missing role on a linked resource',
      { type: 'Failure', errorCode: 'LinkedAuthorizationFailed' },
      { outcome: 'denied' },
    ],
    ['a policy', { type: 'Failure', errorCode: 'requestdisallowedbypolicy' }, { outcome: 'denied' }],
    [
      'a conflict',
      { type: 'Failure', signature: 'Failed.Conflict', statusCode: 'Conflict', errorCode: 'RunCommandInProgress' },
      { outcome: 'failed', errorCode: 'RunCommandInProgress' },
    ],
    [
      'a resource that is gone',
      { type: 'Failure', signature: 'Failed.NotFound' },
      { outcome: 'failed', errorCode: 'NotFound' },
    ],
    ['a bare failure', { type: 'Failed' }, { outcome: 'failed', errorCode: null }],
    [
      'a success whose detail looks like a denial',
      { type: 'Success', statusCode: 'Forbidden' },
      { outcome: 'succeeded' },
    ],
    ['a word nobody knows', { type: 'Updated' }, { stage: 'accept', outcome: 'unknown' }],
    ['an inherited member', { type: 'constructor' }, { outcome: 'unknown' }],
    ['nothing', {}, { stage: 'accept', outcome: 'unknown', errorCode: null }],
  ])('%s', (_name, some, expected) => {
    expect(readResult(words(some))).toMatchObject(expected)
  })
})
