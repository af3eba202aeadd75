/**
 * AS numbers of networks that characterise a caller, taken from these lists and reviewed by the organisation that
 * announces each in @ip-location-db/asn 2.3.2026061719; operators the lists miss were added by that name:
 *
 * - X4BNet/lists_vpn, input/vpn and input/datacenter, commit 167937a (MIT, (c) 2024 X4B (Mathew Heard))
 * - brianhama/bad-asn-list, commit cac788b (MIT, (c) 2025 Brian Hamachek)
 * - the numbers that elastic/detection-rules names as VPNs in discovery_new_terms_vpn_asn_discovery_api_calls.toml
 *
 * Notices of the first two are in NOTICE. The lists below share no number.
 */

/**
 * Networks whose outgoing traffic is that of a Tor exit or of a VPN for the public. A call from one is a high finding,
 * so a company that also rents out servers is not here, however many VPNs rent from it (M247 9009, Datacamp 60068 and
 * 212238, Vultr 20473: hosters below); nor are carriers (RETN 9002) and the gateways that companies buy for their own
 * staff (Check Point 398391, Zscaler, Cato).
 */
export const ANONYMISERS: ReadonlySet<number> = new Set([
  4224, // The Calyx Institute: Tor exits, CalyxVPN
  401370, // Calyx Networks: Tor exits of the same institute
  60729, // Stiftung Erneuerbare Freiheit: Tor exits (torservers.net)
  62744, // Quintex Alliance Consulting: Tor exits
  198093, // DFRI, Sweden: Tor exits
  205100, // F3 Netze: Tor exits
  208323, // Foundation for Applied Privacy: Tor exits
  210731, // DotSrc: Tor exits
  215125, // Church of Cyberology: Tor exits
  396507, // Emerald Onion: Tor exits
  401401, // Unredacted: Tor exits, FreeSocks
  401720, // Unredacted
  136787, // PacketHub: NordVPN
  141039, // PacketHub: NordVPN
  147049, // PacketHub: NordVPN
  207137, // PacketHub: NordVPN
  272096, // PacketHub: NordVPN
  209854, // Cyberzone: Surfshark
  199218, // Proton AG: Proton VPN
  208172, // Proton AG: Proton VPN
  209103, // Proton AG: Proton VPN
  39351, // 31173 Services: Mullvad's own servers
  216025, // Mullvad VPN
  203619, // IVPN
  397540, // Windscribe
  42201, // PVDataNet: PrivateVPN
  22363, // Powerhouse Management: VyprVPN
  402001, // Certida: VyprVPN
  46253, // Mudhook Marketing: IPVanish
  13926, // Strong Technology: StrongVPN
  22781, // Strong Technology: StrongVPN
  54203, // Strong Technology: StrongVPN
  62651, // Strong Technology: StrongVPN
  140952, // Strong Technology: StrongVPN
  201665, // Anonymizer
  205016, // HERN Labs: Opera's browser VPN
  16652, // Riseup Networks: Riseup VPN
])

/** "VPN" in these names is the private network a carrier sells to companies. */
export const CARRIERS_NAMED_VPN: ReadonlySet<number> = new Set([
  27683, // VPN de Mexico
  263097, // VPN Infraestrutura de Redes, Brazil
])

/** The watched clouds and Google Cloud: build systems and the clouds' own services call from here every day. */
export const CLOUDS: ReadonlySet<number> = new Set([
  801,
  7224,
  8987,
  9059,
  14618,
  16509,
  21664,
  214101, // Amazon
  55960,
  135629, // Amazon in China: Sinnet, West Cloud Data
  3598,
  6584,
  8068,
  8069,
  8070,
  8071,
  8072,
  8073,
  8074,
  8075,
  12076,
  35106,
  63314,
  200517, // Microsoft
  58593, // Azure in China: Shanghai Blue Cloud
  15169,
  16550,
  19527,
  36040,
  36384,
  36385,
  43515,
  139190,
  214609,
  214611,
  394089,
  396982, // Google
])

