import { shortenTargets, targetName } from '../../../shared/render/target-name'

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-shop'

describe('targetName', () => {
  it.each<[name: string, id: string, expected: string]>([
    ['an instance', 'i-0123456789abcdef0', 'i-0123456789abcdef0'],
    ['a virtual machine', `${GROUP}/providers/microsoft.compute/virtualmachines/web-1`, 'rg-shop/web-1'],
    [
      'a scale-set instance',
      `${GROUP}/providers/microsoft.compute/virtualmachinescalesets/pool/virtualmachines/3`,
      'rg-shop/pool/3',
    ],
    ['a resource group', GROUP, 'rg-shop'],
    [
      'a subscription',
      '/subscriptions/00000000-0000-0000-0000-000000000001',
      '/subscriptions/00000000-0000-0000-0000-000000000001',
    ],
    ['an ARN', 'arn:aws:ecs:eu-west-1:123456789012:task/shop/1', 'arn:aws:ecs:eu-west-1:123456789012:task/shop/1'],
  ])('of %s', (_, id, expected) => {
    expect(targetName(id)).toBe(expected)
  })
})

describe('shortenTargets', () => {
  it('shortens every resource id in a text and nothing else', () => {
    const machine = `${GROUP}/providers/microsoft.compute/virtualmachines`
    expect(shortenTargets(`on ${machine}/a, ${machine}/b; not /subscriptionsx/y`)).toBe(
      'on rg-shop/a, rg-shop/b; not /subscriptionsx/y',
    )
  })
})
