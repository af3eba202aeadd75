import { fromEnv } from '@aws-sdk/credential-provider-env'

/**
 * Stands for the SDK's default credential chain in the Lambda bundle: Lambda gives a function its
 * credentials in environment variables, and the chain's other sources (single sign-on, profiles, processes)
 * would be a sixth of the bundle.
 */
export const defaultProvider = fromEnv
