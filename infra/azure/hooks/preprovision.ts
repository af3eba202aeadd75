import { createApplication } from './create-application'
import { main } from './hook'

void main('preprovision', createApplication)
