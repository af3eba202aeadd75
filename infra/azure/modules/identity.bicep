import { tagsType } from 'tags.bicep'

@description('Region of the identity.')
param location string

@description('Name of the identity.')
param name string

@description('Tags of the identity.')
param tags tagsType

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output id string = identity.id

@description('Object id in the directory: the "sub" claim that AWS sees.')
output principalId string = identity.properties.principalId

@description('Client id, by which the app chooses this identity.')
output clientId string = identity.properties.clientId
