import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the package that a bundled file came from, or undefined for a file of our own. */
function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

async function licenceOf(root: string, folder: string): Promise<string> {
  const metadata: unknown = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const names = await readdir(join(root, folder));
  const file = names.find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text =
    file === undefined
      ? `Licence: ${field(metadata, 'license')}`
      : await readFile(join(root, folder, file), 'utf8');
  return `${field(metadata, 'name')} ${field(metadata, 'version')}\n\n${text.trim()}\n`;
}

function field(metadata: unknown, key: string): string {
  const value: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, key) : undefined;
  return typeof value === 'string' ? value : 'not stated';
}

/**
 * The licences of all packages that ended up in the bundle, as one text: most of them require that
 * their notice goes along with every copy.
 */
export async function licenceTexts(root: string, inputs: readonly string[]): Promise<string> {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const texts = await Promise.all([...folders].toSorted().map((folder) => licenceOf(root, folder)));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
