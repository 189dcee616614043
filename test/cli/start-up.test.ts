import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleOptions } from '../../scripts/bundle-options.ts';

const entries = [
  'main',
  'commands/list',
  'commands/show',
  'commands/plan',
  'commands/lint',
  'commands/complete',
  'commands/sessions/list',
];

/** Names of the packages in a file and in all that it imports statically. */
function packagesOf(
  outputs: Metafile['outputs'],
  output: string,
  seen = new Set<string>(),
): ReadonlySet<string> {
  const entry = outputs[output];
  if (entry === undefined || seen.has(output)) return new Set();
  seen.add(output);
  const own = Object.keys(entry.inputs).flatMap(
    (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
  );
  const linked = entry.imports
    .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
    .flatMap(({ path }) => [...packagesOf(outputs, path, seen)]);
  return new Set([...own, ...linked]);
}

describe('starting quickly', () => {
  let outputs: Metafile['outputs'] = {};
  beforeAll(async () => {
    const entryPoints = Object.fromEntries(entries.map((name) => [name, `src/cli/${name}.ts`]));
    outputs = (await build({ ...bundleOptions, entryPoints })).metafile.outputs;
  }, 60_000);

  it('loads nothing but the parser of the command line before it knows the command', () => {
    expect([...packagesOf(outputs, 'dist/main.mjs')]).toEqual(['commander']);
  });

  it.each(entries)('loads neither cluster, shell, settings nor screen for %s', (name) => {
    const packages = packagesOf(outputs, `dist/${name}.mjs`);
    expect(outputs[`dist/${name}.mjs`]).toBeDefined();
    expect(
      ['@kubernetes/client-node', 'zx', 'conf', 'ink', 'react'].filter((heavy) => packages.has(heavy)),
    ).toEqual([]);
  });
});
