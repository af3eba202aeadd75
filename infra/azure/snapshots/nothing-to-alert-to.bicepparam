// The first `azd up`, with what must be given and nothing else: alerts are kept, and nobody receives them.
using '../main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param operationsEmail = 'operations@example.com'
