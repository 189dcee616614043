import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleOptions } from '../../scripts/bundle-options.ts';

const loadedLate = ['@kubernetes/client-node', 'zx', 'conf', 'ink', 'react'];

/** The source files in the start file and in all that it imports statically. */
function loadedAtStart(
  outputs: Metafile['outputs'],
  output: string,
  seen = new Set<string>(),
): readonly string[] {
  const entry = outputs[output];
  if (entry === undefined || seen.has(output)) return [];
  seen.add(output);
  const next = entry.imports.filter((link) => link.kind === 'import-statement' && link.external !== true);
  return [...Object.keys(entry.inputs), ...next.flatMap((link) => loadedAtStart(outputs, link.path, seen))];
}

describe('start-up', () => {
  it('loads no heavy package before a command asks for it', async () => {
    const { metafile } = await build(bundleOptions);
    const inputs = loadedAtStart(metafile.outputs, 'dist/cli.mjs');
    const heavy = loadedLate.filter((name) =>
      inputs.some((input) => input.includes(`node_modules/${name}/`)),
    );
    expect(inputs).toContain('src/cli/main.ts');
    expect(heavy).toEqual([]);
  });
});
