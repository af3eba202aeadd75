import { BootstraplessSynthesizer, type IStackSynthesizer, type StackProps } from 'aws-cdk-lib'

/**
 * Makes the template of a stack fit for a StackSet: no assets, no bootstrap version, no metadata of the CDK. The
 * assertion bridges the library's types, which write an optional member as a getter that may be undefined.
 */
export const stackSetProps = (props: StackProps): StackProps => ({
  ...props,
  synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
  analyticsReporting: false,
})
