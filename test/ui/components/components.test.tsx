import { Box } from 'ink';
import { cleanup, render } from 'ink-testing-library';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Lines } from '../../../src/ui/components/lines.tsx';
import { LiveTable } from '../../../src/ui/components/live-table.tsx';
import { Pane } from '../../../src/ui/components/pane.tsx';
import { Sparkline } from '../../../src/ui/components/sparkline.tsx';
import { ThemeContext } from '../../../src/ui/components/theme-context.ts';
import { line } from '../../../src/ui/text/line.ts';
import { themeFor } from '../../../src/ui/theme/theme.ts';

afterEach(cleanup);

const dark = themeFor({ background: 'dark', colour: '256' });

/** The rows that are drawn; the testing library's terminal is 100 columns wide. */
function drawn(element: ReactElement): readonly string[] {
  return (render(element).lastFrame() ?? '').split('\n');
}

describe('Lines', () => {
  it('draws each row in its place', () => {
    expect(drawn(<Lines rows={[line('one'), [], line('日本 👍', 'plain'), line('four')]} />)).toEqual([
      'one',
      '',
      '日本 👍',
      'four',
    ]);
  });

  it('draws nothing of nothing', () => {
    expect(drawn(<Lines rows={[]} />)).toEqual(['']);
  });

  it('paints with the theme that is given', () => {
    const rows = [[...line('bad', 'bad'), ...line(' plain')]];
    expect(
      drawn(
        <ThemeContext value={dark}>
          <Lines rows={rows} />
        </ThemeContext>,
      ),
    ).toEqual(['\u001b[1m\u001b[38;5;210mbad\u001b[39m\u001b[22m plain']);
    expect(drawn(<Lines rows={rows} />)).toEqual(['\u001b[1mbad\u001b[22m plain']);
  });

  it('draws anew when the rows change, and only their text did', () => {
    const app = render(<Lines rows={[line('before')]} />);
    app.rerender(<Lines rows={[line('after it')]} />);
    expect(app.lastFrame()).toBe('after it');
  });
});

describe('Pane', () => {
  it('is as wide and as high as it is told', () => {
    const frame = drawn(
      <Box flexDirection="column">
        <Box>
          <Pane rows={[line('a long row of text'), line('b')]} columns={8} height={3} />
          <Pane rows={[line('1'), line('2'), line('3'), line('not shown')]} columns={9} height={3} />
        </Box>
        <Pane rows={[line('below')]} columns={10} height={1} />
      </Box>,
    );
    expect(frame).toEqual(['a long …1', 'b       2', '        3', 'below']);
  });

  it('cuts wide characters at its edge', () => {
    const frame = drawn(
      <Box>
        <Pane rows={[line('日本語')]} columns={4} height={1} />
        <Pane rows={[line('|')]} columns={1} height={1} />
      </Box>,
    );
    expect(frame).toEqual(['日… |']);
  });

  it('takes no place where there is none', () => {
    expect(drawn(<Pane rows={[line('x')]} columns={0} height={1} />)).toEqual(['']);
    expect(drawn(<Pane rows={[line('x')]} columns={1} height={0} />)).toEqual(['']);
  });
});

describe('LiveTable', () => {
  it('draws the table in its place', () => {
    const rows = [
      { name: 'api', state: 'good', cells: ['3/3'] },
      { name: 'worker', state: 'bad', cells: ['0/3'] },
    ] as const;
    expect(drawn(<LiveTable table={{ columns: ['ready'], rows }} columns={40} height={10} />)).toEqual([
      '                ready',
      'api     ✓ good  3/3',
      '\u001b[1mworker\u001b[22m  \u001b[1m✗ bad\u001b[22m   0/3',
    ]);
  });
});

describe('Sparkline', () => {
  it('draws the latest values', () => {
    expect(drawn(<Sparkline values={[9, 1, 2, undefined, 8]} columns={4} />)).toEqual(['▁▂ █']);
  });
});
