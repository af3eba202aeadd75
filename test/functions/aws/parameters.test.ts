import type { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { parameterReader } from '../../../functions/aws/parameters'

const store = (values: Record<string, string>) => {
  const asked: (string | undefined)[] = []
  const ssm = {
    send: async ({ input }: GetParameterCommand) => {
      asked.push(input.Name)
      const Value = values[input.Name ?? '']
      if (Value === undefined) throw Object.assign(new Error('no'), { name: 'ParameterNotFound' })
      return { Parameter: { Value } }
    },
  } as unknown as SSMClient
  return { asked, values, read: parameterReader(ssm) }
}

describe('parameterReader', () => {
  it('follows references and leaves everything else alone', async () => {
    const { asked, read } = store({ '/a': '["x"]' })
    expect(await read({ A: 'ssm:/a', B: '17', C: undefined })).toEqual({ A: '["x"]', B: '17', C: undefined })
    expect(asked).toEqual(['/a'])
  })

  it('reads a changed parameter again', async () => {
    const { values, read } = store({ '/a': 'old' })
    await read({ A: 'ssm:/a' })
    values['/a'] = 'new'
    expect(await read({ A: 'ssm:/a' })).toEqual({ A: 'new' })
  })

  it('keeps what it read before when the parameter cannot be had', async () => {
    const { values, read } = store({ '/a': 'old' })
    await read({ A: 'ssm:/a' })
    delete values['/a']
    expect(await read({ A: 'ssm:/a' })).toEqual({ A: 'old' })
  })

  it('leaves the reference, which no setting accepts, when it never could be read', async () => {
    expect(await store({}).read({ A: 'ssm:/a' })).toEqual({ A: 'ssm:/a' })
  })
})
