/** The verbs that need the SDKs of a cloud: a bundle of its own beside the program, loaded when one of them is used. */
import * as baseline from './baseline-push-aws'
import { reportingRefusals } from './cloud-refusals'
import * as replayOnAws from './replay-aws'
import * as replayOnAzure from './replay-azure'
import * as selftestOnAws from './selftest-aws'
import * as selftestOnAzure from './selftest-azure'
import * as tailing from './tail'

export const pushBaselineAws = reportingRefusals(baseline.pushBaselineAws)
export const replayAws = reportingRefusals(replayOnAws.replayAws)
export const replayAzure = reportingRefusals(replayOnAzure.replayAzure)
export const selftestAws = reportingRefusals(selftestOnAws.selftestAws)
export const selftestAzure = reportingRefusals(selftestOnAzure.selftestAzure)
export const tail = reportingRefusals(tailing.tail)
