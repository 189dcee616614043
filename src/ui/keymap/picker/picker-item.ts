/** One thing to choose from a long list: an action, a step. Its texts may come from outside. */
export interface PickerItem<Id extends string = string> {
  readonly id: Id;
  /** What it is called: searched, and shown with its matches. */
  readonly title: string;
  /** Searched as well, and not shown: another name of it. */
  readonly also?: string;
  /** Beside the title where there is room: what it does. */
  readonly hint?: string;
  /** At the right: its key, its status. */
  readonly detail?: string;
  /** Why it can't be chosen now, in one sentence. Such an item comes last. */
  readonly unavailable?: string;
}
