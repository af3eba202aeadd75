import { embeddedMetrics } from '../../../functions/aws/embedded-metrics'
import { testClock } from '../../support/clock'

describe('embeddedMetrics', () => {
  it('adds up what is counted, and lists each of what is measured', () => {
    const metrics = embeddedMetrics(testClock(1_000))
    metrics.count('AlertsSent')
    metrics.count('AlertsSent', 2)
    metrics.count('DetectionLatencySeconds', 1.5)
    metrics.count('DetectionLatencySeconds', 30)
    metrics.count('TrailLogging', 1)
    expect(metrics.take()).toEqual({
      AlertsSent: 3,
      DetectionLatencySeconds: [1.5, 30],
      TrailLogging: [1],
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Runwarden',
            Dimensions: [['FunctionName']],
            Metrics: [
              { Name: 'AlertsSent', Unit: 'Count' },
              { Name: 'DetectionLatencySeconds', Unit: 'Seconds' },
              { Name: 'TrailLogging', Unit: 'Count' },
            ],
          },
        ],
      },
    })
  })

  it('begins again with each line, and writes nothing for nothing', () => {
    const metrics = embeddedMetrics(testClock())
    metrics.count('AlertsSent')
    metrics.take()
    expect(metrics.take()).toEqual({})
  })

  it('keeps to the hundred values that CloudWatch takes', () => {
    const metrics = embeddedMetrics(testClock())
    for (let value = 0; value < 250; value++) metrics.count('DetectionLatencySeconds', value)
    const values = metrics.take()['DetectionLatencySeconds'] as readonly number[]
    expect([values.length, values.at(-1)]).toEqual([100, 249])
  })
})
