/** The verbs that need the SDKs of a cloud: a bundle of its own beside the program, loaded when one of them is used. */
import * as baseline from './baseline-push-aws'
import { tellingRefusals } from './refusals'
import * as replayOnAws from './replay-aws'
import * as replayOnAzure from './replay-azure'
import * as selftestOnAws from './selftest-aws'
import * as selftestOnAzure from './selftest-azure'
import * as tailing from './tail'

export const pushBaselineAws = tellingRefusals(baseline.pushBaselineAws)
export const replayAws = tellingRefusals(replayOnAws.replayAws)
export const replayAzure = tellingRefusals(replayOnAzure.replayAzure)
export const selftestAws = tellingRefusals(selftestOnAws.selftestAws)
export const selftestAzure = tellingRefusals(selftestOnAzure.selftestAzure)
export const tail = tellingRefusals(tailing.tail)
