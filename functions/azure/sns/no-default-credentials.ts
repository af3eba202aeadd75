/**
 * Stands for the SDK's default credential chain in the bundle of the function app: its AWS credentials come
 * from the app's identity alone, and the chain's sources (profiles, single sign-on, metadata services)
 * would be a twelfth of the bundle.
 */
export const defaultProvider = () => (): Promise<never> =>
  Promise.reject(new Error('the function app has no AWS credentials but those of its role'))
