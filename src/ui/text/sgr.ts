/** One SGR sequence, as `visibleLine` lets it pass. Used with `split` it gives text and parameters in turn. */
export const sgrPattern = new RegExp(`${String.fromCodePoint(0x1b)}\\[([0-9;:]*)m`, 'g');

const escape = String.fromCodePoint(0x1b);

/** The attributes that are told apart; each is switched on by its own number. */
const attributes = new Set(['1', '2', '3', '4', '7', '9']);

/** What switches attributes off again. */
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '27': ['7'],
  '29': ['9'],
};

/**
 * What styles are on at a place of a styled text, small whatever sequences came before it. Blinking and
 * hidden text are not kept.
 */
export interface SgrState {
  readonly on: readonly string[];
  readonly foreground: string | undefined;
  readonly background: string | undefined;
}

export const noStyle: SgrState = { on: [], foreground: undefined, background: undefined };

/** The state after a sequence with these parameters (`1;31`), by ECMA-48 and xterm's colour extensions. */
export function afterSgr(state: SgrState, parameters: string): SgrState {
  const parts = (parameters === '' ? '0' : parameters).split(';');
  let now = state;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part === '38' || part === '48') {
      const length = parts[at + 1] === '2' ? 5 : 3;
      now = withColour(now, parts.slice(at, at + length).join(';'));
      at += length - 1;
    } else now = afterPart(now, part);
  }
  return now;
}

function afterPart(state: SgrState, part: string): SgrState {
  if (Number(part) === 0) return noStyle;
  if (part.startsWith('38:') || part.startsWith('48:')) return withColour(state, part);
  if (attributes.has(part)) {
    return state.on.includes(part) ? state : { ...state, on: [...state.on, part] };
  }
  const ended = ends[part];
  if (ended !== undefined) return { ...state, on: state.on.filter((each) => !ended.includes(each)) };
  if (part === '39') return { ...state, foreground: undefined };
  if (part === '49') return { ...state, background: undefined };
  return /^(?:3|4|9|10)[0-7]$/.test(part) ? withColour(state, part) : state;
}

function withColour(state: SgrState, colour: string): SgrState {
  return colour.startsWith('4') || colour.startsWith('10')
    ? { ...state, background: colour }
    : { ...state, foreground: colour };
}

/** The sequence that brings a plain terminal into this state; empty where nothing is on. */
export function sgrOf(state: SgrState): string {
  const colours = [state.foreground, state.background].filter((each) => each !== undefined);
  const all = [...state.on, ...colours];
  return all.length === 0 ? '' : `${escape}[${all.join(';')}m`;
}
