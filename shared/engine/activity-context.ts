import { analyzeCommand } from '../command/analyze'
import { scopedSettings } from '../config/scoped-settings'
import type { Settings } from '../config/settings'
import { sourceNetwork, type NetworkLookup } from '../enrich/source-network'
import type { Activity } from '../model/activity'
import type { ActivityContext } from '../rules/define-rule'

/** What is known about an activity before history is asked. */
export const activityContext = (activity: Activity, settings: Settings, network: NetworkLookup): ActivityContext => ({
  settings: scopedSettings(settings, activity.scope),
  network: sourceNetwork(activity, network),
  command: activity.payload.kind === 'text' ? analyzeCommand(activity.payload.text) : null,
})
