import { tagsType } from 'tags.bicep'

@description('Region of the workbook.')
param location string

@description('Tags of the workbook.')
param tags tagsType

@description('Name of the function app, which the workbook is about.')
param appName string

@description('Resource id of the workspace that the workbook asks, in lower case.')
param sourceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'runwarden-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Runwarden (${appName})'
    category: 'workbook'
    sourceId: sourceId
    serializedData: replace(loadTextContent('workbook.json'), '<app>', appName)
  }
}

@description('Resource id of the workbook.')
output id string = workbook.id
