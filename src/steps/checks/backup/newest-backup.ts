import type { CheckResult } from '../define-check.ts';

/** When the newest backup was completed, by whose clock it is now, and what else is known of it. */
export type NewestBackup =
  | {
      readonly kind: 'known';
      /** Milliseconds since 1970. */
      readonly at: number;
      /** The clock by which `at` was written: only it can say how long ago that was. */
      readonly now: number;
      /** Such as `CronJob database-backup`. */
      readonly source: string;
      readonly details: readonly string[];
    }
  /** The source was asked, and knows of no backup. */
  | { readonly kind: 'none'; readonly source: string; readonly observed: string; readonly next: string }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };
