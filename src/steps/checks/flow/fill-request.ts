import { mapStrings } from '../../../runbook/template.ts';

/** `${name}`, `$${name}` (which is text) or `{name}`. */
const template = /\$?\$\{[a-z][a-z0-9-]*\}|\{(?<capture>[a-z][a-z0-9-]*)\}/g;

/** What of a request may hold captured values. */
export interface Written {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export interface Fillings {
  /** Captured values by their names, which stand as `{name}`. */
  readonly captures: ReadonlyMap<string, string>;
  /** Fills a `${name}` that is left with a secret. */
  readonly secret: (written: string) => string;
}

/** Names in the `{name}` of a request, each once. */
export function capturesUsed({ path, headers, json }: Written): readonly string[] {
  const found = new Set<string>();
  mapStrings([path, Object.values(headers), json], (text) => {
    for (const { groups } of text.matchAll(template)) {
      if (groups?.['capture'] !== undefined) found.add(groups['capture']);
    }
    return text;
  });
  return [...found];
}

/**
 * A request with captured values and secrets put in, in one pass: no value is ever read again as a template. In the
 * path a value is encoded, so that it is never more than one segment or one parameter.
 */
export function fillRequest({ path, headers, json }: Written, fillings: Fillings): Written {
  const plainly = (text: string): string => fill(text, fillings, (value) => value);
  return {
    path: fill(path, fillings, encodeURIComponent),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, plainly(text)])),
    ...(json === undefined ? {} : { json: mapStrings(json, plainly) }),
  };
}

function fill(text: string, { captures, secret }: Fillings, encode: (value: string) => string): string {
  return text.replaceAll(template, (written, name: string | undefined) => {
    if (name === undefined) return encode(secret(written));
    const value = captures.get(name);
    return value === undefined ? written : encode(value);
  });
}
