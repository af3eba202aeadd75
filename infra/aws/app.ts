import { App } from 'aws-cdk-lib'
import { addRunwarden } from './runwarden-app'

addRunwarden(new App({ analyticsReporting: false }), 'dist/aws')
