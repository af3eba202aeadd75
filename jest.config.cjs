const transform = {
  '^.+\\.m?[jt]s$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
  ],
}

const project = (displayName, folders, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  transform,
  // Its package.json bears the name of the repository's.
  modulePathIgnorePatterns: ['<rootDir>/dist/package/'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  ...extra,
})

module.exports = {
  projects: [
    project('unit', ['shared', 'functions', 'boundaries', 'docs', 'scripts']),
    project('scenario', ['scenarios', 'corpus']),
    project('integration', ['integration', 'emulators']),
    project('infra', ['infra']),
  ],
  testTimeout: 60_000,
  maxWorkers: '100%',
}
