const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * The last `width` values as a line of bars, lowest to highest; a blank where there is no value. Values that
 * are all equal are drawn at half height.
 */
export function sparkline(values: readonly (number | undefined)[], width: number): string {
  const shown = width <= 0 ? [] : values.slice(-width);
  const given = shown.filter((value) => value !== undefined).filter(Number.isFinite);
  const lowest = Math.min(...given);
  const range = Math.max(...given) - lowest;
  return shown
    .map((value) => {
      if (value === undefined || !Number.isFinite(value)) return ' ';
      const height = range === 0 ? 3 : Math.round(((value - lowest) / range) * (heights.length - 1));
      return heights[height] ?? ' ';
    })
    .join('');
}

/** How much is done as a bar of `width` columns. It is full only when all is done, and empty only when nothing is. */
export function gauge(done: number, of: number, width: number): string {
  if (width <= 0) return '';
  const share = of <= 0 ? 0 : Math.min(1, Math.max(0, done / of));
  const full = Math.round(share * width);
  const filled = share === 1 ? width : Math.min(full, width - 1);
  const shown = share > 0 && width > 1 ? Math.max(1, filled) : filled;
  return '█'.repeat(shown) + '░'.repeat(width - shown);
}
