import { differenceOf } from './compare-readings'
import { hostileFile } from './hostile-file'
import { seededRandom } from './random'

// npx tsx test/bench/prefilter-fuzz.ts [files] [first seed]: compares the prefilter with a full parse (R1).
const files = Number(process.argv[2] ?? 100_000)
const firstSeed = Number(process.argv[3] ?? 1)

const started = performance.now()
let differences = 0
for (let seed = firstSeed; seed < firstSeed + files && differences < 10; seed++) {
  const random = seededRandom(seed)
  const bytes = hostileFile(random)
  const difference = differenceOf(bytes, [1 + random.below(64), 1 + random.below(9)])
  if (difference === null) continue
  differences++
  process.stdout.write(
    `seed ${seed}\n${JSON.stringify(bytes.toString()).slice(0, 2000)}\n${difference.slice(0, 2000)}\n\n`,
  )
}
process.stdout.write(
  `${files} files from seed ${firstSeed}: ${differences} differences, ` +
    `${((performance.now() - started) / 1000).toFixed(1)} s\n`,
)
process.exitCode = differences === 0 ? 0 : 1