/**
 * Companies that rent out machines: a fact to combine, no verdict. From the source lists without the clouds, numbers
 * that announce nothing, content delivery (Akamai 20940 and others; iCloud Private Relay leaves through it), carriers
 * and access providers (Hurricane Electric 6939, CenturyLink 3561, MTN Nigeria 29465, Telemach 41828), universities,
 * security gateways and numbers that have passed to another business since. Added: Alibaba, Selectel, Aeza, G-Core,
 * Fly.io, Exoscale, Infomaniak, GTHost, Latitude.sh and others of that kind the lists miss.
 */
export const HOSTERS: ReadonlySet<number> = new Set([
  1442, 3223, 3842, 4694, 4851, 5577, 6698, 6718, 6724, 6764, 7203, 7349, 7489, 7506, 7595, 7979, 8100, 8455, 8556,
  8560, 8849, 8972, 9009, 9166, 9290, 9370, 9667, 9925, 10207, 10297, 10439, 10929, 11230, 11588, 11831, 11878, 12200,
  12586, 12824, 12876, 12989, 13209, 13213, 13378, 13739, 13909, 14061, 14127, 14160, 14244, 14384, 14415, 14567, 14576,
  14956, 14987, 14992, 15083, 15189, 15395, 15497, 15510, 15626, 15694, 15734, 15919, 15967, 16125, 16262, 16276, 16397,
  16628, 16973, 17216, 17439, 17881, 17918, 18450, 18779, 18978, 19084, 19133, 19148, 19318, 19437, 19531, 19624, 19844,
  19871, 19969, 19994, 20021, 20068, 20248, 20264, 20450, 20454, 20473, 20692, 20738, 20773, 20836, 20860, 21100, 21159,
  21217, 21499, 21501, 21859, 22552, 22611, 22903, 23033, 23273, 23342, 23352, 23470, 23535, 23881, 24220, 24381, 24482,
  24611, 24679, 24725, 24768, 24806, 24875, 24940, 24958, 24961, 24971, 25048, 25260, 25291, 25369, 25532, 25780, 25820,
  26277, 26347, 26481, 26496, 26548, 26978, 27175, 27223, 27229, 27257, 27357, 27411, 27589, 27597, 27640, 28099, 28216,
  28333, 28747, 28753, 28855, 29066, 29067, 29097, 29140, 29182, 29222, 29302, 29311, 29452, 29522, 29550, 29691, 29713,
  29748, 29802, 29838, 29854, 29869, 29883, 30083, 30176, 30235, 30475, 30633, 30693, 30836, 30849, 30900, 31034, 31103,
  31240, 31590, 31659, 31898, 31981, 32097, 32181, 32244, 32338, 32400, 32475, 32489, 32613, 32647, 32740, 32751, 32780,
  33070, 33083, 33182, 33302, 33322, 33330, 33387, 33438, 33480, 33552, 33569, 33696, 33724, 33891, 34011, 34305, 34432,
  34541, 34927, 34971, 34989, 35048, 35278, 35295, 35366, 35415, 35467, 35540, 35908, 35913, 35916, 35974, 36007, 36114,
  36236, 36351, 36352, 36536, 36666, 36791, 37153, 37518, 37963, 38001, 38894, 39020, 39287, 39392, 39451, 39458, 39486,
  39566, 39572, 39704, 39756, 39832, 40156, 40244, 40281, 40374, 40438, 40476, 40509, 40539, 40676, 40715, 40728, 40819,
  40824, 40861, 41062, 41079, 41369, 41406, 41427, 41562, 41653, 41665, 42120, 42160, 42210, 42244, 42331, 42399, 42442,
  42473, 42532, 42612, 42622, 42675, 42695, 42699, 42708, 42730, 42831, 43021, 43128, 43289, 43317, 43350, 43472, 43541,
  44050, 44066, 44144, 44398, 44477, 44803, 44901, 45090, 45102, 45152, 45179, 45187, 45470, 45481, 45577, 45671, 45815,
  45887, 46177, 46261, 46433, 46475, 46516, 46562, 46606, 46664, 46805, 46816, 46844, 46873, 47143, 47172, 47328, 47447,
  47544, 47549, 47577, 47583, 47625, 48031, 48090, 48093, 48282, 48505, 48812, 48825, 48894, 48896, 49313, 49349, 49367,
  49453, 49485, 49505, 49532, 49544, 49693, 49815, 49834, 49949, 49981, 50131, 50297, 50340, 50465, 50613, 50655, 50673,
  50835, 50872, 50926, 50968, 51050, 51159, 51167, 51191, 51248, 51290, 51294, 51395, 51396, 51430, 51447, 51698, 51765,
  51790, 51852, 52000, 52048, 52173, 52236, 52270, 52321, 52335, 52347, 52465, 52674, 52925, 53055, 53057, 53101, 53221,
  53225, 53281, 53332, 53340, 53559, 53589, 53597, 53667, 53755, 53850, 53914, 54290, 54334, 54455, 54489, 54500, 54527,
  54555, 54600, 54641, 54825, 54839, 55229, 55286, 55293, 55536, 55720, 55799, 55933, 55967, 55990, 56106, 56322, 56630,
  56635, 56934, 57043, 57169, 57230, 57286, 57367, 57433, 57682, 57858, 58061, 58065, 58073, 58305, 58683, 58797, 58922,
  58936, 59253, 59349, 59432, 59472, 59504, 59554, 59615, 59632, 59711, 59729, 59787, 59795, 59816, 60011, 60068, 60117,
  60118, 60253, 60362, 60404, 60435, 60485, 60558, 60567, 60713, 60781, 60800, 60973, 61046, 61098, 61102, 61107, 61138,
  61157, 61317, 62005, 62071, 62082, 62217, 62240, 62282, 62310, 62370, 62471, 62540, 62563, 62605, 62756, 62838, 62904,
  63008, 63018, 63023, 63119, 63199, 63213, 63473, 63567, 63916, 63949, 64022, 64245, 64249, 64286, 64484, 132070,
  132203, 132717, 132779, 132816, 133120, 133143, 133229, 133296, 133393, 133480, 133499, 133752, 134351, 134450,
  134451, 134963, 135377, 135822, 136052, 136258, 136557, 136907, 136988, 137373, 137409, 138608, 141995, 142036,
  149020, 149440, 152390, 196645, 196745, 197155, 197170, 197372, 197395, 197439, 197450, 197540, 197648, 197706,
  197902, 197914, 198153, 198171, 198313, 198347, 198375, 198414, 198432, 198524, 198571, 198605, 198651, 198953,
  198968, 199481, 199524, 199653, 199883, 199990, 199997, 200000, 200019, 200039, 200088, 200147, 200350, 200373,
  200532, 200651, 200904, 201011, 201200, 201449, 201525, 201634, 201702, 201709, 201814, 201862, 201983, 202015,
  202023, 202053, 202422, 202425, 202448, 203020, 203417, 203758, 204187, 204196, 204287, 204601, 204770, 204957,
  205053, 205544, 206092, 206216, 206246, 206589, 206728, 207990, 208566, 208795, 208969, 210329, 210558, 210644,
  210779, 211619, 212238, 212317, 212861, 213010, 213230, 213887, 214036, 214574, 215540, 215859, 216071, 216246,
  262287, 262603, 262978, 262990, 263093, 263237, 327813, 329184, 393886, 394256, 394380, 394474, 395089, 395111,
  395954, 396190, 396356, 396362, 396931, 397373, 398101, 398779, 398787, 399804, 400754,
])
