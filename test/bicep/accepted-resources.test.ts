import { checkSnippet, type AcceptedCase } from './check-snippet'

const CASES: readonly AcceptedCase[] = [
  {
    name: 'loops over resources, with index, with condition, and of variables',
    text: `
@description('Names.')
param names string[]

@description('Whether the last ones count.')
param all bool

var upper = [for name in names: toUpper(name)]
var rows = [for (name, i) in names: {
  name: name
  first: i == 0
}]

resource accounts 'Microsoft.Storage/storageAccounts@2024-01-01' = [for (name, i) in names: if (all || i < 2) {
  name: name
  location: resourceGroup().location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
}]

output ids array = [for i in range(0, length(names)): accounts[i].id]
output others array = [upper, rows]
`,
  },
  {
    name: 'nested, existing and conditional resources',
    text: `
@description('Whether to make it.')
param make bool

resource known 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'known'
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = if (make) {
  name: 'runwarden'
  location: known.location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }

  resource blobs 'blobServices' = {
    name: 'default'

    @batchSize(1)
    resource containers 'containers' = [for name in ['a', 'b']: {
      name: name
    }]
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: known
  name: 'default'
}

resource lock 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(known.id, tables.name)
  scope: known
  properties: {
    principalId: known.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', \
'00000000-0000-0000-0000-000000000001')
  }
}

output blob string = account.?properties.primaryEndpoints.blob ?? ''
output sure string = account!.properties.primaryEndpoints.table
output id string = account.id
output nested string = account::blobs.name
output lock string = lock.id
`,
  },
  {
    name: 'a module of another scope, with parameters and outputs, alone and in a loop',
    text: `
targetScope = 'subscription'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'runwarden'
  location: deployment().location
}

module one 'part.bicep' = {
  name: 'one'
  scope: group
  params: {
    word: 'a'
  }
}

module many 'part.bicep' = [for word in ['a', 'b']: {
  name: 'many-\${word}'
  scope: resourceGroup('other')
  params: {
    word: word == 'a' ? 'a' : 'b'
    count: 2
  }
}]

module remote 'br/public:avm/res/storage/storage-account:0.1.0' = {
  scope: group
  params: {
    anything: one.outputs.text
  }
}

output text string = one.outputs.text
output first string = many[0].outputs.text
output far string = remote.outputs.whatever
`,
    files: {
      'part.bicep':
        "@description('A word.')\nparam word 'a' | 'b'\n\n@description('A count.')\nparam count int = " +
        "1\n\noutput text string = '${word}${count}'\n",
    },
  },
  {
    name: 'a module without required parameters and without params',
    text: "module part 'part.bicep' = {\n  name: 'part'\n}\n",
    files: { 'part.bicep': "@description('A word.')\nparam word string?\n\noutput text string = word ?? ''\n" },
  },
  {
    name: 'a discriminated object, an open enumeration and a value from a variable',
    text: `
var settings = {
  A: '1'
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: 'app'
}

resource config 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
}

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: config.name
  location: resourceGroup().location
  sku: {
    name: 'Standard'
    capacity: 1
  }
}

output id string = namespace.id
`,
  },
]

describe('Bicep that compiles: resources and modules', () => {
  it.each(CASES)('$name', async ({ text, files }) => {
    expect(await checkSnippet('main.bicep', { ...files, 'main.bicep': text })).toEqual([])
  })

  it('a parameters file that fits its template', async () => {
    const files = {
      'main.bicep':
        "@description('A word.')\nparam word string\n\n@description('A list.')\nparam list string[] = " +
        "[]\n\noutput text string = '${word}${length(list)}'\n",
      'main.bicepparam':
        "using './main.bicep'\n\nvar base = 'a'\n\nparam word = '${base}${readEnvironmentVariable('WORD', " +
        "'b')}'\nparam list = [\n  'x'\n]\n",
    }
    expect(await checkSnippet('main.bicepparam', files)).toEqual([])
  })
})
