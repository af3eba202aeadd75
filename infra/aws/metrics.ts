import { Duration } from 'aws-cdk-lib'
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { NAMESPACE, type LiveMetric } from '../../functions/aws/embedded-metrics'

/** A metric that the function itself writes, kept apart by function name, over five minutes. */
export const ownMetric = (functionName: string, metricName: LiveMetric, statistic: string = 'Sum'): IMetric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    statistic,
    period: Duration.minutes(5),
    dimensionsMap: { FunctionName: functionName },
  })
