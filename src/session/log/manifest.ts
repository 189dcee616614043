/** A file and its digest, the path below the session's folder. */
export interface ManifestEntry {
  readonly path: string;
  readonly sha256: string;
}

/** The lines that `sha256sum -c` reads, run in the session's folder; see its manual for the escapes. */
export function formatManifest(entries: readonly ManifestEntry[]): string {
  return entries.map(({ path, sha256 }) => formatEntry(path, sha256)).join('');
}

/** Reads a manifest; undefined unless every line is of the form that `formatManifest` writes. */
export function parseManifest(text: string): readonly ManifestEntry[] | undefined {
  const entries = text
    .split('\n')
    .slice(0, -1)
    .map((line) => parseEntry(line))
    .filter((entry) => entry !== undefined);
  return formatManifest(entries) === text ? entries : undefined;
}

function formatEntry(path: string, sha256: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

function parseEntry(line: string): ManifestEntry | undefined {
  const [, mark, sha256, name] = /^(\\?)([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
  if (mark === undefined || sha256 === undefined || name === undefined) return undefined;
  const path = mark === '' ? name : name.replaceAll(/\\[\\nr]/g, (escape) => escapes[escape] ?? escape);
  return { path, sha256 };
}
