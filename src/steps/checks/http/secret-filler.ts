import { fillTemplates, templateNames } from '../../../runbook/template.ts';
import type { RunContext } from '../../context.ts';

export type SecretFiller =
  | { readonly kind: 'ready'; readonly fill: (text: string) => string }
  | { readonly kind: 'missing'; readonly names: readonly string[] };

/**
 * What puts secrets in for the `${name}` that are left in what a check sends, to be used right before it is sent: no
 * preview, log or message ever holds them. `missing`: those of which this process has no value.
 */
export function secretFiller(written: Readonly<Record<string, unknown>>, context: RunContext): SecretFiller {
  const given = templateNames(written).map((name) => [name, context.secret(name)] as const);
  const absent = given.filter(([, value]) => value === undefined).map(([name]) => name);
  if (absent.length > 0) return { kind: 'missing', names: absent };
  const values = Object.fromEntries(given.map(([name, value]) => [name, value ?? '']));
  return { kind: 'ready', fill: (text) => String(fillTemplates({ text }, values).config['text']) };
}

/** Headers with each of their values filled. */
export function fillHeaders(
  headers: Readonly<Record<string, string>>,
  fill: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, fill(text)]));
}
