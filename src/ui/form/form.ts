import type { Line, Span } from '../text/line.ts';

/** A question with fields: a reason, an approval, the parameters of a runbook, the namespace to type. */
export interface Form {
  readonly title: string;
  /** What the operator has to know to answer: shown above the fields, scrolled where it is long. */
  readonly body: readonly Line[];
  readonly fields: readonly Field[];
  /** What Enter on the last field does: `Skip`, `Approve`, `Start`. */
  readonly submit: string;
  /** True where it is dangerous: Cancel has the focus first, and the frame says so. */
  readonly danger: boolean;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  /** `secret` is never drawn. `choice`: one of `choices`. */
  readonly kind: 'text' | 'secret' | 'choice';
  readonly choices: readonly string[];
  readonly initial: string;
  /** Under the field, dim: what it is for, an example. */
  readonly hint?: string;
  /** What is wrong with this text, in one sentence; undefined: it can be submitted. Asked while one types. */
  check(text: string): string | undefined;
}

/** What came of a form. */
export type Filled =
  | { readonly filled: 'submitted'; readonly values: Readonly<Record<string, string>> }
  | { readonly filled: 'cancelled' };

/** A choice between ways on. `cancel` is always there, as the last item, and closes it. */
export interface Menu {
  readonly title: string;
  readonly body: readonly Line[];
  readonly items: readonly MenuItem[];
  /** Id of the item that has the focus first; absent: Cancel. */
  readonly initial?: string;
  readonly danger: boolean;
  /** What Cancel is called here: "Let it run", "Stay". */
  readonly cancel: string;
}

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Before the hint, and never left out: `PRODUCTION`. */
  readonly tag?: Span;
  readonly hint?: string;
  /** One character that chooses it at once; never for what is dangerous. */
  readonly key?: string;
}
