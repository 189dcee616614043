import { type ChoiceState, openChoice } from './choice.ts';
import { type FieldState, openField } from './field.ts';
import type { Field, Form } from './form.ts';

/** An open form. Make it with `openForm`, change it with `formInput`, draw it with `formLines`. */
export interface FormState {
  readonly form: Form;
  readonly fields: readonly Entry[];
  readonly focus: FormFocus;
  /** True once somebody tried to submit: from then on every field says what is wrong with it. */
  readonly tried: boolean;
  /** Rows of body and fields above the first one shown. */
  readonly offset: number;
}

export type FormFocus =
  | { readonly on: 'field'; readonly index: number }
  | { readonly on: 'submit' }
  | { readonly on: 'cancel' };

/** What stands in a field so far, and whether the operator was there. */
export type Entry =
  | { readonly kind: 'text'; readonly field: Field; readonly touched: boolean; readonly state: FieldState }
  | {
      readonly kind: 'choice';
      readonly field: Field;
      readonly touched: boolean;
      readonly state: ChoiceState;
    };

/** A form as it is first shown: the first field has the focus; where it is dangerous, Cancel. */
export function openForm(form: Form): FormState {
  const fields = form.fields.map(
    (field): Entry =>
      field.kind === 'choice'
        ? { kind: 'choice', field, touched: false, state: openChoice(field.choices, field.initial) }
        : { kind: 'text', field, touched: false, state: openField(field.initial) },
  );
  const focus: FormFocus = form.danger
    ? { on: 'cancel' }
    : fields.length === 0
      ? { on: 'submit' }
      : { on: 'field', index: 0 };
  return { form, fields, focus, tried: false, offset: 0 };
}

/** The text that a field would give. */
export function entryText(entry: Entry): string {
  return entry.kind === 'text' ? entry.state.text : (entry.field.choices[entry.state.index] ?? '');
}

const longest = 8192;

/** What is wrong with a field now, said or not. */
export function entryFault(entry: Entry): string | undefined {
  const text = entryText(entry);
  if (text.length > longest) return `At most ${longest} characters; these are ${text.length}.`;
  return entry.field.check(text);
}
