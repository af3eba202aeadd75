@description('Tags of everything that can be tagged; azd finds an installation by the first.')
@export()
@sealed()
type tagsType = {
  @description('Name of the installation.')
  'azd-env-name': string

  @description('What the resources are part of.')
  project: string
}
