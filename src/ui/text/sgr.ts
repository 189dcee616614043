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

/** The state after a sequence with these parameters (`1;31`), by ECMA-48 and ITU-T T.416. */
export function afterSgr(state: SgrState, parameters: string): SgrState {
  const parts = parameters.split(';');
  let now = state;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const code = Number(part);
    if (part.includes(':')) now = afterColons(now, part.split(':'));
    else if (code === 38 || code === 48) {
      const length = parts[at + 1] === '2' ? 5 : 3;
      now = withExtended(now, code, parts.slice(at + 1, at + length));
      at += length - 1;
    } else now = afterCode(now, code);
  }
  return now;
}

/** The newer way of writing: `38:5:196`, `38:2::1:2:3` with a colour space, `4:3` for a kind of underline. */
function afterColons(state: SgrState, parts: readonly string[]): SgrState {
  const [code = '', kind = '', ...values] = parts;
  if (code === '38' || code === '48') {
    return withExtended(state, Number(code), [kind, ...(kind === '2' ? values.slice(-3) : values)]);
  }
  if (code !== '4') return state;
  return afterCode(state, kind === '0' ? 24 : 4);
}

function afterCode(state: SgrState, code: number): SgrState {
  if (code === 0) return noStyle;
  const own = String(code);
  if (attributes.has(own)) return state.on.includes(own) ? state : { ...state, on: [...state.on, own] };
  const ended = ends[own];
  if (ended !== undefined) return { ...state, on: state.on.filter((each) => !ended.includes(each)) };
  if (code === 39) return { ...state, foreground: undefined };
  if (code === 49) return { ...state, background: undefined };
  if (/^(?:3|9)[0-7]$/.test(own)) return { ...state, foreground: own };
  return /^(?:4|10)[0-7]$/.test(own) ? { ...state, background: own } : state;
}

/** `values` are `5` and an index, or `2` and red, green and blue. */
function withExtended(state: SgrState, code: number, values: readonly string[]): SgrState {
  const complete = values.length === (values[0] === '5' ? 2 : 4) && (values[0] === '5' || values[0] === '2');
  if (!complete || values.some((value) => !/^\d{1,3}$/.test(value) || Number(value) > 255)) return state;
  const colour = [code, ...values.map(Number)].join(';');
  return code === 38 ? { ...state, foreground: colour } : { ...state, background: colour };
}

/** The sequence that brings a plain terminal into this state; empty where nothing is on. */
export function sgrOf(state: SgrState): string {
  const colours = [state.foreground, state.background].filter((each) => each !== undefined);
  const all = [...state.on, ...colours];
  return all.length === 0 ? '' : `${escape}[${all.join(';')}m`;
}
