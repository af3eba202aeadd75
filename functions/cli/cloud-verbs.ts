/** The verbs that need the SDKs of a cloud: a bundle of its own beside the program, loaded when one of them is used. */
export { pushBaselineAws } from './baseline-push-aws'
export { replayAws } from './replay-aws'
export { replayAzure } from './replay-azure'
export { selftestAws } from './selftest-aws'
export { selftestAzure } from './selftest-azure'
export { tail } from './tail'
