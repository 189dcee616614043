import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type OutputFile } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';
import { buildLibraryScript, fromLibraryScript } from './library-script.ts';
import { licenceTexts } from './licences.ts';

const { absWorkingDir: root, outdir } = bundleOptions;

/** Writes the new files before it removes the old ones, so that a program running from dist is not pulled away. */
async function replaceOutput(files: readonly OutputFile[]): Promise<void> {
  const current = new Set(files.map((file) => relative(outdir, file.path)));
  for (const file of files) {
    await mkdir(dirname(file.path), { recursive: true });
    await writeFile(file.path, file.contents);
  }
  const stale = (await readdir(outdir)).filter((name) => !current.has(name));
  await Promise.all(stale.map((name) => rm(join(outdir, name), { recursive: true })));
}

const library = await buildLibraryScript();
const result = await build({
  ...bundleOptions,
  plugins: [...bundleOptions.plugins, fromLibraryScript(library)],
});
const inputs = new Set([...Object.keys(result.metafile.inputs), ...Object.keys(library.inputs)]);
const licences = await licenceTexts(root, [...inputs]);
await replaceOutput([...result.outputFiles, library.file]);
await writeFile(join(outdir, 'THIRD-PARTY-LICENSES.txt'), licences);
