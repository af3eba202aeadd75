/** The verbs that need the SDKs of a cloud: a bundle of its own beside the program, loaded when one of them is used. */
export { replayAzure } from './replay-azure'
export { selftestAzure } from './selftest-azure'
export { tail } from './tail'
