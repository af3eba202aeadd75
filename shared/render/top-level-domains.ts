/**
 * Endings that make two dotted words look like a host name to a mail program: those in common use and those
 * often abused. Every two-letter ending counts as a country's (https://www.iana.org/domains/root/db), but for
 * a few that are file types only.
 */
const GENERIC = new Set(
  `agency app art asia auto bank bar beauty best bid bike biz blog bot boutique build business buzz cam camp capital
  care cash cat center chat city click cloud club codes coffee com company computer consulting cool country cricket
  cyou date day deals dev diet digital direct directory domains download earth edu education email energy engineer
  engineering enterprises estate events example exchange expert express family fans farm fashion finance financial
  fit fun fund fyi games gallery gift global gold gov group guide guru hair help homes host hosting house icu immo
  inc info ink institute int invalid investments jobs kim land legal life link live loan lol ltd management market
  marketing media mil mobi moda moe money monster mov name net network news ninja nyc observer one online onion org
  page partners party photo photos pics pink plus press pro productions properties pub quest racing red ren rent
  report rest review reviews rip rocks run sale sbs school science security services sex shop show site skin social
  software solutions space store stream studio style supply support surf systems team tech technology test tips
  today tools top town toys trade trading training travel university uno video vip vote watch web webcam website
  wiki win work works world wtf xyz yoga zip zone`.split(/\s+/),
)

const FILE_TYPES = new Set(['cs', 'db', 'go', 'gz', 'js', 'ts', 'vb', 'xz'])

/** Whether a name with this last label may be shown as a link by a program that looks for host names. */
export const isTopLevelDomain = (label: string): boolean => {
  const lower = label.toLowerCase()
  return GENERIC.has(lower) || (/^\p{L}{2}$/u.test(lower) && !FILE_TYPES.has(lower))
}
