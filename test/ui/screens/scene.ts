import type { Keymap } from '../../../src/ui/keymap/keymap.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import type { HeadlessScreen } from './headless-screen.ts';

/** What a scene is played on. */
export interface Stage {
  readonly screen: HeadlessScreen;
  readonly theme: Theme;
  readonly keymap: Keymap;
  /** False: outputs are shown without their colours. */
  readonly colour: boolean;
}

/** One screen of the program: how its operator gets there, by the keys. */
export interface Scene {
  readonly name: string;
  /** Stands on it at every size: that it is this screen. */
  readonly shows: RegExp;
  /** Stands on it at every size: which cluster or environment it is about. Absent: it is about none. */
  readonly place?: RegExp;
  /** Stands on it at every size: how to get out or on. */
  readonly wayOut: RegExp;
  readonly play: (stage: Stage) => Promise<void>;
}
