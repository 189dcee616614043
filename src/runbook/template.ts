import type { Values } from './condition.ts';

type Config = Readonly<Record<string, unknown>>;

const template = /(\$?)\$\{([a-z][a-z0-9-]*)\}/g;

/** The names in `${name}` templates of a config's strings, each once. `$${name}` is text, not a template. */
export function templateNames(config: Config): readonly string[] {
  return [...new Set(templatesIn(config).map(({ name }) => name))];
}

/** Every template with the path of the string that holds it. */
export function templatesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly { readonly name: string; readonly path: readonly (string | number)[] }[] {
  if (typeof value === 'string') {
    const found = [...value.matchAll(template)].filter(([, escape]) => escape === '');
    return found.map(([, , name]) => ({ name: name ?? '', path }));
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => templatesIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => templatesIn(item, [...path, key]));
}

/**
 * A config with the templates in its strings filled. The values are put in as they are and never read
 * again as templates. `missing` names the values that are not there; their templates are left alone.
 */
export function fillTemplates(
  config: Config,
  values: Values,
): { readonly config: Config; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const fill = (text: string): string =>
    text.replaceAll(template, (written, escape: string, name: string) => {
      if (escape !== '') return written.slice(1);
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value !== undefined) return String(value);
      missing.add(name);
      return written;
    });
  const filled = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, mapStrings(value, fill)]),
  );
  return { config: filled, missing: [...missing] };
}

/** A value with every string in it mapped, however deep; the names of its members stay. */
export function mapStrings(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, fill)]));
}
