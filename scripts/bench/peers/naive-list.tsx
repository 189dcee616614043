import { spawn } from 'node:child_process';
import { Box, render, Text, useInput, useWindowSize } from 'ink';
import { type ReactElement, useEffect, useState } from 'react';

/*
 * A list as people write it with Ink: every row is a <Text>, what comes is added to the state, and a clock ticks
 * at the top. `naive-list STEPS`, or `naive-list 0 COMMAND ARGS…` for the lines that a command prints. `]` and `[`
 * go to the next row and to the one before, `g` and `G` to the first and, from then on, the last.
 */
const [count = '0', file, ...args] = process.argv.slice(2);
const steps = Array.from({ length: Number(count) }, (_, at) => `${at + 1} · to do · Look at part ${at + 1}`);

function useClock(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

function useLines(): readonly string[] {
  const [lines, setLines] = useState<readonly string[]>(steps);
  useEffect(() => {
    if (file === undefined) return;
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [last = '', ...more] = `${rest}${text}`.split('\n').toReversed();
      rest = last;
      setLines((before) => [...before, ...more.toReversed()]);
    });
    child.on('close', () => setLines((before) => [...before, 'exit 0']));
  }, []);
  return lines;
}

function NaiveList(): ReactElement {
  const { rows } = useWindowSize();
  const seconds = useClock();
  const lines = useLines();
  const [wanted, setWanted] = useState(file === undefined ? 0 : Number.POSITIVE_INFINITY);
  useInput((input) => {
    if (input === ']') setWanted((now) => now + 1);
    if (input === '[') setWanted((now) => Math.max(0, now - 1));
    if (input === 'g') setWanted(0);
    if (input === 'G') setWanted(Number.POSITIVE_INFINITY);
  });
  const chosen = Math.min(wanted, lines.length - 1);
  return (
    <Box flexDirection="column" height={rows} overflow="hidden">
      <Box flexDirection="column" flexShrink={0}>
        <Text>{seconds}s since the start</Text>
        <Text>{lines.length} rows</Text>
      </Box>
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        <Box flexDirection="column" flexShrink={0} marginTop={-Math.max(0, chosen - (rows - 3))}>
          {lines.map((line, at) => (
            <Text key={at} inverse={at === chosen} wrap="truncate">
              {line}
            </Text>
          ))}
        </Box>
      </Box>
    </Box>
  );
}

render(<NaiveList />, { alternateScreen: true });
