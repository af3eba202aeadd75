'use strict'

// Preloaded into every child process of the emulators: the parent holds the other end of standard input,
// so its end means that the parent is gone, however it died.
process.stdin.on('end', () => process.exit(0))
process.stdin.on('error', () => process.exit(0))
process.stdin.resume()
process.stdin.unref()
