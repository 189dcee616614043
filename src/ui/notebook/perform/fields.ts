import type { Field } from '../../form/form.ts';

/** A line of text that may be left out. */
export function optionalText(name: string, label: string, hint?: string): Field {
  return {
    name,
    label,
    kind: 'text',
    choices: [],
    initial: '',
    ...(hint === undefined ? {} : { hint }),
    check: () => undefined,
  };
}

/** A line of text that must say something. `missing` is the sentence for an empty one. */
export function requiredText(name: string, label: string, missing: string, hint?: string): Field {
  return {
    ...optionalText(name, label, hint),
    check: (text) => (text.trim() === '' ? missing : undefined),
  };
}
