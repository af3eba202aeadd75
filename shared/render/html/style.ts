import { SEVERITIES } from '../../model/severity'
import { DARK, LIGHT, type Palette } from './palette'

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

/** Badge and bar colours, and the filter that needs no script: an unchecked box hides the alerts of its severity. */
const severityRules = SEVERITIES.map(
  (severity) => `.badge.${severity}{background:var(--${severity});color:var(--on${capital(severity)})}
.bar.${severity}{fill:var(--${severity})}
.tile.${severity}{border-top-color:var(--${severity})}
.alert.${severity}{border-left-color:var(--${severity})}
body:has(#show-${severity}:not(:checked)) .alert.${severity}{display:none}`,
).join('\n')

/** The page's whole style sheet: light and dark, narrow and wide, screen and paper. */
export const STYLE = `:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);\
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.page{max-width:76rem;margin:0 auto;padding:0 1.25rem}
.top{background:var(--card);border-bottom:1px solid var(--line);padding:1.5rem 0 1.25rem}
.top p{margin:.25rem 0 0;color:var(--muted)}
.lead{font-size:1.1rem;margin:1.25rem 0 0}
h1{font-size:1.6rem;line-height:1.2;margin:0;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:2rem 0 .75rem}
h3{font-size:1rem;margin:0;display:inline}
h4{font-size:.8rem;text-transform:uppercase;letter-spacing:.05em;color:var(--muted);margin:1.25rem 0 .4rem}
.tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:.75rem;list-style:none;margin:1rem 0 0;padding:0}
.tile{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--line);border-radius:8px;\
padding:.75rem 1rem}
.tile b{display:block;font-size:1.9rem;line-height:1.1;font-variant-numeric:tabular-nums}
.tile span{color:var(--muted);text-transform:capitalize}
.tile.none b{color:var(--muted);font-weight:400}
.stages{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1rem 0 0;padding:0}
.stages div{display:flex;flex-direction:column-reverse}
.stages dt{color:var(--muted);font-size:.875rem}
.stages dd{margin:0;font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem}
.columns{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.75rem}
.timeline{margin:0;overflow-x:auto}
.timeline>svg{display:block;width:100%;min-width:40rem;height:auto}
.timeline details{margin-top:.5rem;font-size:.875rem;color:var(--muted)}
.timeline text{fill:var(--muted);font:12px system-ui,sans-serif}
.axis{stroke:var(--line);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.5rem 0 0;padding:0;list-style:none;\
color:var(--muted);font-size:.875rem}
.legend svg{width:.75rem;height:.75rem;vertical-align:-.05em;margin-right:.35rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:0 0 .4rem}
th{font-weight:600;text-align:left;color:var(--muted);font-size:.8125rem;white-space:nowrap}
th,td{padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th.number,td.number{text-align:right;font-variant-numeric:tabular-nums}
td.number{white-space:nowrap}
td:first-child{width:100%}
tr:last-child td{border-bottom:0}
.more{color:var(--muted);margin:.5rem 0 0;font-size:.875rem}
.badge{display:inline-block;border-radius:4px;padding:.05rem .5rem;font-size:.75rem;font-weight:700;\
text-transform:uppercase;letter-spacing:.03em;white-space:nowrap;justify-self:start}
${severityRules}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;margin:0 0 .75rem;padding:.75rem 1.25rem}
.filters fieldset{display:flex;flex-wrap:wrap;gap:.25rem 1rem;border:0;margin:0;padding:0}
.filters legend{float:left;margin-right:1rem;color:var(--muted)}
.filters label{display:inline-flex;gap:.35rem;align-items:center;text-transform:capitalize}
.filters .search{text-transform:none;flex:1 1 14rem}
.filters input[type=search]{flex:1;min-width:8rem;font:inherit;color:inherit;background:var(--inset);\
border:1px solid var(--muted);border-radius:6px;padding:.3rem .6rem}
.filters button,.copy{font:inherit;font-size:.875rem;color:var(--accent);background:none;\
border:1px solid var(--line);border-radius:6px;padding:.3rem .75rem;cursor:pointer}
.filters output{color:var(--muted);font-size:.875rem}
[hidden]{display:none!important}
.alert{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--line);border-radius:8px;\
margin:0 0 .6rem}
.alert summary{cursor:pointer;padding:.8rem 1.25rem;list-style:none;display:grid;\
grid-template-columns:7.5rem minmax(0,1fr) auto;gap:.15rem .9rem;align-items:start}
.alert summary::-webkit-details-marker{display:none}
.alert summary .when{color:var(--muted);font-size:.875rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.alert summary .what{grid-column:2/-1;color:var(--muted)}
.alert summary h3::after{content:" \\203a";color:var(--muted);display:inline-block;margin-left:.4rem}
.alert details[open] summary h3::after{transform:rotate(90deg)}
.alert .body{padding:0 1.25rem 1.25rem;border-top:1px solid var(--line)}
.two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 2.25rem}
.origin{margin:1rem 0 0}
.note{border-left:3px solid var(--accent);padding:.1rem 0 .1rem .75rem;margin:.75rem 0 0}
.reasons{list-style:none;margin:0;padding:0}
.reasons>li{padding:.5rem 0;border-bottom:1px solid var(--line)}
.reasons>li:last-child{border-bottom:0}
.reasons p{margin:.15rem 0}
.reasons strong{margin-right:.4rem}
.remark{color:var(--muted);font-size:.875rem}
dl.facts{display:grid;grid-template-columns:minmax(5.5rem,max-content) minmax(0,1fr);gap:.15rem .9rem;\
margin:.25rem 0 0;font-size:.9rem}
dl.facts dt{color:var(--muted)}
.reasons dl.facts dt{max-width:14rem}
dl.facts dd{margin:0}
.whole{display:inline-block;max-width:100%}
.hash{font-size:.75rem}
pre{background:var(--inset);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;margin:.4rem 0 0;\
white-space:pre-wrap;max-height:24rem;overflow:auto;line-height:1.45}
.alert ol,.alert ul.plain{margin:0;padding-left:1.2rem}
.alert li{margin:.15rem 0}
.reference{color:var(--muted);font-size:.8125rem;margin:1.25rem 0 0}
.silence{margin-top:1.25rem}
.silence summary{all:revert;cursor:pointer;color:var(--accent)}
.empty{padding:2rem;text-align:center;color:var(--muted)}
footer{color:var(--muted);font-size:.875rem;padding:1.5rem 0 3rem}
@media (max-width:60rem){.columns{grid-template-columns:1fr}.two{grid-template-columns:1fr}}
@media (max-width:40rem){.tiles{grid-template-columns:repeat(6,1fr);gap:.5rem}.tile{grid-column:span 2;\
padding:.6rem .6rem;font-size:.8rem}.tile:nth-child(-n+2){grid-column:span 3}td,th{padding-right:.35rem}\
.columns .card{padding:.9rem}.alert summary{grid-template-columns:auto minmax(0,1fr)}\
.alert summary .title,.alert summary .what{grid-column:1/-1}.alert summary .when{justify-self:end;grid-row:1;\
grid-column:2}.page{padding:0 .8rem}.alert summary,.alert .body{padding-left:.9rem;padding-right:.9rem}dl.facts{\
grid-template-columns:1fr}dl.facts dd{margin:0 0 .35rem}}
@media print{:root{${variables(LIGHT)}}html{font-size:12px}body{background:#fff;font-size:12px}.columns{\
grid-template-columns:repeat(3,minmax(0,1fr))}h2,h4,.alert summary{break-after:avoid}\
.reasons>li,.card,.tile,pre{break-inside:avoid}.silence,.timeline details{display:none}.filters,.skip,.copy{\
display:none}.alert summary h3::after{content:""}a[href^=https]::after{content:" (" attr(href) ")";\
font-size:.8em;overflow-wrap:anywhere}pre{max-height:none}.badge,.bar,.tile,.alert{print-color-adjust:exact;\
-webkit-print-color-adjust:exact}.top{border:0}}
`
