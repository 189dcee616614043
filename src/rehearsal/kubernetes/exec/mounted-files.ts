import { type Json, listAt, textAt } from '../objects/json.ts';
import { nameOf } from '../objects/kube-object.ts';
import { contentOf, type Inside, volumeOf } from './inside.ts';

/** The files that a container was given, by their paths: its configuration and secrets, and its host's name. */
export function mountedFiles(inside: Inside): ReadonlyMap<string, string> {
  return new Map([
    ['/etc/hostname', `${nameOf(inside.pod)}\n`],
    ...listAt(inside.spec, 'volumeMounts').flatMap((mount) => filesOf(inside, mount)),
  ]);
}

function filesOf(inside: Inside, mount: Json): readonly (readonly [string, string])[] {
  const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/$/, '');
  const files = Object.entries(volumeFiles(inside, volumeOf(inside.pod, textAt(mount, 'name') ?? '')));
  const only = textAt(mount, 'subPath');
  if (only === undefined) return files.map(([name, text]) => [`${folder}/${name}`, text] as const);
  return files.filter(([name]) => name === only).map(([, text]) => [folder, text] as const);
}

function volumeFiles(inside: Inside, volume: Json | undefined): Readonly<Record<string, string>> {
  const map = textAt(volume, 'configMap', 'name');
  const secret = textAt(volume, 'secret', 'secretName');
  const content = {
    ...(map === undefined ? {} : contentOf(inside, 'configmaps', map)),
    ...(secret === undefined ? {} : contentOf(inside, 'secrets', secret)),
  };
  const items = [...listAt(volume, 'configMap', 'items'), ...listAt(volume, 'secret', 'items')];
  if (items.length === 0) return content;
  return Object.fromEntries(
    items.flatMap((item) => {
      const text = content[textAt(item, 'key') ?? ''];
      return text === undefined ? [] : [[textAt(item, 'path') ?? '', text] as const];
    }),
  );
}
