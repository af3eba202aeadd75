import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { findResourceType, versionsOf } from './resource-types'
import type { Type } from './type'

const TABLE = Object.keys(JSON.parse(readFileSync(join(__dirname, 'types', 'subset.json'), 'utf8')) as object)

/** Every property name of a type, down to the given depth; throws where a reference leads nowhere. */
function propertyNames(type: Type, depth: number): readonly string[] {
  if (depth === 0) return []
  const inner = (part: Type): readonly string[] => propertyNames(part, depth - 1)
  switch (type.kind) {
    case 'object':
      return [
        ...[...type.properties].flatMap(([key, property]) => [key, ...inner(property.type())]),
        ...(type.rest ? inner(type.rest()) : []),
      ]
    case 'tagged':
      return [...inner(type.common), ...[...type.variants.values()].flatMap((variant) => inner(variant()))]
    case 'array':
      return inner(type.item())
    case 'union':
      return type.members.flatMap(inner)
    default:
      return []
  }
}

describe('the table of resource types', () => {
  it('has the types the README of its source lists', () => {
    expect(TABLE).toHaveLength(37)
  })

  it.each(TABLE)('%s resolves without a gap', (id) => {
    const found = findResourceType(id)
    expect(found?.name).toBe(id)
    expect(propertyNames(found?.body() ?? { kind: 'any' }, 8)).toContain('name')
  })
})

describe('findResourceType', () => {
  it('compares names in any case of letters', () => {
    expect(findResourceType('microsoft.storage/STORAGEACCOUNTS@2024-01-01')?.name).toBe(
      'Microsoft.Storage/storageAccounts@2024-01-01',
    )
  })

  it('knows no other versions than the table', () => {
    expect(findResourceType('Microsoft.Storage/storageAccounts@2019-01-01')).toBeUndefined()
    expect(versionsOf('microsoft.storage/storageaccounts')).toEqual(['2024-01-01', '2023-05-01'])
  })
})
