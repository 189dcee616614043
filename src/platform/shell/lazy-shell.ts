import type { Shell } from '../../steps/ports/shell.ts';

/** The shell, loaded with the first command: zx takes longer to load than most runbooks take to read. */
export function lazyShell(): Shell {
  let loaded: Promise<Shell> | undefined;
  const shell = (): Promise<Shell> => {
    loaded ??= import('./zx-shell.ts').then(({ createShell }) => createShell());
    return loaded;
  };
  return {
    run: async (run) => (await shell()).run(run),
    probe: async (argv, options) => (await shell()).probe(argv, options),
  };
}
