import type { Result } from '../../problem/problem.ts';

/** Tells a session to others, from its log. */
export interface Reports {
  /** The post-mortem of the session in this folder, in Markdown, with everything that is on the disk by now. */
  postMortem(sessionDir: string): Promise<Result<string>>;
}
