import { alone, inScenario, inTable, type Peer } from './peer'

/** Published rules over process events, as far as they look at guest agents. */
export const ENDPOINT_PEERS: readonly Peer[] = [
  {
    number: 78,
    name: 'AWS EC2 LOLBin Execution via SSM SendCommand',
    source: 'Elastic',
    verdict: 'covered',
    rules: ['suspicious-command', 'run-command-confirmed'],
    shown: [
      alone('a download under the SSM agent'),
      inTable('run-command-confirmed', 'the command id after a day in the queue'),
    ],
    difference:
      'the command id joins whenever the command runs; curl, base64 or python are reported by what they do, not ' +
      'by their names; Windows too',
  },
  {
    number: 79,
    name: 'AWS SSM Session Manager Child Process Execution',
    source: 'Elastic',
    verdict: 'out of scope',
    rules: ['first-seen-caller'],
    shown: [alone('StartSession by a new caller')],
    difference:
      "what is typed in a session is not judged; the session is. Its list of AWS's own scripts is used for the " +
      'children of commands',
  },
  {
    number: 80,
    name: 'AWS SSM SendCommand with Run Shell Command Parameters',
    source: 'Elastic',
    verdict: 'partly',
    rules: ['suspicious-command'],
    shown: [inTable('suspicious-command', 'PowerZure runs a command from a runbook')],
    difference:
      'a machine that commands other machines is reported when a guest agent started it; ordinary shells of ' +
      'people are not judged',
  },
  {
    number: 81,
    name: 'Azure Run Command Script Child Process',
    source: 'Elastic',
    verdict: 'covered',
    rules: ['run-command-confirmed', 'unexpected-agent-child'],
    shown: [inTable('unexpected-agent-child', 'a script of the run command agent and no command')],
    difference: 'a child whose command is known confirms it; one without is what is reported',
  },
  {
    number: 82,
    name: 'Azure Run Command Correlated with Process Execution',
    source: 'Elastic',
    verdict: 'covered',
    rules: ['run-command-confirmed'],
    shown: [
      inScenario(
        'seed-004',
        'meet within 120 seconds by machine on Azure, by command id on AWS, and raise the alert by one step',
      ),
      inTable('run-command-confirmed', 'a process across the edge of a two-minute bucket'),
    ],
    difference: 'see the seeds above',
  },
  {
    number: 83,
    name: 'Suspicious Child Process via CustomScript Extension',
    source: 'Elastic',
    verdict: 'covered',
    rules: ['suspicious-command', 'run-command-confirmed'],
    shown: [
      alone('a tool under the custom script extension'),
      inTable('run-command-confirmed', 'an extension and a child of the extension handler'),
    ],
    difference: 'by what the command line does instead of a list of program names; Linux too',
  },
  {
    number: 84,
    name: 'Potential Amazon SSM Agent Hijacking',
    source: 'Sigma',
    verdict: 'partly',
    rules: ['suspicious-command'],
    shown: [alone('an agent registered with another account')],
    difference: 'where a guest agent started it, or the text of the command is known',
  },
  {
    number: 85,
    name: 'Azure VM RunCommands through Defender advanced hunting',
    source: 'pisinger/hunting',
    verdict: 'covered',
    rules: ['run-command-confirmed', 'unexpected-agent-child'],
    shown: [
      inScenario(
        'seed-004',
        'meet within 120 seconds by machine on Azure, by command id on AWS, and raise the alert by one step',
      ),
    ],
    difference: 'both folders of the Linux agent; process events instead of file events',
  },
]
