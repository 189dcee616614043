import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

/*
 * The commands that read runbooks and run nothing become one CommonJS script, since only a script can be kept
 * with its functions compiled: see src/platform/cached-script.ts. It holds a second copy of the modules that
 * these commands share with the others, which is why nothing that has state belongs in it.
 */
const { absWorkingDir: root, outdir } = bundleOptions;
const commands = ['complete', 'lint', 'list', 'plan', 'schema', 'show'] as const;
const folder = join(root, 'src/cli/commands');

/** The script, and what went into it. */
export interface LibraryScript {
  readonly file: OutputFile;
  readonly inputs: Metafile['inputs'];
}

const options = {
  ...bundleOptions,
  entryPoints: [],
  // Each command begins when it is called: what the others need is not loaded.
  stdin: {
    contents: commands.map((name) => `export const ${name} = () => import('./${name}.ts');`).join('\n'),
    resolveDir: folder,
  },
  splitting: false,
  format: 'cjs',
  charset: 'ascii',
  banner: {},
  define: { ...bundleOptions.define, 'import.meta.dirname': '__dirname' },
  outExtension: { '.js': '.cjs' },
} as const satisfies BuildOptions;

/**
 * Builds the script. Its name holds a digest of its content: compiled code is kept by that name. Throws where it
 * would still import something dynamically, which a script can do only with a warning.
 */
export async function buildLibraryScript(): Promise<LibraryScript> {
  const { outputFiles, metafile } = await build(options);
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no library script');
  const late = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path),
  );
  if (late.length > 0) throw new Error(`The library script imports dynamically: ${late.join(', ')}`);
  const digest = createHash('sha256').update(file.contents).digest('hex').slice(0, 8);
  return { file: { ...file, path: join(outdir, `library-${digest}.cjs`) }, inputs: metafile.inputs };
}

/** Has the rest of the program take these commands from the script. */
export function fromLibraryScript({ file }: LibraryScript): Plugin {
  const namespace = 'library-script';
  return {
    name: namespace,
    setup: (program) => {
      const filter = new RegExp(`^\\./(${commands.join('|')})\\.ts$`);
      program.onResolve({ filter }, ({ path, kind, resolveDir }) =>
        kind === 'dynamic-import' && resolveDir === folder
          ? { path: basename(path, '.ts'), namespace }
          : undefined,
      );
      program.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: loaderText(basename(file.path), path),
        resolveDir: root,
      }));
    },
  };
}

function loaderText(script: string, command: string): string {
  return [
    `import { getCompileCacheDir } from 'node:module';`,
    `import { join } from 'node:path';`,
    `import { loadCachedScript } from './src/platform/cached-script.ts';`,
    `const folder = getCompileCacheDir();`,
    `const cache = folder && { folder: join(folder, 'library'), use: '${command}' };`,
    `const script = loadCachedScript(join(import.meta.dirname, '${script}'), cache);`,
    `process.once('exit', () => script.keep());`,
    `export const { ${command}Command } = await script.exports.${command}();`,
  ].join('\n');
}
