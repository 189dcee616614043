/** How many colours may be used: none, the 16 of the terminal's own palette, 256, or any. */
export type ColourDepth = 'none' | '16' | '256' | 'truecolor';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the terminal shows, and what the operator asked for: NO_COLOR (https://no-color.org) wins, then
 * FORCE_COLOR (0 to 3), then what COLORTERM and TERM say.
 */
export function colourDepth(env: Environment): ColourDepth {
  if ((env['NO_COLOR'] ?? '') !== '') return 'none';
  const forced = forcedDepth(env['FORCE_COLOR']);
  if (forced !== undefined) return forced;
  const term = env['TERM'] ?? '';
  if (term === '' || term === 'dumb') return 'none';
  // GNU screen knows no true colour, whatever it inherited.
  const anyColour = !term.startsWith('screen') || env['TMUX'] !== undefined;
  if (anyColour && showsAnyColour(env, term)) return 'truecolor';
  return /256/.test(term) || env['TERM_PROGRAM'] === 'Apple_Terminal' ? '256' : '16';
}

function forcedDepth(value: string | undefined): ColourDepth | undefined {
  switch (value) {
    case undefined:
      return undefined;
    case '0':
    case 'false':
      return 'none';
    case '2':
      return '256';
    case '3':
      return 'truecolor';
    default:
      return '16';
  }
}

function showsAnyColour(env: Environment, term: string): boolean {
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return true;
  if (env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] === 'iTerm.app') return true;
  return /-direct$|kitty|ghostty|alacritty|wezterm|^foot/.test(term);
}

const chalkLevels = { none: '0', '16': '1', '256': '2', truecolor: '3' } as const;

/**
 * Makes what is imported next use just these colours: Ink knows FORCE_COLOR and no NO_COLOR. Gives what undoes
 * it, so that no command inherits it.
 */
export function forceColour(env: Record<string, string | undefined>, colour: ColourDepth): () => void {
  const before = env['FORCE_COLOR'];
  Object.assign(env, { FORCE_COLOR: chalkLevels[colour] });
  return () => {
    if (before === undefined) Reflect.deleteProperty(env, 'FORCE_COLOR');
    else Object.assign(env, { FORCE_COLOR: before });
  };
}
