// Silos as an Azure Container App over the tables of a storage account, by a managed identity: no key of the account is made, kept or put out.
//   az deployment group create -g GROUP -f deploy/azure/main.bicep -p image=REGISTRY/orleans-acl-silo-azure:TAG token=..

@description('Where everything is.')
param location string = resourceGroup().location

@description('What the names begin with; 3 to 11 small letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'acl'

@description('The image of Silo.Azure; see deploy/Dockerfile.')
param image string

@description('The registry to pull it from with the identity, which then needs the role AcrPull there; empty for a public image.')
param registry string = ''

@description('The administrator\'s token; every silo takes the same.')
@secure()
@minLength(32)
param token string

@description('How many silos.')
@minValue(1)
@maxValue(30)
param silos int = 3

@description('Whether the HTTP API is reached from the internet, or from the environment only.')
param external bool = false

// Storage Table Data Contributor.
var tableContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-silo'
  location: location
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}${uniqueString(resourceGroup().id)}'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource mayUseTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identity.id, tableContributor)
  scope: account
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: tableContributor
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-silo'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  dependsOn: [
    mayUseTables
  ]
  properties: {
    environmentId: environment.id
    configuration: {
      // One revision at a time is one cluster at a time.
      activeRevisionsMode: 'Single'
      ingress: {
        external: external
        targetPort: 7070
        allowInsecure: false
      }
      registries: empty(registry)
        ? []
        : [
            {
              server: registry
              identity: identity.id
            }
          ]
      secrets: [
        {
          name: 'token'
          value: token
        }
      ]
    }
    template: {
      // Notice 5 s + requests 30 s + leaving 20 s, and some more.
      terminationGracePeriodSeconds: 70
      scale: {
        minReplicas: silos
        maxReplicas: silos
      }
      containers: [
        {
          name: 'silo'
          image: image
          // The name of a replica stands for its own address.
          command: [
            '/bin/sh'
            '-c'
            'exec dotnet silo.dll --advertised-address "$(hostname)"'
          ]
          env: [
            {
              name: 'Acl__Clustering'
              value: 'azure'
            }
            {
              name: 'Acl__Storage'
              value: 'azure'
            }
            {
              name: 'Acl__Connection'
              value: account.properties.primaryEndpoints.table
            }
            {
              name: 'Acl__Token'
              secretRef: 'token'
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: identity.properties.clientId
            }
          ]
          resources: {
            cpu: json('1.0')
            memory: '2Gi'
          }
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz/live'
                port: 7070
              }
              periodSeconds: 3
              failureThreshold: 10
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/healthz/ready'
                port: 7070
              }
              periodSeconds: 3
              timeoutSeconds: 2
              failureThreshold: 2
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz/live'
                port: 7070
              }
              periodSeconds: 10
              timeoutSeconds: 5
            }
          ]
        }
      ]
    }
  }
}

@description('The address of the HTTP API.')
output address string = 'https://${app.properties.configuration.ingress.fqdn}'

@description('The name of the storage account.')
output storageAccount string = account.name
