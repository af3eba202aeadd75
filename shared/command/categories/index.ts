import { agentHijack } from './agent-hijack'
import type { Category } from './category'
import { cloudControl } from './cloud-control'
import { coverUp } from './cover-up'
import { credentialFiles } from './credential-files'
import { destruction } from './destruction'
import { discovery } from './discovery'
import { download } from './download'
import { downloadAndRun } from './download-and-run'
import { droppedScript } from './dropped-script'
import { hiddenExecution } from './hidden-execution'
import { inlineProgram } from './inline-program'
import { knownTool } from './known-tool'
import { metadataCredentials } from './metadata-credentials'
import { miner } from './miner'
import { newAccount } from './new-account'
import { persistence } from './persistence'
import { remoteAccess } from './remote-access'
import { reverseShell } from './reverse-shell'
import { runsDecoded } from './runs-decoded'
import { upload } from './upload'

/** Every category that is found in a script; obfuscation is found in the layers too. */
export const categories: readonly Category[] = [
  reverseShell,
  metadataCredentials,
  downloadAndRun,
  credentialFiles,
  newAccount,
  persistence,
  coverUp,
  miner,
  remoteAccess,
  agentHijack,
  cloudControl,
  destruction,
  knownTool,
  discovery,
  download,
  upload,
  inlineProgram,
  hiddenExecution,
  droppedScript,
  runsDecoded,
]
