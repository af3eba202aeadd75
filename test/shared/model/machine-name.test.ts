import { machineKeys } from '../../../shared/model/machine-name'

const COMPUTE = '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg/providers/microsoft.compute'
const vm = (name: string): string => `${COMPUTE}/virtualmachines/${name}`
const SCALE_SET_INSTANCE = `${COMPUTE}/virtualmachinescalesets/web/virtualmachines/3`

const meet = (target: string, guest: string): boolean =>
  machineKeys(target).some((key) => machineKeys(guest).includes(key))

describe('machineKeys', () => {
  it.each([
    ['the same name', vm('web-01'), 'web-01'],
    ['another case', vm('web-01').toUpperCase(), 'Web-01'],
    ['a fully qualified host name', vm('web-01'), 'web-01.corp.example.com'],
    ['a computer name cut after 15 characters', vm('production-web-01'), 'PRODUCTION-WEB-'],
    ['the same, fully qualified', vm('production-web-01'), 'production-web-.corp.example.com'],
    ['a long host name', vm('production-web-01'), 'production-web-01'],
    ['a name of exactly 15 characters', vm('production-web1'), 'production-web1'],
    ['a resource id', vm('web-01'), vm('web-01')],
    ['an instance id', 'i-0123456789abcdef0', 'i-0123456789ABCDEF0'],
    ['a managed instance id', 'mi-0123456789abcdef0', 'mi-0123456789abcdef0'],
    ['a scale-set instance by its id', SCALE_SET_INSTANCE, SCALE_SET_INSTANCE],
  ])('makes %s meet', (_name, target, guest) => {
    expect(meet(target, guest)).toBe(true)
  })

  it.each([
    ['another machine', vm('web-01'), 'web-02'],
    ['a long name that begins alike', vm('production-web-01'), 'production-web-02'],
    ['a short name that the other begins with', vm('web-01'), 'web'],
    ['a name of 14 characters that is no cut', vm('production-web-01'), 'production-web'],
    ['another instance', 'i-0123456789abcdef0', 'i-0123456789abcdef1'],
    ['a host called like the number of a scale-set instance', SCALE_SET_INSTANCE, '3'],
    ['no name', vm('web-01'), ''],
    ['a domain without a host', vm('web-01'), '.example.com'],
  ])('keeps %s apart', (_name, target, guest) => {
    expect(meet(target, guest)).toBe(false)
  })
})
