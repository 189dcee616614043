import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../bundle-options.ts';

/** The Ink programs that ours is measured beside: files to be started with Node. */
export interface Peers {
  readonly bareInk: string;
  readonly naiveList: string;
}

/** Bundles them as our own program is bundled. */
export async function buildPeers(root: string, folder: string): Promise<Peers> {
  const peers = join(root, 'scripts/bench/peers');
  await build({
    ...bundleOptions,
    entryPoints: {
      'bare-ink': join(peers, 'bare-ink.tsx'),
      'naive-list': join(peers, 'naive-list.tsx'),
    },
    outdir: folder,
    write: true,
    metafile: false,
  });
  return { bareInk: join(folder, 'bare-ink.mjs'), naiveList: join(folder, 'naive-list.mjs') };
}
